/** What stands for the names in the templates of a source. */
import type { SourceSecrets } from '../../model/target.ts';
import { fill, inHeader, namesIn, type Values } from './fill.ts';
import { SECRET } from '../secrets.ts';
import type { OpenOptions } from './source.ts';

/** The values of a session that is opened. */
export function valuesOf(options: OpenOptions, secrets: SourceSecrets): Values {
  const { agent, channel, nickname, tag } = options;
  return {
    ...secrets,
    agent: agent.user.userName,
    party: agent.name,
    channel: channel.id,
    nickname,
    tag,
  };
}

/** The same values as they may be written down: without secrets of the target file, and without those named. */
export function masked(values: Values, secret: readonly string[] = []): Values {
  const isSecret = (name: string): boolean => name.includes(':') || secret.includes(name);
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, isSecret(name) ? SECRET : value]),
  );
}

/** Headers that are filled in. */
export function headersOf(
  templates: Readonly<Record<string, string>>,
  values: Values,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(templates).map(([name, value]) => [name, fill(value, values, inHeader)]),
  );
}

/** Whether templates say which agent is to be invited. */
export function namesAgent(templates: unknown): boolean {
  const names = namesIn(templates);
  return names.has('agent') || names.has('party');
}

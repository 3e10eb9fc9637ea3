/** Several captures of one time as one: each agent's own, say. */
import { UsageError } from '../model/errors.ts';
import type { CaptureFile } from '../model/capture.ts';
import type { Heard, Tape } from './tape.ts';

/**
 * One tape of several. Names mean nothing across files: who is who is told apart by file, unless roles are named.
 * @throws UsageError where one of several has no times, so that nobody knows what came first
 */
export function mergedTape(
  parts: readonly { readonly file: CaptureFile; readonly tape: Tape }[],
): Tape | undefined {
  const [first] = parts;
  if (first === undefined || parts.length === 1) return first?.tape;
  const untimed = parts.find(({ tape }) => tape.startedAt === undefined);
  if (untimed !== undefined) {
    throw new UsageError(
      `${untimed.file.name} has no times, so that it is not known what came before what in the other files. Judge it alone.`,
    );
  }
  const startedAt = Math.min(...parts.map(({ tape }) => tape.startedAt ?? Infinity));
  const heard = parts.flatMap(({ tape }, i) => {
    const later = (tape.startedAt ?? startedAt) - startedAt;
    return tape.heard.map((one) => moved(one, later, nameIn(tape, i)));
  });
  return {
    heard,
    startedAt,
    roles: new Map(parts.flatMap(({ tape }) => [...tape.roles].filter(([, role]) => role !== 'agent'))),
    secrets: new Map(parts.flatMap(({ tape }) => [...tape.secrets])),
    notes: [...new Set(parts.flatMap(({ tape }) => tape.notes))],
  };
}

function nameIn({ roles }: Tape, file: number): (who: string) => string {
  return (who) => (roles.has(who) && roles.get(who) !== 'agent' ? who : `${who} of file ${file + 1}`);
}

function moved(one: Heard, later: number, name: (who: string) => string): Heard {
  const at = one.at + later;
  const who = name(one.who);
  return one.kind === 'told' ? { ...one, at, who } : { ...one, at, until: one.until + later, who };
}

/** Puts the results of a run together. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { ChannelId } from '../model/channel.ts';
import type { Judgement, Results, Verdict } from '../model/outcome.ts';
import type { Target } from '../model/target.ts';
import { warningsOf } from './warnings.ts';

/** Facts of a run that are not verdicts. */
export interface RunFacts {
  readonly target: Target;
  /** The version that the server reported; else the one that its description gives. */
  readonly version: string | undefined;
  readonly requirementSet: string;
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly channels: readonly ChannelId[];
}

/** The suite's own name and version. */
export function suiteIdentity(): { readonly name: string; readonly version: string } {
  const path = createRequire(import.meta.url).resolve('#package');
  const { name, version } = JSON.parse(readFileSync(path, 'utf8')) as { name: string; version: string };
  return { name, version };
}

/** The content of `results.json`. */
export function toResults(judgement: Judgement, facts: RunFacts): Results {
  const { target, version, requirementSet, startedAt, durationMs } = facts;
  const warnings = warningsOf(target);
  return {
    schemaVersion: 1,
    suite: { ...suiteIdentity(), requirementSet },
    target: {
      name: target.name,
      kind: target.kind,
      product: target.product,
      version: version ?? target.version,
      ...(warnings.length === 0 ? {} : { warnings }),
    },
    startedAt: startedAt.toISOString(),
    durationMs: Math.round(durationMs),
    ...judgement,
    summary: Object.fromEntries(facts.channels.map((channel) => [channel, countsOf(judgement, channel)])),
  };
}

function countsOf({ outcomes }: Judgement, channel: ChannelId): Partial<Record<Verdict, number>> {
  const counts: Partial<Record<Verdict, number>> = {};
  for (const { channel: on, verdict } of outcomes)
    if (on === channel) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return { passed: 0, failed: 0, ...counts };
}

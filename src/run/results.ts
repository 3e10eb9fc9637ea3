/** Puts the results of a run together. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { loadProof } from '../catalog/index.ts';
import type { Entry } from '../model/evidence.ts';
import { fingerprinted } from '../model/fingerprint.ts';
import type { Asked, Judgement, Results } from '../model/outcome.ts';
import { summaryOf } from '../model/summary.ts';
import type { Target } from '../model/target.ts';
import { seatWarnings, warningsOf } from './warnings.ts';

/** Facts of a run that are not verdicts. */
export interface RunFacts {
  readonly target: Target;
  /** The version that the server reported; else the one that its description gives. */
  readonly version: string | undefined;
  readonly requirementSet: string;
  /** See `ruleDigests`. */
  readonly rules?: Readonly<Record<string, string>>;
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly asked: Asked;
}

/** The suite's own name and version. */
export function suiteIdentity(): { readonly name: string; readonly version: string } {
  const path = createRequire(import.meta.url).resolve('#package');
  const { name, version } = JSON.parse(readFileSync(path, 'utf8')) as { name: string; version: string };
  return { name, version };
}

/** The content of `results.json`. */
export function toResults(judgement: Judgement, facts: RunFacts, evidence: readonly Entry[] = []): Results {
  const { target, version, ...run } = facts;
  const warnings = [...warningsOf(target), ...seatWarnings(evidence)];
  return assembled(judgement, {
    ...run,
    target: {
      name: target.name,
      kind: target.kind,
      product: target.product,
      version: version ?? target.version,
      ...(target.vendor === undefined ? {} : { vendor: target.vendor }),
      baseUrl: target.baseUrl,
      ...(warnings.length === 0 ? {} : { warnings }),
    },
  });
}

/** Results of whatever target, one that was driven or one that was only recorded. */
export function assembled(
  judgement: Judgement,
  facts: Omit<RunFacts, 'target' | 'version'> & Pick<Results, 'target'>,
): Results {
  const { target, requirementSet, rules, startedAt, durationMs, asked } = facts;
  const proof = loadProof();
  return {
    schemaVersion: 1,
    suite: {
      ...suiteIdentity(),
      requirementSet,
      ...(rules === undefined ? {} : { rules }),
      ...(proof === undefined ? {} : { proof }),
    },
    target,
    asked,
    startedAt: startedAt.toISOString(),
    durationMs: Math.round(durationMs),
    ...judgement,
    outcomes: judgement.outcomes.map(fingerprinted),
    summary: summaryOf(judgement.outcomes, asked.channels),
  };
}

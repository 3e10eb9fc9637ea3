/** Merging: the folders of all shards of a run -> the run, judged anew from their evidence. */
import { join } from 'node:path';
import { EVIDENCE, readEvidence, readResults, sha256Of } from '../../archive/index.ts';
import { loadCatalog, withPins } from '../../catalog/index.ts';
import { judge } from '../../judge/index.ts';
import type { Baseline } from '../../model/baseline.ts';
import { UsageError } from '../../model/errors.ts';
import type { Entry } from '../../model/evidence.ts';
import { fingerprinted } from '../../model/fingerprint.ts';
import type { Asked, Results } from '../../model/outcome.ts';
import { summaryOf } from '../../model/summary.ts';
import type { Catalog } from '../../model/requirement.ts';
import { suites } from '../../../suites/index.ts';
import { neededScenarios } from '../plan.ts';
import { withBaseline } from '../with-baseline.ts';
import { suiteIdentity } from '../results.ts';
import { mergedEvidence } from './evidence.ts';
import { misfits, type ShardFolder } from './fitting.ts';
import { survey } from './survey.ts';

/** A run that was put together. */
export interface Merged {
  readonly results: Results;
  /** It is read from the folders each time that it is gone through. */
  readonly evidence: Iterable<Entry>;
  readonly catalog: Catalog;
}

/**
 * Puts the shards of a run together and judges it like one that was never split.
 * @param folders the result folders of all shards, in any order
 * @param baseline known failures; those of a run are seen in all shards together, never in one
 * @throws UsageError with all that is wrong: a shard that is missing, twice there or changed, or not of the same run
 */
export function mergeShards(folders: readonly string[], baseline?: Baseline): Merged {
  const shards = folders
    .map(readShard)
    .toSorted((a, b) => (a.results.asked?.shard?.index ?? 0) - (b.results.asked?.shard?.index ?? 0));
  const [first] = shards;
  if (first === undefined) throw new UsageError('There is nothing to merge: name the folders of the shards.');
  const asked = askedOfAll(first.results);
  const catalog = withPins(loadCatalog(), asked.pinned);
  refuseForeign(first, catalog);
  const needed = neededScenarios(catalog, asked.only).flatMap((id) =>
    asked.channels.map((channel) => `${id}/${channel}`),
  );
  const wrong = misfits(shards, needed);
  if (wrong.length > 0) throw new UsageError(['These folders do not make one run:', ...wrong].join('\n  '));
  const evidence = mergedEvidence(
    shards.map(({ folder, results, survey: { end } }) => ({
      index: results.asked?.shard?.index ?? 0,
      evidence: readEvidence(join(folder, EVIDENCE)),
      end,
    })),
  );
  const results = withBaseline(resultsOf(shards, { asked, catalog, evidence }), baseline, catalog);
  return { results, evidence, catalog };
}

function readShard(folder: string): ShardFolder {
  const results = readResults(folder);
  const path = join(folder, EVIDENCE);
  const { sha256 } = sha256Of(path);
  if (results.evidence !== undefined && results.evidence.sha256 !== sha256)
    throw new UsageError(`${path} is not what it was when ${folder} was written: it was changed since.`);
  return { folder, results, survey: survey(readEvidence(path)) };
}

/** What was asked of the whole run. */
function askedOfAll({ asked }: Results): Asked {
  if (asked === undefined) return { channels: [], only: [], pinned: {} }; // it is refused as no shard
  const { channels, only, pinned, command } = asked;
  return { channels, only, pinned, ...(command === undefined ? {} : { command: withoutShard(command) }) };
}

/** The command line that would do it all on one machine. */
function withoutShard(command: string): string {
  return command.replace(/ --shard[ =]\S+/, '');
}

/** Another suite would judge the evidence otherwise than those who recorded it meant. */
function refuseForeign({ folder, results: { suite } }: ShardFolder, { hash }: Catalog): void {
  const own = suiteIdentity();
  if (suite.version === own.version && suite.requirementSet === hash) return;
  throw new UsageError(
    `${folder} was recorded by ${suite.name} ${suite.version} (requirement set ${suite.requirementSet}); this is ${own.version} (${hash}). Merge with the version that recorded the shards.`,
  );
}

interface Judged {
  readonly asked: Asked;
  readonly catalog: Catalog;
  readonly evidence: Iterable<Entry>;
}

function resultsOf(shards: readonly ShardFolder[], { asked, catalog, evidence }: Judged): Results {
  const { channels, only } = asked;
  const judgement = judge(evidence, { catalog, suites, channels, only });
  const all = shards.map(({ results }) => results);
  const teller = shards.find(({ survey: { isVersionKnown } }) => isVersionKnown) ?? shards[0];
  const [first] = all;
  if (first === undefined || teller === undefined) throw new UsageError('There is nothing to merge.');
  const warnings = [...new Set(all.flatMap(({ target }) => target.warnings ?? []))];
  const begins = all.map(({ startedAt }) => Date.parse(startedAt));
  const ends = all.map(({ startedAt, durationMs }) => Date.parse(startedAt) + durationMs);
  return {
    schemaVersion: 1,
    suite: first.suite,
    target: { ...teller.results.target, ...(warnings.length === 0 ? {} : { warnings }) },
    asked,
    startedAt: new Date(Math.min(...begins)).toISOString(),
    durationMs: Math.max(...ends) - Math.min(...begins),
    ...judgement,
    outcomes: judgement.outcomes.map(fingerprinted),
    summary: summaryOf(judgement.outcomes, channels),
  };
}

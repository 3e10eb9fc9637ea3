/** Judging recorded evidence, for programs: nothing is sent. */
import { suites } from '../../suites/index.ts';
import { loadCatalog, pinnableAnswers, withPins } from '../catalog/index.ts';
import { schemaProblems } from '../contract/index.ts';
import { judge as judgeBy } from '../judge/index.ts';
import { channelIds, type ChannelId } from '../model/channel.ts';
import { UsageError } from '../model/errors.ts';
import type { Entry } from '../model/evidence.ts';
import { fingerprinted } from '../model/fingerprint.ts';
import { nearest } from '../model/nearest.ts';
import type { Judgement } from '../model/outcome.ts';
import { requireKnownOptions, selectedChannels, selectedRequirements } from './selection.ts';

/** By what evidence is judged. Everything may be left out. */
export interface JudgeOptions {
  /** Absent: those that the evidence has scenarios of. */
  readonly channels?: readonly ChannelId[] | undefined;
  /** Ids of requirements and subjects to report on; absent or empty: all. */
  readonly only?: readonly string[] | undefined;
  /** Answers that readings must have, by their id: `readings` of a target file. */
  readonly readings?: Readonly<Record<string, string>> | undefined;
}

/**
 * Judges the evidence of one run: what {@link readEvidence} reads, the lines of `evidence.jsonl`, each parsed, or
 * `evidence` of a run. The same evidence gives the same judgement as when it was recorded, as long as the
 * requirements are the same. What can be gone through only once is held in memory.
 * @throws UsageError when an entry is not as `schemas/tool/evidence.schema.json` says, or an option can't be
 */
export function judge(evidence: Iterable<Entry>, options: JudgeOptions = {}): Judgement {
  requireKnownOptions(options, { channels: true, only: true, readings: true });
  const { readings = {} } = options;
  const own = loadCatalog();
  refuseUnknown(readings, pinnableAnswers(own));
  const catalog = withPins(own, readings);
  const only = selectedRequirements(options.only ?? [], catalog);
  const entries = repeatable(evidence);
  const seen = checkedChannels(entries);
  const channels = selectedChannels(options.channels ?? seen, channelIds);
  const judgement = judgeBy(entries, { catalog, suites, channels, only });
  return { ...judgement, outcomes: judgement.outcomes.map(fingerprinted) };
}

/** Entries that can be gone through more than once: a list as it is, what reads a file anew each time as it is. */
function repeatable(evidence: Iterable<Entry>): Iterable<Entry> {
  const iterator: unknown = evidence[Symbol.iterator]();
  return iterator === evidence ? [...evidence] : evidence;
}

/** Goes through the evidence once, and says which channels it is of. @throws UsageError where it is none */
function checkedChannels(evidence: Iterable<Entry>): readonly ChannelId[] {
  const seen = new Set<ChannelId>();
  let last = -1;
  let place = 0;
  for (const entry of evidence) {
    const [problem] = schemaProblems('tool/evidence.schema.json', entry);
    if (problem !== undefined)
      throw new UsageError(
        `Entry ${place} is no evidence${problem.where === '' ? '' : ` (${problem.where})`}: expected one as schemas/tool/evidence.schema.json says. Give the lines of an evidence.jsonl, each parsed.`,
      );
    if (entry.seq <= last)
      throw new UsageError(`Evidence is out of order: seq ${entry.seq} follows ${last}. Expected one run.`);
    last = entry.seq;
    place += 1;
    if (entry.kind === 'opening') seen.add(entry.channel);
  }
  if (seen.size === 0)
    throw new UsageError('No scenario begins in this evidence, so that there is nothing to judge.');
  return [...seen];
}

function refuseUnknown(
  readings: Readonly<Record<string, string>>,
  known: Readonly<Record<string, readonly string[]>>,
): void {
  for (const [id, answer] of Object.entries(readings)) {
    const answers = Object.hasOwn(known, id) ? known[id] : undefined;
    const [word, words] = answers === undefined ? [id, Object.keys(known)] : [answer, answers];
    if (words.includes(word)) continue;
    const near = nearest(word, words);
    const hint = near === undefined ? '' : ` Did you mean ${near}?`;
    const what = answers === undefined ? 'There is no reading' : `The reading ${id} has no answer`;
    throw new UsageError(`${what} ${JSON.stringify(word)}.${hint} Expected one of ${words.join(', ')}.`);
  }
}

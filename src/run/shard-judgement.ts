/** What a shard may say: what it saw. What other machines play is not its matter, and no verdict on the server. */
import { notInEvidence } from '../judge/index.ts';
import type { ChannelId } from '../model/channel.ts';
import type { ActId } from '../model/acts.ts';
import type { Entry } from '../model/evidence.ts';
import type { Judgement, Outcome } from '../model/outcome.ts';
import type { Catalog } from '../model/requirement.ts';
import { scenarios } from '../scenarios/index.ts';

/**
 * The judgement of a shard: that of its evidence, without everything that is open because the scenario that would show
 * it is played elsewhere. Complete, when all that it had to play was played, and nothing that is its own is open.
 */
export function judgementOfShard(
  judgement: Judgement,
  evidence: Iterable<Entry>,
  { requirements }: Catalog,
): Judgement {
  const { elsewhere, isWhole } = playedIn(evidence);
  const pins = new Set(requirements.flatMap(({ id, pin }) => (pin === undefined ? [] : [id])));
  const outcomes = judgement.outcomes.filter(
    (outcome) => !isOpenElsewhere(outcome, elsewhere(outcome.channel), pins),
  );
  return {
    ...judgement,
    complete: isWhole && !outcomes.some(({ level, verdict }) => level === 'MUST' && verdict === 'untestable'),
    outcomes,
    readings: judgement.readings.filter(({ answer }) => answer !== 'not-seen'),
    divergences: judgement.divergences.filter((divergence) => divergence.class !== 'undetermined'),
  };
}

interface Played {
  /** The acts that are not played here on a channel. */
  readonly elsewhere: (channel: ChannelId) => readonly ActId[];
  /** Whether everything was played to its end. */
  readonly isWhole: boolean;
}

function playedIn(evidence: Iterable<Entry>): Played {
  const played = new Set<string>();
  const stopped = new Set<string>();
  for (const entry of evidence) {
    if (entry.kind === 'opening') {
      played.add(`${entry.scenario}/${entry.channel}`);
      // It is played once more, and then it counts.
      if (entry.again !== undefined) stopped.delete(entry.again.trace);
    }
    if (entry.kind === 'closing' && entry.stopped !== undefined) stopped.add(entry.trace);
  }
  return {
    isWhole: stopped.size === 0,
    elsewhere: (channel) =>
      scenarios
        .filter(({ id }) => !played.has(`${id}/${channel}`))
        .flatMap(({ id, acts = [] }) => [id, ...acts]),
  };
}

function isOpenElsewhere(
  { requirement, verdict, reason = '' }: Outcome,
  acts: readonly ActId[],
  pins: ReadonlySet<string>,
): boolean {
  if (verdict !== 'untestable' && verdict !== 'not-applicable') return false;
  // Any scenario may show the answer to a reading.
  if (pins.has(requirement) && acts.length > 0) return true;
  return acts.some((act) => reason.includes(notInEvidence(act)));
}

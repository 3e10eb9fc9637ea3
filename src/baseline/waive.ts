/** Waiving: failures that are accepted become `waived`, which is never `passed`. */
import type { ChannelId } from '../model/channel.ts';
import { fingerprintOf } from '../model/fingerprint.ts';
import type { Outcome, Waiver } from '../model/outcome.ts';
import { causesOf } from '../model/several.ts';

/** A waiver with the failure that it is for. */
export interface WaiverFor extends Waiver {
  readonly requirement: string;
  readonly channel: ChannelId;
}

/**
 * The outcomes with the waivers applied. A failure is waived when every one of its problems is; what could not be
 * judged because of waived failures is waived with them, by all of their waivers, where nothing else keeps it open.
 */
export function waive(outcomes: readonly Outcome[], waivers: readonly WaiverFor[]): readonly Outcome[] {
  if (waivers.length === 0) return outcomes;
  const failuresWaived = outcomes.map((outcome) => waivedFailure(outcome, waivers));
  return outcomesAfter(failuresWaived);
}

function waivedFailure(outcome: Outcome, waivers: readonly WaiverFor[]): Outcome {
  if (outcome.verdict !== 'failed') return outcome;
  const { requirement, channel, problems } = outcome;
  const own = waivers.filter((one) => one.requirement === requirement && one.channel === channel);
  const used = own.filter(({ fingerprint }) => fingerprintsOf(outcome).has(fingerprint));
  const isAccepted = problems.every((one) =>
    used.some(({ fingerprint }) => fingerprint === fingerprintOf(requirement, channel, one)),
  );
  if (problems.length === 0 || !isAccepted) return outcome;
  return { ...outcome, verdict: 'waived', waivers: used.map(toWaiver) };
}

/** Walks from each cause to what rests on it, however far. */
function outcomesAfter(outcomes: readonly Outcome[]): readonly Outcome[] {
  const waived = new Map(
    outcomes.filter(({ verdict }) => verdict === 'waived').map((outcome) => [keyOf(outcome), outcome]),
  );
  const next = outcomes.map((outcome): Outcome => {
    const { verdict, channel } = outcome;
    const causes = verdict === 'untestable' ? causesOf(outcome) : [];
    const waivers = causes.map((requirement) => waived.get(keyOf({ requirement, channel }))?.waivers);
    if (waivers.length === 0 || waivers.includes(undefined)) return outcome;
    return { ...outcome, verdict: 'waived', waivers: eachOnce(waivers.flatMap((own) => own ?? [])) };
  });
  return next.some(({ verdict }, i) => verdict !== outcomes[i]?.verdict) ? outcomesAfter(next) : next;
}

function eachOnce(waivers: readonly Waiver[]): readonly Waiver[] {
  return [...new Map(waivers.map((waiver) => [waiver.fingerprint, waiver])).values()];
}

/** The outcomes as they were before anything was waived. */
export function unwaived(outcomes: readonly Outcome[]): readonly Outcome[] {
  return outcomes.map((outcome) => {
    if (outcome.verdict !== 'waived') return outcome;
    const { waivers: _, ...rest } = outcome;
    return { ...rest, verdict: outcome.problems.length > 0 ? 'failed' : 'untestable' };
  });
}

/** The waivers that stand in outcomes, each with its failure: applied anew they give the same outcomes. */
export function waiversIn(outcomes: readonly Outcome[]): readonly WaiverFor[] {
  return outcomes.flatMap(({ requirement, channel, problems, waivers = [] }) =>
    problems.length === 0 ? [] : waivers.map((waiver) => ({ ...waiver, requirement, channel })),
  );
}

/** The fingerprints of an outcome's problems. */
export function fingerprintsOf({ requirement, channel, problems }: Outcome): ReadonlySet<string> {
  return new Set(problems.map((problem) => fingerprintOf(requirement, channel, problem)));
}

function toWaiver({ fingerprint, reason, owner, issue, expires }: WaiverFor): Waiver {
  return { fingerprint, reason, owner, ...(issue === undefined ? {} : { issue }), expires };
}

function keyOf({ requirement, channel }: Pick<Outcome, 'requirement' | 'channel'>): string {
  return `${requirement}@${channel}`;
}

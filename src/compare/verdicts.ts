/** Verdict by verdict: what two runs say of each requirement on each channel. */
import type { ChannelId } from '../model/channel.ts';
import type { Level, Outcome, Results, Verdict } from '../model/outcome.ts';
import { causesOf, restingOn } from '../model/several.ts';
import { keyed, keysOf } from './keyed.ts';
import { foundBy, isBroken, isJudged, moves, verdictMoves, type Move } from './moves.ts';
import { compareProblems, type ProblemChange } from './problems.ts';
import { absenceIn, asksForTheSame, placeOf, type Absence } from './scope.ts';

/** A requirement on a channel that both runs have. */
export interface VerdictChange {
  readonly requirement: string;
  readonly channel: ChannelId;
  /** As the second run has it. */
  readonly level: Level;
  /** Of the first run, where it is another. */
  readonly levelBefore?: Level;
  readonly from: Verdict;
  readonly to: Verdict;
  /** Whether each run found the rule kept or broken. */
  readonly judged: { readonly before: boolean; readonly after: boolean };
  /** By the table of moves; a rule that was broken and still is: by its problems. */
  readonly move: Move;
  /** Why the second run says so, where it does. */
  readonly reason?: string;
  /** The requirement whose breach keeps this one from being judged in the second run. */
  readonly because?: string;
  /** The further ones, of which each would do so by itself. */
  readonly alsoBecause?: readonly string[];
  /** What the runs pinned for this row differs: they do not judge the same. */
  readonly pinsDiffer?: true;
  readonly problems: readonly ProblemChange[];
}

/** A requirement on a channel that only one run has. Never a change for the worse. */
export interface LoneVerdict {
  readonly requirement: string;
  readonly channel: ChannelId;
  readonly level: Level;
  readonly verdict: Verdict;
  /** Whether the run found the rule kept or broken. */
  readonly judged: boolean;
  readonly run: 'before' | 'after';
  /** Why the other has it not. */
  readonly why: Absence;
}

/** All requirements of two runs. */
export interface ComparedVerdicts {
  /** The most urgent first, then by id and channel. */
  readonly both: readonly VerdictChange[];
  readonly lone: readonly LoneVerdict[];
}

const keyOf = ({ requirement, channel }: Outcome): string => `${requirement} on ${channel}`;

/** Compares the verdicts of two runs. @throws UsageError when a run has two verdicts on one thing */
export function compareVerdicts(before: Results, after: Results): ComparedVerdicts {
  const had = keyed(before.outcomes, keyOf);
  const has = keyed(after.outcomes, keyOf);
  const sameSet = before.suite.requirementSet === after.suite.requirementSet;
  const both: VerdictChange[] = [];
  const lone: LoneVerdict[] = [];
  for (const key of keysOf(had, has)) {
    const [a, b] = [had.get(key), has.get(key)];
    if (a !== undefined && b !== undefined)
      both.push(changeOf(a, b, !asksForTheSame(a.requirement, before, after)));
    else if (a !== undefined) lone.push(loneOf(a, 'before', absenceIn(after, a, sameSet)));
    else if (b !== undefined) lone.push(loneOf(b, 'after', absenceIn(before, b, sameSet)));
  }
  return { both: both.toSorted(byUrgency), lone: lone.toSorted(byId) };
}

function changeOf(before: Outcome, after: Outcome, pinsDiffer: boolean): VerdictChange {
  const problems = compareProblems(before, after);
  const { requirement, channel, level, verdict: to, reason } = after;
  return {
    requirement,
    channel,
    level,
    ...(before.level === level ? {} : { levelBefore: before.level }),
    from: before.verdict,
    to,
    judged: { before: isJudged(before), after: isJudged(after) },
    move: pinsDiffer ? 'open' : moveOf(foundBy(before), foundBy(after), problems),
    ...(reason === undefined ? {} : { reason }),
    ...restingOn(causesOf(after)),
    ...(pinsDiffer ? { pinsDiffer: true } : {}),
    problems,
  };
}

/** Another defect of a rule that was broken already is worse; one less, and no other, is better. */
function moveOf(from: Verdict, to: Verdict, problems: readonly ProblemChange[]): Move {
  if (!isBroken(from) || !isBroken(to)) return verdictMoves[from][to];
  if (problems.some(({ state }) => state === 'new')) return 'worse';
  return problems.some(({ state }) => state === 'gone') ? 'better' : verdictMoves[from][to];
}

function loneOf(outcome: Outcome, run: LoneVerdict['run'], why: Absence): LoneVerdict {
  const { requirement, channel, level, verdict } = outcome;
  return { requirement, channel, level, verdict, judged: isJudged(outcome), run, why };
}

/** Whether the second run was not asked for what the first one judged: then nobody knows what became of it. */
export function isLost({ run, why, judged }: LoneVerdict): boolean {
  return run === 'before' && why === 'not-asked' && judged;
}

type Placed = Pick<VerdictChange, 'requirement' | 'channel'>;

function byId(a: Placed, b: Placed): number {
  if (a.requirement !== b.requirement) return a.requirement < b.requirement ? -1 : 1;
  return placeOf(a.channel) - placeOf(b.channel);
}

function byUrgency(a: VerdictChange, b: VerdictChange): number {
  return moves.indexOf(a.move) - moves.indexOf(b.move) || byId(a, b);
}

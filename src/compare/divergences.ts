/** The divergence of chat and SMS in two runs. */
import type { Divergence, Results } from '../model/outcome.ts';
import { keyed, keysOf } from './keyed.ts';
import { divergenceMoves, moves, type Move, type SeenClass } from './moves.ts';
import { isSameScope, isSameSuite } from './scope.ts';
import type { ComparedVerdicts } from './verdicts.ts';

/** What both channels show in one respect. */
export interface ShownPair {
  readonly chat: string;
  readonly sms: string;
}

/** A comparison of chat with SMS that came out otherwise, or that no document explains. */
export interface DivergenceChange {
  readonly id: string;
  readonly from: SeenClass;
  readonly to: SeenClass;
  readonly move: Move;
  /** Absent where the run does not have it. */
  readonly before?: ShownPair;
  readonly after?: ShownPair;
  /** The documented difference that explains it in the second run. */
  readonly difference?: string;
}

/** All comparisons of chat with SMS of two runs. */
export interface ComparedDivergences {
  /** The most urgent first, then by id. Those that are as they were are left out, but for undocumented ones. */
  readonly listed: readonly DivergenceChange[];
  /** How many are left out. */
  readonly asBefore: number;
}

/** Whether each run saw all that the other saw: only then it means something that it does not have a divergence. */
interface Sight {
  readonly before: boolean;
  readonly after: boolean;
}

/** Compares the divergences of two runs whose verdicts were compared. @throws UsageError when an id is there twice */
export function compareDivergences(
  before: Results,
  after: Results,
  verdicts: ComparedVerdicts,
): ComparedDivergences {
  const had = keyed(before.divergences, ({ id }) => id);
  const has = keyed(after.divergences, ({ id }) => id);
  const sight = sightOf(before, after, verdicts);
  const all = keysOf(had, has).map((id) => changeOf(id, { had: had.get(id), has: has.get(id), sight }));
  const listed = all.filter(isWorthListing);
  return { listed: listed.toSorted(byUrgency), asBefore: all.length - listed.length };
}

function sightOf(before: Results, after: Results, { both }: ComparedVerdicts): Sight {
  const isAlike = isSameSuite(before, after) && isSameScope(before, after);
  return {
    before: isAlike && both.every(({ judged }) => judged.before || !judged.after),
    after: isAlike && both.every(({ judged }) => judged.after || !judged.before),
  };
}

function changeOf(
  id: string,
  { had, has, sight }: { had: Divergence | undefined; has: Divergence | undefined; sight: Sight },
): DivergenceChange {
  const from = had?.class ?? 'absent';
  const to = has?.class ?? 'absent';
  const isBlind = (from === 'absent' && !sight.before) || (to === 'absent' && !sight.after);
  const move = divergenceMoves[from][to];
  return {
    id,
    from,
    to,
    move: isBlind && move !== 'same' ? 'open' : move,
    ...(had === undefined ? {} : { before: pairOf(had) }),
    ...(has === undefined ? {} : { after: pairOf(has) }),
    ...(has?.difference === undefined ? {} : { difference: has.difference }),
  };
}

function pairOf({ chat, sms }: Divergence): ShownPair {
  return { chat, sms };
}

function isWorthListing({ from, to, before, after }: DivergenceChange): boolean {
  if (from !== to || to === 'undocumented') return true;
  return before?.chat !== after?.chat || before?.sms !== after?.sms;
}

function byUrgency(a: DivergenceChange, b: DivergenceChange): number {
  return moves.indexOf(a.move) - moves.indexOf(b.move) || (a.id < b.id ? -1 : 1);
}

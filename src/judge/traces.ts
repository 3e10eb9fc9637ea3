/** Cuts the evidence of a run into traces: one for each act of each scenario on each channel. */
import type { ActId } from '../model/acts.ts';
import type { ActBegun, Closing, Delivery, Entry, Opening, SessionOpened } from '../model/evidence.ts';
import type { LeftOut, Trace } from '../model/trace.ts';
import { mentions } from '../model/notification.ts';
import { between, inOrder, placeOf } from '../model/order.ts';
import type { ConcernOf } from './concern.ts';
import { gather, type Gathered } from './gather.ts';
import { partOfRun } from './part-of-run.ts';

/**
 * The traces in the evidence, in the order in which they began.
 * @param judgeConcern see {@link gather}
 */
export function tracesOf(evidence: Iterable<Entry>, judgeConcern?: ConcernOf): readonly Trace[] {
  const gathered = gather(evidence, judgeConcern);
  return gathered.openings.flatMap((opening) => actsOf(traceOf(opening, gathered)));
}

/** The acts of a trace: each knows all that came before it, and nothing of what came after it. */
function actsOf(whole: Trace): readonly Trace[] {
  const begun = whole.entries.filter((entry): entry is ActBegun => entry.kind === 'act');
  const starts = [{ act: whole.act, from: 0, omitted: undefined }, ...begun.map(toStart)];
  const lastAct = starts.findLast((start) => start.omitted === undefined)?.from ?? 0;
  return starts.map(({ act, from, omitted }, i) => {
    if (omitted !== undefined) return unplayed(whole, { act, from, reason: omitted });
    const until = starts.slice(i + 1).find((next) => next.omitted === undefined)?.from ?? Infinity;
    const heard = heardLater(whole, until);
    const isIn = (one: Entry | LeftOut): boolean => one.seq < until || isFence(one) || one === heard;
    return {
      ...whole,
      act,
      span: { from, until },
      ...(until === Infinity ? {} : partOf(whole, isIn)),
      // An act that was over before its scenario was stopped is whole.
      stopped: until > (whole.stopped?.from ?? lastAct) ? whole.stopped : undefined,
    };
  });
}

/** A part of what a trace holds. */
function partOf(
  { entries, own, heard, leftOut }: Trace,
  isIn: (one: Entry | LeftOut) => boolean,
): Pick<Trace, 'entries' | 'own' | 'heard' | 'leftOut'> {
  return {
    entries: entries.filter(isIn),
    own: own.filter(isIn),
    heard: new Map([...heard].map(([party, list]) => [party, list.filter(isIn)])),
    leftOut: leftOut.filter(isIn),
  };
}

function unplayed(
  whole: Trace,
  { act, from, reason }: { readonly act: ActId; readonly from: number; readonly reason: string },
): Trace {
  const part = partOf(whole, (one) => 'kind' in one && one.kind === 'settings');
  return { ...whole, ...part, act, span: { from, until: from }, stopped: { blame: 'server', reason } };
}

/** What the consultant was told of another session after an act: the proof that it could have been told in it. */
function heardLater({ heard, sessionId = '' }: Trace, until: number): Entry | undefined {
  return heard.get('consultant')?.find(({ seq, data }) => seq >= until && !mentions(data, sessionId));
}

/** The fence at the end of a run proves the silence of every act. */
function isFence(one: Entry | LeftOut): boolean {
  return 'kind' in one && one.kind === 'wait' && one.event === 'bystander-fence';
}

function toStart({ act, seq, omitted }: ActBegun) {
  return { act, from: seq, omitted };
}

/**
 * What the consultant was told first after a scenario in which it was told of no other session: the proof that it could
 * have been told in it, where it was listened to all the time.
 */
function toldAfter({ told, heard }: Gathered, { sessionId = '', until }: Ended): readonly Delivery[] {
  const later = told.get('consultant') ?? [];
  const next = later.slice(placeOf(later, until)).find(({ data }) => !mentions(data, sessionId));
  const isLoss = (entry: Entry): boolean =>
    entry.kind === 'watch' && entry.party === 'consultant' && entry.state !== 'subscribed';
  return next === undefined || between(heard, until, next.seq).some(isLoss) ? [] : [next];
}

/** A scenario that is over. */
interface Ended {
  readonly sessionId: string | undefined;
  readonly until: number;
}

function traceOf(opening: Opening, gathered: Gathered): Trace {
  const { own: owned, heard, told, everywhere, leftOut } = gathered;
  const { trace: key, scenario, member, channel, spelling, agents, again } = opening;
  const own = owned.get(key) ?? [];
  const closing = own.find((entry): entry is Closing => entry.kind === 'closing');
  const session = own.find((entry): entry is SessionOpened => entry.kind === 'session');
  const until = closing?.seq ?? Infinity;
  const open = <E extends Entry | LeftOut>(list: readonly E[]): readonly E[] =>
    between(list, opening.seq, until);
  const sessionId = session?.sessionId;
  const inTime = new Map([...told].map(([party, list]) => [party, open(list)]));
  const toConsultant = inTime.get('consultant') ?? [];
  const isProved = toConsultant.some(({ data }) => !mentions(data, sessionId ?? ''));
  const proof = isProved ? [] : toldAfter(gathered, { sessionId, until });
  return {
    key,
    scenario,
    act: scenario,
    member,
    span: { from: 0, until: Infinity },
    channel,
    spelling,
    agents,
    sessionId,
    // Losses of a subscription tell what silence proves.
    entries: inOrder(inOrder(own, partOfRun(everywhere, opening.seq)), [...open(heard), ...proof]),
    own,
    heard: proof.length === 0 ? inTime : new Map([...inTime, ['consultant', [...toConsultant, ...proof]]]),
    leftOut: open(leftOut),
    stopped:
      closing === undefined
        ? { blame: 'suite', reason: 'The scenario did not come to its end.' }
        : closing.stopped,
    omitted: closing?.omitted,
    again,
    captured: opening.captured,
  };
}

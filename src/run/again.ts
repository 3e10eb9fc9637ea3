/**
 * What has to be played again by itself: a server may let an agent into so many sessions and no more, and beside other
 * sessions of ours a Consult or a session may have come to nothing for that alone.
 */
import { at } from '../model/json.ts';
import { channelIds, channels } from '../model/channel.ts';
import { isRefusal } from '../model/answer.ts';
import type { ActId, ScenarioId, TraceKey } from '../model/acts.ts';
import type { Delivery, Entry, Exchange, PlayedAgain, Wait } from '../model/evidence.ts';
import { kindOf, mentions } from '../model/notification.ts';
import type { Performance } from './performance.ts';
import type { Play } from './seats.ts';
import { troubleOf } from './trouble.ts';

type Because = PlayedAgain['because'];

/**
 * Acts of which nothing is demanded: their Consult may be declined for other reasons, and mostly is. A queue has to be
 * there only where it is declared.
 */
const undemanded: readonly ActId[] = [
  'consult-failed',
  'consult-absent',
  'second-consult',
  'consult-both-targets',
];
const ofQueues: readonly ActId[] = ['consult-queue', 'consult-queue-by-path'];

/** The plays of a round that have to be played again. */
export function playsAgain(round: readonly Performance[], entries: readonly Entry[]): readonly Play[] {
  const alone = round.filter(({ scenario }) => scenario.playTogether === undefined);
  const beside = alone.filter((one) => isBeside(one, round));
  if (beside.length === 0) return [];
  const around = { round, entries, failures: failuresIn(entries), gotIn: gotInOf(entries) };
  const reasons = new Map(beside.map((one) => [one, reasonOf(one, around)]));
  const isAnyDeclined = [...reasons.values()].includes('declined');
  return alone.flatMap((one): Play[] => {
    const { scenario, stage } = one;
    if (scenario.id === 'bystander-control') return [];
    const because =
      reasons.get(one) ??
      (isAnyDeclined && isLateRefusal(one, entries) ? 'declined' : undefined) ??
      unproven(one, round);
    if (because === undefined) return [];
    return [{ scenario, channel: stage.channel.id, again: { trace: stage.key, because } }];
  });
}

/**
 * What a play that was played again shows to be no matter of room: the same came of it by itself. What came of others
 * beside it for the same reason is right as it was seen, then; to play them again would only take time.
 */
export function inVain(one: Performance, entries: readonly Entry[]): Because | undefined {
  if (one.scene === undefined) return 'not-opened';
  const { id } = one.scenario;
  if (!plain.includes(id)) return undefined;
  const [first] = actsIn(one, { entries, failures: failuresIn(entries) });
  return first === undefined ? undefined : outcomeOf(one, [first]);
}

/** Scenarios that begin with a Consult of the consultant by the address of its user. */
const plain: readonly ScenarioId[] = ['consult-accepted', 'consult-rejected', 'transfer', 'conference'];

/** Whether an agent of a performance was in another session of the round. */
function isBeside(one: Performance, round: readonly Performance[]): boolean {
  return round.some(
    (other) => other !== one && other.scenario.seats.some((agent) => one.scenario.seats.includes(agent)),
  );
}

interface Around {
  readonly round: readonly Performance[];
  readonly entries: readonly Entry[];
  /** The failures among them. */
  readonly failures: readonly Delivery[];
  /** The traces in which an agent was let into a session by a Consult. */
  readonly gotIn: ReadonlySet<TraceKey>;
}

/** Awaited things that come only where an agent is let in. */
const signs: readonly Wait['event'][] = ['consultant-invitation', 'first-notification'];

function gotInOf(entries: readonly Entry[]): ReadonlySet<TraceKey> {
  return new Set(
    entries.flatMap((entry) =>
      entry.kind === 'wait' && entry.met && signs.includes(entry.event) ? [entry.trace] : [],
    ),
  );
}

function failuresIn(entries: readonly Entry[]): readonly Delivery[] {
  const isFailure = ({ data }: Delivery): boolean =>
    channelIds.some((id) => kindOf(channels[id], data) === 'error');
  return entries.filter((entry) => entry.kind === 'delivery').filter(isFailure);
}

function reasonOf(one: Performance, around: Around): Because | undefined {
  if (one.scene === undefined) return hasRival(one, around.round) ? 'not-opened' : undefined;
  // An agent is busy only where it was let in.
  if (!around.round.some((other) => other !== one && around.gotIn.has(other.stage.key))) return undefined;
  const reason = outcomeOf(
    one,
    actsIn(one, around).filter(({ act }) => isDemanded(act, one)),
  );
  return reason === 'unheard' && isDisturbed(one, around) ? undefined : reason;
}

/** Whether something went wrong around a performance, so that silence in it says nothing anyway. */
function isDisturbed({ stage, scenario }: Performance, { entries }: Around): boolean {
  return troubleOf(entries, { trace: stage.key, parties: scenario.needs }) !== undefined;
}

/** What kept the Consults of acts from succeeding; `undefined`: nothing did. */
function outcomeOf(one: Performance, acts: readonly Played[]): Because | undefined {
  if (acts.some((act) => isDeclined(one, act))) return 'declined';
  return acts.some(isUnheard) ? 'unheard' : undefined;
}

/** Whether the agent whose session was not opened was in another one that was. */
function hasRival({ scenario, stage }: Performance, round: readonly Performance[]): boolean {
  if (stage.context.signal.aborted) return false;
  return round.some(({ scenario: other, scene }) => other.owner === scenario.owner && scene !== undefined);
}

/** The bystander had no session that would prove anything, as it was in another. */
function unproven({ stage }: Performance, round: readonly Performance[]): Because | undefined {
  const control = round.find(
    (other) => other.scenario.id === 'bystander-control' && other.stage.channel === stage.channel,
  );
  return control !== undefined && control.scene === undefined && hasRival(control, round)
    ? 'not-opened'
    : undefined;
}

function isDemanded(act: ActId, { stage: { context, channel } }: Performance): boolean {
  if (undemanded.includes(act)) return false;
  return !ofQueues.includes(act) || context.target.channels[channel.id]?.declares?.['consult-queue'] === true;
}

/** What happened in one act. */
interface Played {
  readonly act: ActId;
  readonly consults: readonly Exchange[];
  readonly waits: readonly Wait[];
  /** Failures of which the owner was told before anybody else was told of the Consult. */
  readonly failures: readonly Delivery[];
}

function actsIn(
  { stage, scenario }: Performance,
  { entries, failures }: Pick<Around, 'entries' | 'failures'>,
): readonly Played[] {
  const own = entries.filter((entry) => 'trace' in entry && entry.trace === stage.key);
  const begun = own.filter((entry) => entry.kind === 'act');
  const starts = [{ act: scenario.id as ActId, seq: own[0]?.seq ?? 0 }, ...begun];
  return starts.map(({ act, seq }, i) => {
    const isIn = (from: number, until: number) => (entry: Entry) => entry.seq >= from && entry.seq < until;
    const inAct = own.filter(isIn(seq, starts[i + 1]?.seq ?? Infinity));
    const waits = inAct.filter((entry) => entry.kind === 'wait');
    const invited = waits.find(({ event, met }) => event === 'consultant-invitation' && met)?.seq;
    return {
      act,
      consults: inAct.filter((entry) => entry.kind === 'exchange').filter(isConsult),
      waits,
      failures: failures.filter(isIn(seq, invited ?? starts[i + 1]?.seq ?? Infinity)),
    };
  });
}

function isConsult({ purpose, superseded }: Exchange): boolean {
  return purpose === 'consult' && superseded !== true;
}

/** Whether a Consult was refused, or failed and that was told. */
function isDeclined({ scene, scenario }: Performance, { consults, failures }: Played): boolean {
  return consults.some((consult) => {
    const { response, seq, case: which } = consult;
    if (response === undefined) return false;
    const json = jsonOf(consult);
    // A request that the documents do not have is refused for what it is.
    if (isRefusal(response.status, json)) return which !== 'probe';
    const reference = at(json, '/referenceId');
    return failures.some(
      (failure) =>
        failure.seq > seq &&
        failure.party === scenario.owner &&
        (mentions(failure.data, scene?.sessionId ?? '') ||
          (reference !== undefined && at(failure.data, '/referenceId') === reference)),
    );
  });
}

function jsonOf({ response }: Exchange): unknown {
  return response?.body.form === 'json' ? response.body.json : undefined;
}

/** Whether nobody was invited by a Consult, and nobody joined. */
function isUnheard({ waits }: Played): boolean {
  const isMet = (event: Wait['event'], met: boolean): boolean =>
    waits.some((wait) => wait.event === event && wait.met === met);
  return (
    isMet('consultant-invitation', false) &&
    !isMet('consultant-invitation', true) &&
    !isMet('first-notification', true)
  );
}

/** Whether requests that must be refused were accepted and failed later: for what was wrong about them, or for want of room. */
function isLateRefusal({ scenario, stage }: Performance, entries: readonly Entry[]): boolean {
  return (
    scenario.id === 'refused-requests' &&
    entries.some(
      (entry) =>
        entry.kind === 'wait' &&
        entry.trace === stage.key &&
        entry.event === 'refusal-notification' &&
        entry.met,
    )
  );
}

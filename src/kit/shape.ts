/** Checks whose rule is a schema: the problems that the contract finds at the places that a requirement owns. */
import { shapeProblems, type ShapeName, type ShapeProblem } from '../contract/index.ts';
import { channels, type Channel, type Spelling } from '../model/channel.ts';
import type { Delivery } from '../model/evidence.ts';
import { at, places, pointerMatcher, pointerSteps } from '../model/json.ts';
import { remembering } from '../model/remember.ts';
import { kindOf, messagesOf, sessionObject } from '../model/notification.ts';
import type { Finding, Problem, ProblemKind } from '../model/outcome.ts';
import type { Requirement, ShapedMessage } from '../model/requirement.ts';
import type { Judge } from './check.ts';
import { found, problem, untestable } from './finding.ts';
import type { TraceView } from './view.ts';

/** A message whose shape is judged: what it is called, who got it, and its content. */
interface Shaped {
  readonly name: string;
  readonly value: unknown;
  readonly seq: number;
  /** Whether a place in it is of the kind that is judged: a log notification may bring other entries along. */
  readonly concerns: (pointer: string) => boolean;
}

interface Examined extends Shaped {
  readonly problems: readonly ShapeProblem[];
}

const everywhere = (): boolean => true;

/** The shape of each message whose members have requirements of their own. */
export const shapes: Readonly<Record<ShapedMessage, ShapeName>> = {
  response: 'response',
  first: 'participants-updated',
  second: 'new-messages',
  failure: 'error-notification',
};

/** The messages of a kind in a trace: the one that was found, and its copies to other agents. */
const messages: Readonly<Record<ShapedMessage, (view: TraceView) => readonly Shaped[]>> = {
  response: ({ consult, answer }) =>
    consult === undefined || answer === undefined
      ? []
      : [{ name: 'the answer to the Consult', value: answer, seq: consult.seq, concerns: everywhere }],
  first: (view) => [
    ...named('the first notification', view.first),
    ...copies(view, 'first notification', (data) => tellsOfParticipants(view, data)),
  ],
  second: (view) =>
    [
      ...named('the second notification', view.second),
      ...copies(view, 'second notification', (data) => announcesConsultant(view, data)),
    ].map((one) => ({ ...one, concerns: announcingEntry(view, one.value) })),
  failure: ({ failure }) => named('the failure', failure),
};

function named(name: string, delivery: Delivery | undefined): readonly Shaped[] {
  return delivery === undefined
    ? []
    : [{ name, value: delivery.data, seq: delivery.seq, concerns: everywhere }];
}

/** Places outside of the log's entries, and those of the entries that announce the consultant; all, when none does. */
function announcingEntry(view: TraceView, data: unknown): Shaped['concerns'] {
  const entries = at(data, '/messages');
  const own = (Array.isArray(entries) ? entries : []).flatMap((entry: unknown, i) =>
    isAnnouncement(view, entry) ? [i] : [],
  );
  if (own.length === 0) return everywhere;
  return (pointer) => {
    const [member, index] = pointerSteps(pointer);
    return member !== 'messages' || index === undefined || own.includes(Number(index));
  };
}

function isAnnouncement({ consultantId }: TraceView, entry: unknown): boolean {
  const from = at(entry, '/from/participantId');
  return from === undefined || from === consultantId ? at(entry, '/type') !== 'Text' : false;
}

/** The same notification as the consultant got it; what it is told when its consult is over is another. */
function copies(view: TraceView, name: string, is: (data: unknown) => boolean): readonly Shaped[] {
  const before = Math.min(view.exchange('consultant-leave')?.seq ?? Infinity, view.turn);
  return view
    .about(view.consultee, { after: view.consult?.seq ?? Infinity, before })
    .filter(({ data }) => is(data))
    .flatMap((delivery) => named(`the ${name} to the consultant`, delivery));
}

/** States in which an agent's part in a session is over: what tells of one is of an earlier consult, and late. */
const isOver: readonly unknown[] = ['LeftChat', 'Completed', 'Revoked'];

function tellsOfParticipants({ channel }: TraceView, data: unknown): boolean {
  const state = sessionObject(channel, data)?.session['state'];
  return at(data, '/notificationType') === 'ParticipantsUpdated' && !isOver.includes(state);
}

function announcesConsultant(view: TraceView, data: unknown): boolean {
  if (kindOf(view.channel, data) !== 'log' || view.consultantId === undefined) return false;
  return messagesOf(data).some(
    (entry) =>
      entry['type'] === 'ParticipantJoined' && at(entry, '/from/participantId') === view.consultantId,
  );
}

const kinds: Readonly<Record<string, ProblemKind>> = { required: 'missing-member', type: 'wrong-type' };

function toProblem(message: Shaped, { where, keyword, expected, actual }: ShapeProblem): Problem {
  return problem(
    kinds[keyword] ?? 'wrong-value',
    `${message.name}, ${where === '' ? 'the whole of it' : where}`,
    {
      expected,
      actual,
      evidence: [message.seq],
    },
  );
}

/** A requirement's pointers with the channel's own keys in place of `{session}` and `{uri}`. */
function pointersOf(spellings: readonly Spelling[], pointers: readonly string[]): string[] {
  return spellings.flatMap((spelling) =>
    pointers.map((pointer) => pointer.replace('{session}', spelling.key).replace('{uri}', spelling.uriKey)),
  );
}

/** Every requirement about a message asks again where it has what. */
const placesIn = remembering((value) => [...places(value)].map(([pointer]) => pointer));

function hasPlace(message: Shaped, isOwned: IsOwned): boolean {
  return placesIn(message.value).some((place) => isOwned(place) && message.concerns(place));
}

/** The same messages, each with all that is wrong with its shape, whoever owns the place. */
const examined = Object.fromEntries(
  (Object.keys(messages) as ShapedMessage[]).map((message) => [
    message,
    (view: TraceView): readonly Examined[] =>
      messages[message](view).map((one) => ({
        ...one,
        problems: shapeProblems(view.channel.id, shapes[message], one.value),
      })),
  ]),
) as Readonly<Record<ShapedMessage, (view: TraceView) => readonly Examined[]>>;

/** Tells whether a place in a message is one that a requirement owns. */
type IsOwned = (place: string) => boolean;

/** What the list of pointers that a requirement owns means on each channel: many traces ask about the same. */
const ownership = remembering((owned) => {
  const isOwnedOn = ({ spellings }: Channel): IsOwned => {
    const tests = pointersOf(spellings, owned as readonly string[]).map(pointerMatcher);
    return (place) => tests.some((test) => test(place));
  };
  return { chat: isOwnedOn(channels.chat), sms: isOwnedOn(channels.sms) };
});

/** Judges the shape that a requirement owns, in every copy of the message. */
export const shapeOf: Judge = (view, rule: Requirement): Finding => {
  if (rule.shape === undefined) throw new TypeError(`${rule.id} owns no shape`);
  const { message, at: owned } = rule.shape;
  const isOwned = ownership(owned)[view.channel.id];
  const seen = view.once(examined[message]);
  if (seen.length === 0) return untestable(`No ${message} message was seen.`);
  const problems = seen.flatMap((one) =>
    one.problems
      .filter(({ where }) => isOwned(where) && one.concerns(where))
      .map((each) => toProblem(one, each)),
  );
  if (problems.length > 0 || seen.some((one) => hasPlace(one, isOwned))) return found(problems);
  return untestable('The message has no place where it could be seen.');
};

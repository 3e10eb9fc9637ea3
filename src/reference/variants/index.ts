/** Right servers that differ: none of them may be told that it is wrong. */
import type { ChannelId } from '../../model/channel.ts';
import type { Behaviour } from '../behaviour.ts';
import type { Json, JsonObject } from '../json.ts';
import { all, append, replace, type Mutation } from '../mutate.ts';
import type { Answer, Outgoing, Quirk, ReferenceEvent, Role } from '../quirk.ts';
import { crowdVariants } from './crowd.ts';
import { freedomVariants } from './freedom.ts';
import { listedVariants } from './listed.ts';
import { habitVariants } from './habits.ts';
import { toldVariants } from './told.ts';
import { transportVariants } from './transport.ts';
import type { Variant } from './variant.ts';

export type { Variant } from './variant.ts';

type Parts = Omit<Quirk, 'id' | 'channels'>;

const both: readonly ChannelId[] = ['chat', 'sms'];

/** How long a slow server takes, milliseconds. */
const SLOW_MS = 30;

function variant(id: string, title: string, quirk: Parts): Variant {
  return { id, title, channels: both, quirk };
}

function only(channel: ChannelId, row: Variant): Variant {
  return { ...row, channels: [channel] };
}

function behaving(behaviour: Partial<Behaviour>): Parts {
  return { behaviour };
}

function answering(change: (answer: Answer) => Answer): Parts {
  return { answer: change, answers: 'every' };
}

function delivering(change: (delivery: Outgoing) => Outgoing): Parts {
  return { deliver: (delivery) => [change(delivery)] };
}

/** Changes every notification that has what the mutation is about. */
function telling(mutation: Mutation): Parts {
  return { deliver: (delivery, at) => [{ ...delivery, data: mutation(delivery.data, at) }] };
}

/** Sends notifications of some events to everybody but agents in one role. */
function sparing(role: Role, events: readonly ReferenceEvent[]): Parts {
  return {
    deliver: (delivery, at) => (at.recipient.role === role && events.includes(at.event) ? [] : [delivery]),
  };
}

const reversed = (list: Json): Json => [...(list as readonly Json[])].toReversed();

const withHeaders =
  (headers: Readonly<Record<string, string>>) =>
  (answer: Answer): Answer => ({ ...answer, headers: { ...answer.headers, ...headers } });

const accepting: Parts = {
  answer: (answer, { method, role }) =>
    method === 'POST' && role !== 'customer' && answer.status === 200 ? { ...answer, status: 202 } : answer,
};

/** The members of every object in the opposite order: JSON does not promise one. */
function backwards(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(backwards);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value as JsonObject).toReversed();
  return Object.fromEntries(members.map(([name, member]) => [name, backwards(member)]));
}

/** Differences in when and how something is told. */
const telltale: readonly Variant[] = [
  variant(
    'early-notifications',
    'Notifications are received before the response to the request that causes them.',
    behaving({ notifyBeforeResponse: true }),
  ),
  variant(
    'slow-answers',
    'Every answer takes 30 ms.',
    answering((answer) => ({ ...answer, delayMs: SLOW_MS })),
  ),
  variant(
    'late-notifications',
    'Every notification takes 30 ms.',
    delivering((delivery) => ({ ...delivery, delayMs: SLOW_MS })),
  ),
  variant(
    'one-array',
    'The notifications of one request travel in one CometD array.',
    behaving({ batch: true }),
  ),
  variant(
    'busy-agents',
    'Notifications of other sessions of the same agents go in between.',
    behaving({ chatterAround: true }),
  ),
  variant(
    'consultant-told-of-state-only',
    'The consultant is told of its own state, and not what the others are told.',
    sparing('consultant', ['consult-participants', 'consult-joined']),
  ),
  variant(
    'consultant-told-of-participants-only',
    'The consultant is told who takes part, and not of its own state.',
    sparing('consultant', ['consult-accepted']),
  ),
];

/** Differences in what is written. */
const writing: readonly Variant[] = [
  variant(
    'extra-members',
    'Every object has members that the documents do not have.',
    behaving({ extraMembers: true }),
  ),
  variant('other-host', 'Addresses in payloads are on another host, with another prefix.', {
    settings: { externalBase: 'https://gws.example.com:8443/gws' },
  }),
  variant(
    'iso-timestamps',
    'Timestamps have a T, and the zone is half an hour off.',
    behaving({ timestamp: { separator: 'T', offsetMinutes: 330 } }),
  ),
  variant(
    'utc-timestamps',
    'The server is in UTC.',
    behaving({ timestamp: { separator: ' ', offsetMinutes: 0 } }),
  ),
  variant(
    'originator-twice',
    'The originator is listed under a second participantId while a consult runs.',
    behaving({ originatorTwice: true }),
  ),
  variant('index-gaps', 'Numbers of the log are skipped.', behaving({ indexGaps: 4 })),
  only(
    'sms',
    variant(
      'published-spelling',
      'The SMS channel is spelt with a double s.',
      behaving({ spelling: 'published' }),
    ),
  ),
  variant(
    'reference-on-success',
    'Notifications of success carry the referenceId of the Consult.',
    behaving({ referenceIdOnSuccess: true }),
  ),
  variant(
    'visible-participants',
    'Participants carry a visibility.',
    behaving({ visibilityOnParticipants: true }),
  ),
  variant(
    'status-message',
    'Answers of success carry a statusMessage.',
    behaving({ statusMessageOnSuccess: true }),
  ),
  variant('status-202', 'Accepted operations are answered with 202.', accepting),
  variant(
    'charset',
    'Answers name their character set.',
    answering(withHeaders({ 'content-type': 'application/json; charset=UTF-8' })),
  ),
  variant(
    'other-member-order',
    'Members stand in another order.',
    telling((data) => backwards(data) as JsonObject),
  ),
  variant(
    'other-participant-order',
    'Participants are listed in another order.',
    telling(replace('/{session}/participants', reversed)),
  ),
  variant(
    'other-capability-order',
    'Capabilities are listed in another order.',
    telling(replace('/{session}/capabilities', reversed)),
  ),
  variant(
    'more-capabilities',
    'There are capabilities that the documents do not list.',
    telling(append('/{session}/capabilities', 'PushUrl')),
  ),
  variant(
    'recorded-sessions',
    'The log has entries of the server itself, of other types.',
    behaving({ greeting: true }),
  ),
];

/** Brings an older entry of the log along, of another kind, without the members that only joining has. */
const withOlderEntry = replace('/messages', (entries) => {
  const [join] = entries as readonly JsonObject[];
  return [olderThan(join ?? {}), ...(entries as readonly Json[])];
});

function olderThan(entry: JsonObject): JsonObject {
  const { visibility: _, ...older }: JsonObject = { ...entry, index: 0, type: 'Text', text: 'Welcome' };
  return { ...older, from: { nickname: 'System', type: 'External', participantId: '009052CB00000001' } };
}

/** The log with that older entry, for a GET. */
function withOldest(answer: Answer): Answer {
  const body = (answer.body ?? {}) as JsonObject;
  const list = body['messages'];
  if (!Array.isArray(list)) return answer;
  const entries = list as readonly JsonObject[];
  return { ...answer, body: { ...body, messages: [olderThan(entries[0] ?? {}), ...entries] } };
}

/** Tells the originator of the invitation, too: the consultant is listed before it has joined. */
const tellingOfInvitation: Parts['deliver'] = (delivery, at) => {
  const owner = at.session.participants.find(({ role }) => role === 'originator');
  if (at.event !== 'consult-invited' || owner?.userName === undefined) return [delivery];
  const listed = at.session.participants.map(({ nickname, type, participantId }) => ({
    nickname,
    type,
    participantId,
  }));
  const capabilities = ['Transfer', 'Leave', 'Invite', 'Consult', 'Complete', 'SendMessage'];
  const change = all(
    replace('/notificationType', 'ParticipantsUpdated'),
    replace('/{session}/state', 'Chatting'),
    replace('/{session}/capabilities', capabilities),
    replace('/{session}/participants', listed),
  );
  return [delivery, { ...delivery, recipient: owner.userName, data: change(delivery.data, at) }];
};

/** Differences in what is told. */
const news: readonly Variant[] = [
  variant('older-entry-along', 'The notification of the joining brings an older entry of the log along.', {
    deliver: (delivery, at) => [
      at.event === 'consult-joined' ? { ...delivery, data: withOlderEntry(delivery.data, at) } : delivery,
    ],
    answer: (answer, { operation }) => (operation === 'get-messages' ? withOldest(answer) : answer),
  }),
  variant(
    'invitation-told',
    'The originator is told of the participants when the consultant is invited, too.',
    {
      deliver: tellingOfInvitation,
    },
  ),
];

/** Differences in what is allowed and how it is refused. */
const ruling: readonly Variant[] = [
  variant(
    'synchronous-failure',
    'A target that can not be consulted is refused at once.',
    behaving({ failure: 'synchronous' }),
  ),
  variant(
    'synchronous-failure-200',
    'It is refused at once, with HTTP status 200.',
    behaving({ failure: 'synchronous', refusalStatus: 'success' }),
  ),
  variant(
    'absent-waits',
    'A Consult of an agent who is not logged in waits for the agent to come.',
    behaving({ absence: 'waits' }),
  ),
  variant(
    'rejection-as-state',
    'That the consultant rejects is told as a change of participants.',
    behaving({ rejection: 'state' }),
  ),
  variant(
    'rejection-untold',
    'The originator is not told that the consultant rejects.',
    behaving({ rejection: 'nothing' }),
  ),
  variant('no-reject', 'An agent can not reject an invitation.', behaving({ knowsReject: false })),
  variant(
    'second-consult-refused',
    'A Consult is refused while another runs.',
    behaving({ secondConsult: 'refused' }),
  ),
  variant(
    'second-consult-fails',
    'A Consult fails while another runs.',
    behaving({ secondConsult: 'fails' }),
  ),
  variant(
    'auto-accept',
    'The consultant is in the session without being asked.',
    behaving({ autoAccept: true }),
  ),
  variant(
    'auto-accept-early',
    'The consultant is in the session before the Consult is answered.',
    behaving({ autoAccept: true, notifyBeforeResponse: true }),
  ),
  variant(
    'auto-accept-one-array',
    'The consultant is in the session before the Consult is answered, told in one array.',
    behaving({ autoAccept: true, notifyBeforeResponse: true, batch: true }),
  ),
  variant('relative-user-address', 'A user is shown by a path, without an address.', {
    answers: 'every',
    answer: (answer, at) =>
      at.operation === 'me'
        ? {
            ...answer,
            body: JSON.parse(
              JSON.stringify(answer.body).replaceAll(/"uri":"https?:\/\/[^/"]+/g, '"uri":"'),
            ) as Json,
          }
        : answer,
  }),
  variant('no-csrf', 'No CSRF token is given or demanded.', { settings: { csrf: false } }),
  only(
    'chat',
    variant(
      'chat-path',
      'Chat takes targetPath too.',
      behaving({ targetMembers: ['targetUri', 'targetPath'] }),
    ),
  ),
  only(
    'sms',
    variant(
      'both-targets-path',
      'Of both targets in one request, targetPath counts.',
      behaving({ bothTargets: 'path' }),
    ),
  ),
  only(
    'sms',
    variant(
      'both-targets-refused',
      'Both targets in one request are refused.',
      behaving({ bothTargets: 'refused' }),
    ),
  ),
  variant(
    'strict-requests',
    'Members of a Consult that are not documented are refused.',
    behaving({ unknownMembers: 'refused' }),
  ),
  variant(
    'steps-forward-by-invitation',
    'A consultant is invited to a transfer or a conference, and accepts.',
    behaving({ steppingForward: 'by-invitation' }),
  ),
  variant(
    'consultant-can-not-speak-to-all',
    'A consultant has no operation by which it would speak to all.',
    behaving({
      consultantLacks: ['SendMessage', 'SendStartTypingNotification', 'SendStopTypingNotification'],
    }),
  ),
  variant(
    'consultant-does-not-type',
    'A consultant has no operation by which it would show that it types.',
    behaving({
      consultantLacks: ['SendStartTypingToAgentsNotification', 'SendStopTypingToAgentsNotification'],
    }),
  ),
  variant('no-log', 'The log is not served to a GET.', {
    answer: (answer, { operation }) =>
      operation === 'get-messages' ? { ...answer, status: 404, body: { statusCode: 6 } } : answer,
  }),
  variant(
    'conference-both-names',
    'A conference is offered as Invite and as Conference.',
    behaving({ conferenceName: 'both' }),
  ),
];

/** Changes the answers that refuse, by their HTTP status. */
function refusing(change: (answer: Answer) => Answer, when: (answer: Answer) => boolean = () => true): Parts {
  return answering((answer) => (answer.status >= 400 && when(answer) ? change(answer) : answer));
}

const says = (statusCode: number) => (answer: Answer) =>
  (answer.body as JsonObject | undefined)?.['statusCode'] === statusCode;

/** Differences in how requests are refused that must be, and in which of the others are taken. */
const refusal: readonly Variant[] = [
  variant(
    'wrong-targets-fail-later',
    'A Consult of no address is accepted and told to have failed.',
    behaving({ wrongTargets: 'later' }),
  ),
  variant(
    'refusals-with-200',
    'Refusals have HTTP status 200 and a statusCode.',
    behaving({ refusalStatus: 'success' }),
  ),
  variant(
    'bare-refusals',
    'Refusals have an HTTP status and no statusCode.',
    refusing((answer) => ({ ...answer, body: { message: 'Bad request' } })),
  ),
  variant(
    'page-refusals',
    'Refusals are pages.',
    refusing((answer) => ({
      ...answer,
      raw: '<html><body><h1>Bad request</h1></body></html>',
      headers: { ...answer.headers, 'content-type': 'text/html' },
    })),
  ),
  variant(
    'refusals-422',
    'What is wrong about a request is told with 422.',
    refusing((answer) => ({ ...answer, status: 422 }), says(10)),
  ),
  variant(
    'status-401',
    'Who is unknown is told so with 401.',
    refusing((answer) => ({ ...answer, status: 401 }), says(20)),
  ),
  variant(
    'login-redirect',
    'Who is unknown is sent to a page where one logs in.',
    refusing(
      ({ headers }) => ({ status: 302, headers: { ...headers, location: '/login' }, raw: '' }),
      says(20),
    ),
  ),
  variant(
    'names-in-any-case',
    'Names of operations are taken in any case.',
    behaving({ operationCase: 'ignored' }),
  ),
  variant(
    'duplicates-refused',
    'A member that stands twice is refused.',
    behaving({ duplicateMembers: 'refused' }),
  ),
  variant(
    'any-content-type',
    'Bodies are read as JSON, whatever they are declared as.',
    behaving({ contentTypes: 'any' }),
  ),
  variant('own-hosts', 'Targets on other hosts are refused.', behaving({ hosts: 'own' })),
  variant(
    'feature-to-be-ready',
    'An agent without the feature can not become ready.',
    behaving({ readyWithoutFeature: false }),
  ),
  only(
    'sms',
    variant('without-me', 'Sessions are served without /me, too.', behaving({ servedWithoutMe: true })),
  ),
];

/** All variants. */
export const variants: readonly Variant[] = [
  ...telltale,
  ...writing,
  ...news,
  ...ruling,
  ...refusal,
  ...listedVariants,
  ...crowdVariants,
  ...habitVariants,
  ...transportVariants,
  ...freedomVariants,
  ...toldVariants,
];

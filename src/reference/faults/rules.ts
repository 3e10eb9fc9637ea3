/** Faults of rules: events that are lost, late, repeated or misdirected; what does not belong together; what leaks. */
import type { Json, JsonObject } from '../json.ts';
import { all, append, rename, replace } from '../mutate.ts';
import type { CustomerView, DeliveryContext, Outgoing, ViewContext } from '../quirk.ts';
import { changing, delivering, fault, userName, type Change, type Fault } from './build.ts';

/** Longer than any self-test waits for a notification. */
const TOO_LATE_MS = 1_700;
const NOBODY = '009052CBDEAD0000';

/** Keeps the participants for which `keep` is true. */
function keeping(keep: (participantId: string, at: DeliveryContext) => boolean): Change {
  return replace('/{session}/participants', (list, at) =>
    (list as readonly JsonObject[]).filter((one) => keep(String(one['participantId']), at)),
  );
}

/** The participantId of the first participant in a role. */
function idOf({ session }: DeliveryContext, role: string): string {
  return session.participants.find((participant) => participant.role === role)?.participantId ?? '';
}

const withoutCapability = (...names: string[]): Change =>
  replace('/{session}/capabilities', (list) =>
    (list as readonly Json[]).filter((name) => !names.includes(String(name))),
  );

const elsewhere = (uri: Json): Json => String(uri).replace(/[^/]+$/, '0000Na9B26EFDEAD');
const otherCollection = (uri: Json): Json => String(uri).replace(/[^/]+(?=\/[^/]+$)/, 'calls');

/** The participant who joins, under another nickname. */
const renamed = (pointer: string): Change =>
  replace(pointer, (one, at) =>
    (one as JsonObject)['participantId'] === idOf(at, 'consultant')
      ? { ...(one as JsonObject), nickname: 'Somebody' }
      : one,
  );

const alsoTo =
  (key: string) =>
  (delivery: Outgoing, at: DeliveryContext): readonly Outgoing[] => [
    delivery,
    { ...delivery, recipient: userName(at, key) },
  ];

const twice = (delivery: Outgoing): readonly Outgoing[] => [delivery, delivery];
const lost = (): readonly Outgoing[] => [];
const late = (delivery: Outgoing): readonly Outgoing[] => [{ ...delivery, delayMs: TOO_LATE_MS }];

const first: readonly Fault[] = [
  fault('first.lost', 'The first notification is never sent.', {
    kills: ['FIRST-001'],
    make: delivering('consult-participants', 'originator', lost),
  }),
  fault('first.late', 'The first notification comes too late.', {
    kills: ['FIRST-001'],
    make: delivering('consult-participants', 'originator', late),
  }),
  fault('first.misdirected', 'The first notification goes to the consultant only.', {
    kills: ['FIRST-001'],
    make: delivering('consult-participants', 'originator', (delivery, at) => [
      { ...delivery, recipient: userName(at, 'consultant') },
    ]),
  }),
  fault('first.session.other-key', "The first notification has the session under another channel's key.", {
    kills: ['FIRST-004'],
    make: changing('consult-participants', rename('/{session}', 'voice')),
  }),
  fault('first.state.value', 'The session is not Chatting when the consultant has joined.', {
    kills: ['FIRST-013'],
    make: changing('consult-participants', replace('/{session}/state', 'LeftChat')),
  }),
  fault('first.uri.other-session', "The session's uri is another session's.", {
    kills: ['FIRST-014'],
    make: changing('consult-participants', replace('/{session}/uri', elsewhere)),
  }),
  fault('first.uri.other-collection', "The session's uri is in another collection.", {
    kills: ['FIRST-014'],
    make: changing('consult-participants', replace('/{session}/uri', otherCollection)),
  }),
  fault('first.id.other-session', "The session's id is another session's.", {
    kills: ['CORR-001'],
    make: changing('consult-participants', replace('/{session}/id', '0000Na9B26EFDEAD')),
  }),
  fault('first.referenceId.wrong', 'The first notification has the referenceId of no Consult.', {
    kills: ['CORR-009'],
    make: changing('consult-participants', (data) => ({ ...data, referenceId: 9_999_999 })),
  }),
];

const second: readonly Fault[] = [
  fault('second.lost', 'The second notification is never sent.', {
    kills: ['SECOND-001'],
    make: delivering('consult-joined', 'originator', lost),
  }),
  fault('second.late', 'The second notification comes too late.', {
    kills: ['SECOND-001'],
    make: delivering('consult-joined', 'originator', late),
  }),
  fault('second.twice', 'The second notification comes twice.', {
    kills: ['SECOND-020'],
    make: delivering('consult-joined', 'originator', twice),
  }),
  fault('second.type.value', 'The entry of the consultant is of another type.', {
    kills: ['SECOND-015'],
    make: changing('consult-joined', replace('/messages/*/type', 'ParticipantRejoined')),
  }),
  fault('second.visibility.value', 'The entry of the consultant is visible to all.', {
    kills: ['SECOND-016'],
    make: changing('consult-joined', replace('/messages/*/visibility', 'All')),
  }),
  fault('second.from-type.value', 'The consultant joins as a customer.', {
    kills: ['SECOND-017'],
    make: changing('consult-joined', replace('/messages/*/from/type', 'Customer')),
  }),
  fault('second.timestampSeconds.seconds', 'timestampSeconds are seconds.', {
    kills: ['SECOND-018'],
    make: changing(
      'consult-joined',
      replace('/messages/*/timestampSeconds', (ms) => Math.floor(Number(ms) / 1000)),
    ),
  }),
  fault('second.timestampSeconds.off', 'timestampSeconds are a millisecond off.', {
    kills: ['SECOND-018'],
    make: changing(
      'consult-joined',
      replace('/messages/*/timestampSeconds', (ms) => Number(ms) + 1),
    ),
  }),
  fault('second.time.hours-off', 'The entry is dated eight hours back, in both of its times.', {
    kills: ['SECOND-022'],
    make: changing(
      'consult-joined',
      all(
        replace('/messages/*/timestamp', (time) => String(time).replace(/-0800$/, '+0000')),
        replace('/messages/*/timestampSeconds', (ms) => Number(ms) - 8 * 3_600_000),
      ),
    ),
  }),
  fault('second.index.far', 'The entry of the consultant has an index far ahead of the log.', {
    kills: ['SECOND-021'],
    make: changing(
      'consult-joined',
      replace('/messages/*/index', (index) => Number(index) + 1000),
    ),
  }),
  fault('second.index.reused', 'A later entry has the index of the one of the consultant.', {
    kills: ['SECOND-019'],
    make: reusingIndex,
  }),
  fault('second.uri.other-session', 'The second notification has the address of another session.', {
    kills: ['CORR-002'],
    make: changing('consult-joined', replace('/{uri}', elsewhere)),
  }),
  fault(
    'second.uri.other-host',
    'The address in the second notification is on another host than in the first.',
    {
      kills: ['CORR-005'],
      make: changing(
        'consult-joined',
        replace('/{uri}', (uri) => String(uri).replace(/^https?:\/\/[^/]+/, 'http://elsewhere.example')),
      ),
    },
  ),
  fault('second.from-participantId.other', 'The one who joins is not the one who is listed.', {
    kills: ['CORR-003'],
    make: changing('consult-joined', replace('/messages/*/from/participantId', NOBODY)),
  }),
  fault('second.from-nickname.other', 'The one who joins has another nickname than the one who is listed.', {
    kills: ['CORR-004'],
    make: changing('consult-joined', replace('/messages/*/from/nickname', 'Somebody')),
  }),
];

function reusingIndex() {
  const joins = new Map<string, Json>();
  const indexOf = (data: JsonObject): Json => (data['messages'] as readonly JsonObject[])[0]?.['index'] ?? 0;
  return {
    deliver: (delivery: Outgoing, at: DeliveryContext): readonly Outgoing[] => {
      if (at.event === 'consult-joined') joins.set(at.session.id, indexOf(delivery.data));
      const reused = joins.get(at.session.id);
      if (at.event !== 'agents-message' || reused === undefined) return [delivery];
      return [{ ...delivery, data: replace('/messages/*/index', reused)(delivery.data, at) }];
    },
  };
}

const participants: readonly Fault[] = [
  fault('participants.consultant-missing', 'The consultant is not listed.', {
    kills: ['PART-001'],
    make: changing(
      'consult-participants',
      keeping((id, at) => id !== idOf(at, 'consultant')),
    ),
  }),
  fault('participants.consultant-as-customer', 'The consultant is listed as a customer.', {
    kills: ['PART-001'],
    make: changing(
      'consult-participants',
      replace('/{session}/participants/*', (one, at) =>
        (one as JsonObject)['participantId'] === idOf(at, 'consultant')
          ? { ...(one as JsonObject), type: 'Customer' }
          : one,
      ),
    ),
  }),
  fault('participants.originator-lost', 'The originator is no longer listed.', {
    kills: ['PART-002'],
    make: changing(
      'consult-participants',
      keeping((id, at) => id !== idOf(at, 'originator')),
    ),
  }),
  fault('participants.customer-lost', 'The customer is no longer listed.', {
    kills: ['PART-003'],
    make: changing(
      'consult-participants',
      keeping((id, at) => id !== idOf(at, 'customer')),
    ),
  }),
  fault('participants.repeated', 'The customer is listed twice under one participantId.', {
    kills: ['PART-004'],
    make: changing(
      'consult-participants',
      replace('/{session}/participants', (list, at) => [
        ...(list as readonly JsonObject[]),
        ...(list as readonly JsonObject[]).filter((one) => one['participantId'] === idOf(at, 'customer')),
      ]),
    ),
  }),
  fault('participants.stranger', 'Another customer is listed too.', {
    kills: ['PART-005'],
    make: changing(
      'consult-participants',
      append('/{session}/participants', { nickname: 'Stranger', type: 'Customer', participantId: NOBODY }),
    ),
  }),
  fault('participants.consultant-renamed', 'The consultant is listed under a nickname that nobody gave.', {
    kills: ['PART-006'],
    make: changing(['consult-participants', 'consult-joined'], (data, at) =>
      renamed(at.event === 'consult-participants' ? '/{session}/participants/*' : '/messages/*/from')(
        data,
        at,
      ),
    ),
  }),
  fault('participants.customer-renamed', 'The customer is listed under another nickname.', {
    kills: ['PART-007'],
    make: changing(
      'consult-participants',
      replace('/{session}/participants/*', (one) =>
        (one as JsonObject)['type'] === 'Customer' ? { ...(one as JsonObject), nickname: 'Somebody' } : one,
      ),
    ),
  }),
  fault('participants.stranger-agent', 'An agent is listed whom nobody consulted.', {
    kills: ['PART-008'],
    make: changing(
      'consult-participants',
      append('/{session}/participants', { nickname: 'Stranger', type: 'Agent', participantId: NOBODY }),
    ),
  }),
  fault('participants.of-another-session', 'A participant of another session is listed.', {
    kills: ['CORR-012'],
    make: mixingSessions,
  }),
];

/** Adds an agent's participant of another session to the first notification. */
function mixingSessions() {
  const seen = new Map<string, Json>();
  return {
    deliver: (delivery: Outgoing, at: DeliveryContext): readonly Outgoing[] => {
      const own = at.session.participants.find((one) => one.role === 'originator');
      const other = [...seen].find(([id]) => id !== at.session.id)?.[1];
      if (at.event === 'accepted' && own !== undefined && own.userName === userName(at, 'originator')) {
        seen.set(at.session.id, { nickname: own.nickname, type: own.type, participantId: own.participantId });
      }
      if (at.event !== 'consult-participants' || other === undefined) return [delivery];
      return [{ ...delivery, data: append('/{session}/participants', other)(delivery.data, at) }];
    },
  };
}

const states = [
  'accepted',
  'invited',
  'consult-participants',
  'consult-failed',
  'left-participants',
] as const;

const capabilities: readonly Fault[] = [
  fault('capabilities.no-transfer', 'The originator can no longer transfer.', {
    kills: ['CAP-001'],
    make: changing('consult-participants', withoutCapability('Transfer')),
  }),
  fault('capabilities.no-conference', 'The originator can no longer hold a conference.', {
    kills: ['CAP-002'],
    make: changing('consult-participants', withoutCapability('Invite', 'Conference')),
  }),
  fault('capabilities.no-agents-message', 'The originator can not write to the consultant.', {
    kills: ['CAP-003'],
    make: changing('consult-participants', withoutCapability('SendToAgents')),
  }),
  fault('capabilities.no-agents-typing', 'The originator can not show the consultant that it types.', {
    kills: ['CAP-004'],
    make: changing('consult-participants', withoutCapability('SendStopTypingToAgentsNotification')),
  }),
  fault('capabilities.lost', 'The originator can no longer complete.', {
    kills: ['CAP-005'],
    make: changing('consult-participants', withoutCapability('Complete')),
  }),
  fault('capabilities.never', 'The originator never can set a disposition.', {
    kills: ['CAP-006', 'CAP-008'],
    make: () => ({
      deliver: (delivery, at) => [
        (states as readonly string[]).includes(at.event)
          ? { ...delivery, data: withoutCapability('SetDisposition')(delivery.data, at) }
          : delivery,
      ],
      answer: (answer, at) =>
        at.operation === 'get-session'
          ? {
              ...answer,
              body: JSON.parse(JSON.stringify(answer.body).replace('"SetDisposition",', '')) as Json,
            }
          : answer,
    }),
  }),
  fault('capabilities.repeated', 'A capability is listed twice.', {
    kills: ['CAP-012'],
    make: changing('consult-participants', append('/{session}/capabilities', 'Transfer')),
  }),
  fault('capabilities.gained-by-failure', 'A Consult that fails gives capabilities.', {
    kills: ['CAP-007'],
    make: changing('consult-failed', append('/{session}/capabilities', 'SendToAgents')),
  }),
  fault('capabilities.lost-by-failure', 'A Consult that fails takes a capability.', {
    kills: ['CAP-009'],
    make: changing('consult-failed', withoutCapability('Complete')),
  }),
  fault('capabilities.consultant-captive', 'The consultant is not offered to leave.', {
    kills: ['CAP-010'],
    make: () => ({
      deliver: (delivery, at) => [
        at.recipient.role === 'consultant' && at.spelling.key in delivery.data
          ? { ...delivery, data: withoutCapability('Leave')(delivery.data, at) }
          : delivery,
      ],
      answer: (answer, at) =>
        at.operation === 'get-session' && at.role === 'consultant'
          ? { ...answer, body: JSON.parse(JSON.stringify(answer.body).replace('"Leave",', '')) as Json }
          : answer,
    }),
  }),
  fault('capabilities.stay', 'The capabilities beside another agent stay when it has left.', {
    kills: ['CAP-011'],
    make: () => ({ behaviour: { capabilitiesStayAfterLeave: true } }),
  }),
];

const failures: readonly Fault[] = [
  fault('failure.lost', 'The failure is never notified.', {
    kills: ['FAIL-001'],
    make: delivering('consult-failed', 'originator', lost),
  }),
  fault('failure.late', 'The failure is notified too late.', {
    kills: ['FAIL-001'],
    make: delivering('consult-failed', 'originator', late),
  }),
  fault('failure.twice', 'The failure is notified twice.', {
    kills: ['FAIL-021'],
    make: delivering('consult-failed', 'originator', twice),
  }),
  fault('failure.state.value', 'The session is over after a Consult that failed.', {
    kills: ['FAIL-015'],
    make: changing('consult-failed', replace('/{session}/state', 'Completed')),
  }),
  fault('failure.uri.other-session', 'The failure has the address of another session.', {
    kills: ['FAIL-016'],
    make: changing('consult-failed', replace('/{session}/uri', elsewhere)),
  }),
  fault('failure.adds-somebody', 'The failure lists somebody who was not there.', {
    kills: ['FAIL-017'],
    make: changing(
      'consult-failed',
      append('/{session}/participants', { nickname: 'Nobody', type: 'Agent', participantId: NOBODY }),
    ),
  }),
  fault('failure.loses-customer', 'The failure no longer lists the customer.', {
    kills: ['FAIL-018'],
    make: changing(
      'consult-failed',
      keeping((id, at) => id !== idOf(at, 'customer')),
    ),
  }),
  fault('failure.referenceId.other', 'The failure has the referenceId of another request.', {
    kills: ['CORR-006'],
    make: changing(
      'consult-failed',
      replace('/referenceId', (id) => Number(id) + 1000),
    ),
  }),
  fault('failure.id.other-session', 'The failure has the id of another session.', {
    kills: ['CORR-007'],
    make: changing('consult-failed', replace('/{session}/id', '0000Na9B26EFDEAD')),
  }),
  fault('failure.and-success', 'A Consult that failed is followed by a notification of success.', {
    kills: ['FAIL-019'],
    make: delivering('consult-failed', 'originator', (delivery, at) => {
      const { errorMessage: _, referenceId: __, ...state } = delivery.data;
      const joined = append('/{session}/participants', {
        nickname: 'Nobody',
        type: 'Agent',
        participantId: NOBODY,
      })(state, at);
      return [delivery, { ...delivery, data: { ...joined, notificationType: 'ParticipantsUpdated' } }];
    }),
  }),
  fault('success.and-failure', 'A Consult that succeeded is followed by a failure.', {
    kills: ['FAIL-020'],
    make: delivering('consult-participants', 'originator', (delivery, at) => [
      delivery,
      {
        ...delivery,
        data: {
          ...delivery.data,
          notificationType: 'Error',
          errorMessage: 'Operation failed',
          referenceId: at.session.referenceId ?? 0,
        },
      },
    ]),
  }),
];

/** Changes what the customers of one kind of scenario see, once a Consult was posted there. */
function customerSees(of: string, change: (view: CustomerView) => CustomerView) {
  return () => ({
    view: (view: CustomerView, { session }: ViewContext): CustomerView => {
      const concerned =
        session.referenceId !== undefined &&
        session.participants.some(({ type, nickname }) => type === 'Customer' && nickname.includes(of));
      return concerned ? change(view) : view;
    },
  });
}

const notice = (view: CustomerView): CustomerView => ({
  ...view,
  messages: [
    ...view.messages,
    {
      index: 900,
      from: { nickname: 'System', type: 'External' },
      type: 'Notice',
      text: 'A colleague is helping',
      timestampSeconds: 0,
    },
  ],
});

const privacy: readonly Fault[] = [
  fault('customer.sees-consultant', 'The customer sees the consultant among the participants.', {
    kills: ['CUST-002'],
    make: () => ({ behaviour: { customerSeesConsultant: true } }),
  }),
  fault('customer.sees-joining', 'The customer sees the consultant come and go.', {
    kills: ['CUST-003'],
    make: () => ({ behaviour: { customerSeesConsultJoin: true } }),
  }),
  fault('customer.sees-agents-texts', 'The customer sees what is written to the agents.', {
    kills: ['CUST-004'],
    make: () => ({ behaviour: { customerSeesAgentsTexts: true } }),
  }),
  fault('customer.sees-notice', 'The customer is told that somebody is helping.', {
    kills: ['CUST-005'],
    make: customerSees('consult-accepted', notice),
  }),
  fault('customer.sees-state', "The customer's session changes its state by a consult.", {
    kills: ['CUST-005'],
    make: customerSees('consult-accepted', (view) => ({ ...view, state: 'OnHold' })),
  }),
  fault('customer.loses-originator', 'The customer no longer sees the originator during a consult.', {
    kills: ['CUST-005'],
    make: customerSees('consult-accepted', (view) => ({
      ...view,
      participants: view.participants.slice(0, 1),
    })),
  }),
  fault('customer.muted', 'The customer does not get what the originator says during a consult.', {
    kills: ['CUST-001'],
    make: () => ({ behaviour: { consultMutesOriginator: true } }),
  }),
  fault('customer.told-of-failure', 'The customer is told that a Consult failed.', {
    kills: ['CUST-006'],
    make: () => ({ behaviour: { customerToldOnFailure: true } }),
  }),
  fault(
    'customer.muted-by-failure',
    'The customer no longer gets what the originator says after a Consult that failed.',
    {
      kills: ['FAIL-022'],
      make: customerSees('consult-failed', (view) => ({
        ...view,
        messages: view.messages.filter(({ text }) => text === undefined),
      })),
    },
  ),
  fault('bystander.told-of-state', 'The bystander is told who takes part in a consult.', {
    kills: ['BYST-001'],
    make: delivering('consult-participants', 'originator', alsoTo('bystander')),
  }),
  fault('bystander.told-of-joining', 'The bystander is told that the consultant joined.', {
    kills: ['BYST-001'],
    make: delivering('consult-joined', 'originator', alsoTo('bystander')),
  }),
  fault('bystander.told-of-texts', 'The bystander is told what the consultant writes.', {
    kills: ['BYST-001'],
    make: delivering('agents-message', 'originator', alsoTo('bystander')),
  }),
  fault('bystander.told-of-failure', 'The bystander is told that a Consult failed.', {
    kills: ['BYST-002'],
    make: delivering('consult-failed', 'originator', alsoTo('bystander')),
  }),
  fault('consultant.told-of-failure', 'An agent who was not asked is told that a Consult failed.', {
    kills: ['BYST-003'],
    make: delivering('consult-failed', 'originator', alsoTo('consultant')),
  }),
];

const during: readonly Fault[] = [
  fault('message.to-agents-lost', 'What the consultant writes does not reach the originator.', {
    kills: ['MSG-001'],
    make: delivering('agents-message', 'originator', lost),
  }),
  fault('message.to-agents-changed', 'What the consultant writes reaches the originator in other words.', {
    kills: ['MSG-001'],
    make: changing(
      'agents-message',
      replace('/messages/*/text', (text) => String(text).toUpperCase()),
    ),
  }),
  fault('message.to-agents-visible', 'What the consultant writes is marked as visible to all.', {
    kills: ['MSG-002'],
    make: changing('agents-message', replace('/messages/*/visibility', 'All')),
  }),
  fault('message.to-agents-from-other', 'What the consultant writes is from somebody else.', {
    kills: ['MSG-003'],
    make: changing('agents-message', replace('/messages/*/from/participantId', NOBODY)),
  }),
  fault('message.to-all-lost', 'What the originator writes does not reach the consultant.', {
    kills: ['MSG-004'],
    make: delivering('message', 'consultant', lost),
  }),
  fault('consultant.not-told', 'The consultant is put into the session and told nothing.', {
    kills: ['TARG-001'],
    make: () => ({
      behaviour: { autoAccept: true },
      deliver: (delivery, at) =>
        at.recipient.role === 'consultant' && at.spelling.key in delivery.data ? [] : [delivery],
    }),
  }),
  fault('consultant.elsewhere', 'The consultant is told of a session with another id.', {
    kills: ['CORR-010'],
    make: changing(
      'consult-accepted',
      all(replace('/{session}/id', '0000Na9B26EFDEAD'), replace('/{session}/uri', elsewhere)),
    ),
  }),
  fault('consult.ignored', 'A Consult is accepted and nothing comes of it.', {
    kills: ['FIRST-001', 'SECOND-001'],
    with: ['FAIL-001'],
    make: () => ({ behaviour: { consultIgnored: true } }),
  }),
  fault('spelling.mixed', 'Notifications spell the channel in another way than addresses do.', {
    kills: ['CORR-011'],
    channels: ['sms'],
    make: changing(
      ['consult-participants', 'consult-joined'],
      all(rename('/{session}', 'smssession'), rename('/{uri}', 'smssessionUri')),
    ),
  }),
  fault('state.consultant-missing', 'A GET of the session does not list the consultant.', {
    kills: ['STATE-001'],
    make: () => ({
      answer: (answer, at) => {
        const consultant = at.session?.participants.find(({ role }) => role === 'consultant');
        return at.operation === 'get-session' && at.role === 'originator' && consultant !== undefined
          ? { ...answer, body: dropping(answer.body ?? null, consultant.participantId) }
          : answer;
      },
    }),
  }),
  fault(
    'state.customer-missing',
    'After a Consult that failed, a GET of the session does not list the customer.',
    {
      kills: ['STATE-002'],
      make: () => ({
        answer: (answer, at) => {
          const customer = at.session?.participants.find(({ role }) => role === 'customer');
          const concerned =
            at.session?.referenceId !== undefined && customer?.nickname.includes('consult-failed') === true;
          return at.operation === 'get-session' && concerned
            ? { ...answer, body: dropping(answer.body ?? null, customer.participantId) }
            : answer;
        },
      }),
    },
  ),
];

/** A body without the participants of an id, wherever they stand. */
function dropping(body: Json, participantId: string): Json {
  return JSON.parse(
    JSON.stringify(body, (_, value: unknown) =>
      Array.isArray(value)
        ? value.filter((one) => (one as JsonObject | null)?.['participantId'] !== participantId)
        : value,
    ),
  ) as Json;
}

const after: readonly Fault[] = [
  fault('leave.untold', "The originator is not told of the consultant's leaving.", {
    kills: ['AFTER-002'],
    make: delivering('left-participants', 'originator', lost),
  }),
  fault('leave.ignored', 'The consultant leaves and stays.', {
    kills: ['AFTER-002'],
    make: () => ({ behaviour: { leaveIgnored: true } }),
  }),
  fault('leave.takes-customer', 'The customer leaves with the consultant.', {
    kills: ['AFTER-003'],
    make: changing(
      'left-participants',
      keeping((id, at) => id !== idOf(at, 'customer')),
    ),
  }),
  fault('leave.visible', "The entry of the consultant's leaving is visible to all.", {
    kills: ['AFTER-004'],
    make: changing('left-message', replace('/messages/*/visibility', 'All')),
  }),
  fault('leave.ends-session', 'The session is over for the originator when the consultant has left.', {
    kills: ['AFTER-005'],
    make: changing('left-participants', replace('/{session}/state', 'Completed')),
  }),
];

/** One fault a row. */
export const ruleFaults: readonly Fault[] = [
  ...first,
  ...second,
  ...participants,
  ...capabilities,
  ...failures,
  ...privacy,
  ...during,
  ...after,
];

/** Faults of the three notifications: lost, late, repeated, misdirected, with the wrong content. */
import type { Json, JsonObject } from '../json.ts';
import { all, append, rename, replace, type Mutation } from '../mutate.ts';
import type { DeliveryContext, Outgoing } from '../quirk.ts';
import { changing, delivering, fault, isIn, userName, type Fault } from './build.ts';
import { NOBODY, nobodyIn, keeping, idOf, elsewhere, otherCollection, twice, lost, late } from './changes.ts';

/** Lists an agent who was not there. */
const withNobody = append('/{session}/participants', (_, at) => ({
  nickname: 'Nobody',
  type: 'Agent',
  participantId: nobodyIn(at),
}));

/** Faults of the first notification, one a row. */
export const firstFaults: readonly Fault[] = [
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

/** Faults of the second notification. */
export const secondFaults: readonly Fault[] = [
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
  fault('second.entry-twice', 'The second notification has the entry of the consultant twice.', {
    kills: ['SECOND-020'],
    make: changing(
      'consult-joined',
      replace('/messages', (list) => [...(list as readonly Json[]), ...(list as readonly Json[])]),
    ),
  }),
  fault('first.lost-in-transfer', 'The first notification is lost where the consult leads to a transfer.', {
    kills: ['FIRST-001'],
    make: delivering('consult-participants', 'originator', (delivery, at) =>
      isIn(at.session, 'transfer') ? [] : [delivery],
    ),
  }),
  fault(
    'second.lost-in-conference',
    'The second notification is lost where the consult leads to a conference.',
    {
      kills: ['SECOND-001'],
      make: delivering('consult-joined', 'originator', (delivery, at) =>
        isIn(at.session, 'conference') ? [] : [delivery],
      ),
    },
  ),
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

/** Lists the customer with other members. */
const ofCustomer = (members: JsonObject): Mutation =>
  replace('/{session}/participants/*', (one) =>
    (one as JsonObject)['type'] === 'Customer' ? { ...(one as JsonObject), ...members } : one,
  );

/** Faults of the failure. */
export const failureFaults: readonly Fault[] = [
  fault('failure.lost', 'The failure is never notified.', {
    kills: ['FAIL-001'],
    make: delivering('consult-failed', 'originator', lost),
  }),
  fault('failure.late', 'The failure is notified too late.', {
    kills: ['FAIL-001'],
    make: delivering('consult-failed', 'originator', (delivery, at) =>
      isIn(at.session, 'consult-failed') ? late(delivery, at) : [delivery],
    ),
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
    make: changing('consult-failed', (data, at) =>
      isIn(at.session, 'consult-failed') ? withNobody(data, at) : data,
    ),
  }),
  fault('failure.inner-workings', 'The failure tells where in its program the server failed.', {
    kills: ['SAFE-013'],
    make: changing(
      'consult-failed',
      replace(
        '/errorMessage',
        'java.lang.NullPointerException\n\tat com.example.Consult.invite(Consult.java:42)',
      ),
    ),
  }),
  fault('failure.loses-customer', 'The failure no longer lists the customer.', {
    kills: ['FAIL-018'],
    make: changing(
      'consult-failed',
      keeping((id, at) => id !== idOf(at, 'customer')),
    ),
  }),
  fault('failure.customer-renamed', 'The failure lists the customer under another nickname.', {
    kills: ['FAIL-029'],
    make: changing('consult-failed', ofCustomer({ nickname: 'Somebody' })),
  }),
  fault('failure.customer-as-agent', 'The failure lists the customer as an agent.', {
    kills: ['FAIL-029'],
    make: changing('consult-failed', ofCustomer({ type: 'Agent' })),
  }),
  fault('failure.lists-twice', 'The failure lists everybody twice.', {
    kills: ['FAIL-029'],
    make: changing(
      'consult-failed',
      replace('/{session}/participants', (list) => [
        ...(list as readonly Json[]),
        ...(list as readonly Json[]),
      ]),
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
      if (!isIn(at.session, 'consult-failed')) return [delivery];
      const { errorMessage: _, referenceId: __, ...state } = delivery.data;
      const joined = withNobody(state, at);
      return [delivery, { ...delivery, data: { ...joined, notificationType: 'ParticipantsUpdated' } }];
    }),
  }),
  fault('success.refused-afterwards', 'A Consult of an agent who is ready fails.', {
    kills: ['FAIL-020'],
    make: () => ({ behaviour: { unreachableKinds: ['users'] } }),
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

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { channelIds, channels } from '../model/channel.ts';
import type { Json, JsonObject } from './json.ts';
import { at, consultOn, each, openAccepted, openStage, uri, type Stage } from './stage.fixture.ts';

const before = [
  'Transfer',
  'Leave',
  'Invite',
  'Consult',
  'SetInFocus',
  'SetDisposition',
  'AttachUserData',
  'DeleteUserData',
  'UpdateUserData',
  'Complete',
  'SendMessage',
  'SendStartTypingNotification',
  'SendStopTypingNotification',
];
const during = [
  ...before.slice(0, 9),
  'SendToAgents',
  'SendStartTypingToAgentsNotification',
  'SendStopTypingToAgentsNotification',
  ...before.slice(9),
];

const participantId = expect.stringMatching(/^009052CB[0-9A-F]{8}$/) as unknown;
const person = (nickname: string, type: string) => ({ nickname, type, participantId });

/** The names of all members, in order, at every depth. */
function shape(value: Json | undefined): unknown {
  if (Array.isArray(value)) return (value as readonly Json[]).map(shape);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.entries(value as JsonObject).map(([name, member]) => [name, shape(member)]);
}

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

describe.each(channelIds)('a consult on %s', (channel) => {
  const { key, uriKey, collection } = channels[channel].spellings[0];
  const { stateMessageType } = channels[channel];

  it('is answered with statusCode 0 and an integer referenceId', async () => {
    const scene = await openAccepted(stage, channel);

    const { consult } = await consultOn(stage, scene);

    expect(consult.status).toBe(200);
    expect(consult.json).toEqual({ statusCode: 0, referenceId: expect.any(Number) as unknown });
  });

  it('is notified by exactly the members of the first sample', async () => {
    const scene = await openAccepted(stage, channel);

    const { first } = await consultOn(stage, scene);

    expect(first.topic).toBe(`/v2/me/${collection}`);
    expect(first.data).toEqual({
      notificationType: 'ParticipantsUpdated',
      messageType: stateMessageType,
      [key]: {
        participants: [person('TestName', 'Agent'), person('BFriend', 'Agent'), person('FirstL', 'Customer')],
        state: 'Chatting',
        id: scene.sessionId,
        capabilities: during,
        uri: uri(stage, `/${collection}/${scene.sessionId}`),
      },
    });
    expect(Object.keys(first.data)).toEqual(['notificationType', 'messageType', key]);
    expect(shape(at(first.data, key, 'participants', 0))).toEqual([
      ['nickname', 'string'],
      ['type', 'string'],
      ['participantId', 'string'],
    ]);
  });

  it('is notified by exactly the members of the second sample', async () => {
    const scene = await openAccepted(stage, channel);

    const { first, second } = await consultOn(stage, scene);

    const joined = at(first.data, key, 'participants', 1);
    const [message] = second.data['messages'] as readonly JsonObject[];
    expect(second.data).toEqual({
      messages: [
        {
          index: 3,
          from: joined,
          timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}-0800$/) as unknown,
          visibility: 'Agents',
          type: 'ParticipantJoined',
          timestampSeconds: expect.any(Number) as unknown,
        },
      ],
      notificationType: 'NewMessages',
      messageType: 'MessageLogUpdated',
      [uriKey]: uri(stage, `/${collection}/${scene.sessionId}`),
    });
    expect(Object.keys(second.data)).toEqual(['messages', 'notificationType', 'messageType', uriKey]);
    expect(Object.keys(message ?? {})).toEqual([
      'index',
      'from',
      'timestamp',
      'visibility',
      'type',
      'timestampSeconds',
    ]);
    expect(Date.parse(String(message?.['timestamp']).replace(' ', 'T'))).toBe(message?.['timestampSeconds']);
    expect(second.order).toBeGreaterThan(first.order);
  });

  it('tells the consultant the same two things, after its own state', async () => {
    const scene = await openAccepted(stage, channel);
    await consultOn(stage, scene);
    const { consultant } = stage;
    await consultant.until((told) => scene.isAbout(told) && told.data['notificationType'] === 'NewMessages');

    const kinds = consultant.told
      .filter(scene.isAbout)
      .map((told) => [told.data['notificationType'], scene.session(told)['state'] ?? null]);

    expect(kinds).toEqual([
      ['StatusChange', 'Invited'],
      ['StatusChange', 'Chatting'],
      ['ParticipantsUpdated', 'Chatting'],
      ['NewMessages', null],
    ]);
    const [invited, chatting] = consultant.told.filter(scene.isAbout).map(scene.session);
    expect(invited?.['capabilities']).toEqual(['Accept', 'Reject']);
    expect(chatting?.['capabilities']).toContain('Leave');
  });

  it('fails with exactly the members of the third sample, and the referenceId of the answer', async () => {
    const scene = await openAccepted(stage, channel);
    const { originator } = stage;

    const { json } = await scene.operate(originator, 'Consult', { targetUri: uri(stage, '/users/nobody') });
    const failed = await originator.until(
      (told) => scene.isAbout(told) && told.data['notificationType'] === 'Error',
    );

    expect(failed.data).toEqual({
      notificationType: 'Error',
      messageType: stateMessageType,
      errorMessage: 'Operation failed',
      referenceId: json?.['referenceId'],
      [key]: {
        participants: [person('TestName', 'Agent'), person('FirstL', 'Customer')],
        state: 'Chatting',
        id: scene.sessionId,
        capabilities: before,
        uri: uri(stage, `/${collection}/${scene.sessionId}`),
      },
    });
    expect(Object.keys(failed.data)).toEqual([
      'notificationType',
      'messageType',
      'errorMessage',
      'referenceId',
      key,
    ]);
  });

  it('fails with the same notification when the consultant rejects', async () => {
    const scene = await openAccepted(stage, channel);
    const { originator, consultant } = stage;
    const targetUri = uri(stage, `/users/${consultant.account.userId}`);

    const { json } = await scene.operate(originator, 'Consult', { targetUri });
    await scene.operate(consultant, 'Reject');
    const failed = await originator.until(
      (told) => scene.isAbout(told) && told.data['notificationType'] === 'Error',
    );

    expect(failed.data['referenceId']).toBe(json?.['referenceId']);
    expect(scene.session(failed)['capabilities']).toEqual(before);
  });

  it('is over when the consultant leaves, for agents alone', async () => {
    const scene = await openAccepted(stage, channel);
    await consultOn(stage, scene);
    const { originator, consultant } = stage;

    await scene.operate(consultant, 'Leave');
    const own = await consultant.until(
      (told) => scene.isAbout(told) && scene.session(told)['state'] === 'Completed',
    );
    const left = await originator.until(
      (told) => scene.isAbout(told) && each(told.data['messages'], 'type').includes('ParticipantLeft'),
    );
    const state = originator.told.findLast(
      (told) => told.order < left.order && scene.session(told)['id'] !== undefined,
    );

    expect(own.data['notificationType']).toBe('StatusChange');
    expect(each(left.data['messages'], 'visibility')).toEqual(['Agents']);
    expect(state?.data['notificationType']).toBe('ParticipantsUpdated');
    expect(each(at(state?.data, key, 'participants'), 'nickname')).toEqual(['TestName', 'FirstL']);
    expect(at(state?.data, key, 'capabilities')).toEqual(before);
    expect(at(state?.data, key, 'state')).toBe('Chatting');
  });

  it('can be begun again when the consultant has left, and beside one that runs', async () => {
    const scene = await openAccepted(stage, channel);
    const { consultant, bystander } = stage;
    const one = await consultOn(stage, scene);
    await scene.operate(consultant, 'Leave');

    const other = await consultOn(stage, scene);
    const third = await scene.operate(stage.originator, 'Consult', {
      targetUri: uri(stage, `/users/${bystander.account.userId}`),
    });
    const invited = await bystander.until(scene.isAbout);

    expect(at(other.first.data, key, 'participants', 1, 'participantId')).not.toBe(
      at(one.first.data, key, 'participants', 1, 'participantId'),
    );
    expect(third.json?.['statusCode']).toBe(0);
    expect(scene.session(invited)['state']).toBe('Invited');
  });

  it('tells agents outside the session nothing', async () => {
    const scene = await openAccepted(stage, channel);
    await consultOn(stage, scene);
    await scene.operate(stage.consultant, 'SendToAgents', { text: 'for us' });
    await stage.originator.until(
      (told) => scene.isAbout(told) && each(told.data['messages'], 'text').includes('for us'),
    );

    expect(stage.bystander.told.filter(scene.isAbout)).toEqual([]);
  });

  it.each(['users', 'contacts'])('reaches an agent by its address under %s', async (kind) => {
    const scene = await openAccepted(stage, channel);
    const { originator, consultant } = stage;

    const { json } = await scene.operate(originator, 'Consult', {
      targetUri: `http://another.example:1234/api/v2/${kind}/${consultant.account.userId}`,
    });
    const invited = await consultant.until(scene.isAbout);

    expect(json?.['statusCode']).toBe(0);
    expect(scene.session(invited)['state']).toBe('Invited');
  });

  it('reaches whoever serves the queue', async () => {
    const scene = await openAccepted(stage, channel);

    await scene.operate(stage.originator, 'Consult', { targetUri: stage.reference.queue.uri });
    const invited = await stage.consultant.until(scene.isAbout);

    expect(scene.session(invited)['state']).toBe('Invited');
  });
});

describe('the target of a consult by path', () => {
  it('is taken on SMS', async () => {
    const scene = await openAccepted(stage, 'sms');

    await scene.operate(stage.originator, 'Consult', { targetPath: stage.reference.queue.path });
    const invited = await stage.consultant.until(scene.isAbout);

    expect(scene.session(invited)['state']).toBe('Invited');
  });

  it('is no target on chat', async () => {
    const scene = await openAccepted(stage, 'chat');

    const { json } = await scene.operate(stage.originator, 'Consult', {
      targetPath: stage.reference.queue.path,
    });

    expect(json?.['statusCode']).toBe(1);
  });
});

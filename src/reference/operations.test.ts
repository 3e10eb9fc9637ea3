import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { channelIds, type ChannelId } from '../model/channel.ts';
import type { JsonObject } from './json.ts';
import { operationNames } from './operations/index.ts';
import {
  consultOn,
  each,
  openAccepted,
  openScene,
  openStage,
  uri,
  type Scene,
  type Stage,
} from './stage.fixture.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

interface Row {
  readonly operation: string;
  /** Who asks, and in what kind of session. */
  readonly by: 'originator' | 'consultant';
  readonly among: 'invited' | 'alone' | 'consulting';
  readonly members?: (stage: Stage) => JsonObject;
  /** notificationType, and state or type of entry, of what an agent is told. */
  readonly told?: { readonly who: 'originator' | 'consultant'; readonly type: string; readonly what: string };
}

const consultantUri = (on: Stage): JsonObject => ({
  targetUri: uri(on, `/users/${on.consultant.account.userId}`),
});
const text = (): JsonObject => ({ text: 'Hello' });

const rows: readonly Row[] = [
  {
    operation: 'Accept',
    by: 'originator',
    among: 'invited',
    members: () => ({ nickname: 'Ann' }),
    told: { who: 'originator', type: 'StatusChange', what: 'Chatting' },
  },
  {
    operation: 'Reject',
    by: 'originator',
    among: 'invited',
    told: { who: 'originator', type: 'StatusChange', what: 'Revoked' },
  },
  {
    operation: 'Consult',
    by: 'originator',
    among: 'alone',
    members: consultantUri,
    told: { who: 'consultant', type: 'StatusChange', what: 'Invited' },
  },
  {
    operation: 'Invite',
    by: 'originator',
    among: 'alone',
    members: consultantUri,
    told: { who: 'consultant', type: 'StatusChange', what: 'Invited' },
  },
  {
    operation: 'Invite',
    by: 'originator',
    among: 'consulting',
    members: consultantUri,
    told: { who: 'originator', type: 'NewMessages', what: 'ParticipantJoined' },
  },
  {
    operation: 'Transfer',
    by: 'originator',
    among: 'alone',
    members: consultantUri,
    told: { who: 'consultant', type: 'StatusChange', what: 'Invited' },
  },
  {
    operation: 'Transfer',
    by: 'originator',
    among: 'alone',
    members: (on) => ({ queueName: on.reference.queue.name }),
    told: { who: 'consultant', type: 'StatusChange', what: 'Invited' },
  },
  {
    operation: 'Transfer',
    by: 'originator',
    among: 'consulting',
    members: consultantUri,
    told: { who: 'originator', type: 'StatusChange', what: 'Completed' },
  },
  {
    operation: 'Leave',
    by: 'originator',
    among: 'alone',
    told: { who: 'originator', type: 'StatusChange', what: 'LeftChat' },
  },
  {
    operation: 'Leave',
    by: 'consultant',
    among: 'consulting',
    told: { who: 'consultant', type: 'StatusChange', what: 'Completed' },
  },
  {
    operation: 'Leave',
    by: 'originator',
    among: 'consulting',
    told: { who: 'consultant', type: 'StatusChange', what: 'Completed' },
  },
  {
    operation: 'Complete',
    by: 'originator',
    among: 'alone',
    told: { who: 'originator', type: 'StatusChange', what: 'Completed' },
  },
  {
    operation: 'SendMessage',
    by: 'originator',
    among: 'alone',
    members: text,
    told: { who: 'originator', type: 'NewMessages', what: 'Text' },
  },
  {
    operation: 'SendMessage',
    by: 'originator',
    among: 'consulting',
    members: text,
    told: { who: 'consultant', type: 'NewMessages', what: 'Text' },
  },
  {
    operation: 'SendMessage',
    by: 'consultant',
    among: 'consulting',
    members: text,
    told: { who: 'originator', type: 'NewMessages', what: 'Text' },
  },
  {
    operation: 'SendToAgents',
    by: 'originator',
    among: 'consulting',
    members: text,
    told: { who: 'consultant', type: 'NewMessages', what: 'Text' },
  },
  {
    operation: 'SendToAgents',
    by: 'consultant',
    among: 'consulting',
    members: text,
    told: { who: 'originator', type: 'NewMessages', what: 'Text' },
  },
  {
    operation: 'SendStartTypingNotification',
    by: 'originator',
    among: 'consulting',
    told: { who: 'consultant', type: 'NewMessages', what: 'TypingStarted' },
  },
  {
    operation: 'SendStopTypingNotification',
    by: 'originator',
    among: 'consulting',
    told: { who: 'consultant', type: 'NewMessages', what: 'TypingStopped' },
  },
  {
    operation: 'SendStartTypingToAgentsNotification',
    by: 'consultant',
    among: 'consulting',
    told: { who: 'originator', type: 'NewMessages', what: 'TypingStarted' },
  },
  {
    operation: 'SendStopTypingToAgentsNotification',
    by: 'consultant',
    among: 'consulting',
    told: { who: 'originator', type: 'NewMessages', what: 'TypingStopped' },
  },
  {
    operation: 'AttachUserData',
    by: 'originator',
    among: 'alone',
    members: () => ({ userData: { Case: '7' } }),
    told: { who: 'originator', type: 'PropertiesUpdated', what: 'Chatting' },
  },
  {
    operation: 'UpdateUserData',
    by: 'originator',
    among: 'alone',
    members: () => ({ userData: { Case: '8' } }),
    told: { who: 'originator', type: 'PropertiesUpdated', what: 'Chatting' },
  },
  {
    operation: 'DeleteUserData',
    by: 'originator',
    among: 'alone',
    members: () => ({ keys: ['Case'] }),
    told: { who: 'originator', type: 'PropertiesUpdated', what: 'Chatting' },
  },
  {
    operation: 'SetDisposition',
    by: 'originator',
    among: 'alone',
    members: () => ({ disposition: 'solved' }),
  },
  { operation: 'SetInFocus', by: 'originator', among: 'alone', members: () => ({ inFocus: true }) },
];

async function open(channel: ChannelId, among: Row['among']): Promise<Scene> {
  if (among === 'invited') return openScene(stage, channel, { agent: stage.originator });
  const scene = await openAccepted(stage, channel);
  if (among === 'consulting') await consultOn(stage, scene);
  return scene;
}

describe.each(channelIds)('operations on %s', (channel) => {
  it.each(rows)('$operation by the $by, $among, is accepted and told', async (row) => {
    const scene = await open(channel, row.among);
    const since = { originator: stage.originator.now(), consultant: stage.consultant.now() };

    const { status, json } = await scene.operate(stage[row.by], row.operation, row.members?.(stage));

    expect(json).toEqual({ statusCode: 0, referenceId: expect.any(Number) as unknown });
    expect(status).toBe(200);
    const { told } = row;
    if (told === undefined) return;
    await stage[told.who].until(
      (one) =>
        one.order >= since[told.who] &&
        scene.isAbout(one) &&
        one.data['notificationType'] === told.type &&
        (scene.session(one)['state'] === told.what || each(one.data['messages'], 'type').includes(told.what)),
    );
  });

  it('are in the table, each at least once', () => {
    const tried = new Set(rows.map(({ operation }) => operation));

    expect(operationNames.filter((name) => !tried.has(name))).toEqual(['Conference']);
  });

  it('keep user data', async () => {
    const scene = await openAccepted(stage, channel);
    const path = `/api/v2/me/${scene.spelling.collection}/${scene.sessionId}`;

    await scene.operate(stage.originator, 'AttachUserData', { userData: { a: 1, b: 'two' } });
    await scene.operate(stage.originator, 'DeleteUserData', { keys: ['a'] });
    const { json } = await stage.originator.get(path);

    expect(json?.[scene.spelling.key]).toMatchObject({ userData: { b: 'two' }, id: scene.sessionId });
  });

  it('list sessions, and the log from an index on', async () => {
    const scene = await openAccepted(stage, channel);
    const collection = `/api/v2/me/${scene.spelling.collection}`;

    const all = await stage.originator.get(`${collection}?fields=*`);
    const log = await stage.originator.get(`${collection}/${scene.sessionId}/messages?startIndex=2&count=1`);
    const others = await stage.bystander.get(collection);

    expect(each(all.json?.[scene.spelling.collection], 'id')).toContain(scene.sessionId);
    expect(each(log.json?.['messages'], 'index')).toEqual([2]);
    expect(each(others.json?.[scene.spelling.collection], 'id')).not.toContain(scene.sessionId);
  });
});

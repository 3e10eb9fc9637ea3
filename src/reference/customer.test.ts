import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { channelIds } from '../model/channel.ts';
import { fetchFrom } from './line.fixture.ts';
import {
  at,
  consultOn,
  each,
  openAccepted,
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

const consultantUri = (): { targetUri: string } => ({
  targetUri: uri(stage, `/users/${stage.consultant.account.userId}`),
});

/** Does everything that a consultant can do, and lets it go. */
async function consultFully(scene: Scene): Promise<void> {
  const { consultant } = stage;
  await consultOn(stage, scene);
  await scene.operate(consultant, 'SendToAgents', { text: 'secret 1' });
  await scene.operate(consultant, 'SendMessage', { text: 'secret 2' });
  await scene.operate(consultant, 'SendStartTypingNotification');
  await scene.operate(consultant, 'SendStopTypingToAgentsNotification');
  await scene.operate(stage.originator, 'SendToAgents', { text: 'secret 3' });
  await scene.operate(consultant, 'Leave');
}

describe.each(channelIds)('the customer on %s', (channel) => {
  it('sees nothing of a consult', async () => {
    const scene = await openAccepted(stage, channel);
    const before = await scene.customer();

    await consultFully(scene);

    expect(await scene.customer()).toEqual(before);
  });

  it('sees nothing of a consult while it runs, and what the originator says', async () => {
    const scene = await openAccepted(stage, channel);
    await consultOn(stage, scene);

    await scene.operate(stage.originator, 'SendMessage', { text: 'for all' });
    const view = await scene.customer();

    expect(each(view['participants'], 'nickname')).toEqual(['TestName', 'FirstL']);
    expect(each(view['messages'], 'type')).toEqual(['ParticipantJoined', 'ParticipantJoined', 'Text']);
    expect(at(view, 'messages', 2)).toMatchObject({
      text: 'for all',
      from: { nickname: 'TestName', type: 'Agent' },
    });
    expect(view['state']).toBe('Chatting');
  });

  it('sees nothing of a consult that fails', async () => {
    const scene = await openAccepted(stage, channel);
    const before = await scene.customer();

    await scene.operate(stage.originator, 'Consult', { targetUri: uri(stage, '/users/nobody') });

    expect(await scene.customer()).toEqual(before);
  });

  it('sees the other agent of a conference, whether it was consulted before or not', async () => {
    const consulted = await openAccepted(stage, channel);
    await consultOn(stage, consulted);
    await consulted.operate(stage.originator, 'Invite', consultantUri());
    const invited = await openAccepted(stage, channel);
    await invited.operate(stage.originator, 'Invite', consultantUri());
    await invited.operate(stage.consultant, 'Accept', { nickname: 'BFriend' });

    for (const scene of [consulted, invited]) {
      const view = await scene.customer();
      expect(each(view['participants'], 'nickname')).toEqual(['TestName', 'BFriend', 'FirstL']);
      expect(each(view['messages'], 'type')).toEqual(Array(3).fill('ParticipantJoined'));
    }
  });

  it('sees the agent change by a transfer', async () => {
    const scene = await openAccepted(stage, channel);
    await consultOn(stage, scene);

    await scene.operate(stage.originator, 'Transfer', consultantUri());
    const view = await scene.customer();

    expect(each(view['participants'], 'nickname')).toEqual(['BFriend', 'FirstL']);
    expect(each(view['messages'], 'type').slice(-2)).toEqual(['ParticipantJoined', 'ParticipantLeft']);
  });

  it('is heard by all agents, and seen to leave', async () => {
    const scene = await openAccepted(stage, channel);
    await consultOn(stage, scene);

    await scene.asCustomer('SendMessage', { text: 'is anybody there?' });
    await stage.consultant.until(
      (told) => scene.isAbout(told) && each(told.data['messages'], 'text').includes('is anybody there?'),
    );
    await scene.asCustomer('Leave');
    const left = await stage.originator.until(
      (told) => scene.isAbout(told) && scene.session(told)['state'] === 'LeftChat',
    );
    await stage.consultant.until(
      (told) => scene.isAbout(told) && scene.session(told)['state'] === 'Completed',
    );

    expect(scene.session(left)['capabilities']).toContain('Complete');
    expect((await scene.customer())['state']).toBe('Completed');
    expect((await scene.asCustomer('Leave')).json).toEqual({ statusCode: 0 });
  });

  it('is alone when the only agent leaves', async () => {
    const scene = await openAccepted(stage, channel);

    await scene.operate(stage.originator, 'Leave');
    const view = await scene.customer();

    expect(view['state']).toBe('Completed');
    expect(view['participants']).toEqual([]);
  });
});

describe('a customer who chats by the chat API', () => {
  it('asks for a chat, talks, looks and leaves', async () => {
    const { baseUrl, contactCenterId } = stage.reference;
    const headers = { 'content-type': 'application/json', ContactCenterId: contactCenterId };
    const post = (path: string, body: object) =>
      fetchFrom(`${baseUrl}/api/v2${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    const since = stage.originator.now();

    const { json } = await post('/chats', { operationName: 'RequestChat', nickname: 'Walk-in' });
    const invited = await stage.originator.until(
      (told) =>
        told.order >= since && each(at(told.data, 'chat', 'participants'), 'nickname').includes('Walk-in'),
    );
    const agentsId = String(at(invited.data, 'chat', 'id'));
    await stage.originator.post(`/api/v2/me/chats/${agentsId}`, { operationName: 'Accept', nickname: 'Ann' });
    const path = `/chats/${String(json?.['id'])}`;
    await post(path, { operationName: 'SendMessage', text: 'hello' });
    const shown = await fetchFrom(`${baseUrl}/api/v2${path}`);
    const messages = await fetchFrom(`${baseUrl}/api/v2${path}/messages`);
    await post(path, { operationName: 'Complete' });
    const after = await fetchFrom(`${baseUrl}/api/v2${path}`);

    expect(json).toMatchObject({ statusCode: 0, id: expect.not.stringMatching(agentsId) as unknown });
    expect(at(shown.json, 'chat')).toMatchObject({ state: 'Chatting', id: json?.['id'] });
    expect(each(messages.json?.['messages'], 'type')).toEqual([
      'ParticipantJoined',
      'ParticipantJoined',
      'Text',
    ]);
    expect(at(after.json, 'chat', 'state')).toBe('Completed');
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from './agent.fixture.ts';
import type { Json } from './json.ts';
import { consultOn, each, openAccepted, openScene, openStage, type Stage } from './stage.fixture.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const NOTIFICATIONS = '/api/v2/notifications';
const handshake = { channel: '/meta/handshake', version: '1.0', supportedConnectionTypes: ['long-polling'] };

describe('notifications', () => {
  it.each([
    { topics: ['/v2/me/chats'], expected: ['/v2/me/chats'] },
    { topics: ['/v2/me/smsessions'], expected: ['/v2/me/smsessions'] },
    { topics: ['/v2/me/**'], expected: ['/v2/me/chats', '/v2/me/smsessions'] },
    { topics: ['/v2/me/calls'], expected: [] },
  ])('reach who subscribed to $topics', async ({ topics, expected }) => {
    const { baseUrl, accounts } = stage.reference;
    const agent = await connect(baseUrl, accounts.originator, topics);

    for (const channel of ['chat', 'sms'] as const)
      await openScene(stage, channel, { agent: stage.originator });
    for (const topic of expected) await agent.until((told) => told.topic === topic);

    expect([...new Set(agent.told.map(({ topic }) => topic))]).toEqual(expected);
    agent.close();
  });

  it('reach every connection of an agent', async () => {
    const { baseUrl, accounts } = stage.reference;
    const agent = await connect(baseUrl, accounts.originator);

    const scene = await openScene(stage, 'chat', { agent: stage.originator });

    expect((await agent.until(scene.isAbout)).topic).toBe('/v2/me/chats');
    agent.close();
  });

  const refused: readonly (readonly [string, Json, number])[] = [
    ['nothing', [], 400],
    ['a number', 5, 400],
    ['a list of numbers', [5], 400],
    ['no channel', [{}], 400],
    ['a subscription that is no name', [{ channel: '/meta/subscribe', subscription: 7 }], 400],
    ['a handshake among others', [handshake, handshake], 400],
  ];
  it.each(refused)('are not asked for with %s', async (_, body, status) => {
    const got = await stage.originator.post(NOTIFICATIONS, body);

    expect(got.status).toBe(status);
  });

  it.each([
    ['/meta/subscribe', { subscription: '/v2/others' }],
    ['/meta/subscribe', { subscription: '/__proto__' }],
    ['/v2/me/chats', { data: {} }],
    ['/__proto__', { data: {} }],
  ])('on %s with %j are not for clients to decide', async (channel, more) => {
    const greeting = await stage.originator.post(NOTIFICATIONS, [handshake]);
    const [{ clientId }] = JSON.parse(greeting.text) as [{ clientId: string }];

    const got = await stage.originator.post(NOTIFICATIONS, [{ channel, clientId, ...more }]);

    expect(JSON.parse(got.text)).toMatchObject([{ channel, successful: false }]);
  });

  it('of somebody else can not be fetched', async () => {
    const greeting = await stage.originator.post(NOTIFICATIONS, [handshake]);
    const [{ clientId }] = JSON.parse(greeting.text) as [{ clientId: string }];

    const got = await stage.bystander.post(NOTIFICATIONS, [
      { channel: '/meta/connect', clientId, connectionType: 'long-polling' },
    ]);

    expect(got.status).toBe(403);
  });

  it('need the CSRF token', async () => {
    const got = await stage.originator.post(NOTIFICATIONS, [handshake], { 'x-csrf-token': 'guess' });

    expect(got.status).toBe(403);
  });

  it('follow the answer to the request that causes them', async () => {
    const scene = await openAccepted(stage, 'chat');
    const answered = scene
      .operate(stage.originator, 'SendMessage', { text: 'one' })
      .then(() => stage.originator.now());

    const told = await stage.originator.until(
      (one) => scene.isAbout(one) && each(one.data['messages'], 'text').includes('one'),
    );

    expect(told.order).toBeGreaterThan(await answered);
  });

  it('of many sessions at once stay apart and in order', async () => {
    const scenes = await Promise.all(
      Array.from({ length: 40 }, (_, i) => openAccepted(stage, i % 2 === 0 ? 'chat' : 'sms')),
    );
    await Promise.all(
      scenes.map(async (scene) => {
        await consultOn(stage, scene);
        await Promise.all(
          ['a', 'b', 'c'].map((text) => scene.operate(stage.originator, 'SendMessage', { text })),
        );
      }),
    );
    const indices = (scene: (typeof scenes)[number]): number[] =>
      stage.originator.told
        .filter(scene.isAbout)
        .flatMap(({ data }) => (data['messages'] ?? []) as readonly { readonly index: number }[])
        .map(({ index }) => index);

    for (const scene of scenes) {
      await stage.originator.until(
        (told) => scene.isAbout(told) && JSON.stringify(told.data).includes('"index":6'),
      );
      expect(indices(scene)).toEqual([2, 3, 4, 5, 6]);
    }
  });
});

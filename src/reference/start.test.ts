import { describe, expect, it } from 'vitest';
import { connect } from './agent.fixture.ts';
import { fetchFrom } from './line.fixture.ts';
import { at, consultOn, openAccepted, openStage, uri } from './stage.fixture.ts';
import { startReference } from './start.ts';

const handles = (): string[] =>
  process.getActiveResourcesInfo().filter((name) => /TCP|Timeout|HTTP/i.test(name) && !/PipeWrap/.test(name));

describe('the server', () => {
  it('closes at once with held requests, and leaves nothing behind', async () => {
    const before = handles().length;
    const stage = await openStage({
      quirks: [
        {
          id: 'hangs',
          channels: ['chat'],
          answer: (answer, { operation }) => ({ ...answer, hang: operation === 'Consult' }),
        },
      ],
    });
    const scene = await openAccepted(stage, 'chat');
    void scene
      .operate(stage.originator, 'Consult', { targetUri: stage.reference.queue.uri })
      .catch(() => undefined);
    await stage.consultant.until(scene.isAbout);

    const begun = performance.now();
    await stage.reference.close();
    const took = performance.now() - begun;
    await stage.close();

    expect(took).toBeLessThan(3_000); // by themselves held connections end never, and idle ones after 5 s
    await expect.poll(() => handles().length).toBeLessThanOrEqual(before);
  });

  it('can be closed twice', async () => {
    const reference = await startReference();

    await reference.close();

    await expect(reference.close()).resolves.toBeUndefined();
  });

  it('answers below a base path, with addresses of another base', async () => {
    const stage = await openStage({ basePath: '/gws', externalBase: 'https://gws.example.com/api-gateway' });
    const scene = await openAccepted(stage, 'chat');

    const consulted = await scene.operate(stage.originator, 'Consult', {
      targetUri: stage.reference.queue.uri,
    });
    const { json } = await stage.originator.get(`/api/v2/me/chats/${scene.sessionId}`);
    const elsewhere = await fetchFrom(
      `${new URL(stage.reference.baseUrl).origin}/api/v2/diagnostics/version`,
    );

    expect(stage.reference.baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/gws$/);
    expect(consulted.json?.['statusCode']).toBe(0);
    expect(at(json, 'chat', 'uri')).toBe(
      `https://gws.example.com/api-gateway/api/v2/chats/${scene.sessionId}`,
    );
    expect(elsewhere.status).toBe(404);
    await stage.close();
  });

  it('tells the time by the clock that it is given', async () => {
    const now = Date.UTC(2014, 0, 6, 20, 14, 6, 7);
    const stage = await openStage({ clock: () => now });
    const scene = await openAccepted(stage, 'chat');

    const { second } = await consultOn(stage, scene);

    expect(second.data).toMatchObject({
      messages: [{ timestamp: '2014-01-06 12:14:06.007-0800', timestampSeconds: 1389039246007 }],
    });
    await stage.close();
  });

  it('says why it can not listen', async () => {
    const reference = await startReference();
    const { port } = new URL(reference.baseUrl);

    await expect(startReference({ port: Number(port) })).rejects.toThrow(/EADDRINUSE/);
    await reference.close();
  });

  it('fails the consult of an agent who is not there', async () => {
    const stage = await openStage();
    const { baseUrl, accounts } = stage.reference;
    const second = await connect(baseUrl, accounts.second);
    await second.post('/api/v2/me/channels/chat', { operationName: 'NotReady' });
    const scene = await openAccepted(stage, 'chat');

    for (const { userId } of [accounts.absent, accounts.second, accounts.featureless]) {
      const { json } = await scene.operate(stage.originator, 'Consult', {
        targetUri: uri(stage, `/users/${userId}`),
      });
      await stage.originator.until(
        ({ data }) => data['referenceId'] === json?.['referenceId'] && data['notificationType'] === 'Error',
      );
    }

    expect(second.told.filter(scene.isAbout)).toEqual([]);
    second.close();
    await stage.close();
  });
});

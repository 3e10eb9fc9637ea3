import { createCometDServer, type CometDServer } from 'cometd-nodejs-server';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { connectParty, type Party } from './party.ts';
import { account, createContext, createStage, entriesOf } from './stage.fixture.ts';

const { later, connect, clear } = createStage();

afterEach(clear);

/** The CometD project's own server, behind the least of GWS. */
async function startCometD(): Promise<{ url: string; cometd: CometDServer }> {
  const cometd = createCometDServer({ timeout: 30_000 });
  const server = createServer((request, response) => {
    if (request.url === '/api/v2/notifications') return void cometd.handle(request, response);
    request.resume();
    response.end(JSON.stringify({ statusCode: 0, user: { id: 'u1' } }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  later(async () => {
    cometd.close();
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, cometd };
}

function publish(cometd: CometDServer, data: unknown): void {
  cometd.createServerChannel('/v2/me/chats').publish(null, data);
}

const anything = (): boolean => true;

describe("the CometD project's server", () => {
  it('delivers to three parties that connect side by side, each with a session of its own', async () => {
    const { url, cometd } = await startCometD();
    const context = createContext(url);
    const names = ['originator', 'consultant', 'bystander'] as const;

    const parties = await Promise.all(names.map((name) => connectParty(context, name, account)));
    for (const party of parties) later(() => party.close());
    const waits = parties.map((party: Party) =>
      party.awaitDelivery(anything, { after: -1, deadlineMs: 2_000 }),
    );
    publish(cometd, { hello: 1 });

    expect((await Promise.all(waits)).map((delivery) => delivery?.data)).toEqual(
      names.map(() => ({ hello: 1 })),
    );
    const advice = entriesOf(context, 'bayeux').map(({ received }) => JSON.stringify(received));
    expect(advice.join()).not.toContain('multiple-clients');
  });

  it('delivers again after it has forgotten the session', async () => {
    const { url, cometd } = await startCometD();
    const context = createContext(url);
    const sessions: { disconnect(): void }[] = [];
    cometd.addListener('sessionAdded', (session) => void sessions.push(session));
    const party = await connect(context);

    sessions[0]?.disconnect();
    await expect.poll(() => entriesOf(context, 'watch').map(({ state }) => state)).toContain('lost');
    await expect.poll(() => sessions.length).toBe(2);
    await expect.poll(() => entriesOf(context, 'watch').at(-1)?.state).toBe('subscribed');
    publish(cometd, 'again');

    expect((await party.awaitDelivery(anything, { after: -1, deadlineMs: 2_000 }))?.data).toBe('again');
  });
});

import { createCometDServer, type CometDServer, type ServerSession } from 'cometd-nodejs-server';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Bayeux } from '../model/evidence.ts';
import type { Context } from './context.ts';
import { connectParty, type Party } from './party.ts';
import { account, createContext, createStage, entriesOf } from './stage.fixture.ts';

const { later, connect, clear } = createStage();

afterEach(clear);

/** The CometD project's own server, behind the least of GWS. */
interface Running {
  readonly url: string;
  readonly cometd: CometDServer;
  /** From now on requests for notifications wait, until they are let in again. */
  readonly hold: () => { readonly isHolding: () => boolean; readonly letIn: () => void };
  /** Ends it at once, with every connection. */
  readonly end: () => Promise<void>;
}

async function startCometD(options: object = {}, port = 0): Promise<Running> {
  const cometd = createCometDServer({ timeout: 30_000, ...options });
  let held: (() => void)[] | undefined;
  const server = createServer((request, response) => {
    if (request.url === '/api/v2/notifications') {
      const serve = (): void => cometd.handle(request, response);
      return void (held === undefined ? serve() : held.push(serve));
    }
    request.resume();
    response.end(JSON.stringify({ statusCode: 0, user: { id: 'u1' } }));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const end = async (): Promise<void> => {
    cometd.close();
    const closed = server.listening ? once(server, 'close') : undefined;
    server.close();
    server.closeAllConnections();
    await closed;
  };
  later(end);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cometd,
    hold: () => {
      const waiting: (() => void)[] = (held = []);
      const letIn = (): void => {
        held = undefined;
        for (const serve of waiting) serve();
      };
      return { isHolding: () => waiting.length > 0, letIn };
    },
    end,
  };
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
      party.awaitDelivery(anything, { after: -1, deadlineMs: 20_000 }),
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

    expect((await party.awaitDelivery(anything, { after: -1, deadlineMs: 20_000 }))?.data).toBe('again');
  });

  it('delivers again after it was started anew', async () => {
    const before = await startCometD();
    const context = createContext(before.url);
    const party = await connect(context);

    await before.end();
    await expect.poll(() => entriesOf(context, 'watch').at(-1)?.state).toBe('lost');
    const { cometd } = await startCometD({}, Number(new URL(before.url).port));
    await expect.poll(() => entriesOf(context, 'watch').at(-1)?.state).toBe('subscribed');
    publish(cometd, 'anew');

    expect((await party.awaitDelivery(anything, { after: -1, deadlineMs: 20_000 }))?.data).toBe('anew');
    expect(JSON.stringify(entriesOf(context, 'bayeux').map(({ received }) => received))).toContain('402');
  });

  it('delivers again after it swept the session away, and says so', async () => {
    const { url, cometd, hold } = await startCometD({ maxInterval: 1_000, sweepPeriod: 100 });
    const expired: unknown[] = [];
    cometd.addListener('sessionRemoved', (_session, timeout) => void expired.push(timeout));
    const waiting = new Promise<void>((resolve) => {
      cometd.addListener('sessionAdded', (session) => void session.addListener('suspended', () => resolve()));
    });
    const context = createContext(url);
    const party = await connect(context);
    await waiting;

    const door = hold();
    publish(cometd, 'before');
    await party.awaitDelivery(({ data }) => data === 'before', { after: -1, deadlineMs: 20_000 });
    await expect.poll(() => expired).toEqual([true]);
    expect(door.isHolding()).toBe(true);
    door.letIn();
    await expect
      .poll(() => entriesOf(context, 'watch').map(({ state }) => state))
      .toEqual(['subscribed', 'lost', 'subscribed']);
    publish(cometd, 'after');

    const after = await party.awaitDelivery(({ data }) => data === 'after', {
      after: -1,
      deadlineMs: 20_000,
    });
    expect(after?.data).toBe('after');
  });

  it('is asked again when its advice says, and not before', async () => {
    const { url } = await startCometD({ timeout: 60, interval: 150 });
    const context = createContext(url);
    await connect(context);

    await expect.poll(() => connects(context).length).toBeGreaterThan(3);

    const [first, ...others] = connects(context);
    const waits = others.map((one, i) => one.at - ([first, ...others][i]?.end.at ?? 0));
    expect(waits.every((ms) => ms >= 145)).toBe(true);
    expect(entriesOf(context, 'watch').map(({ state }) => state)).toEqual(['subscribed']);
  });

  it('may send several messages in one answer, which are delivered in their order', async () => {
    const { url, cometd } = await startCometD();
    const sessions: ServerSession[] = [];
    cometd.addListener('sessionAdded', (session) => void sessions.push(session));
    const context = createContext(url);
    const party = await connect(context);

    sessions[0]?.batch(() => ['one', 'two', 'three'].forEach((data) => publish(cometd, data)));
    await party.awaitDelivery(({ data }) => data === 'three', { after: -1, deadlineMs: 20_000 });

    const deliveries = entriesOf(context, 'delivery');
    expect(deliveries.map(({ data }) => data)).toEqual(['one', 'two', 'three']);
    expect(new Set(deliveries.map(({ batch }) => batch)).size).toBe(1);
  });
});

/** The connects that were answered, in order. */
function connects(context: Context): readonly Bayeux[] {
  return entriesOf(context, 'bayeux').filter(({ sent }) => JSON.stringify(sent).includes('/meta/connect'));
}

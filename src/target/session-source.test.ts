import { afterEach, describe, expect, it } from 'vitest';
import type { CustomerView, Exchange } from '../model/evidence.ts';
import type { Context } from './context.ts';
import { readView } from './customer-view.ts';
import { createSessionSource, type SessionSource } from './session-source.ts';
import { createContext, json, startServer, type Handler, type TestServer } from './stage.fixture.ts';
import { waitForCustomer } from './wait-for-customer.ts';

const cleanups: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

const VIEW = {
  state: 'Chatting',
  participants: [{ nickname: 'Kim', type: 'Customer', extra: 1 }],
  messages: [
    { index: 1, from: { nickname: 'Kim', type: 'Customer' }, type: 'Text', text: 'hi', timestampSeconds: 1 },
  ],
};
const SEEN = {
  state: 'Chatting',
  participants: [{ nickname: 'Kim', type: 'Customer' }],
  messages: [{ from: { nickname: 'Kim', type: 'Customer' }, type: 'Text', text: 'hi' }],
};
const options = {
  trace: 'consult-accepted/chat',
  channel: 'chat',
  agentUserName: 'ann',
  customerNickname: 'Kim',
} as const;

const usual: Handler = ({ method, path }, response) => {
  if (path === '/reference/sessions')
    return json(response, { sessionId: 'S1', customerId: 'c/1' }, { status: 201 });
  return json(response, method === 'GET' ? VIEW : { statusCode: 0 });
};

async function play(
  handle: Handler = usual,
): Promise<{ source: SessionSource; context: Context; server: TestServer }> {
  const server = await startServer(handle);
  cleanups.push(server.close);
  const source = { kind: 'reference', url: `${server.url}/reference` } as const;
  const context = createContext(server.url, {
    channels: { chat: { spelling: undefined, source } },
    answerMs: 400,
  });
  const opened = createSessionSource(context, 'chat');
  cleanups.push(opened.close);
  return { source: opened, context, server };
}

describe('the source "reference"', () => {
  it('opens a session for an agent, shows it, speaks and leaves', async () => {
    const { source, server, context } = await play();

    const side = await source.open(options);
    const view = await side.look('before');
    await side.say('hello');
    await side.leave();
    await side.leave();

    expect(side.sessionId).toBe('S1');
    expect(view).toMatchObject({ kind: 'view', trace: options.trace, phase: 'before', ...SEEN });
    expect(server.seen.map(({ method, path, body }) => [method, path, body])).toEqual([
      ['POST', '/reference/sessions', '{"channel":"chat","agent":"ann","nickname":"Kim"}'],
      ['GET', '/reference/sessions/c%2F1', ''],
      ['POST', '/reference/sessions/c%2F1', '{"operationName":"SendMessage","text":"hello"}'],
      ['POST', '/reference/sessions/c%2F1', '{"operationName":"Leave"}'],
    ]);
    const exchanges = context.recorder
      .entries()
      .filter((entry): entry is Exchange => entry.kind === 'exchange');
    expect(exchanges.map(({ party, purpose }) => [party, purpose])).toEqual([
      ['customer', 'open-session'],
      ['customer', 'customer-view'],
      ['customer', 'visible-message'],
      ['customer', 'close-session'],
    ]);
  });

  const refusals: readonly [string, Handler, RegExp][] = [
    ['status 500', (_, r) => json(r, {}, { status: 500 }), /status 500/],
    ['no customerId', (_, r) => json(r, { sessionId: 'S1' }, { status: 201 }), /a customerId/],
    ['no answer', () => undefined, /timeout/],
  ];
  it.each(refusals)('rejects when the session is not opened: %s', async (_, handle, message) => {
    const { source } = await play(handle);

    await expect(source.open(options)).rejects.toMatchObject({
      name: 'TargetError',
      blame: 'session-source',
      message: expect.stringMatching(message) as string,
    });
  });

  it('leaves what is still open when it is closed, and does not wait for a server that is silent', async () => {
    const { source, server } = await play((seen, response) =>
      seen.body.includes('Leave') ? undefined : usual(seen, response),
    );
    await source.open(options);
    const began = performance.now();

    await source.close();

    expect(server.seen.at(-1)?.body).toContain('Leave');
    expect(performance.now() - began).toBeLessThan(1_500);
  });

  it('records no view when the customer can see nothing readable', async () => {
    const { source, context } = await play((seen, response) =>
      seen.method === 'GET' ? json(response, { participants: [] }) : usual(seen, response),
    );
    const side = await source.open(options);

    expect(await side.look('during')).toBeUndefined();
    expect(context.recorder.entries().some(({ kind }) => kind === 'view')).toBe(false);
  });
});

describe('the source "none"', () => {
  it('rejects with the reason', async () => {
    const channels = {
      sms: { spelling: undefined, source: { kind: 'none', reason: 'no gateway' } as const },
    };
    const source = createSessionSource(createContext('http://127.0.0.1:1', { channels }), 'sms');

    await expect(source.open({ ...options, channel: 'sms' })).rejects.toMatchObject({
      blame: 'configuration',
      message: 'no sms session can be opened: no gateway',
    });
    await source.close();
  });
});

describe('a view', () => {
  const nobody = { nickname: null, type: null };
  const views: readonly [string, unknown, unknown][] = [
    [
      'of wrong members has nulls',
      { state: 7, participants: [null, { nickname: 1 }], messages: ['x', { from: [], text: {} }] },
      {
        state: null,
        participants: [nobody, nobody],
        messages: [
          { from: nobody, type: null, text: null },
          { from: nobody, type: null, text: null },
        ],
      },
    ],
    ['without messages is none', { state: 'Chatting', participants: [] }, undefined],
    ['without participants is none', { state: 'Chatting', messages: [] }, undefined],
    ['that is an array is none', [], undefined],
    ['that is null is none', null, undefined],
  ];
  it.each(views)('%s', (_, shown, expected) => {
    expect(readView(shown)).toEqual(expected);
  });
});

describe('waitForCustomer', () => {
  const shown = { kind: 'view', trace: options.trace, phase: 'during', seq: 0, at: 0, ...SEEN } as const;
  const clock = { now: () => performance.now(), signal: new AbortController().signal };
  const look = (views: (CustomerView | undefined)[]) => async () =>
    views.length > 1 ? views.shift() : views[0];

  it('looks again until the view is wanted', async () => {
    const side = { look: look([undefined, { ...shown, state: null }, shown]) };

    const view = await waitForCustomer(clock, side, {
      phase: 'during',
      wanted: ({ state }) => state !== null,
      deadlineMs: 1_000,
    });

    expect(view).toBe(shown);
  });

  it('resolves with undefined at the deadline', async () => {
    const began = performance.now();

    const view = await waitForCustomer(
      clock,
      { look: look([shown]) },
      { phase: 'during', wanted: () => false, deadlineMs: 60 },
    );

    expect(view).toBeUndefined();
    expect(performance.now() - began).toBeLessThan(500);
  });

  it('resolves with undefined when the run is aborted', async () => {
    const signal = AbortSignal.abort();

    const view = await waitForCustomer(
      { ...clock, signal },
      { look: look([shown]) },
      { phase: 'during', wanted: () => false, deadlineMs: 60_000 },
    );

    expect(view).toBeUndefined();
  });
});

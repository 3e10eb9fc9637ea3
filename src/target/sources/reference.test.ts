import { afterEach, describe, expect, it } from 'vitest';
import { json, type ContextOptions, type Handler } from '../stage.fixture.ts';
import { createSourceStage, entriesOf, optionsFor, type Play } from './stage.fixture.ts';

const stage = createSourceStage();
afterEach(stage.clear);

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

const usual: Handler = ({ method, path }, response) => {
  if (path === '/reference/sessions')
    return json(response, { sessionId: 'S1', customerId: 'c/1' }, { status: 201 });
  return json(response, method === 'GET' ? VIEW : { statusCode: 0 });
};

function play(handle: Handler = usual, more: Pick<ContextOptions, 'answerMs'> = {}): Promise<Play> {
  return stage.play((url) => ({ kind: 'reference', url: `${url}/reference` }), handle, more);
}

describe('the source "reference"', () => {
  it('opens a session for an agent, shows it, speaks and leaves', async () => {
    const { source, server, context } = await play();

    const side = await source.open(optionsFor());
    const view = await side.look('before');
    const said = await side.say('hello');
    await side.leave();
    await side.leave();

    expect(side).toMatchObject({ sessionId: 'S1', keys: { customerId: 'c/1' }, isOurs: true });
    expect(view).toMatchObject({ kind: 'view', trace: 'consult-accepted/chat', phase: 'before', ...SEEN });
    expect(said).toMatchObject({ kind: 'said', purpose: 'customer-message', text: 'hello', accepted: true });
    const sent = entriesOf(context, 'exchange').find(({ purpose }) => purpose === 'customer-message');
    expect(said.by).toBe(sent?.seq);
    expect(said.seq).toBeLessThan(sent?.seq ?? 0);
    expect(server.seen.map(({ method, path, body }) => [method, path, body])).toEqual([
      ['POST', '/reference/sessions', '{"channel":"chat","agent":"ann","nickname":"Kim 1"}'],
      ['GET', '/reference/sessions/c%2F1', ''],
      ['POST', '/reference/sessions/c%2F1', '{"operationName":"SendMessage","text":"hello"}'],
      ['POST', '/reference/sessions/c%2F1', '{"operationName":"Leave"}'],
    ]);
    expect(entriesOf(context, 'exchange').map(({ party, purpose }) => [party, purpose])).toEqual([
      ['customer', 'open-session'],
      ['customer', 'customer-view'],
      ['customer', 'customer-message'],
      ['customer', 'close-session'],
    ]);
  });

  const refusals: readonly [string, Handler, RegExp, boolean, Pick<ContextOptions, 'answerMs'>?][] = [
    ['status 500', (_, r) => json(r, {}, { status: 500 }), /seen: POST .*: status 500, {}/, false],
    [
      'no customerId',
      (_, r) => json(r, { sessionId: 'S1' }, { status: 201 }),
      /expected .* a customerId/,
      false,
    ],
    ['no answer', () => undefined, /timeout/, true, { answerMs: 400 }],
  ];
  it.each(refusals)(
    'rejects when the session is not opened: %s',
    async (_, handle, message, isUncertain, more) => {
      const { source } = await play(handle, more);

      await expect(source.open(optionsFor())).rejects.toMatchObject({
        name: 'TargetError',
        blame: 'session-source',
        isUncertain,
        message: expect.stringMatching(message) as string,
      });
    },
  );

  it('leaves what is still open when it is closed, and does not wait for a server that is silent', async () => {
    const { source, server } = await play((seen, response) =>
      seen.body.includes('Leave') ? undefined : usual(seen, response),
    );
    await source.open(optionsFor());
    const began = performance.now();

    await source.close();

    expect(server.seen.at(-1)?.body).toContain('Leave');
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it('leaves later, from its keys alone', async () => {
    const { source, server } = await play();

    const isOut = await source.leaveLater?.({
      channel: 'sms',
      nickname: 'Kim',
      sessionId: 'S1',
      keys: { customerId: 'c1' },
    });

    expect(isOut).toBe(true);
    expect(server.seen.map(({ path, body }) => [path, body])).toEqual([
      ['/reference/sessions/c1', '{"operationName":"Leave"}'],
    ]);
  });

  it('records no view when the customer can see nothing readable', async () => {
    const { source, context } = await play((seen, response) =>
      seen.method === 'GET' ? json(response, { participants: [] }) : usual(seen, response),
    );
    const side = await source.open(optionsFor());

    expect(await side.look('during')).toBeUndefined();
    expect(entriesOf(context, 'view')).toEqual([]);
  });
});

describe('the source "none"', () => {
  it('rejects with the reason', async () => {
    const none = { kind: 'none', reason: 'no gateway' } as const;
    const { source } = await stage.play(() => none, usual, { channel: 'sms' });

    await expect(source.open(optionsFor({ on: 'sms' }))).rejects.toMatchObject({
      blame: 'configuration',
      message: 'no sms session can be opened: no gateway',
    });
  });
});

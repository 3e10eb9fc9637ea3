import { afterEach, describe, expect, it } from 'vitest';
import { createStage, entriesOf, success } from './stage.fixture.ts';

const { play, connect, clear } = createStage();

afterEach(clear);

const anything = (): boolean => true;
const soon = { after: -1, deadlineMs: 20_000 };

describe('awaitDelivery', () => {
  it('finds what has already arrived after the given place, and only that', async () => {
    const { context, gws } = await play();
    const party = await connect(context);
    gws.push({ channel: '/v2/me/chats', data: 1 }, { channel: '/v2/me/chats', data: 2 });
    const first = await party.awaitDelivery(anything, soon);

    const second = await party.awaitDelivery(anything, { after: first?.seq ?? 0, deadlineMs: 20_000 });
    const third = await party.awaitDelivery(anything, { after: second?.seq ?? 0, deadlineMs: 20 });

    expect([first?.data, second?.data, third]).toEqual([1, 2, undefined]);
    expect(first?.batch).toBe(second?.batch);
  });

  it('records a delivery that comes twice, twice', async () => {
    const { context, gws } = await play();
    const party = await connect(context);
    const message = { channel: '/v2/me/chats', data: { same: true } };

    gws.push(message);
    await party.awaitDelivery(anything, soon);
    gws.push(message);
    await party.awaitDelivery(anything, { after: context.recorder.moment().seq - 1, deadlineMs: 20_000 });

    expect(entriesOf(context, 'delivery')).toHaveLength(2);
  });

  it('sees deliveries in the answers to handshake and subscribe', async () => {
    const extra = (data: string) => ({ channel: '/v2/me/chats', data });
    const { context } = await play({
      meta: {
        '/meta/handshake': (m) => [extra('early'), success(m, { clientId: 'client-0123456789' })],
        '/meta/subscribe': (m) => [success(m), extra('later')],
      },
    });

    const party = await connect(context);

    expect((await party.awaitDelivery(({ data }) => data === 'early', soon))?.data).toBe('early');
    expect((await party.awaitDelivery(({ data }) => data === 'later', soon))?.data).toBe('later');
  });

  it('resolves with undefined when the run is aborted', async () => {
    const abort = new AbortController();
    const { context } = await play({}, { signal: abort.signal });
    const party = await connect(context);
    const waiting = party.awaitDelivery(anything, { after: -1, deadlineMs: 60_000 });

    abort.abort();

    expect(await waiting).toBeUndefined();
  });

  it('rejects with what the predicate throws, and goes on listening', async () => {
    const { context, gws } = await play();
    const party = await connect(context);
    const waiting = party.awaitDelivery(() => {
      throw new RangeError('mine');
    }, soon);

    gws.push({ channel: '/v2/me/chats', data: 1 });

    await expect(waiting).rejects.toThrow('mine');
    expect((await party.awaitDelivery(anything, soon))?.data).toBe(1);
  });
});

describe('notifications', () => {
  it('records malformed messages and delivers the others of the same array', async () => {
    const { context, gws } = await play();
    const party = await connect(context);
    const odd = [
      null,
      7,
      {},
      { channel: 5, data: 1 },
      { channel: '/v2/me/chats' },
      { channel: '/meta/connect', successful: 'yes' },
    ];

    gws.push(...odd, { channel: '/v2/me/chats', data: 'good' });
    const delivery = await party.awaitDelivery(anything, soon);

    expect(delivery?.data).toBe('good');
    await expect
      .poll(() => entriesOf(context, 'bayeux').find(({ seq }) => seq === delivery?.batch)?.received)
      .toEqual([...odd, expect.objectContaining({ channel: '/meta/connect', successful: true })]);
  });

  const losses: readonly [string, (message: Record<string, unknown>) => unknown, boolean][] = [
    ['error 402', (m) => ({ ...m, successful: false, error: '402::Unknown client' }), true],
    [
      'advice handshake',
      (m) => ({ ...m, successful: true, advice: { reconnect: 'handshake', interval: 0 } }),
      true,
    ],
    ['an answer that is no Bayeux', () => undefined, false],
  ];
  it.each(losses)('records the loss and subscribes again after %s', async (_, reply, shakesHands) => {
    let connects = 0;
    let handshakes = 0;
    const { context, gws } = await play({
      meta: {
        '/meta/handshake': (m) => [success(m, { clientId: `client-012345678${handshakes++}` })],
        '/meta/connect': (m) => {
          connects += 1;
          if (connects === 2) return [reply({ id: m['id'], channel: m['channel'] })];
          return m['advice'] === undefined ? 'hold' : [success(m)];
        },
      },
    });
    const party = await connect(context);

    await expect.poll(() => gws.isHolding()).toBe(true);
    gws.push({ channel: '/v2/me/chats', data: 'after' });

    expect((await party.awaitDelivery(anything, soon))?.data).toBe('after');
    expect(entriesOf(context, 'watch').map(({ state }) => state)).toEqual([
      'subscribed',
      'lost',
      'subscribed',
    ]);
    expect(handshakes).toBe(shakesHands ? 2 : 1);
  });

  it('is closed with the reason when the server advises none', async () => {
    const { context } = await play({
      meta: {
        '/meta/connect': (m) => [
          { ...success(m), successful: false, error: '403::away', advice: { reconnect: 'none' } },
        ],
      },
    });

    await connect(context);

    await expect
      .poll(() => entriesOf(context, 'watch').at(-1))
      .toMatchObject({
        state: 'closed',
        reason: expect.stringContaining('403::away') as string,
      });
  });

  it('does not ask without pause a server that never holds a connect', async () => {
    const { context, seen } = await play({ meta: { '/meta/connect': (m) => [success(m)] } });
    const party = await connect(context);

    await party.awaitDelivery(anything, { after: -1, deadlineMs: 300 });

    expect(seen.filter(({ body }) => body.includes('/meta/connect')).length).toBeLessThan(8);
  });
});

import { describe, expect, it } from 'vitest';
import { readAnswer } from './answer.ts';
import { begin, farewell, next, type ClientEvent, type Phase, type Settings, type Step } from './client.ts';

const settings: Settings = { offers: [['/v2/me/*'], ['/a', '/b']], patience: { first: 2, later: 4 } };

const answered = (messages: readonly unknown[], tookMs = 1_000): ClientEvent => ({
  kind: 'answered',
  answer: readAnswer(messages),
  tookMs,
});
const handshake = { channel: '/meta/handshake', successful: true, clientId: 'c1' };
const subscribed = { channel: '/meta/subscribe', successful: true, subscription: '/v2/me/*' };
const refused = { channel: '/meta/subscribe', successful: false, error: '403::no', subscription: '/v2/me/*' };
const connected = { channel: '/meta/connect', successful: true };
const delivery = { channel: '/v2/me/chats', data: {} };
const failed: ClientEvent = { kind: 'failed', reason: 'reset' };

const upTo: Record<'handshaking' | 'subscribing' | 'connecting' | 'connected', readonly ClientEvent[]> = {
  handshaking: [],
  subscribing: [answered([handshake])],
  connecting: [answered([handshake]), answered([subscribed])],
  connected: [answered([handshake]), answered([subscribed]), answered([connected])],
};

function run(...events: readonly ClientEvent[]): Step {
  return events.reduce((step, event) => next(step.state, event), begin(settings));
}

describe('a Bayeux client', () => {
  const sends: readonly [keyof typeof upTo, readonly object[], number][] = [
    [
      'handshaking',
      [
        {
          id: '1',
          channel: '/meta/handshake',
          version: '1.0',
          minimumVersion: '1.0',
          supportedConnectionTypes: ['long-polling'],
        },
      ],
      0,
    ],
    ['subscribing', [{ id: '2', clientId: 'c1', channel: '/meta/subscribe', subscription: '/v2/me/*' }], 0],
    [
      'connecting',
      [
        {
          id: '3',
          clientId: 'c1',
          channel: '/meta/connect',
          connectionType: 'long-polling',
          advice: { timeout: 0 },
        },
      ],
      30_000,
    ],
    [
      'connected',
      [{ id: '4', clientId: 'c1', channel: '/meta/connect', connectionType: 'long-polling' }],
      30_000,
    ],
  ];
  it.each(sends)('sends what its phase asks for: %s', (phase, messages, heldMs) => {
    const step = run(...upTo[phase]);

    expect(step.state.phase).toBe(phase);
    expect(step.send).toEqual({ messages, delayMs: 0, heldMs });
  });

  const again = { reconnect: 'handshake' };
  const unknown = { channel: '/meta/connect', successful: false, error: '402::Unknown client' };
  const steps: readonly [string, keyof typeof upTo, ClientEvent, Phase, number, string | undefined][] = [
    [
      'a handshake without clientId',
      'handshaking',
      answered([{ ...handshake, clientId: undefined }]),
      'handshaking',
      100,
      undefined,
    ],
    [
      'a handshake that is refused',
      'handshaking',
      answered([{ ...handshake, successful: false }]),
      'handshaking',
      100,
      undefined,
    ],
    [
      'a handshake that is refused for good',
      'handshaking',
      answered([{ ...handshake, successful: false, advice: { reconnect: 'none' } }]),
      'closed',
      0,
      'closed',
    ],
    [
      'a server without long-polling',
      'handshaking',
      answered([{ ...handshake, supportedConnectionTypes: ['websocket'] }]),
      'closed',
      0,
      'closed',
    ],
    ['no reply to a handshake', 'handshaking', answered([]), 'handshaking', 100, undefined],
    [
      'a delivery within the answer to a handshake',
      'handshaking',
      answered([delivery, handshake]),
      'subscribing',
      0,
      undefined,
    ],
    ['a transport that fails', 'handshaking', failed, 'handshaking', 100, undefined],
    ['a subscription', 'subscribing', answered([subscribed]), 'connecting', 0, 'subscribed'],
    ['a refused subscription', 'subscribing', answered([refused]), 'subscribing', 0, undefined],
    [
      'a subscription of an unknown client',
      'subscribing',
      answered([{ ...refused, error: '402::' }]),
      'handshaking',
      0,
      undefined,
    ],
    [
      'a refused subscription and advice',
      'subscribing',
      answered([{ ...refused, advice: again }]),
      'handshaking',
      0,
      undefined,
    ],
    ['no reply to a subscription', 'subscribing', answered([connected]), 'subscribing', 100, undefined],
    ['the first connect', 'connecting', answered([connected]), 'connected', 0, undefined],
    ['a connect', 'connected', answered([connected]), 'connected', 0, undefined],
    [
      'deliveries and a connect',
      'connected',
      answered([delivery, connected, delivery], 1),
      'connected',
      0,
      undefined,
    ],
    ['deliveries without a connect', 'connected', answered([delivery]), 'connecting', 100, 'lost'],
    [
      'an interval',
      'connected',
      answered([{ ...connected, advice: { interval: 700 } }]),
      'connected',
      700,
      undefined,
    ],
    ['error 402', 'connected', answered([unknown]), 'handshaking', 0, 'lost'],
    [
      'error 402 with advice to retry',
      'connected',
      answered([{ ...unknown, advice: { reconnect: 'retry' } }]),
      'connecting',
      100,
      'lost',
    ],
    ['another error', 'connected', answered([{ ...unknown, error: '500::' }]), 'connecting', 100, 'lost'],
    ['advice handshake', 'connected', answered([{ ...connected, advice: again }]), 'handshaking', 0, 'lost'],
    [
      'advice handshake with an interval',
      'connected',
      answered([{ ...connected, advice: { ...again, interval: 50 } }]),
      'handshaking',
      50,
      'lost',
    ],
    [
      'advice none',
      'connected',
      answered([{ ...connected, advice: { reconnect: 'none' } }]),
      'closed',
      0,
      'closed',
    ],
    [
      'a malformed connect',
      'connected',
      answered([{ channel: '/meta/connect', successful: 1 }]),
      'connecting',
      100,
      'lost',
    ],
    ['a transport that fails', 'connected', failed, 'connecting', 100, 'lost'],
    ['the end', 'connected', { kind: 'stopped', reason: 'enough' }, 'closed', 0, 'closed'],
  ];
  it.each(steps)('after %s while %s', (_, phase, event, then, delayMs, watch) => {
    const step = run(...upTo[phase], event);

    expect(step.state.phase).toBe(then);
    expect(step.send?.delayMs).toBe(then === 'closed' ? undefined : delayMs);
    expect(step.watch?.state).toBe(watch);
  });

  it('subscribes again with its new id after it has shaken hands again', () => {
    const step = run(...upTo.connected, answered([unknown]), answered([{ ...handshake, clientId: 'c2' }]));

    expect(step.send?.messages).toEqual([
      { id: '6', clientId: 'c2', channel: '/meta/subscribe', subscription: '/v2/me/*' },
    ]);
    expect(next(step.state, answered([subscribed])).watch?.state).toBe('subscribed');
  });

  it('says that the connection is back when a connect succeeds after a loss, and asks for an answer at once', () => {
    const lost = run(...upTo.connected, failed);

    const back = next(lost.state, answered([connected]));

    expect(lost.send?.messages[0]?.advice).toEqual({ timeout: 0 });
    expect(back.watch).toEqual({ state: 'subscribed', reason: 'the connection is back' });
  });

  it('tries each offer of topics, and keeps the one that is taken', () => {
    const second = run(...upTo.subscribing, answered([refused]));
    const replies = [
      { ...subscribed, subscription: '/a' },
      { ...refused, subscription: '/b' },
    ];

    const taken = next(second.state, answered(replies));
    const later = next(next(taken.state, answered([unknown])).state, answered([handshake]));

    expect(second.send?.messages.map(({ id, subscription }) => [id, subscription])).toEqual([
      ['3', '/a'],
      ['4', '/b'],
    ]);
    expect(taken.watch).toEqual({ state: 'subscribed', reason: 'refused: /b (403::no)' });
    expect(later.send?.messages.map(({ subscription }) => subscription)).toEqual(['/a', '/b']);
  });

  it('is closed with every refusal when no topic is granted', () => {
    const step = run(
      ...upTo.subscribing,
      answered([refused]),
      answered([{ ...refused, subscription: '/a' }]),
    );

    expect(step.watch).toEqual({ state: 'closed', reason: 'every subscription was refused: /a (403::no)' });
  });

  const patience: readonly [keyof typeof upTo, readonly (number | undefined)[]][] = [
    ['handshaking', [100, 200, undefined]],
    ['connected', [100, 200, 400, 800, undefined]],
  ];
  it.each(patience)('waits longer after each failure, and gives up in the end: %s', (phase, delays) => {
    let step = run(...upTo[phase]);

    const seen = delays.map(() => (step = next(step.state, failed)).send?.delayMs);

    expect(seen).toEqual(delays);
    expect(step.watch).toEqual({
      state: 'closed',
      reason: `gave up after ${delays.length} failures in a row: reset`,
    });
  });

  it('gives up a server that shakes hands and knows nobody, over and over', () => {
    let step = run(...upTo.connecting);
    let rounds = 0;

    while (step.send !== undefined && rounds++ < 100)
      step = [answered([unknown]), answered([handshake]), answered([subscribed])].reduce(
        (before, event) => next(before.state, event),
        step,
      );

    expect(rounds).toBe(settings.patience.later + 1);
  });

  it('pauses between connects that a server answers at once and empty, but for the first', () => {
    const quick = answered([connected], 1);

    const first = run(...upTo.connecting, quick);
    const second = next(first.state, quick);
    const held = next(second.state, answered([connected]));

    expect([first, second, held].map(({ send }) => send?.delayMs)).toEqual([0, 100, 0]);
  });

  it('keeps an interval, but not one that is due to several clients', () => {
    const several = { interval: 900, 'multiple-clients': true };

    const once = run(...upTo.connected, answered([{ ...connected, advice: several }]));
    const kept = run(...upTo.connected, answered([{ ...connected, advice: { interval: 70, timeout: 5 } }]));

    expect([once.send?.delayMs, next(once.state, answered([connected])).send?.delayMs]).toEqual([900, 0]);
    expect([kept.send?.delayMs, next(kept.state, answered([connected])).send?.delayMs]).toEqual([70, 70]);
    expect(kept.send?.heldMs).toBe(5);
  });

  it('stays closed', () => {
    const closed = run({ kind: 'stopped', reason: 'enough' });

    expect(next(closed.state, answered([handshake]))).toEqual({
      state: closed.state,
      send: undefined,
      watch: undefined,
    });
  });

  it('says goodbye only to a server that knows it', () => {
    expect(farewell(run().state)).toBeUndefined();
    expect(farewell(run(...upTo.connected).state)).toEqual({
      id: '5',
      clientId: 'c1',
      channel: '/meta/disconnect',
    });
  });
});

import { describe, expect, it } from 'vitest';
import { noAdvice } from './advice.ts';
import { readAnswer } from './answer.ts';

const reply = {
  channel: '/meta/connect',
  id: undefined,
  successful: true,
  clientId: undefined,
  error: undefined,
  subscription: undefined,
  connectionTypes: undefined,
  advice: noAdvice,
};

describe('readAnswer', () => {
  it('sorts the messages of one array and keeps their order', () => {
    const meta = { channel: '/meta/connect', id: '7', successful: true };

    const answer = readAnswer([
      { channel: '/v2/me/chats', data: 1 },
      meta,
      'noise',
      { channel: '/v2/me/sms', data: null, id: '9' },
    ]);

    expect(answer.deliveries).toEqual([
      { topic: '/v2/me/chats', data: 1 },
      { topic: '/v2/me/sms', data: null },
    ]);
    expect(answer.replies).toEqual([{ ...reply, id: '7' }]);
    expect(answer.malformed).toEqual([{ message: 'noise', why: 'is not an object' }]);
    expect(answer.meta).toEqual([meta, 'noise']);
  });

  const replies: readonly [string, unknown, object][] = [
    ['a message without its array', { channel: '/meta/connect', successful: true }, reply],
    [
      'an answer to a publish',
      [{ channel: '/v2/me/x', successful: false, error: '403' }],
      { ...reply, channel: '/v2/me/x', successful: false, error: '403' },
    ],
    [
      'members of wrong types as absent',
      [
        {
          channel: '/meta/connect',
          successful: true,
          id: 4,
          error: {},
          subscription: [],
          supportedConnectionTypes: 'x',
          advice: 'x',
        },
      ],
      reply,
    ],
    [
      'a handshake',
      [
        {
          channel: '/meta/handshake',
          successful: true,
          clientId: 'c',
          supportedConnectionTypes: ['long-polling'],
        },
      ],
      { ...reply, channel: '/meta/handshake', clientId: 'c', connectionTypes: ['long-polling'] },
    ],
  ];
  it.each(replies)('reads %s', (_, json, expected) => {
    expect(readAnswer(json)).toMatchObject({ replies: [expected], deliveries: [], malformed: [] });
  });

  const malformed: readonly [unknown, string][] = [
    [null, 'is not an object'],
    [[], 'is not an object'],
    [{}, 'has no channel that begins with a slash'],
    [{ channel: 1 }, 'has no channel that begins with a slash'],
    [{ channel: 'meta/connect' }, 'has no channel that begins with a slash'],
    [{ channel: '/meta/connect' }, 'has neither data nor a boolean "successful"'],
    [{ channel: '/meta/connect', data: 1 }, 'has neither data nor a boolean "successful"'],
    [{ channel: '/v2/me/chats', successful: 'true' }, 'has neither data nor a boolean "successful"'],
    [{ channel: '/meta/handshake', successful: true, clientId: 5 }, 'has a clientId that is not a string'],
    [
      JSON.parse('{"__proto__":{"channel":"/meta/connect","successful":true}}'),
      'has no channel that begins with a slash',
    ],
  ];
  it.each(malformed)('says of %j that it %s', (message, why) => {
    expect(readAnswer([message])).toEqual({
      replies: [],
      deliveries: [],
      malformed: [{ message, why }],
      meta: [message],
    });
  });

  const advice: readonly [unknown, object][] = [
    [
      { reconnect: 'retry', interval: 5, timeout: 9, 'multiple-clients': true },
      { reconnect: 'retry', interval: 5, timeout: 9, multipleClients: true },
    ],
    [{ reconnect: 'none' }, { ...noAdvice, reconnect: 'none' }],
    [{ reconnect: 'later', interval: '5', timeout: -1, 'multiple-clients': 'yes' }, noAdvice],
    [
      JSON.parse('{"interval":1e999,"timeout":1e300}'),
      { ...noAdvice, interval: 3_600_000, timeout: 3_600_000 },
    ],
    [null, noAdvice],
  ];
  it.each(advice)('reads the advice %j', (given, expected) => {
    const answer = readAnswer([{ channel: '/meta/connect', successful: true, advice: given }]);

    expect(answer.replies[0]?.advice).toEqual(expected);
  });
});

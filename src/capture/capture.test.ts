import { describe, expect, it } from 'vitest';
import { UsageError } from '../model/errors.ts';
import type { Entry } from '../model/evidence.ts';
import { readCapture } from './index.ts';

const read = (text: string, options: Parameters<typeof readCapture>[1] = {}) =>
  readCapture([{ name: 'capture.txt', text }], options);

const complaint = (text: string, options: Parameters<typeof readCapture>[1] = {}): string => {
  try {
    read(text, options);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return 'none';
};

const session = (state: string, ids: readonly string[], capabilities: readonly string[] = ['Consult']) => ({
  participants: ids.map((id) => ({
    nickname: `name of ${id}`,
    type: id.startsWith('customer') ? 'Customer' : 'Agent',
    participantId: id,
  })),
  state,
  id: '0001',
  capabilities,
  uri: 'https://gws.example/api/v2/chats/0001',
});

const told = (notificationType: string, chat: unknown) => ({
  notificationType,
  messageType: 'ChatStateChangeMessage',
  chat,
});
const joined = (id: string, visibility: string) => ({
  notificationType: 'NewMessages',
  messageType: 'MessageLogUpdated',
  chatUri: 'https://gws.example/api/v2/chats/0001',
  messages: [
    {
      index: 3,
      type: 'ParticipantJoined',
      visibility,
      from: { nickname: 'B', type: 'Agent', participantId: id },
    },
  ],
});

const consult: readonly unknown[] = [
  told('StatusChange', session('Chatting', ['customer-1', 'agent-1'])),
  told('ParticipantsUpdated', session('Chatting', ['customer-1', 'agent-1', 'agent-2'])),
  joined('agent-2', 'Agents'),
];
const lines = (values: readonly unknown[]): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join('');
const kindsOf = (entries: readonly Entry[]): readonly string[] => entries.map(({ kind }) => kind);

const har = (entries: readonly unknown[]): string => JSON.stringify({ log: { version: '1.2', entries } });
const request = (url: string, more: object = {}): object => ({
  startedDateTime: '2026-01-31T12:00:00.000Z',
  time: 5,
  request: { method: 'GET', url, headers: [] },
  response: { status: 200, headers: [], content: { text: '{"statusCode":0}' } },
  ...more,
});

describe('notifications', () => {
  it('tell of a Consult by who joins for agents only', () => {
    expect(kindsOf(read(lines(consult)).entries)).toEqual([
      'settings',
      'opening',
      'session',
      'delivery',
      'exchange',
      'delivery',
      'delivery',
      'closing',
    ]);
  });

  it('are read as bare payloads, as Bayeux messages, and in an envelope with time and party', () => {
    const enveloped = consult.map((data, i) => ({
      time: `2026-01-31T12:00:0${i}Z`,
      party: 'originator',
      data,
    }));
    const forms = [consult, consult.map((data) => ({ channel: '/v2/me/chats', data })), enveloped];
    for (const form of forms) expect(kindsOf(read(lines(form)).entries)).toContain('opening');
    expect(read(lines(enveloped)).startedAt?.toISOString()).toBe('2026-01-31T12:00:00.000Z');
  });

  it('tell of none where somebody joins before the customer, or nobody may consult', () => {
    const conference = [...consult.slice(0, 2), joined('agent-2', 'All')];
    const consultants = [
      told('StatusChange', session('Chatting', ['customer-1', 'agent-1'], ['Leave'])),
      ...consult.slice(1),
    ];
    for (const other of [conference, consultants]) {
      const { entries, notes } = read(lines(other));
      expect(kindsOf(entries)).not.toContain('opening');
      expect(notes[0]).toContain('shows no Consult');
    }
  });

  it('may go over several lines, with a last one that is cut off', () => {
    const text = consult.map((value) => JSON.stringify(value, null, 2)).join('\n');
    expect(kindsOf(read(`${text}\n{"notificationType": "New`).entries)).toContain('opening');
    expect(kindsOf(read(`${lines(consult)}{"notificationType": "New`).entries)).toContain('opening');
  });
});

describe('Bayeux messages', () => {
  it('are read after whatever a log puts before them, requests and answers mixed', () => {
    const connect = { channel: '/meta/connect', clientId: 'client-0123456789', id: '3' };
    const answer = { channel: '/meta/connect', successful: true, id: '3' };
    const log = [[connect], [...consult.map((data) => ({ channel: '/v2/me/chats', data })), answer]]
      .map((messages, i) => `2026-01-31 12:00:0${i},250 DEBUG cometd: ${JSON.stringify(messages)}\n`)
      .join('');
    const { entries, startedAt } = read(log);
    expect(startedAt).toBeDefined();
    expect(kindsOf(entries)).toEqual(expect.arrayContaining(['bayeux', 'watch', 'opening', 'delivery']));
    expect(JSON.stringify(entries)).not.toContain('client-0123456789');
  });

  it('of several clients are refused: nobody knows who was told what', () => {
    const of = (clientId: string): unknown => [{ channel: '/meta/connect', clientId, successful: true }];
    expect(complaint(lines([of('a'), of('b'), of('a')]))).toContain(
      'line 3: the messages of several clients are mixed',
    );
  });
});

describe('what is no capture is refused with its file, its place and what to do', () => {
  it.each([
    ['an empty file', ' \n', 'capture.txt is empty. Expected a HAR'],
    [
      'not JSON',
      'hello\nworld',
      'capture.txt, line 1: expected JSON (a HAR, or one message a line), found "hello"',
    ],
    [
      'a broken line',
      '{"notificationType":"a"}\nno json\n{"notificationType":"b"}\n{]',
      'capture.txt, line 4: expected JSON',
    ],
    ['JSON of something else', '{"a":1}', 'none of the known captures: har (a HAR'],
    ['a HAR without entries', '{"log":{}}', 'found no list of entries'],
    [
      'a HAR of other sites',
      har([request('https://example.com/')]),
      'holds no traffic with Genesys Web Services',
    ],
    [
      'a HAR of several servers',
      har([request('https://a.example/api/v2/me/chats/1'), request('https://b.example/api/v2/me/chats/1')]),
      'several servers: https://a.example, https://b.example. Expected one; choose it with --server https://a.example',
    ],
    [
      'a time that is none',
      har([request('https://a.example/api/v2/me/chats/1', { startedDateTime: 'yesterday' })]),
      'log.entries[0].startedDateTime: expected a time such as 2026-01-31T12:00:00.000Z, found "yesterday"',
    ],
    [
      'an entry that is none',
      har([{}]),
      'log.entries[0]: expected an entry with request.method and request.url',
    ],
    [
      'times that go backwards',
      lines(consult.map((data, i) => ({ time: `2026-01-31T12:0${5 - i}:00Z`, data }))),
      'line 2: its time is before that of the line above',
    ],
    ['a line that is no notification', lines([...consult, { a: 1 }]), 'line 4: expected a notification'],
  ])('%s', (_, text, said) => {
    expect(complaint(text)).toContain(said);
  });

  it('a format that the file does not have', () => {
    expect(complaint(lines(consult), { from: 'har' })).toContain('expected a HAR');
  });

  it('several files of which one has no times', () => {
    const timed = lines(consult.map((data) => ({ time: '2026-01-31T12:00:00Z', data })));
    const files = [timed, lines(consult)].map((text, i) => ({ name: `${i}.jsonl`, text }));
    expect(() => readCapture(files)).toThrow(/1\.jsonl has no times/);
  });

  it('JSON that is nested beyond what any message is', () => {
    expect(complaint('['.repeat(100_000) + ']'.repeat(100_000))).toContain('expected JSON');
  });
});

describe('secrets of a HAR', () => {
  it('are found by where they stand, and are in none of the entries', () => {
    const secrets = [
      'cookie-0123456789',
      'token-0123456789',
      'pass-word-123',
      'client-0123456789',
      'bearer-0123456789',
    ];
    const [cookie, token, password, client, bearer] = secrets;
    const url = `https://user:${password}@gws.example/api/v2/me/chats/0001?access_token=${token}`;
    const entry = request(url, {
      request: {
        method: 'POST',
        url,
        headers: [
          { name: 'Cookie', value: `JSESSIONID=${cookie}` },
          { name: 'Authorization', value: `Bearer ${bearer}` },
        ],
        postData: { text: JSON.stringify({ operationName: 'Consult', password, clientId: client, token }) },
      },
    });
    const { entries, secrets: found } = read(har([entry]));
    expect(kindsOf(entries)).toContain('exchange');
    for (const secret of secrets) {
      expect(JSON.stringify(entries)).not.toContain(secret);
      expect([...found.keys()]).toContain(secret);
    }
  });
});

it('says of a HAR without content that the answers are not judged', () => {
  const bare = request('https://gws.example/api/v2/me/chats/0001', {
    response: { status: 200, content: { size: 10 } },
  });
  expect(read(har([bare])).notes).toContainEqual(
    expect.stringContaining('The bodies of 1 answers are not in the HAR'),
  );
});

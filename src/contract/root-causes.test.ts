import { describe, expect, it } from 'vitest';
import type { ChannelId } from '../model/channel.ts';
import { isObject, type JsonObject } from '../model/json.ts';
import { createContract } from './contract.ts';
import { clip } from './printable.ts';
import type { ShapeProblem } from './shape-problem.ts';
import type { ShapeName } from './shapes.ts';

const contract = createContract();

/** The problems of a value under a schema that stands in no file. */
function problemsUnder(schema: JsonObject, value: unknown): readonly ShapeProblem[] {
  const inMemory = createContract((file, known) => new Map(known(file) ? [] : [[file, schema]]));
  return inMemory.schemaProblems('memory.schema.json', value);
}

/** The problems in short: `keyword place`. */
function short(problems: readonly ShapeProblem[]): string[] {
  return problems.map(({ keyword, where }) => `${keyword} ${where}`);
}

const session = {
  participants: [{ nickname: 'FirstL', type: 'Customer', participantId: '1' }],
  state: 'Chatting',
  id: '1',
  capabilities: [],
  uri: 'http://localhost/api/v2/smsessions/1',
};
const first = { notificationType: 'ParticipantsUpdated', messageType: 'SMSsessionStateChangeMessage' };
const entry = {
  index: 0,
  from: session.participants[0],
  timestamp: '2014-01-06 12:14:06.007-0800',
  visibility: 'Agents',
  type: 'ParticipantJoined',
  timestampSeconds: 1389039246007,
};
const second = { messages: [entry], notificationType: 'NewMessages', messageType: 'MessageLogUpdated' };

describe('a message of SMS', () => {
  it.each<[fact: string, shape: ShapeName, value: unknown, problems: string[]]>([
    ['is right with the documented key', 'participants-updated', { ...first, smsession: session }, []],
    ['is right with the published key', 'participants-updated', { ...first, smssession: session }, []],
    ['lacks one member when it has neither key', 'participants-updated', first, ['required /smsession']],
    [
      'has one problem when it has both keys',
      'participants-updated',
      { ...first, smsession: session, smssession: session },
      ['oneOf /smsession'],
    ],
    [
      'has one problem when the published key holds no object',
      'participants-updated',
      { ...first, smssession: 7 },
      ['type /smssession'],
    ],
    ['is right with the documented address', 'new-messages', { ...second, smsessionUri: session.uri }, []],
    ['is right with the published address', 'new-messages', { ...second, smssessionUri: session.uri }, []],
    ['lacks one member when it has neither address', 'new-messages', second, ['required /smsessionUri']],
    [
      'has one problem when it has both addresses',
      'new-messages',
      { ...second, smsessionUri: session.uri, smssessionUri: session.uri },
      ['oneOf /smsessionUri'],
    ],
    [
      'lacks a target when it names none',
      'consult-request',
      { operationName: 'Consult' },
      ['required /targetUri'],
    ],
    [
      'may name its target twice',
      'consult-request',
      { operationName: 'Consult', targetUri: session.uri, targetPath: '/x' },
      [],
    ],
    ['has one problem when it is no object', 'participants-updated', 'text', ['type ']],
  ])('%s', (_fact, shape, value, problems) => {
    expect(short(contract.shapeProblems('sms', shape, value))).toEqual(problems);
  });
});

describe('a list of alternatives', () => {
  const byTag = {
    oneOf: [
      { properties: { kind: { const: 'file' }, path: { type: 'string' } }, required: ['kind', 'path'] },
      { properties: { kind: { const: 'port' }, port: { type: 'integer' } }, required: ['kind', 'port'] },
    ],
  };
  const byType = {
    properties: { a: { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] } },
  };
  const byRef = {
    $defs: {
      name: { type: 'string', minLength: 2 },
      names: { type: 'array', items: { $ref: '#/$defs/name' } },
    },
    items: { anyOf: [{ $ref: '#/$defs/name' }, { $ref: '#/$defs/names' }] },
  };

  it.each<[fact: string, schema: JsonObject, value: unknown, problems: string[]]>([
    ['says what the branch of the right tag says', byTag, { kind: 'port', port: 'x' }, ['type /port']],
    ['says what the branch of the right tag misses', byTag, { kind: 'file' }, ['required /path']],
    ['says one thing when no branch has the tag', byTag, { kind: 'other' }, ['oneOf ']],
    ['says one thing when no branch has the type', byType, { a: 7 }, ['anyOf /a']],
    ['says what the branch of the right type says', byType, { a: ['x', 7] }, ['type /a/1']],
    [
      'finds branches that stand elsewhere',
      byRef,
      ['xx', 'x', ['xx', 'x'], 7],
      ['minLength /1', 'minLength /2/1', 'anyOf /3'],
    ],
    [
      'says one thing when two branches fit',
      { oneOf: [{ type: 'number' }, { minimum: 3 }, { maximum: 1 }] },
      4,
      ['oneOf '],
    ],
    [
      'keeps what others say about the same value',
      { ...byTag, required: ['name'], properties: { size: { type: 'integer' } } },
      { kind: 'port', port: 'x', size: 'x' },
      ['type /port', 'type /size', 'required /name'],
    ],
    [
      'is asked again inside another',
      { anyOf: [byTag, { type: 'null' }] },
      { kind: 'port', port: 'x' },
      ['type /port'],
    ],
  ])('%s', (_fact, schema, value, problems) => {
    expect(short(problemsUnder(schema, value))).toEqual(problems);
  });
});

describe('a condition', () => {
  const schema = {
    if: { properties: { a: { const: 1 } } },
    // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
    then: { required: ['b'] },
    else: { required: ['c'] },
    propertyNames: { pattern: '^[a-z]$' },
  };

  it('is not reported beside what it asks for', () => {
    expect(short(problemsUnder(schema, { a: 1 }))).toEqual(['required /b']);
  });

  it('on names is reported once, at the name', () => {
    expect(short(problemsUnder(schema, { a: 1, b: 1, B: 1 }))).toEqual(['propertyNames /B']);
  });
});

describe('one place', () => {
  it('has one problem, even when two keywords refuse it', () => {
    const schema = { properties: { a: { type: 'string', enum: ['x'], pattern: '^x', minLength: 3 } } };

    expect(short(problemsUnder(schema, { a: 7 }))).toEqual(['type /a']);
    expect(problemsUnder(schema, { a: 'y' })).toHaveLength(1);
  });

  it('is named with its escapes', () => {
    const schema = {
      additionalProperties: { required: ['~c/d'], additionalProperties: false, properties: { '~c/d': {} } },
    };

    expect(short(problemsUnder(schema, { 'a/b': {} }))).toEqual(['required /a~1b/~0c~1d']);
    expect(short(problemsUnder(schema, { 'a/b': { '~c/d': 1, 'e/f': 1 } }))).toEqual([
      'additionalProperties /a~1b/e~1f',
    ]);
  });

  it('stands in document order, missing members last', () => {
    const value = { messages: [{}, 7], messageType: 1, notificationType: 2 };
    const where = contract.shapeProblems('chat', 'new-messages', value).map((problem) => problem.where);

    expect(where.filter((place) => !place.startsWith('/messages/0/'))).toEqual([
      '/messages/1',
      '/messageType',
      '/notificationType',
      '/chatUri',
    ]);
    expect(where.slice(0, 6).every((place) => place.startsWith('/messages/0/'))).toBe(true);
  });
});

describe('the words of a problem', () => {
  const told = (channel: ChannelId, shape: ShapeName, value: unknown) =>
    contract.shapeProblems(channel, shape, value).map(({ expected, actual }) => ({ expected, actual }));

  it('tell what was expected and what was there', () => {
    expect(told('chat', 'response', { statusCode: 0 })).toEqual([
      { expected: 'a member "referenceId"', actual: 'no such member' },
    ]);
    expect(
      told('sms', 'participants-updated', { ...first, smsession: session, smssession: session }),
    ).toEqual([
      {
        expected: 'exactly one of the members "smsession", "smssession"',
        actual: 'all of them: "smsession", "smssession"',
      },
    ]);
    expect(told('chat', 'error-response', { statusCode: 0 })).toEqual([
      { expected: 'anything but 0', actual: '0' },
    ]);
    expect(told('chat', 'response', undefined)).toEqual([{ expected: 'an object', actual: 'nothing' }]);
  });

  it('are short and steer no terminal, whatever the server sent', () => {
    const hostile = `\u001b[2J\u0007\u009b31m\u202e\u2028\ud800${'\u{1f600}'.repeat(5_000)}`;
    const values = [hostile, { [hostile]: 1 }, Array.from({ length: 1_000 }, () => hostile), 1e300, null];
    const shapes: ShapeName[] = ['participants-updated', 'response', 'message', 'session', 'new-messages'];
    const members = [
      'uri',
      'type',
      'id',
      'statusCode',
      'timestamp',
      'messages',
      'messageType',
      'index',
      'chatUri',
    ];
    const problems = values.flatMap((value) =>
      shapes.flatMap((shape) =>
        told('chat', shape, Object.fromEntries(members.map((name) => [name, value]))),
      ),
    );

    expect(problems.length).toBeGreaterThan(50);
    for (const { expected, actual } of problems) {
      expect(`${expected}${actual}`).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      expect(`${expected} ${actual}`.length).toBeLessThan(500);
    }
  });

  it('never show a value that the schema keeps secret', () => {
    const schema = { properties: { password: { type: 'string', pattern: '^env:', writeOnly: true } } };

    expect(JSON.stringify(problemsUnder(schema, { password: 'hunter2' }))).not.toContain('hunter2');
  });

  it('are clipped between characters, never inside one', () => {
    expect(clip('\u{1f600}'.repeat(121))).toBe(`${'\u{1f600}'.repeat(120)}…`);
    expect(clip('x'.repeat(120))).toBe('x'.repeat(120));
  });
});

describe('a contract', () => {
  it('is not misled by members that objects inherit', () => {
    const participant: unknown = JSON.parse(
      '{"__proto__": {"nickname": "x", "type": "x", "participantId": "x"}}',
    );

    expect(isObject(participant)).toBe(true);
    expect(short(contract.shapeProblems('chat', 'participant', participant))).toEqual([
      'required /nickname',
      'required /type',
      'required /participantId',
    ]);
  });

  it('refuses to judge by a schema that does not exist', () => {
    expect(() => contract.schemaProblems('tool/no-such.schema.json', {})).toThrow();
  });

  it('stays quick when a server sends very many wrong values', () => {
    const capabilities = Array.from({ length: 20_000 }, (_, n) => n);

    expect(contract.shapeProblems('chat', 'session', { ...session, capabilities })).toHaveLength(20_000);
  });
});

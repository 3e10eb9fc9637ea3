import { describe, expect, it } from 'vitest';
import { channels } from '../model/channel.ts';
import type { JsonObject } from './json.ts';
import { all, append, remove, rename, replace, type Mutation } from './mutate.ts';
import type { DeliveryContext } from './quirk.ts';

const context = { spelling: channels.sms.spellings[0] } as DeliveryContext;
const message: JsonObject = {
  type: 'x',
  smsession: { id: '1', list: [{ a: 1, b: 2 }, { a: 3 }], names: ['p', 'q'] },
  smsessionUri: 'http://localhost/1',
  'odd/na~me': 0,
};

const rows: readonly (readonly [string, Mutation, JsonObject])[] = [
  ['remove a member', remove('/type'), without('type')],
  ['remove the session', remove('/{session}'), without('smsession')],
  ['remove the address', remove('/{uri}'), without('smsessionUri')],
  ['remove a member of every element', remove('/{session}/list/*/a'), session({ list: [{ b: 2 }, {}] })],
  ['remove an element', remove('/{session}/list/0'), session({ list: [{ a: 3 }] })],
  ['remove every element', remove('/{session}/names/*'), session({ names: [] })],
  ['remove what is not there', remove('/{session}/nothing/at/all'), message],
  ['replace a member', replace('/type', null), { ...message, type: null }],
  [
    'replace by what is made of the old',
    replace('/{session}/names/1', (old) => `${String(old)}!`),
    session({ names: ['p', 'q!'] }),
  ],
  [
    'replace with the context',
    replace('/type', (_, at) => at.spelling.key),
    { ...message, type: 'smsession' },
  ],
  ['leave absent what is absent', replace('/nothing', 1), message],
  ['read the escapes of pointers', replace('/odd~1na~0me', 1), { ...message, 'odd/na~me': 1 }],
  ['append an element', append('/{session}/names', 'r'), session({ names: ['p', 'q', 'r'] })],
  ['append members', append('/{session}', { more: 1 }), session({ more: 1 })],
  [
    'rename a member',
    rename('/{session}', 'chat'),
    { type: 'x', chat: message['smsession'] ?? null, smsessionUri: 'http://localhost/1', 'odd/na~me': 0 },
  ],
  ['rename deep down', rename('/{session}/list/*/a', 'c'), session({ list: [{ c: 1, b: 2 }, { c: 3 }] })],
  [
    'do several things',
    all(remove('/type'), replace('/{uri}', '')),
    { ...without('type'), smsessionUri: '' },
  ],
];

function without(name: string): JsonObject {
  return Object.fromEntries(Object.entries(message).filter(([key]) => key !== name));
}

function session(members: JsonObject): JsonObject {
  return { ...message, smsession: { ...(message['smsession'] as JsonObject), ...members } };
}

describe('mutations', () => {
  it.each(rows)('%s, and change nothing in place', (_, mutation, expected) => {
    const before = JSON.stringify(message);

    const after = mutation(message, context);

    expect(after).toEqual(expected);
    expect(Object.keys(after)).toEqual(Object.keys(expected));
    expect(JSON.stringify(message)).toBe(before);
  });
});

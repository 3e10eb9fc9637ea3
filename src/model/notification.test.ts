import { expect, it } from 'vitest';
import { lastSegment, mentions, participantIds } from './notification.ts';

const id = '0000Na9B26EF006E';

it.each([
  [{ chat: { id } }, true],
  [{ chatUri: `http://localhost/api/v2/chats/${id}` }, true],
  [{ chatUri: `http://localhost/api/v2/chats/${id}?fields=*` }, true],
  [{ chatUri: `http://localhost/api/v2/chats/${id}/messages` }, false],
  [{ text: `about ${id} and more` }, false],
  [{ [id]: 'x' }, false],
  [id, true],
  [null, false],
  [{}, false],
])('of %j it is said whether it names a session: %j', (data, named) => {
  expect([mentions(data, id), mentions(data, id)]).toEqual([named, named]);
});

it('no session is named by the id of a participant, which may look alike', () => {
  expect(mentions({ from: { participantId: '7' } }, '7')).toBe(false);
  expect(mentions({ chat: { id: '7', participants: [{ participantId: '7' }] } }, '7')).toBe(true);
});

it('the escapes of an address are undone, those of other texts are not', () => {
  expect(lastSegment('http://localhost/api/v2/chats/a%3A7%2B?fields=*')).toBe('a:7+');
  expect(lastSegment('http://localhost/api/v2/chats/100%')).toBe('100%');
  expect(lastSegment('a%3A7')).toBe('a%3A7');
});

it('no session without an id is named by what has strings', () => {
  expect(mentions({ a: 'b' }, '')).toBe(false);
});

it('every participantId in a message is found, wherever it stands', () => {
  const data = {
    messages: [{ from: { participantId: 'A' } }],
    chat: { participants: [{ participantId: 'B' }] },
  };

  expect([...participantIds(data)]).toEqual(['A', 'B']);
});

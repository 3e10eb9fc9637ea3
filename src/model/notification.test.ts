import { expect, it } from 'vitest';
import { mentions, participantIds } from './notification.ts';

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

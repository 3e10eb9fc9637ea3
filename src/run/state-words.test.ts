import { expect, it } from 'vitest';
import { loadCatalog } from '../catalog/index.ts';
import { startReference, type Quirk } from '../reference/index.ts';
import { conduct } from './conduct.ts';
import { referenceTarget } from './reference-target.ts';

const deadlines = { answer: 4_000, notification: 4_000, settle: 20, overall: 60_000 };

/** What a GET of the session returns, with another word for its state. */
const ownWord: Quirk = {
  id: 'own-word',
  channels: ['chat'],
  answer: (answer, { operation }) =>
    operation === 'get-session' && answer.body !== undefined
      ? {
          ...answer,
          body: JSON.parse(
            JSON.stringify(answer.body).replaceAll('"Chatting"', '"Active"'),
          ) as typeof answer.body,
        }
      : answer,
};

it('a GET that has its own word for the state contradicts the notifications, and tells of no disturbance', async () => {
  const reference = await startReference({ quirks: [ownWord] });
  try {
    const target = referenceTarget(reference, deadlines);
    const { results } = await conduct({ target, catalog: loadCatalog(), channels: ['chat'] });

    const red = results.outcomes.filter(({ problems }) => problems.length > 0);
    expect(red.map(({ requirement }) => requirement)).toEqual(['STATE-004']);
  } finally {
    await reference.close();
  }
});

import { assert, asyncProperty, subarray } from 'fast-check';
import { expect, it } from 'vitest';
import { loadCatalog } from '../catalog/index.ts';
import { startReference, variants } from '../reference/index.ts';
import { conduct } from './conduct.ts';
import { referenceTarget } from './reference-target.ts';

const catalog = loadCatalog();
const deadlines = { answer: 10_000, notification: 10_000, settle: 40, overall: 60_000 };

/** Tells what is wrongly red on a server that has some variants at once. */
type RedWith = (ids: readonly string[]) => Promise<readonly string[]>;

/** What is red, or open though it is a MUST, on the embedded server. */
const redWith: RedWith = async (ids) => {
  const chosen = variants.filter(({ id }) => ids.includes(id));
  const quirks = chosen.map(({ id, channels, quirk }) => ({ ...quirk, id, channels }));
  const told = chosen.flatMap(({ sessionsPerAgent = [] }) => sessionsPerAgent);
  const reference = await startReference({ quirks });
  try {
    const right = referenceTarget(reference, deadlines);
    const limits = {
      concurrentSessions: 20,
      ...(told.length === 0 ? {} : { sessionsPerAgent: Math.min(...told) }),
    };
    const { results } = await conduct({ target: { ...right, limits }, catalog });
    return results.outcomes
      .filter(
        ({ verdict, level }) =>
          verdict === 'failed' || verdict === 'warned' || (verdict === 'untestable' && level === 'MUST'),
      )
      .map(({ channel, requirement, verdict }) => `${channel}/${requirement} ${verdict}`);
  } finally {
    await reference.close();
  }
};

/** Tries combinations; rejects with the least one that is called wrong, by its ids. */
async function tryCombinations(ids: readonly string[], red: RedWith, numRuns: number): Promise<void> {
  const combinations = subarray([...ids], { minLength: 1, maxLength: 6 });
  const nothingIsRed = asyncProperty(combinations, async (chosen) => {
    const found = await red(chosen);
    if (found.length > 0) throw new Error(`${chosen.join(' + ')}: ${found.join(', ')}`);
  });
  await assert(nothingIsRed, { numRuns, seed: 20_140_106 });
}

it('calls no right server wrong that differs in several ways at once', { timeout: 240_000 }, async () => {
  const ids = variants.map(({ id }) => id);

  await expect(tryCombinations(ids, redWith, 40)).resolves.toBeUndefined();
});

it('names the least combination of those that are called wrong', async () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const red: RedWith = async (chosen) =>
    chosen.includes('b') && chosen.includes('g') ? ['chat/FIRST-001 failed'] : [];

  await expect(tryCombinations(ids, red, 40)).rejects.toMatchObject({
    message: expect.stringContaining('Counterexample: [["b","g"]]') as string,
    cause: expect.objectContaining({ message: 'b + g: chat/FIRST-001 failed' }) as Error,
  });
});

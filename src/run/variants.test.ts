import { assert, asyncProperty, subarray } from 'fast-check';
import { expect, it } from 'vitest';
import { loadCatalog } from '../catalog/index.ts';
import { startReference, variants, type Variant } from '../reference/index.ts';
import { conduct } from './conduct.ts';
import { referenceTarget } from './reference-target.ts';

const catalog = loadCatalog();
const deadlines = { answer: 3_000, notification: 3_000, settle: 40, overall: 30_000 };

/** What is red, or open though it is a MUST, on a server with all of these at once. */
async function redWith(chosen: readonly Variant[]): Promise<string[]> {
  const quirks = chosen.map(({ id, channels, quirk }) => ({ ...quirk, id, channels }));
  const reference = await startReference({ quirks });
  try {
    const { results } = await conduct({ target: referenceTarget(reference, deadlines), catalog });
    return results.outcomes
      .filter(
        ({ verdict, level }) =>
          verdict === 'failed' || verdict === 'warned' || (verdict === 'untestable' && level === 'MUST'),
      )
      .map(({ channel, requirement, verdict }) => `${channel}/${requirement} ${verdict}`);
  } finally {
    await reference.close();
  }
}

it('calls no right server wrong that differs in several ways at once', { timeout: 120_000 }, async () => {
  const combinations = subarray([...variants], { minLength: 2, maxLength: 6 });
  const nothingIsRed = asyncProperty(combinations, async (chosen) => {
    expect({ of: chosen.map(({ id }) => id), red: await redWith(chosen) }).toMatchObject({ red: [] });
  });

  await assert(nothingIsRed, { numRuns: 40, seed: 20_140_106 });
});

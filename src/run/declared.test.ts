import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog/index.ts';
import { startReference, type Quirk } from '../reference/index.ts';
import { conduct } from './conduct.ts';
import { referenceTarget } from './reference-target.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Target } from '../model/target.ts';

const catalog = loadCatalog();
const deadlines = { answer: 10_000, notification: 1_500, settle: 20, overall: 60_000 };

/** The verdict on consulting through a queue, when the vendor declares that or not, and the server can or not. */
async function verdictOn(
  declared: boolean | undefined,
  quirks: readonly Quirk[],
): Promise<Outcome | undefined> {
  const reference = await startReference({ quirks });
  try {
    const right = referenceTarget(reference, deadlines);
    const { chat } = right.channels;
    if (chat === undefined) throw new Error('The embedded server has no chat.');
    const { declares: _, ...silent } = chat;
    const row = declared === undefined ? silent : { ...silent, declares: { 'consult-queue': declared } };
    const target: Target = { ...right, channels: { chat: row } };
    const { results } = await conduct({ target, catalog, only: ['TARG-003'] });
    return results.outcomes.find(({ requirement }) => requirement === 'TARG-003');
  } finally {
    await reference.close();
  }
}

const lacking: Quirk = { id: 'no-queues', channels: ['chat'], behaviour: { unreachableKinds: ['queues'] } };

describe('what a server may rightly lack', () => {
  it.each([
    { declared: true, works: true, verdict: 'passed', note: undefined },
    { declared: true, works: false, verdict: 'failed', note: undefined },
    { declared: undefined, works: false, verdict: 'not-applicable', note: /does not declare/ },
    { declared: undefined, works: true, verdict: 'passed', note: /works all the same/ },
    { declared: false, works: false, verdict: 'not-applicable', note: /declares that .* can not/ },
    { declared: false, works: true, verdict: 'passed', note: /works all the same/ },
  ])(
    'is $verdict when it is declared: $declared, and works: $works',
    async ({ declared, works, verdict, note }) => {
      const outcome = await verdictOn(declared, works ? [] : [lacking]);

      expect(outcome?.verdict).toBe(verdict);
      if (note === undefined) expect(outcome?.reason).toBeUndefined();
      else expect(outcome?.reason).toMatch(note);
    },
  );
});

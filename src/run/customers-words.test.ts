import { afterEach, describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog/index.ts';
import type { Outcome } from '../model/outcome.ts';
import { startReference, type Quirk, type Reference } from '../reference/index.ts';
import { conduct, type Conducted } from './conduct.ts';
import { referenceTarget } from './reference-target.ts';

const catalog = loadCatalog();
const deadlines = { answer: 10_000, notification: 10_000, settle: 20, overall: 60_000 };

let reference: Reference | undefined;
afterEach(() => reference?.close());

/** A run of chat against the embedded server, with customers of its own or those of its GMS. */
async function conductWith(
  quirk: Partial<Quirk>,
  kind: 'reference' | 'gms' = 'reference',
): Promise<Conducted> {
  reference = await startReference({ quirks: [{ id: 'words', channels: ['chat'], ...quirk }] });
  const target = referenceTarget(reference, deadlines);
  const fields = { 'userData[agent]': '${agent}' };
  const gms = { kind: 'gms', url: reference.gmsUrl, fields, headers: {}, secrets: {} } as const;
  const channels = kind === 'gms' ? { chat: { spelling: undefined, source: gms } } : target.channels;
  const only = ['messages', 'CUST-005'];
  return conduct({ target: { ...target, channels }, catalog, only, channels: ['chat'] });
}

const verdictOn = ({ results }: Conducted, id: string): Outcome | undefined =>
  results.outcomes.find(({ requirement }) => requirement === id);

/** Refuses what the customer says, by the words that it begins with. */
const refusing = (status: number, ...beginnings: readonly string[]): Partial<Quirk> => ({
  answer: (answer, { operation, sent }) =>
    operation === 'customer-SendMessage' && beginnings.some((one) => JSON.stringify(sent).includes(one))
      ? { ...answer, status, body: { statusCode: 2, statusMessage: 'not now' } }
      : answer,
});

const MEANWHILE = 'From the customer';

describe("the customer's words that are refused during a consult", () => {
  it.each(['reference', 'gms'] as const)(
    'are a breach where they are taken before it and after it, from the source %s',
    async (kind) => {
      const conducted = await conductWith({ behaviour: { consultMutesCustomer: true } }, kind);

      const outcome = verdictOn(conducted, 'MSG-007');
      const cited = (outcome?.problems[0]?.evidence ?? []).map((seq) =>
        conducted.evidence.find((entry) => entry.seq === seq),
      );
      expect(outcome).toMatchObject({ verdict: 'failed', problems: [{ kind: 'refused' }] });
      expect(cited.map((one) => one?.kind === 'exchange' && one.purpose)).toEqual([
        'customer-before',
        'customer-message',
        'customer-after',
      ]);
      expect(verdictOn(conducted, 'MSG-009')).toMatchObject({ verdict: 'untestable', because: 'MSG-007' });
      expect(verdictOn(conducted, 'CUST-005')?.verdict).toBe('passed');
    },
  );

  it.each([
    ['by a server that is asked too much', refusing(503, MEANWHILE)],
    ['by one that wants to be asked later', refusing(429, MEANWHILE)],
    ['and ever after', refusing(400, MEANWHILE, 'Once more')],
    ['as they were before', refusing(400, MEANWHILE, 'A question')],
  ])('leave open whether they reach the originator when they are refused %s', async (_what, quirk) => {
    const conducted = await conductWith(quirk);

    expect(verdictOn(conducted, 'MSG-007')).toMatchObject({ verdict: 'untestable', problems: [] });
    expect(verdictOn(conducted, 'MSG-007')?.reason).toContain('its source can not, or was refused');
    expect(conducted.results.complete).toBe(false);
  });

  it('are not asked for once more where they were taken', async () => {
    const { evidence } = await conductWith({});

    expect(evidence.filter((one) => one.kind === 'said').map(({ purpose }) => purpose)).toEqual([
      'customer-before',
      'customer-message',
    ]);
  });
});

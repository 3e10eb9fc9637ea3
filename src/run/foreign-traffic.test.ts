import {
  array,
  assert,
  constant,
  constantFrom,
  nat,
  oneof,
  property,
  record,
  subarray,
  type Arbitrary,
} from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { suites } from '../../suites/index.ts';
import { loadCatalog } from '../catalog/index.ts';
import { judge, judgeTraces, tracesOf } from '../judge/index.ts';
import { channelIds } from '../model/channel.ts';
import type { PartyName } from '../model/acts.ts';
import type { Delivery, Entry } from '../model/evidence.ts';
import type { Judgement } from '../model/outcome.ts';
import { faults, startReference } from '../reference/index.ts';
import { conduct } from './conduct.ts';
import { referenceTarget } from './reference-target.ts';

const catalog = loadCatalog();
const rules = { catalog, suites, channels: channelIds, only: [] };

async function evidenceWith(ids: readonly string[]): Promise<readonly Entry[]> {
  const quirks = ids.map((id) => {
    const fault = faults.find((one) => one.id === id);
    if (fault === undefined) throw new Error(`There is no fault ${id}.`);
    return { ...fault.make(), id, channels: fault.channels };
  });
  const reference = await startReference({ quirks });
  try {
    const deadlines = { answer: 2_000, notification: 500, settle: 20, overall: 30_000 };
    const target = { ...referenceTarget(reference, deadlines), limits: { concurrentSessions: 3 } };
    return (await conduct({ target, catalog })).evidence;
  } finally {
    await reference.close();
  }
}

const isDelivery = (entry: Entry): entry is Delivery => entry.kind === 'delivery';

/** Judged with every notification held. */
const judgedWhole = (evidence: readonly Entry[]): Judgement =>
  judgeTraces(
    tracesOf(evidence, () => 'named'),
    rules,
  );

/** In what a notification is made another's: each row by what is replaced in its text. */
const changes = {
  session: (text: string) => text.replaceAll('0000Na9B26EF', '0000Nb0C37F0'),
  participants: (text: string) => text.replaceAll('009052CB', '119052CB'),
  words: (text: string) => text.replace(/(consult-\w+|many-consults|refused-requests)/g, 'elsewhere'),
  reference: (text: string) => text.replace(/"referenceId":(\d+)/g, '"referenceId":9$1'),
  noReference: (text: string) => text.replace('"referenceId":', '"other":'),
  noAddress: (text: string) => text.replace(/"(?:chat|smsession)Uri":/, '"other":'),
} as const;

type Change = keyof typeof changes;
const changeNames = Object.keys(changes) as Change[];

/** A notification of the run, changed, that comes once more somewhere else. */
interface Stray {
  readonly of: number;
  readonly after: number;
  readonly party: PartyName;
  readonly changed: readonly Change[];
}

const strays: Arbitrary<readonly Stray[]> = array(
  record({
    of: nat(),
    after: nat(),
    party: constantFrom<PartyName>('originator', 'consultant', 'bystander', 'second'),
    changed: oneof(
      constant<Change[]>(['session', 'participants', 'words', 'reference']),
      subarray(changeNames),
    ),
  }),
  { minLength: 1, maxLength: 400, size: 'max' },
);

/** The evidence with strays in it, its order numbered anew. */
function withStrays(evidence: readonly Entry[], list: readonly Stray[]): readonly Entry[] {
  const deliveries = evidence.filter(isDelivery);
  const made = list.flatMap(({ of, after, party, changed }) => {
    const original = deliveries[of % deliveries.length];
    const before = evidence[after % evidence.length];
    if (original === undefined || before === undefined) return [];
    const text = changed.reduce((all, name) => changes[name](all), JSON.stringify(original.data));
    return [{ after: before.seq, entry: { ...original, party, data: JSON.parse(text) as unknown } }];
  });
  const sorted = made.toSorted((a, b) => a.after - b.after);
  // Requests and their answers have a place each: all that come after a stray move on by one.
  const moved = (seq: number): number => seq + sorted.filter(({ after }) => after < seq).length;
  return [
    ...evidence.map((entry) => ({
      ...entry,
      seq: moved(entry.seq),
      ...('end' in entry ? { end: { ...entry.end, seq: moved(entry.end.seq) } } : {}),
    })),
    ...sorted.map(({ after, entry }, i) => ({ ...entry, seq: after + i + 1 })),
  ].sort((a, b) => a.seq - b.seq) as Entry[];
}

const recorded: readonly (readonly string[])[] = [
  [],
  ['first.lost', 'refusal.any-target'],
  ['failure.lost', 'participants.of-another-session', 'rejection.still-hears'],
  ['first.id.other-session', 'bystander.told-of-texts', 'crowd.participant-of-another'],
  ['failure.id.other-session', 'consultant.not-told', 'failure.referenceId.missing'],
];

describe.each(recorded.map((ids) => ({ ids, name: ids.join(', ') || 'none' })))(
  'the judgement of a run with faults: $name',
  ({ ids }) => {
    let evidence: readonly Entry[] = [];
    beforeAll(async () => {
      evidence = await evidenceWith(ids);
    }, 60_000);

    it('is the same whether all notifications are held or those alone that may concern it', () => {
      expect(judge(evidence, rules)).toEqual(judgedWhole(evidence));
    });

    it('is so whatever else arrives', { timeout: 120_000 }, () => {
      assert(
        property(strays, (list) => {
          const busy = withStrays(evidence, list);
          expect(judge(busy, rules)).toEqual(judgedWhole(busy));
        }),
        { numRuns: 6, seed: 1 },
      );
    });
  },
);

describe('notifications of others', () => {
  const others: readonly Change[] = ['session', 'participants', 'words', 'reference'];

  it('change no verdict, and are not held', { timeout: 60_000 }, async () => {
    const evidence = await evidenceWith([]);
    const count = evidence.filter(isDelivery).length;
    const stray = (i: number): Stray => ({ of: i, after: i * 7, party: 'originator', changed: others });
    const busy = withStrays(
      evidence,
      Array.from({ length: 4 * count }, (_, i) => stray(i)),
    );

    const held = new Set(tracesOf(busy).flatMap(({ entries }) => entries.filter(isDelivery)));

    expect(judge(busy, rules).outcomes.map(({ verdict }) => verdict)).toEqual(
      judge(evidence, rules).outcomes.map(({ verdict }) => verdict),
    );
    expect(held.size).toBeLessThan(2 * count);
  });
});

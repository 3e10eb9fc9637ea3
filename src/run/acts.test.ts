import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog/index.ts';
import type { ChannelId } from '../model/channel.ts';
import type { Results } from '../model/outcome.ts';
import type { Target } from '../model/target.ts';
import { startReference, variants } from '../reference/index.ts';
import { conduct } from './conduct.ts';
import { referenceTarget } from './reference-target.ts';

const catalog = loadCatalog();
const hurried = { answer: 10_000, notification: 1_500, settle: 20, overall: 60_000 };

/** What a run says of the embedded server as a variant, with its description changed. */
async function resultsOf(
  variantId: string | undefined,
  changed: (target: Target) => Target = (target) => target,
): Promise<Results> {
  const variant = variants.find(({ id }) => id === variantId);
  const quirks = variant === undefined ? [] : [{ ...variant.quirk, ...variant }];
  const reference = await startReference({ quirks });
  try {
    const target = changed(referenceTarget(reference, hurried));
    return (await conduct({ target, catalog })).results;
  } finally {
    await reference.close();
  }
}

const answer = ({ readings }: Results, id: string, channel: ChannelId): string | undefined =>
  readings.find((one) => one.id === id && one.channel === channel)?.answer;

const verdict = ({ outcomes }: Results, id: string, channel: ChannelId): string | undefined =>
  outcomes.find(({ requirement, channel: on }) => requirement === id && on === channel)?.verdict;

interface Answers {
  readonly variant: string | undefined;
  /** By reading; one that is asked of one channel has its answer there. */
  readonly says: Readonly<Record<string, string>>;
}

describe('the readings of the further acts', () => {
  it.each<Answers>([
    {
      variant: undefined,
      says: {
        'BOTH-TARGETS': 'uri',
        'CHAT-TARGET-PATH': 'refused',
        'ABSENT-TARGET': 'failed',
        REJECTION: 'error',
        'SECOND-CONSULT': 'accepted',
        'CONSULTANT-TO-ALL': 'agents',
      },
    },
    { variant: 'consultant-can-not-speak-to-all', says: { 'CONSULTANT-TO-ALL': 'refused' } },
    { variant: 'both-targets-path', says: { 'BOTH-TARGETS': 'path' } },
    { variant: 'both-targets-refused', says: { 'BOTH-TARGETS': 'refused' } },
    { variant: 'chat-path', says: { 'CHAT-TARGET-PATH': 'taken' } },
    { variant: 'synchronous-failure', says: { 'ABSENT-TARGET': 'refused' } },
    { variant: 'absent-waits', says: { 'ABSENT-TARGET': 'pending' } },
    { variant: 'rejection-as-state', says: { REJECTION: 'other', 'CONSULTANT-ACCEPTS': 'accepts' } },
    { variant: 'rejection-untold', says: { REJECTION: 'silence' } },
    { variant: 'no-reject', says: { REJECTION: 'not-seen' } },
    { variant: 'second-consult-refused', says: { 'SECOND-CONSULT': 'refused' } },
    { variant: 'second-consult-fails', says: { 'SECOND-CONSULT': 'failed' } },
  ])('are as they should be of the server that is $variant', async ({ variant, says }) => {
    const { readings } = await resultsOf(variant);

    const said = readings.filter(({ id }) => Object.hasOwn(says, id));
    expect(said.map(({ id, answer: given }) => ({ id, given }))).toEqual(
      said.map(({ id }) => ({ id, given: says[id] })),
    );
    expect(new Set(said.map(({ id }) => id)).size).toBe(Object.keys(says).length);
  });
});

describe('a description that names less', () => {
  const named = ({ parties, ...target }: Target): Target => ({
    ...target,
    parties: Object.fromEntries(Object.entries(parties).filter(([name]) => name !== 'second')),
    consultees: {},
  });
  const declaring =
    (declares: boolean | undefined) =>
    (target: Target): Target => ({
      ...named(target),
      channels: Object.fromEntries(
        Object.entries(target.channels).map(([id, channel]) => [
          id,
          { ...channel, declares: declares === undefined ? {} : { 'consult-queue': declares } },
        ]),
      ),
    });

  it('has what it does not name left out, and all else judged', async () => {
    const results = await resultsOf(undefined, declaring(undefined));

    const bad = ['failed', 'warned', 'untestable'];
    expect(results.outcomes.filter(({ verdict: one }) => bad.includes(one))).toEqual([]);
    expect(results.complete).toBe(true);
    expect(verdict(results, 'TARG-003', 'chat')).toBe('not-applicable');
    expect(verdict(results, 'TARG-004', 'sms')).toBe('passed');
    expect(verdict(results, 'TARG-005', 'sms')).toBe('not-applicable');
    expect(verdict(results, 'AFTER-009', 'chat')).toBe('passed');
    expect(answer(results, 'SECOND-CONSULT', 'chat')).toBe('refused');
    expect(answer(results, 'ABSENT-TARGET', 'chat')).toBe('not-seen');
    expect(answer(results, 'BOTH-TARGETS', 'sms')).toBe('not-seen');
  });

  it('leaves open what the vendor declares and nobody can try', async () => {
    const results = await resultsOf(undefined, declaring(true));

    expect(verdict(results, 'TARG-003', 'chat')).toBe('untestable');
    expect(results.complete).toBe(false);
  });

  it('does not matter to a server whose consultant joins by itself: there is nothing to reject', async () => {
    const results = await resultsOf('auto-accept', named);

    expect(verdict(results, 'FAIL-024', 'chat')).toBe('not-applicable');
    expect(verdict(results, 'FAIL-027', 'sms')).toBe('not-applicable');
  });
});

import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog/index.ts';
import { tracesOf } from '../judge/index.ts';
import type { PartyName } from '../model/acts.ts';
import type { Entry } from '../model/evidence.ts';
import type { Outcome, Verdict } from '../model/outcome.ts';
import { faults, startReference, type Quirk } from '../reference/index.ts';
import { conduct, type Conducted } from './conduct.ts';
import { judgeCapture } from './judge-capture.ts';
import { bayeuxOf, harOf, notificationsOf, plantedSecrets } from './recorded-capture.fixture.ts';
import { referenceTarget } from './reference-target.ts';

const catalog = loadCatalog();
const deadlines = { answer: 2_500, notification: 2_500, settle: 60, overall: 60_000 };
const everybody: readonly PartyName[] = ['originator', 'consultant', 'second'];
const alone: readonly PartyName[] = ['originator'];

/** All subjects but those whose scenario ends logins in mid-run, as no agent at work does. */
const only = catalog.subjects
  .map(({ id }) => id)
  .filter((id) => !['safety', 'feature', 'targets'].includes(id));

async function recorded(quirks: readonly Quirk[] = []): Promise<Conducted> {
  const reference = await startReference({ quirks });
  try {
    const target = { ...referenceTarget(reference, deadlines), limits: { concurrentSessions: 1 } };
    return await conduct({ target, catalog, only });
  } finally {
    await reference.close();
  }
}

const judged = (text: string) => judgeCapture({ files: [{ name: 'capture', text }], catalog });

const nameOf = ({ requirement, channel }: Outcome): string => `${requirement}@${channel}`;
const isRed = (verdict: Verdict | undefined): boolean => verdict === 'failed' || verdict === 'warned';
const redsOf = (outcomes: readonly Outcome[]): readonly string[] =>
  outcomes.filter(({ verdict }) => isRed(verdict)).map(nameOf);

/** Verdicts of a capture that a run with the whole evidence does not confirm. */
function disagreeing(captured: readonly Outcome[], run: readonly Outcome[]): readonly string[] {
  const verdicts = new Map(run.map((one) => [nameOf(one), one.verdict]));
  const isWrong = (one: Outcome): boolean =>
    one.verdict === 'passed'
      ? isRed(verdicts.get(nameOf(one)))
      : isRed(one.verdict) && !isRed(verdicts.get(nameOf(one)));
  return captured.filter(isWrong).map(nameOf);
}

const right = recorded();

/** Every way in which a run is captured here. */
const captures: Readonly<Record<string, (evidence: readonly Entry[]) => string>> = {
  'a HAR of all agents': (evidence) => harOf(evidence, { parties: everybody }),
  'a HAR of the originator': (evidence) => harOf(evidence, { parties: alone }),
  notifications: (evidence) => notificationsOf(evidence, { parties: alone }),
  'Bayeux messages': (evidence) => bayeuxOf(evidence, { parties: alone }),
};
const kinds = Object.entries(captures);

describe('a capture of the right server', () => {
  it.each(kinds)('has no red verdict and none that the run contradicts: %s', async (_, capture) => {
    const { evidence, results } = await right;
    const { outcomes } = judged(capture(evidence)).results;
    expect(redsOf(outcomes)).toEqual([]);
    expect(disagreeing(outcomes, results.outcomes)).toEqual([]);
    expect(outcomes.filter(({ verdict }) => verdict === 'passed').length).toBeGreaterThan(80);
  });

  it.each(kinds)('has no red verdict wherever it is cut off: %s', async (_, capture) => {
    const { evidence } = await right;
    const text = capture(evidence);
    const list = text.startsWith('{"log"')
      ? (JSON.parse(text) as { log: { entries: unknown[] } }).log.entries
      : undefined;
    for (let tenth = 1; tenth < 10; tenth++) {
      const cut =
        list === undefined
          ? text.slice(0, (text.length * tenth) / 10)
          : JSON.stringify({ log: { entries: list.slice(0, (list.length * tenth) / 10) } });
      const { results } = judged(cut);
      expect(redsOf(results.outcomes)).toEqual([]);
      expect(results.complete).toBe(false);
    }
  });

  it('has no red verdict where all of it is written twice, or in another order', async () => {
    const { evidence } = await right;
    const { log } = JSON.parse(harOf(evidence, { parties: everybody })) as { log: { entries: unknown[] } };
    const { entries } = log;
    const once = judged(JSON.stringify({ log })).results.outcomes;
    for (const list of [entries.flatMap((one) => [one, one]), [...entries, ...entries], entries.toReversed()])
      expect(judged(JSON.stringify({ log: { entries: list } })).results.outcomes).toEqual(once);
  });

  it('has no red verdict where answers are missing in it', async () => {
    const { evidence } = await right;
    const archive = JSON.parse(harOf(evidence, { parties: everybody })) as {
      log: { entries: { response: unknown }[] };
    };
    for (const nth of [2, 3, 5, 7]) {
      const entries = archive.log.entries.map((entry, i) =>
        i % nth === 1 ? { ...entry, response: { status: 200, headers: [], content: { size: 100 } } } : entry,
      );
      expect(redsOf(judged(JSON.stringify({ log: { entries } })).results.outcomes)).toEqual([]);
    }
  });

  it('holds no Consult where it is of the consultant, who is told the same, and nothing is judged', async () => {
    const { evidence } = await right;
    const { results } = judged(notificationsOf(evidence, { parties: ['consultant'] }));
    expect(results.outcomes.filter(({ verdict }) => verdict === 'passed')).toEqual([]);
    expect(results.target.warnings?.[0]).toContain('no Consult');
  });

  it('leaves none of its secrets in the evidence or the results', async () => {
    const { evidence } = await right;
    const made = judged(harOf(evidence, { parties: everybody }));
    for (const secret of plantedSecrets) expect(JSON.stringify(made)).not.toContain(secret);
  });

  it('is of a recorded target, in order, with traces that are known to be captured', async () => {
    const { evidence } = await right;
    const made = judged(harOf(evidence, { parties: alone }));
    expect(made.results.target.kind).toBe('recorded');
    expect(made.evidence.map(({ seq }) => seq)).toEqual(
      made.evidence.map(({ seq }) => seq).toSorted((a, b) => a - b),
    );
    expect(tracesOf(made.evidence).every(({ captured }) => captured !== undefined)).toBe(true);
  });
});

/** Faults of each kind, with what a HAR of the agents shows of them. */
const visible: Readonly<Record<string, readonly string[]>> = {
  'answer.referenceId.missing': ['RESP-005'],
  'answer.statusCode.missing': ['RESP-004'],
  'answer.html': ['RESP-003'],
  'answer.leave-fails': ['AFTER-001'],
  'answer.referenceId.repeated': ['CORR-008'],
  'first.state.type': ['FIRST-009'],
  'first.capabilities.missing': ['FIRST-011'],
  'first.participants.type': ['FIRST-005'],
  'first.misdirected': ['FIRST-001'],
  'first.messageType.other-channel': ['FIRST-003'],
  'first.id.other-session': ['CORR-001'],
  'second.index.missing': ['SECOND-005'],
  'second.twice': ['SECOND-020'],
  'second.visibility.value': ['SECOND-016'],
  'second.to-consultant': ['SECOND-001'],
  'second.from-nickname.other': ['CORR-004'],
  'failure.session.type': ['FAIL-006'],
  'failure.errorMessage.empty': ['FAIL-004'],
  'failure.messageType.missing': ['FAIL-003'],
  'participants.customer-renamed': ['PART-007'],
  'participants.consultant-as-customer': ['PART-001'],
  'capabilities.no-agents-typing': ['CAP-004'],
  'capabilities.stay': ['CAP-011'],
  'leave.untold': ['AFTER-002'],
  'leave.visible': ['AFTER-004'],
  'message.to-agents-visible': ['MSG-002'],
};

const faultIds = Object.keys(visible);

/** All of them are recorded at once, a few at a time. */
const wrong = (async () => {
  const runs = new Map<string, Conducted>();
  await right;
  const queue = [...faultIds];
  const worker = async (): Promise<void> => {
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      const fault = faults.find((one) => one.id === id);
      if (fault !== undefined) runs.set(id, await recorded([{ ...fault.make(), id, channels: ['sms'] }]));
    }
  };
  await Promise.all(Array.from({ length: 3 }, worker));
  return runs;
})();

/** Faults of which captures show too little, with what they must not say of it. */
const obscure: readonly (readonly [fault: string, requirement: string, why: string])[] = [
  ['answer.not-implemented', 'FAIL-023', 'the target of a Consult that failed may have been right'],
  ['answer.referenceId.repeated', 'CORR-008', 'it ends before the number is given again'],
];

/** Why requirements were not judged, for whoever reads that they should have been. */
function whyOpen(outcomes: readonly Outcome[], ids: readonly string[] = []): string {
  const open = outcomes.filter(({ requirement, channel }) => channel === 'sms' && ids.includes(requirement));
  return open.map(({ reason = '' }) => reason).join(' ');
}

describe('a capture of a wrong server', () => {
  it.each(obscure)('with the fault %s leaves %s open wherever it is cut off: %s', async (id, requirement) => {
    const fault = faults.find((one) => one.id === id);
    const run = await recorded(fault === undefined ? [] : [{ ...fault.make(), id, channels: ['sms'] }]);
    const { log } = JSON.parse(harOf(run.evidence, { parties: everybody })) as {
      log: { entries: unknown[] };
    };
    for (const share of [0.2, 0.25, 0.3, 0.4, 0.5, 1]) {
      const entries = log.entries.slice(0, log.entries.length * share);
      const { outcomes } = judged(JSON.stringify({ log: { entries } })).results;
      const about = outcomes.filter((one) => one.requirement === requirement && one.channel === 'sms');
      expect(disagreeing(about, run.results.outcomes)).toEqual([]);
    }
  });

  it.each(faultIds)('turns red what it shows, and nothing else: %s', async (id) => {
    const run = (await wrong).get(id);
    const evidence = run?.evidence ?? [];
    const { outcomes } = judged(harOf(evidence, { parties: everybody })).results;
    const expected = visible[id]?.map((requirement) => `${requirement}@sms`);
    expect(redsOf(run?.results.outcomes ?? [])).toEqual(expect.arrayContaining(expected ?? []));
    expect(redsOf(outcomes), whyOpen(outcomes, visible[id])).toEqual(expected);
    expect(disagreeing(outcomes, run?.results.outcomes ?? [])).toEqual([]);
    for (const capture of [captures['a HAR of the originator'], captures['notifications']]) {
      const seen = judged(capture?.(evidence) ?? '').results.outcomes;
      expect(
        disagreeing(
          seen.filter(({ verdict }) => isRed(verdict)),
          run?.results.outcomes ?? [],
        ),
      ).toEqual([]);
    }
  });
}, 240_000);

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EVIDENCE, MANIFEST, readResults, RESULTS } from '../../archive/index.ts';
import { waive } from '../../baseline/index.ts';
import type { Results } from '../../model/outcome.ts';
import { summaryOf } from '../../model/summary.ts';
import type { VerifyStepId } from '../../model/verification.ts';
import { verifyRun } from './index.ts';
import { createDesk, editEvidence, editResults, rehash } from './recorded-run.fixture.ts';

const desk = createDesk();
let red: string;

beforeAll(async () => {
  red = await desk.record({
    only: ['response', 'failure', 'REQ-001'],
    faults: { 'answer.html': ['sms'], 'failure.twice': ['chat'] },
  });
}, 60_000);
afterAll(() => desk.clear());

/** The steps that are not in order, with what they are about. */
function trouble(folder: string): Partial<Record<VerifyStepId, readonly string[]>> {
  const steps = verifyRun(folder).steps.filter(({ state }) => state === 'failed' || state === 'open');
  return Object.fromEntries(steps.map(({ id, deviations }) => [id, deviations.map(({ what }) => what)]));
}

type Edit = (results: Results) => object;

const flipped: Edit = (results) => ({
  ...results,
  outcomes: results.outcomes.map((one) =>
    one.verdict === 'failed' ? { ...one, verdict: 'passed', problems: [] } : one,
  ),
});

describe('a run that nobody touched', () => {
  it('agrees, whatever its verdicts are', () => {
    const { answer, steps } = verifyRun(red);

    expect(steps.filter(({ state }) => state !== 'ok')).toEqual([]);
    expect(answer).toBe('agrees');
  });

  it.each<[string, Parameters<typeof desk.record>[0]]>([
    ['of one channel', { channels: ['sms'] }],
    ['of a part of the requirements', { only: ['RESP-001', 'correlation'] }],
    [
      'with a pinned reading that fails',
      { change: (to) => ({ ...to, pinned: { 'FAILURE-TIME': 'synchronous' } }) },
    ],
    ['in which customers are disguised', { change: (to) => ({ ...to, redact: 'customer' }) }],
    ['that was interrupted', { interrupted: true }],
    ['that is a shard of another', { origin: { shard: { index: 1, of: 2 } } }],
    ['of one session at a time', { change: (to) => ({ ...to, limits: { concurrentSessions: 1 } }) }],
  ])('agrees %s', { timeout: 60_000 }, async (_what, recording) => {
    const { answer, steps } = verifyRun(await desk.record(recording));

    expect(steps.filter(({ state }) => state !== 'ok')).toEqual([]);
    expect(answer).toBe('agrees');
  });

  it.each(['participants.consultant-renamed', 'customer.sees-agents-texts', 'message.to-agents-changed'])(
    'agrees when the server has the fault %s',
    { timeout: 60_000 },
    async (id) => {
      const { answer, steps } = verifyRun(await desk.record({ faults: { [id]: ['chat'] } }));

      expect(steps.flatMap(({ deviations }) => deviations)).toEqual([]);
      expect(answer).toBe('agrees');
    },
  );
});

describe('results that were changed', () => {
  const forgeries: readonly (readonly [string, Edit, VerifyStepId])[] = [
    ['verdicts turned from failed to passed', flipped, 'verdicts'],
    [
      'a problem taken out',
      (results) => ({
        ...results,
        outcomes: results.outcomes.map((one) =>
          one.verdict === 'failed' ? { ...one, problems: one.problems.slice(1) } : one,
        ),
      }),
      'verdicts',
    ],
    [
      'a verdict taken out',
      (results) => ({ ...results, outcomes: results.outcomes.filter(({ verdict }) => verdict !== 'failed') }),
      'verdicts',
    ],
    [
      'another cause named',
      (results) => ({
        ...results,
        outcomes: results.outcomes.map(({ because, ...one }) =>
          because === undefined ? one : { ...one, because: 'REQ-001' },
        ),
      }),
      'verdicts',
    ],
    [
      'another act named',
      (results) => ({
        ...results,
        outcomes: results.outcomes.map((one) =>
          one.verdict === 'failed' ? { ...one, alsoIn: ['consult-absent'] } : one,
        ),
      }),
      'verdicts',
    ],
    [
      'a fingerprint of another problem',
      (results) => ({
        ...results,
        outcomes: results.outcomes.map((one) => ({
          ...one,
          problems: one.problems.map((problem) => ({ ...problem, fingerprint: '0'.repeat(16) })),
        })),
      }),
      'verdicts',
    ],
    ['called incomplete or complete', (results) => ({ ...results, complete: !results.complete }), 'verdicts'],
    [
      'a divergence called documented',
      (results) => ({
        ...results,
        divergences: results.divergences.map((one) =>
          one.class === 'undocumented' ? { ...one, class: 'documented' } : one,
        ),
      }),
      'divergences',
    ],
    [
      'another answer to a reading',
      (results) => ({ ...results, readings: results.readings.map((one) => ({ ...one, answer: 'other' })) }),
      'readings',
    ],
    [
      'a better latency',
      (results) => ({ ...results, latencies: results.latencies.map((one) => ({ ...one, p95: 0.1 })) }),
      'times',
    ],
    [
      'a channel left out, with all that was said of it',
      (results) => ({
        ...results,
        asked: { ...results.asked, channels: ['chat'] },
        outcomes: results.outcomes.filter(({ channel }) => channel === 'chat'),
        summary: { chat: results.summary.chat },
      }),
      'asked',
    ],
    [
      'requirements left out, as if nobody had asked for them',
      (results) => ({
        ...results,
        asked: { ...results.asked, only: ['RESP-001'] },
        outcomes: results.outcomes.filter(({ requirement }) => requirement === 'RESP-001'),
      }),
      'asked',
    ],
    [
      'a channel taken out of the counts',
      (results) => ({ ...results, summary: { chat: results.summary.chat } }),
      'summary',
    ],
    ['other counts', (results) => ({ ...results, summary: { chat: { passed: 1 } } }), 'summary'],
  ];

  it.each(forgeries)('are found: %s', (_what, edit) => {
    const folder = desk.copy(red);
    editResults(folder, edit);

    expect(trouble(folder)).toMatchObject({ files: [RESULTS] });
  });

  it.each(forgeries)('are found when all hashes are made right: %s', (_what, edit, section) => {
    const folder = desk.copy(red);
    editResults(folder, edit);
    rehash(folder);

    const found = trouble(folder);

    expect(found).not.toHaveProperty('files');
    expect(found).toHaveProperty(section);
  });

  it('are found when they can not be read any more', () => {
    const folder = desk.copy(red);
    writeFileSync(join(folder, RESULTS), '{');

    expect(trouble(folder)).toEqual({ files: [RESULTS] });
  });
});

describe('failures that were waived', () => {
  /** What a baseline with an entry for each finding makes of the results; none of the suite's own code looks at it. */
  const waivedUntil =
    (expires: string): Edit =>
    (results) => {
      const waivers = results.outcomes.flatMap(({ requirement, channel, verdict, problems }) =>
        problems.flatMap(({ fingerprint }) =>
          verdict !== 'failed' || fingerprint === undefined
            ? []
            : { requirement, channel, fingerprint, reason: 'r', owner: 'o', expires },
        ),
      );
      const outcomes = waive(results.outcomes, waivers);
      const complete = !outcomes.some(({ level, verdict }) => level === 'MUST' && verdict === 'untestable');
      return { ...results, outcomes, complete, summary: summaryOf(outcomes, ['chat', 'sms']) };
    };

  const forged = (edit: Edit): string => {
    const folder = desk.copy(red);
    editResults(folder, edit);
    rehash(folder);
    return folder;
  };

  it('agree where each problem has its waiver, with all that rests on them', () => {
    const folder = forged(waivedUntil('2099-01-01'));

    expect(readResults(folder).outcomes.some(({ verdict }) => verdict === 'waived')).toBe(true);
    expect(trouble(folder)).not.toHaveProperty('verdicts');
    expect(trouble(folder)).not.toHaveProperty('summary');
  });

  it.each<[string, Edit]>([
    ['the waiver was over when the run began', waivedUntil('2020-01-01')],
    [
      'the waiver is for another finding',
      (results) => ({
        ...results,
        outcomes: results.outcomes.map((one) =>
          one.verdict === 'failed'
            ? {
                ...one,
                verdict: 'waived',
                waivers: [{ fingerprint: '0'.repeat(16), reason: 'r', owner: 'o', expires: '2099-01-01' }],
              }
            : one,
        ),
      }),
    ],
    [
      'there is no waiver at all',
      (results) => ({
        ...results,
        outcomes: results.outcomes.map((one) =>
          one.verdict === 'failed' ? { ...one, verdict: 'waived' } : one,
        ),
      }),
    ],
  ])('do not agree where %s', (_what, edit) => {
    expect(trouble(forged(edit))).toHaveProperty('verdicts');
  });
});

describe('evidence that was changed', () => {
  const isConsult = (line: string): boolean => line.includes('"purpose":"consult"') && line.includes('/sms');
  const forgeries: readonly (readonly [string, (lines: string[]) => readonly string[]])[] = [
    ['entries taken out', (lines) => lines.filter((line) => !isConsult(line))],
    ['an answer changed', (lines) => lines.map((line) => line.replaceAll('"status":200', '"status":500'))],
    ['entries in another order', (lines) => lines.toReversed()],
    ['cut short', (lines) => [...lines.slice(0, -5), (lines.at(-5) ?? '').slice(0, 40)]],
    ['emptied', () => ['']],
  ];

  it.each(forgeries)('is found: %s', (_what, edit) => {
    const folder = desk.copy(red);
    editEvidence(folder, edit);

    expect(trouble(folder)).toMatchObject({
      files: [EVIDENCE],
      evidence: expect.arrayContaining([EVIDENCE]),
    });
  });

  it.each(forgeries)('is found when all hashes are made right: %s', (_what, edit) => {
    const folder = desk.copy(red);
    editEvidence(folder, edit);
    rehash(folder);

    const { answer, steps } = verifyRun(folder);

    expect(steps[0]).toMatchObject({ id: 'files', state: 'ok' });
    expect(answer).toBe('disagrees');
  });

  it('is found by a byte that changes nothing', () => {
    const folder = desk.copy(red);
    editEvidence(folder, (lines) => lines.map((line, i) => (i === 3 ? `${line} ` : line)));

    expect(trouble(folder)).toEqual({ files: [EVIDENCE], evidence: [EVIDENCE] });
  });

  it.each([
    ['an entry of no kind', '{"seq":900000,"at":1,"kind":"__proto__"}', 'is not known'],
    [
      'a member of a wrong type',
      '{"seq":900000,"at":1,"kind":"watch","party":5,"state":"lost"}',
      '/party must be',
    ],
    ['a member too few', '{"seq":900000,"at":1,"kind":"closing"}', "required property 'trace'"],
    [
      'what is nested without end',
      `{"seq":900000,"at":1,"kind":"delivery","party":"originator","topic":"t","batch":1,"data":${'['.repeat(1e5)}${']'.repeat(1e5)}}`,
      'is nested deeper than',
    ],
  ])('is told by its line when it holds %s', (_what, line, said) => {
    const folder = desk.copy(red);
    editEvidence(folder, (lines) => [...lines, line]);
    rehash(folder);

    const { answer, steps } = verifyRun(folder);

    expect(answer).toBe('disagrees');
    const found = steps.flatMap(({ deviations }) => deviations.map((one) => one.found));
    expect(found.join()).toContain(said);
    expect(found.join()).toMatch(/evidence\.jsonl:\d+:/);
  });
});

describe('a folder that is not whole', () => {
  it.each(['divergence.md', 'junit.xml', EVIDENCE])('is told by the name of what is gone: %s', (name) => {
    const folder = desk.copy(red);
    rmSync(join(folder, name));

    expect(trouble(folder)).toMatchObject({ files: [name] });
  });

  it('is found by a report that the manifest does not name', () => {
    const folder = desk.copy(red);
    const manifest = JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8')) as {
      files: Record<string, unknown>;
    };
    delete manifest.files['junit.xml'];
    writeFileSync(join(folder, MANIFEST), JSON.stringify(manifest));

    expect(trouble(folder)).toMatchObject({ files: ['junit.xml'] });
  });

  it.each(['junit.xml', 'compliance.md'])('is found by a report that says something else: %s', (name) => {
    const folder = desk.copy(red);
    const path = join(folder, name);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('failed', 'passed'));
    rehash(folder);

    expect(trouble(folder)).toEqual({ reports: [name] });
  });

  it('agrees without a manifest, and says what could not be checked', () => {
    const folder = desk.copy(red);
    rmSync(join(folder, MANIFEST));

    const { answer, steps } = verifyRun(folder);

    expect(answer).toBe('agrees');
    expect(steps[0]).toMatchObject({ id: 'files', state: 'note' });
  });

  it('leaves the answer open without manifest and evidence', () => {
    const folder = desk.copy(red);
    rmSync(join(folder, MANIFEST));
    rmSync(join(folder, EVIDENCE));

    expect(verifyRun(folder).answer).toBe('open');
  });

  it.each([
    ['nothing', undefined, 'it has no results.json'],
    [
      'a manifest of files elsewhere',
      '{"schemaVersion":1,"files":{"../x":{"sha256":"%","bytes":1}}}',
      'no file of its folder',
    ],
    ['a manifest that is none', '[]', 'is not the manifest of a run'],
  ])('is refused when it holds %s', (_what, manifest, said) => {
    const folder = `${desk.copy(red)}-empty`;
    mkdirSync(folder);
    if (manifest !== undefined) writeFileSync(join(folder, MANIFEST), manifest.replace('%', 'a'.repeat(64)));

    expect(() => verifyRun(folder)).toThrow(said);
    rmSync(folder, { recursive: true });
  });
});

it('is refused when a file of it is named instead of its folder', () => {
  expect(() => verifyRun(join(red, RESULTS))).toThrow(`Name the folder that the run wrote: verify ${red}.`);
});

describe('a run of another suite', () => {
  const older = (edit: Edit): string => {
    const folder = desk.copy(red);
    editResults(folder, (results) => edit({ ...results, suite: { ...results.suite, version: '0.0.1' } }));
    rehash(folder);
    return folder;
  };

  it('agrees when nothing moved, and names both suites', () => {
    const { answer, suite, steps } = verifyRun(older((results) => results));

    expect(answer).toBe('agrees');
    expect(suite.reported.version).toBe('0.0.1');
    expect(steps.find(({ id }) => id === 'suite')?.state).toBe('note');
  });

  it('agrees when it named only the first of several acts and causes', () => {
    const several = readResults(red).outcomes.filter(({ alsoIn, alsoBecause }) => alsoIn ?? alsoBecause);
    const firstOnly = (results: Results) => ({
      ...results,
      outcomes: results.outcomes.map(({ alsoIn: _in, alsoBecause: _because, ...one }) => one),
    });

    expect(several).not.toEqual([]);
    expect(verifyRun(older(firstOnly)).answer).toBe('agrees');
  });

  it('leaves the answer open when verdicts moved, and says why', () => {
    const folder = older((results) => ({
      ...results,
      summary: { ...results.summary, chat: { ...results.summary.chat, passed: 0 } },
      outcomes: [
        ...results.outcomes
          .filter(({ requirement }) => requirement !== 'RESP-001')
          .map((one) => {
            if (one.requirement === 'REQ-001') return { ...one, level: 'SHOULD' };
            return one.requirement === 'RESP-002' ? { ...one, verdict: 'warned' } : one;
          }),
        { requirement: 'OLD-001', channel: 'chat', level: 'MUST', verdict: 'passed', problems: [] },
      ],
    }));

    const { steps } = verifyRun(folder);

    const verdicts = steps.find(({ id }) => id === 'verdicts');
    expect(verdicts?.state).toBe('open');
    expect(verdicts?.deviations).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ what: 'RESP-001 on chat', why: 'the requirement is new in this suite' }),
        expect.objectContaining({
          what: 'REQ-001 on sms: level',
          why: 'the level is MUST now; it was SHOULD',
        }),
        expect.objectContaining({ what: 'RESP-002 on chat: verdict', reported: 'warned', found: 'passed' }),
        expect.objectContaining({
          what: 'OLD-001 on chat',
          why: 'this suite has no such requirement any more',
        }),
      ]),
    );
  });

  it.each([
    ['the requirement is the same; its check changed', (rules: object) => rules],
    ['the wording of the requirement changed', (rules: object) => ({ ...rules, 'RESP-002': '00000000' })],
    ['the requirement or its check changed', () => undefined],
  ])('whose verdict moved says of it: %s', (why, edit) => {
    const folder = older(({ suite, ...results }) => ({
      ...results,
      suite: { ...suite, requirementSet: 'another', rules: edit(suite.rules ?? {}) },
      outcomes: results.outcomes.map((one) =>
        one.requirement === 'RESP-002' && one.channel === 'chat' ? { ...one, reason: 'Another.' } : one,
      ),
    }));

    const moved = verifyRun(folder).steps.flatMap(({ deviations }) => deviations);

    expect(moved).toEqual([{ what: 'RESP-002 on chat: reason', reported: 'Another.', why }]);
  });

  it('agrees when it does not say what was asked for, nor which evidence it rests on', () => {
    const folder = desk.copy(red);
    rmSync(join(folder, MANIFEST));
    editResults(folder, ({ asked: _asked, evidence: _evidence, ...results }) => results);

    const { answer, steps } = verifyRun(folder);

    expect(answer).toBe('agrees');
    expect(steps.filter(({ state }) => state === 'note').map(({ id }) => id)).toEqual([
      'files',
      'evidence',
      'suite',
      'reports',
    ]);
  });

  it('leaves the answer open when it also is silent on what failed', () => {
    const folder = desk.copy(red);
    editResults(folder, ({ asked: _asked, evidence: _evidence, ...results }) => {
      const outcomes = results.outcomes.filter(({ verdict }) => verdict !== 'failed');
      return { ...results, outcomes, summary: summaryOf(outcomes, ['chat', 'sms']) };
    });
    rmSync(join(folder, MANIFEST));

    const { answer, steps } = verifyRun(folder);

    expect(answer).toBe('open');
    expect(steps.find(({ id }) => id === 'verdicts')?.deviations).not.toEqual([]);
  });
});

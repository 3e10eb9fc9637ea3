import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EVIDENCE, readResults, RESULTS } from '../../archive/index.ts';
import { waive } from '../../baseline/index.ts';
import { summaryOf } from '../../model/summary.ts';
import type { VerifyStepId } from '../../model/verification.ts';
import { verifyRun } from './index.ts';
import {
  createDesk,
  editEvidence,
  editResults,
  redRecording,
  rehash,
  troubleIn,
  type Edit,
} from './recorded-run.fixture.ts';

const desk = createDesk();
let red: string;

beforeAll(async () => {
  red = await desk.record(redRecording);
}, 60_000);
afterAll(() => desk.clear());

const flipped: Edit = (results) => ({
  ...results,
  outcomes: results.outcomes.map((one) =>
    one.verdict === 'failed' ? { ...one, verdict: 'passed', problems: [] } : one,
  ),
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

    expect(troubleIn(folder)).toMatchObject({ files: [RESULTS] });
  });

  it.each(forgeries)('are found when all hashes are made right: %s', (_what, edit, section) => {
    const folder = desk.copy(red);
    editResults(folder, edit);
    rehash(folder);

    const found = troubleIn(folder);

    expect(found).not.toHaveProperty('files');
    expect(found).toHaveProperty(section);
  });

  it('are found when they can not be read any more', () => {
    const folder = desk.copy(red);
    writeFileSync(join(folder, RESULTS), '{');

    expect(troubleIn(folder)).toEqual({ files: [RESULTS] });
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
    expect(troubleIn(folder)).not.toHaveProperty('verdicts');
    expect(troubleIn(folder)).not.toHaveProperty('summary');
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
    expect(troubleIn(forged(edit))).toHaveProperty('verdicts');
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

    expect(troubleIn(folder)).toMatchObject({
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

    expect(troubleIn(folder)).toEqual({ files: [EVIDENCE], evidence: [EVIDENCE] });
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

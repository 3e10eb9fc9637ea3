import { validate } from 'ctrf';
import { describe, expect, it } from 'vitest';
import type { Results } from '../model/outcome.ts';
import { renderCtrf } from './ctrf.ts';
import { catalog, hostile, mixedRun, outcome, problem, resultsOf } from './sample-run.fixture.ts';

interface Report {
  readonly results: {
    readonly summary: Readonly<Record<string, number>>;
    readonly tests: readonly {
      readonly testId: string;
      readonly status: string;
      readonly message?: string;
      readonly trace?: string;
      readonly filePath?: string;
      readonly line?: number;
    }[];
  };
}

function reportOf(results: Results): Report {
  const report = JSON.parse(renderCtrf(results, catalog)) as Report;
  expect(validate(report)).toMatchObject({ valid: true });
  return report;
}

describe('ctrf.json', () => {
  it('has a test for each requirement on each channel, and counts them', () => {
    const { summary, tests } = reportOf(mixedRun).results;

    expect(tests).toHaveLength(mixedRun.outcomes.length);
    expect(summary).toMatchObject({
      tests: 10,
      passed: 6,
      failed: 2,
      skipped: 2,
      other: 0,
      pending: 0,
      start: Date.parse(mixedRun.startedAt),
      stop: Date.parse(mixedRun.startedAt) + 4321,
    });
  });

  it('does not accept what is no CTRF', () => {
    expect(validate({ results: {} })).toMatchObject({ valid: false });
  });

  it.each([
    [
      'a failure',
      outcome('RESP-002', 'sms', 'failed', { problems: [problem()] }),
      'failed',
      'missing member: ',
    ],
    [
      'a warning',
      outcome('RESP-003', 'chat', 'warned', { problems: [problem()] }),
      'passed',
      'A SHOULD is broken',
    ],
    [
      'a MUST that was not judged',
      outcome('CUST-001', 'sms', 'untestable', { reason: 'Why.' }),
      'failed',
      'not judged: Why.',
    ],
    [
      'a SHOULD that was not judged',
      outcome('RESP-003', 'sms', 'untestable', { because: 'RESP-002' }),
      'skipped',
      'because RESP-002',
    ],
    [
      'what does not apply',
      outcome('CUST-002', 'sms', 'not-applicable', { reason: 'No clause.' }),
      'skipped',
      'No clause.',
    ],
    [
      'what is waived',
      outcome('RESP-002', 'sms', 'waived', { reason: 'Until May.', problems: [problem()] }),
      'skipped',
      'waived Until May.',
    ],
  ])('says what became of %s', (_what, item, status, message) => {
    const [test] = reportOf(resultsOf([item])).results.tests;

    expect(test).toMatchObject({ status, message: expect.stringContaining(message) as string });
  });

  it('names the row in the specs and the problems', () => {
    const [test] = reportOf(resultsOf([outcome('RESP-002', 'sms', 'failed', { problems: [problem()] })]))
      .results.tests;

    expect(test).toMatchObject({
      testId: 'RESP-002@sms',
      filePath: 'specs/requirements/response.yaml',
      line: 7,
      trace:
        "missing member at answer to the originator's Consult, /statusCode\n  expected an integer\n  seen nothing\n  evidence.jsonl #12 #14",
    });
  });

  it('counts the problems that it leaves out', () => {
    const problems = Array.from({ length: 1_000 }, (_, i) => problem({ actual: `${i}` }));

    const text = renderCtrf(resultsOf([outcome('RESP-002', 'sms', 'failed', { problems })]), catalog);

    expect(text).toContain('… and 980 more, in results.json');
  });

  it('holds hostile text as text', () => {
    const bad = problem({ where: hostile, expected: hostile, actual: hostile });
    const run = resultsOf([outcome(hostile, 'chat', 'failed', { problems: [bad] })], {
      target: { name: hostile, kind: 'deployed', product: hostile, version: hostile },
    });

    reportOf(run);
    expect(renderCtrf(run, catalog)).not.toMatch(/[\u202e\u2066]|\\u202e|\\u0007/i);
  });
});

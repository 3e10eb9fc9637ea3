import { describe, expect, it } from 'vitest';
import type { Entry } from '../../model/evidence.ts';
import type { Outcome } from '../../model/outcome.ts';
import { catalog, evidence, hostile, outcome, problem, resultsOf } from '../sample-run.fixture.ts';
import { verdictTests, type VerdictTest } from './verdict-tests.ts';

const waiver = {
  fingerprint: '0123456789abcdef',
  reason: 'Known.',
  owner: 'chat team',
  expires: '2026-01-31',
};

function testOf(item: Outcome): VerdictTest {
  const [test] = verdictTests({ catalog, results: resultsOf([item]), evidence });
  if (test === undefined) throw new Error('Each outcome is a test.');
  return test;
}

describe('the test of a verdict', () => {
  it.each([
    ['passed', outcome('RESP-001', 'chat', 'passed'), /^$/],
    ['warned', outcome('RESP-003', 'chat', 'warned', { problems: [problem()] }), /^$/],
    [
      'failed',
      outcome('RESP-002', 'sms', 'failed', { problems: [problem()] }),
      /^RESP-002 \(MUST, sample\): The answer/,
    ],
    ['untestable', outcome('CUST-001', 'sms', 'untestable', { reason: 'Why.' }), /^not judged: Why\.$/],
    [
      'untestable because of another',
      outcome('RESP-003', 'sms', 'untestable', { because: 'RESP-002' }),
      /^not judged: because RESP-002 does not hold$/,
    ],
    [
      'not applicable',
      outcome('CUST-002', 'sms', 'not-applicable', { reason: 'No clause.' }),
      /^not applicable: No/,
    ],
    [
      'waived',
      outcome('RESP-002', 'sms', 'waived', { problems: [problem()], waivers: [waiver] }),
      /^waived until 2026-01-31 by chat team: Known\.\nRESP-002 [^]*missing member at /,
    ],
  ])('that is %s says why', (_what, item, message) => {
    expect(testOf(item).message).toMatch(message);
  });

  it('is there for a requirement that the catalogue does not have, too', () => {
    expect(testOf(outcome('NEW-001', 'chat', 'failed', { problems: [problem()] }))).toMatchObject({
      id: 'NEW-001@chat',
      basis: 'unknown',
      subject: 'unknown',
    });
  });

  it('attaches the entries that are cited, once each', () => {
    const problems = [problem({ evidence: [2, 0] }), problem({ evidence: [2, 99] })];

    const { evidence: attached } = testOf(outcome('RESP-002', 'sms', 'failed', { problems }));

    expect(attached.split('\n').map((line) => (JSON.parse(line) as { seq: number }).seq)).toEqual([0, 2]);
  });

  it.each(['failed', 'warned'] as const)(
    'that is %s tells a problem once, and how often it was seen',
    (verdict) => {
      const problems = [problem({ evidence: [0] }), problem({ evidence: [2] }), problem({ actual: '"0"' })];

      const {
        message,
        description,
        evidence: attached,
      } = testOf(outcome('RESP-002', 'sms', verdict, { problems }));

      const told = message === '' ? description : message;
      expect(told.match(/, \/statusCode/g)).toHaveLength(2);
      expect(told.match(/\d+ times/g)).toEqual(['2 times']);
      expect(attached.split('\n')).toHaveLength(2);
    },
  );

  it('stays small when there are very many problems', () => {
    const problems = Array.from({ length: 10_000 }, (_, i) => problem({ actual: `${i}` }));

    const test = testOf(outcome('RESP-002', 'sms', 'failed', { problems }));

    expect(test.message).toContain('… and 9980 more, in results.json');
    expect(JSON.stringify(test).length).toBeLessThan(10_000);
  });

  it('attaches no entry that is too long, and keeps the others', () => {
    const [first, ...rest] = evidence;
    const long = { ...first, note: 'x'.repeat(1_000_001) } as unknown as Entry;
    const problems = [problem({ evidence: [0, 2] })];
    const results = resultsOf([outcome('RESP-002', 'sms', 'failed', { problems })]);

    const [test] = verdictTests({ catalog, results, evidence: [long, ...rest] });

    expect(test?.evidence.split('\n').map((line) => (JSON.parse(line) as { seq: number }).seq)).toEqual([2]);
  });

  it('holds hostile text as text', () => {
    const bad = problem({ where: hostile, expected: hostile, actual: hostile });

    for (const verdict of ['failed', 'warned', 'waived', 'untestable'] as const) {
      const { message, description } = testOf(
        outcome('RESP-002', 'sms', verdict, { problems: [bad], reason: hostile }),
      );
      expect(description).not.toMatch(/<script|@everyone/);
      expect((message + description).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
    }
  });
});

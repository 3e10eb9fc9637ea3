import type { TestResult } from 'allure-js-commons';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../model/outcome.ts';
import { isAllureResult, renderAllure } from './allure.ts';
import { catalog, evidence, hostile, mixedRun, outcome, problem, resultsOf } from '../sample-run.fixture.ts';

const waiver = {
  fingerprint: '0123456789abcdef',
  reason: 'Known.',
  owner: 'chat team',
  expires: '2026-01-31',
};

function filesOf(results = mixedRun): ReadonlyMap<string, string> {
  return new Map([...renderAllure({ results, evidence, catalog })].map(({ name, text }) => [name, text]));
}

function resultsIn(files: ReadonlyMap<string, string>): readonly TestResult[] {
  return [...files].flatMap(([name, text]) => (isAllureResult(name) ? [JSON.parse(text) as TestResult] : []));
}

function resultOf(item: Outcome): TestResult {
  const [result] = resultsIn(filesOf(resultsOf([item])));
  if (result === undefined) throw new Error('Each outcome has a result.');
  return result;
}

describe('the results of Allure', () => {
  it.each([
    ['passed', 'MUST', 'passed'],
    ['warned', 'SHOULD', 'passed'],
    ['failed', 'MUST', 'failed'],
    ['untestable', 'MUST', 'broken'],
    ['untestable', 'SHOULD', 'skipped'],
    ['not-applicable', 'MUST', 'skipped'],
    ['waived', 'MUST', 'skipped'],
  ] as const)('call a verdict that is %s (%s) %s', (verdict, level, status) => {
    expect(resultOf(outcome('RESP-001', 'chat', verdict, { level }))).toMatchObject({ status });
  });

  it('are one for each verdict, each in a file of its own', () => {
    const results = resultsIn(filesOf());

    expect(results.map(({ historyId }) => historyId)).toEqual(
      mixedRun.outcomes.map(({ requirement, channel }) => `${requirement}@${channel}`),
    );
    expect(new Set(results.map(({ uuid }) => uuid)).size).toBe(mixedRun.outcomes.length);
    for (const { uuid } of results)
      expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('are the same whenever they are made, and others for another run', () => {
    const later = { ...mixedRun, startedAt: '2026-01-02T00:00:00.000Z' };

    expect(filesOf()).toEqual(filesOf());
    expect([...filesOf(later).keys()].filter(isAllureResult).filter((name) => filesOf().has(name))).toEqual(
      [],
    );
  });

  it('attach the evidence that is cited, and nothing where nothing is', () => {
    const problems = [problem({ evidence: [0] })];
    const files = filesOf(resultsOf([outcome('RESP-002', 'sms', 'failed', { problems })]));
    const [result] = resultsIn(files);

    const [attachment] = result?.attachments ?? [];
    expect(attachment).toMatchObject({ name: 'evidence.jsonl', type: 'application/x-ndjson' });
    expect(JSON.parse(files.get(attachment?.source ?? '') ?? '')).toMatchObject({ seq: 0 });
    expect(resultOf(outcome('RESP-001', 'chat', 'passed')).attachments).toEqual([]);
  });

  it('mute what is waived, and keep why', () => {
    const result = resultOf(outcome('RESP-002', 'sms', 'waived', { waivers: [waiver] }));

    expect(result.statusDetails).toMatchObject({
      message: expect.stringMatching(/^waived until 2026-01-31 by chat team: Known\./) as string,
      known: true,
      muted: true,
    });
    expect(result.labels).toContainEqual({ name: 'tag', value: 'waived' });
  });

  it('say of a message by its first words to which category it belongs', () => {
    const categories = JSON.parse(filesOf().get('categories.json') ?? '') as {
      readonly name: string;
      readonly matchedStatuses: readonly string[];
      readonly messageRegex?: string;
    }[];
    const categoriesOf = (item: Outcome): readonly string[] => {
      const { status, statusDetails } = resultOf(item);
      return categories
        .filter(({ matchedStatuses }) => matchedStatuses.includes(status ?? ''))
        .filter(({ messageRegex = '.*' }) =>
          new RegExp(`^(?:${messageRegex})$`, 's').test(statusDetails.message ?? ''),
        )
        .map(({ name }) => name);
    };

    expect(categoriesOf(outcome('RESP-002', 'sms', 'failed', { problems: [problem()] }))).toEqual([
      'Departures from the contract',
    ]);
    expect(categoriesOf(outcome('RESP-002', 'sms', 'waived', { waivers: [waiver] }))).toEqual([
      'Waived: known failures',
    ]);
    expect(categoriesOf(outcome('RESP-002', 'sms', 'untestable', { reason: 'Why.' }))).toEqual([
      'Not judged',
    ]);
    expect(categoriesOf(outcome('RESP-002', 'sms', 'not-applicable', { reason: 'Why.' }))).toEqual([
      'Does not apply',
    ]);
  });
});

describe('the surroundings that Allure shows', () => {
  it('are those of the run', () => {
    expect(filesOf().get('environment.properties')).toMatch(/^Complete = no$/m);
  });

  it('hold hostile text in one line of plain characters', () => {
    const target = { ...mixedRun.target, name: hostile, product: 'Gwś = 1', version: 'C:\\new' };
    const text = filesOf({ ...mixedRun, target }).get('environment.properties') ?? '';

    expect(text).toMatch(/^(?:[A-Z][\w.]* = [ -~]*\n){6}$/);
    expect(text).toContain('Product = Gw\\u015b = 1\n');
    expect(text).toContain('Version = C:\\u005cnew\n');
  });
});

import { describe, expect, it } from 'vitest';
import { alikeProblems, problemsIn } from './alike-problems.ts';
import { renderComplianceMd } from './compliance-md.ts';
import { renderCtrf } from './ctrf.ts';
import { renderJunit } from './junit.ts';
import { catalog, outcome, problem, resultsOf } from './sample-run.fixture.ts';

describe('problems that read alike', () => {
  it('are one, with all that they cite and how often they were seen', () => {
    const groups = alikeProblems([
      problem({ evidence: [3] }),
      problem({ evidence: [9, 3] }),
      problem({ actual: '"0"', evidence: [4] }),
    ]);

    expect(groups.map(({ problem: { actual, evidence }, times }) => [actual, evidence, times])).toEqual([
      ['nothing', [3, 9], 2],
      ['"0"', [4], 1],
    ]);
    expect(problemsIn(groups)).toBe(3);
  });

  it('cite a bounded number of entries, however many there are', () => {
    const many = Array.from({ length: 100_000 }, (_, i) => problem({ evidence: [i] }));

    expect(alikeProblems(many).map(({ problem: { evidence }, times }) => [evidence.length, times])).toEqual([
      [100, 100_000],
    ]);
  });

  it.each([
    ['junit.xml', renderJunit],
    ['ctrf.json', renderCtrf],
    ['compliance.md', renderComplianceMd],
  ])('are told once in %s', (_name, render) => {
    const problems = Array.from({ length: 25 }, (_, i) => problem({ evidence: [i] }));

    const text = render(resultsOf([outcome('RESP-002', 'sms', 'failed', { problems })]), catalog);

    expect(text.match(/25 times/g)).toHaveLength(1);
    expect(text).not.toContain(' more, in results.json');
  });
});

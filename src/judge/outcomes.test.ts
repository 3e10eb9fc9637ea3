import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog/index.ts';
import { check, defineSuite, type Check } from '../kit/check.ts';
import { found, notApplicable, untestable } from '../kit/finding.ts';
import type { TraceView } from '../kit/view.ts';
import type { ActId } from '../model/acts.ts';
import type { Finding, Outcome, Problem } from '../model/outcome.ts';
import type { Requirement } from '../model/requirement.ts';
import { outcomesOf } from './outcomes.ts';

const [first, second, third] = ['consult-accepted', 'consult-again', 'consult-rejected'] as const;

/** As much of a view as outcomes are made from: something was sent in each act. */
function viewOf(act: ActId, omitted?: string): TraceView {
  const trace = { act, scenario: act, channel: 'chat', entries: [], omitted };
  return { trace, refusals: [{}], declares: () => undefined } as unknown as TraceView;
}

const broken = found([
  { kind: 'leak', where: 'x', expected: 'a', actual: 'b', evidence: [] } satisfies Problem,
]);
const fine = found([]);
const absent = notApplicable('There is none.');

function rule(id: string, needs: readonly string[] = []): Requirement {
  const row = loadCatalog().requirements.find((one) => one.id === 'RESP-001');
  if (row === undefined) throw new Error('RESP-001 is gone');
  const { shape: _, ...rest } = row;
  return { ...rest, id, needs };
}

function judged(rules: readonly Requirement[], checks: readonly Check[]): readonly Outcome[] {
  const suites = [defineSuite('response', checks)];
  const views = [first, second, third].map((act) => viewOf(act));
  return outcomesOf({ requirements: rules, suites, channels: ['chat'], views });
}

const as = (finding: Finding) => () => finding;

describe('the verdict on a requirement', () => {
  it('names all acts in which it was seen to be broken, and no other', () => {
    const [outcome] = judged(
      [rule('RESP-001')],
      [
        check('RESP-001', first, as(broken)),
        check('RESP-001', second, as(fine)),
        check('RESP-001', third, as(broken)),
        check('RESP-001', third, as(broken)),
      ],
    );

    expect(outcome).toMatchObject({ verdict: 'failed', scenario: first, alsoIn: [third] });
    expect(outcome?.problems).toHaveLength(3);
  });

  it('names one act where it was seen in one', () => {
    const [outcome] = judged([rule('RESP-001')], [check('RESP-001', first, as(broken))]);

    expect(outcome).toMatchObject({ scenario: first });
    expect(outcome).not.toHaveProperty('alsoIn');
  });

  it('names all that it rests on and that is broken, also by way of others', () => {
    const outcomes = judged(
      [
        rule('RESP-001'),
        rule('RESP-002'),
        rule('RESP-003', ['RESP-002']),
        rule('RESP-004', ['RESP-003', 'RESP-001', 'RESP-002']),
      ],
      ['RESP-001', 'RESP-002', 'RESP-003', 'RESP-004'].map((id) => check(id, first, as(broken))),
    );

    expect(outcomes.map(({ verdict, because, alsoBecause }) => [verdict, because, alsoBecause])).toEqual([
      ['failed', undefined, undefined],
      ['failed', undefined, undefined],
      ['untestable', 'RESP-002', undefined],
      ['untestable', 'RESP-001', ['RESP-002']],
    ]);
    expect(outcomes[3]?.reason).toBe('RESP-001 and RESP-002 are not met, and this rests on them.');
  });

  it('does not apply where what it rests on does not', () => {
    const rules = [rule('RESP-001'), rule('RESP-002', ['RESP-001'])];
    const outcomes = judged(rules, [
      check('RESP-001', first, as(absent)),
      check('RESP-002', first, as(broken)),
    ]);

    expect(outcomes[1]?.verdict).toBe('not-applicable');
  });

  it.each([
    ['is judged where that does not apply, of which it would only show a breach once more', absent, 'failed'],
    ['is open where that is broken', broken, 'untestable'],
  ])('%s', (_, other, verdict) => {
    const rules = [rule('RESP-001'), { ...rule('RESP-002'), unless: ['RESP-001'] }];
    const outcomes = judged(rules, [
      check('RESP-001', first, as(other)),
      check('RESP-002', first, as(broken)),
    ]);

    expect(outcomes[1]?.verdict).toBe(verdict);
  });

  it('does not apply where its scenario is not to be played, whatever else is broken', () => {
    const outcomes = outcomesOf({
      requirements: [rule('RESP-001'), rule('RESP-002', ['RESP-001'])],
      suites: [
        defineSuite('response', [check('RESP-001', first, as(broken)), check('RESP-002', second, as(fine))]),
      ],
      channels: ['chat'],
      views: [viewOf(first), viewOf(second, 'One at a time.')],
    });

    expect(outcomes.map(({ verdict, reason }) => [verdict, reason])).toEqual([
      ['failed', undefined],
      ['not-applicable', 'One at a time.'],
    ]);
  });

  it('names the causes of all doubts that its checks have', () => {
    const [outcome] = judged(
      [rule('RESP-001')],
      [
        check('RESP-001', first, as(untestable('One.', 'CUST-001'))),
        check('RESP-001', second, as(untestable('Another.', 'CUST-002'))),
        check('RESP-001', third, as(untestable('The first again.', 'CUST-001'))),
      ],
    );

    expect(outcome).toMatchObject({ because: 'CUST-001', alsoBecause: ['CUST-002'], reason: 'One.' });
  });
});

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MANIFEST, readResults } from '../../archive/index.ts';
import type { Results } from '../../model/outcome.ts';
import { summaryOf } from '../../model/summary.ts';
import { verifyRun } from './index.ts';
import { createDesk, editResults, redRecording, rehash, type Edit } from './recorded-run.fixture.ts';

const desk = createDesk();
let red: string;

beforeAll(async () => {
  red = await desk.record(redRecording);
}, 60_000);
afterAll(() => desk.clear());

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

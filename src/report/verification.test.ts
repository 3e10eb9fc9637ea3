import { describe, expect, it } from 'vitest';
import { answerOf, type Verification, type VerifyStep } from '../model/verification.ts';
import { createPaint } from './paint.ts';
import { hostile } from './sample-run.fixture.ts';
import { renderVerification, verifyExitCode } from './verification.ts';
import { steering } from './steering.fixture.ts';

const suite = { version: '1.0.0', requirementSet: 'abc' };

function verification(...steps: readonly Partial<VerifyStep>[]): Verification {
  const whole = steps.map((one) => ({
    id: 'verdicts' as const,
    state: 'ok' as const,
    said: 'It was looked at.',
    deviations: [],
    ...one,
  }));
  return {
    schemaVersion: 1,
    folder: 'f',
    suite: { reported: suite, own: suite },
    answer: answerOf(whole),
    steps: whole,
  };
}

const show = (of: Verification, verbose = false): string =>
  renderVerification(of, { width: 100, paint: createPaint(false), verbose });

describe('what verifying found', () => {
  it.each<[string, readonly Partial<VerifyStep>[], number, string]>([
    ['all is in order', [{}], 0, 'The report follows from the evidence.'],
    ['something could not be looked at', [{ state: 'note' }], 0, 'The report follows from the evidence.'],
    ['something is wrong', [{ state: 'open' }, { state: 'failed' }], 1, 'The report does not follow'],
    ['the answer is open', [{ state: 'open' }, { state: 'note' }], 3, 'could not be found out.'],
    [
      'only the signature is wrong',
      [{ id: 'signature', state: 'failed' }],
      1,
      'it is not signed as it should be.',
    ],
  ])('ends with the answer and its exit code when %s', (_what, steps, code, said) => {
    const found = verification(...steps);

    expect(verifyExitCode(found)).toBe(code);
    expect(show(found)).toContain(said);
  });

  it('shows what the report says beside what was found, and why', () => {
    const text = show(
      verification({
        state: 'failed',
        said: 'Some do not follow.',
        deviations: [
          {
            what: 'RESP-001 on chat: verdict',
            reported: 'passed',
            found: 'failed',
            why: 'its check changed',
          },
          { what: 'junit.xml', reported: 'sha256 1' },
          { what: 'x.md', found: 'a file' },
        ],
      }),
    );

    expect(text).toMatchInlineSnapshot(`
      "FAILED  Verdicts     Some do not follow.
              RESP-001 on chat: verdict
                report    passed
                evidence  failed
                why       its check changed
              junit.xml
                report    sha256 1
                evidence  does not give it
              x.md
                report    does not speak of it
                evidence  a file

      The report does not follow from the evidence, or was changed.
      "
    `);
  });

  it.each([
    ['files', 'manifest', 'here'],
    ['evidence', 'report', 'here'],
    ['verdicts', 'report', 'evidence'],
    ['summary', 'report', 'verdicts'],
    ['reports', 'here', 'made anew'],
    ['signature', 'signed', 'here'],
  ] as const)('says of %s whose word stands against what', (id, reported, found) => {
    const text = show(
      verification({ id, state: 'failed', deviations: [{ what: 'x', reported: 'a', found: 'b' }] }),
    );

    expect(text).toMatch(new RegExp(` ${reported} +a\\n +${found} +b\\n`));
  });

  it('has no line for what nobody could say', () => {
    const deviations = [{ what: 'evidence.jsonl', found: 'Line 3 is no JSON.' }];

    expect(show(verification({ id: 'evidence', state: 'failed', deviations }))).toMatch(
      /evidence\.jsonl\n +here +Line 3 is no JSON\.\n/,
    );
  });

  it('shows a few deviations of a step, or all when asked for', () => {
    const deviations = Array.from({ length: 12 }, (_, i) => ({ what: `place ${i}`, found: 'x' }));
    const found = verification({ state: 'failed', deviations });

    expect(show(found)).toContain('and 2 more; --verbose shows all');
    expect(show(found)).not.toContain('place 11');
    expect(show(found, true)).toContain('place 11');
  });

  it('is not steered by what strangers wrote', () => {
    const text = show(
      verification({
        state: 'failed',
        said: hostile,
        deviations: [{ what: hostile, reported: hostile, found: hostile, why: hostile }],
      }),
    );

    expect(text).not.toMatch(steering);
  });
});

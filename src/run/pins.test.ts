import { describe, expect, it } from 'vitest';
import { loadCatalog, pinnableAnswers, pinId, withPins } from '../catalog/index.ts';
import { conduct } from './conduct.ts';
import { withReference } from './reference-target.ts';
import { exitCode } from '../report/index.ts';
import type { Results } from '../model/outcome.ts';

const catalog = loadCatalog();

/** A run against the embedded server, on what the pins need. */
async function run(pinned: Readonly<Record<string, string>>): Promise<Results> {
  const { results } = await withReference({}, (target) =>
    conduct({ target: { ...target, pinned }, catalog, only: Object.keys(pinned).map(pinId) }),
  );
  return results;
}

const verdicts = ({ outcomes }: Results): string[] =>
  outcomes.map(({ requirement, channel, verdict }) => `${requirement} ${channel} ${verdict}`);

describe('a pinned reading', () => {
  it('passes on each channel where the server gives its answer', async () => {
    const results = await run({ 'NOTIFICATION-ORDER': 'as-documented', SPELLING: 'documented' });

    expect(verdicts(results)).toEqual([
      'PIN-NOTIFICATION-ORDER chat passed',
      'PIN-SPELLING sms passed',
      'PIN-NOTIFICATION-ORDER sms passed',
    ]);
    expect(exitCode(results)).toBe(0);
  });

  it('fails on each channel where the server gives another answer, and cites what shows it', async () => {
    const results = await run({ 'FAILURE-TIME': 'synchronous' });

    expect(verdicts(results)).toEqual(['PIN-FAILURE-TIME chat failed', 'PIN-FAILURE-TIME sms failed']);
    expect(exitCode(results)).toBe(1);
    expect(results.outcomes[0]).toMatchObject({
      scenario: 'consult-failed',
      problems: [
        {
          kind: 'wrong-value',
          expected: 'synchronous (the request is refused at once)',
          actual: 'asynchronous (the request is accepted and a notification of failure follows)',
        },
      ],
    });
    expect(results.outcomes[0]?.problems[0]?.evidence.length).toBeGreaterThan(0);
  });

  it('is not judged where nothing shows the answer, so that the run is incomplete', async () => {
    const results = await run({ 'ERROR-STATUS': 'http-200' });

    expect(verdicts(results)).toEqual([
      'PIN-ERROR-STATUS chat untestable',
      'PIN-ERROR-STATUS sms untestable',
    ]);
    expect(results.complete).toBe(false);
    expect(exitCode(results)).toBe(3);
  });

  it('is one more row of the catalogue, and no comparison of the channels', async () => {
    const results = await run({ 'FAILURE-TIME': 'synchronous' });

    expect(withPins(catalog, { 'FAILURE-TIME': 'synchronous' }).requirements).toHaveLength(
      catalog.requirements.length + 1,
    );
    expect(results.divergences.filter(({ id }) => id.includes('PIN-'))).toEqual([]);
  });

  it('is one row, however often it is asked for', () => {
    const once = withPins(catalog, { SPELLING: 'published' });

    expect(withPins(once, { SPELLING: 'published' })).toBe(once);
    expect(withPins(once, { SPELLING: 'published', 'FAILURE-TIME': 'synchronous' }).subjects).toEqual(
      once.subjects,
    );
  });

  it('leaves a catalogue without pins as it is', () => {
    expect(withPins(catalog)).toBe(catalog);
    expect(withPins(catalog, { NOTHING: 'x', toString: 'x' })).toBe(catalog);
  });

  it('can be any answer of any reading', () => {
    expect(pinnableAnswers(catalog)['FAILURE-TIME']).toEqual(['asynchronous', 'synchronous']);
    expect(Object.keys(pinnableAnswers(catalog))).toEqual(catalog.readings.map(({ id }) => id));
  });
});

import { describe, expect, it } from 'vitest';
import { cli } from '../stub-context.fixture.ts';

describe('list', () => {
  it('shows the requirements with their checks', async () => {
    const { code, out: shown } = await cli(['list']);

    expect(code).toBe(0);
    expect(shown).toContain('6 requirements, 5 checked, 1 not tested.');
  });

  it.each([
    ['requirements', ['list'], [{ id: 'RESP-001', scenarios: ['consult-accepted'] }]],
    ['faults', ['list', 'faults'], [{ id: 'no-answer', turnsRed: ['RESP-001'] }]],
    ['variants', ['list', 'variants'], [{ id: 'early' }]],
    [
      'the plan',
      ['list', '--plan', '--channel', 'sms'],
      { channels: ['sms'], scenarios: [{ id: 'consult-accepted' }] },
    ],
  ])('gives %s as JSON too', async (_what, argv, expected) => {
    const data: unknown = JSON.parse((await cli([...argv, '--format', 'json'])).out);

    expect(Array.isArray(data) ? data.slice(0, 1) : data).toMatchObject(expected);
  });

  it('shows the plan of a run', async () => {
    expect((await cli(['list', '--plan'])).out).toContain(
      'A run plays 1 scenario: 1 session on each channel, about 2 requests on Chat and about 2 requests on SMS',
    );
  });
});

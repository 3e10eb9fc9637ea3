import { describe, expect, it } from 'vitest';
import { renderBadge } from './badge.ts';
import { mixedRun, outcome, resultsOf } from './sample-run.fixture.ts';
import { xmlMistakes } from './xml.fixture.ts';

const bothPassed = [outcome('RESP-001', 'chat', 'passed'), outcome('RESP-001', 'sms', 'passed')];
const all = { channels: ['chat', 'sms'], only: [], pinned: {} } as const;

describe('badge.svg', () => {
  it.each([
    ['conforms', resultsOf(bothPassed)],
    ['conforms over Chat', resultsOf([outcome('RESP-001', 'chat', 'passed')], { summary: { chat: {} } })],
    ['conforms in part', resultsOf(bothPassed, { asked: { ...all, only: ['RESP-001'] } })],
    ['conforms but for waivers', resultsOf([...bothPassed, outcome('RESP-002', 'chat', 'waived')])],
    ['does not conform', mixedRun],
    ['incomplete', resultsOf([outcome('RESP-001', 'chat', 'passed')], { complete: false })],
    ['incomplete', resultsOf([])],
  ])('says “%s”', async (words, results) => {
    const svg = renderBadge(results);

    expect(svg).toContain(`<title>Consult: ${words}</title>`);
    expect(svg).not.toContain('%');
    expect(await xmlMistakes(svg)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { renderBadge } from './badge.ts';
import { mixedRun, outcome, resultsOf } from './sample-run.fixture.ts';
import { xmlMistakes } from './xml.fixture.ts';

describe('badge.svg', () => {
  it.each([
    ['conforms', resultsOf([outcome('RESP-001', 'chat', 'passed')])],
    [
      'conforms but for waivers',
      resultsOf([outcome('RESP-001', 'chat', 'passed'), outcome('RESP-002', 'chat', 'waived')]),
    ],
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

import { describe, expect, it } from 'vitest';
import type { Results } from '../model/outcome.ts';
import { renderComplianceMd } from './compliance-md.ts';
import { renderConsole } from './console.ts';
import { renderComplianceHtml } from './html/index.ts';
import { createPaint } from './paint.ts';
import { waiverWords } from './waiver-words.ts';
import { catalog, outcome, problem, resultsOf } from './sample-run.fixture.ts';

const waivers = [
  { fingerprint: '0123456789abcdef', reason: 'Known.', owner: 'chat team', expires: '2027-01-31' },
];

/** One failure that is waived, and two rules that rest on it. */
const results: Results = resultsOf(
  [
    outcome('RESP-001', 'sms', 'passed'),
    outcome('RESP-002', 'sms', 'waived', { problems: [problem()], waivers }),
    outcome('RESP-003', 'sms', 'waived', { because: 'RESP-002', reason: 'It rests on another.', waivers }),
    outcome('CUST-001', 'sms', 'waived', { because: 'RESP-003', reason: 'It rests on another.', waivers }),
  ],
  { baseline: { file: 'baseline.yaml', entries: 1, troubles: [], warnings: ['It ends soon.'] } },
);

const page = [...renderComplianceHtml({ results, evidence: [], catalog })].join('').replaceAll('\n', ' ');
const markdown = renderComplianceMd(results, catalog);
const shown = renderConsole({
  results,
  catalog,
  width: 80,
  paint: createPaint(false),
  verbose: false,
  files: [],
});

describe('what rests on a waived failure', () => {
  it('is counted apart from it in the verdict of the channel', () => {
    expect(shown).toContain('SMS conforms but for waivers: 1 MUST waived, 1 not judged because of it.');
    expect(markdown).toContain(
      '**SMS conforms but for waivers: 1 MUST waived, 1 not judged because of it.**',
    );
    expect(page).toContain('1 MUST waived, 1 not judged because of it');
  });

  it('is no finding, and no failure that somebody accepted', () => {
    expect(page).toContain('Findings (1)');
    expect(page).toContain('1 known failure, accepted for now.');
    expect(markdown.match(/^\*\*w waived\*\*/gm)).toHaveLength(1);
    expect(shown.match(/w SMS waived/g)).toHaveLength(1);
  });

  it('stands in what was not judged, and is not said to be judged', () => {
    expect(page).not.toContain('every MUST that a check covers was judged');
    expect(page).toContain('but for 2 verdicts that a waived failure keeps from being judged');
    expect(page).toContain('They rest on RESP-002, which does not hold, and is waived');
    expect(markdown).toContain('### Rests on a failure that is waived');
    expect(shown).toContain('because RESP-002 does not hold, and is waived');
  });
});

describe('what rests on several failures', () => {
  const because = { because: 'RESP-001', alsoBecause: ['RESP-002'] };
  const both = resultsOf([
    outcome('RESP-001', 'sms', 'failed', { problems: [problem()] }),
    outcome('RESP-002', 'sms', 'failed', { problems: [problem()] }),
    outcome('CUST-001', 'sms', 'untestable', because),
    outcome('CUST-002', 'sms', 'waived', { ...because, waivers }),
  ]);

  it('names all of them, waived or not', () => {
    const html = [...renderComplianceHtml({ results: both, evidence: [], catalog })].join('');
    const text = renderComplianceMd(both, catalog);
    const screen = renderConsole({
      results: both,
      catalog,
      width: 100,
      paint: createPaint(false),
      verbose: true,
      files: [],
    });

    expect(html).toContain('They rest on RESP-001 and RESP-002, which do not hold');
    expect(text).toContain('because `RESP-001` and `RESP-002` do not hold');
    expect(screen).toContain('because RESP-001 and RESP-002 do not hold');
    expect(waiverWords(outcome('CUST-002', 'sms', 'waived', { ...because, waivers }))).toContain(
      'with RESP-001 and RESP-002, on which it rests, until 2027-01-31',
    );
  });
});

it('does not say that a baseline needs mending when its entries only end soon', () => {
  expect(markdown).toContain('## Waivers that end soon: `baseline.yaml`');
  expect(markdown).not.toContain('needs mending');
});

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { compareResults, type Comparison, type Matrix } from '../../compare/index.ts';
import { createPaint } from '../paint.ts';
import { catalog, mixedRun, outcome, resultsOf } from '../sample-run.fixture.ts';
import { all, matrix, pair } from './comparisons.fixture.ts';
import { comparisonExitCode, comparisonFiles, comparisonPaper, renderComparison } from './index.ts';
import { steering } from '../steering.fixture.ts';

const filesOf = (comparison: Comparison | Matrix): Readonly<Record<string, string>> =>
  Object.fromEntries(comparisonFiles(comparison, catalog));

const shown = (comparison: Comparison | Matrix, verbose = false, width = 100): string =>
  renderComparison(comparisonPaper(comparison, catalog), { width, verbose, paint: createPaint(false) });

describe('comparison.json', () => {
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
  formats.default(ajv);
  const path = createRequire(import.meta.url).resolve('#schemas/tool/comparison.schema.json');
  const validate = ajv.compile(JSON.parse(readFileSync(path, 'utf8')));

  it.each(all)('of %s is as its schema says', (_what, comparison) => {
    validate(JSON.parse(filesOf(comparison)['comparison.json'] ?? ''));

    expect(validate.errors ?? []).toEqual([]);
  });
});

describe('comparison.html', () => {
  it.each(all)('of %s loads nothing, runs nothing, and has no markup of a stranger', (_what, comparison) => {
    const page = filesOf(comparison)['comparison.html'] ?? '';
    const body = page.slice(page.indexOf('<body>'));

    expect(page).toMatch(/content="default-src &#39;none&#39;; style-src &#39;sha256-[\w+/=]+&#39;;/);
    expect(page).not.toMatch(/<(script|link|img|iframe|object|base|form)\b|\b(src|href|on\w+)=/i);
    expect(new Set([...body.matchAll(/<\/?([^\s>/]+)/g)].map(([, name]) => name))).toSatisfy(
      (names: ReadonlySet<string>) => [...names].every((name) => known.has(name)),
    );
    expect(page).not.toMatch(steering);
  });

  const known = new Set(
    'body div main h1 h2 p ul li strong section details summary table thead tbody tr th td bdi html'.split(
      ' ',
    ),
  );
});

describe('comparison.md', () => {
  it.each(all)('of %s has no markup of a stranger, and whole tables', (_what, comparison) => {
    const text = filesOf(comparison)['comparison.md'] ?? '';
    const outsideCode = text.replaceAll(/`[^`\n]*`/g, '');

    expect(outsideCode).not.toMatch(/<(?!\/?(details|summary|code)>)/);
    expect(outsideCode).not.toContain('@everyone');
    expect(text).not.toMatch(steering);
    for (const block of text.split('\n\n').filter((one) => one.startsWith('| '))) {
      const widths = block
        .trimEnd()
        .split('\n')
        .map((line) => line.split('|').length);
      expect(new Set(widths).size).toBe(1);
    }
  });

  it('stays within a comment, however much moved', () => {
    const divergences = Array.from(
      { length: 5_000 },
      (_, i) => ({ id: `member /${i}`, class: 'undocumented', chat: 'integer', sms: 'absent' }) as const,
    );
    const many = compareResults(mixedRun, { ...mixedRun, divergences });
    const text = filesOf(many)['comparison.md'] ?? '';

    expect(text.length).toBeLessThan(65_536);
    expect(text).toMatch(/… and \d+ more, in comparison\.json\./);
  });
});

describe('the comparison on a terminal', () => {
  it('says what moved, with its rule, and ends with the conclusion', () => {
    const text = shown(pair);

    expect(text).toMatch(/Verdicts that got better \(1\)[\s\S]*RESP-002 +SMS +MUST +failed → passed/);
    expect(text).toContain('The answer carries statusCode, an integer.');
    expect(text).toMatch(/SPELLING +SMS +published +documented +another answer/);
    expect(text).toContain('12 → 124 (slower)');
    expect(text).toContain('80 → 802 (too few)');
    expect(text).toMatch(/Only in Web Services 8\.6 \(1\)[\s\S]*CUST-003 +SMS/);
    expect(text.trimEnd().split('\n').at(-1)).toBe('Nothing got worse.');
  });

  it.each(all)('of %s can not be steered, and keeps within its width', (_what, comparison) => {
    for (const verbose of [true, false]) {
      const text = shown(comparison, verbose, 80);

      expect(text).not.toMatch(steering);
      expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
    }
  });

  it('puts the runs of a matrix side by side', () => {
    expect(shown(matrix)).toMatch(/RESP-002 +SMS +failed +passed +–/);
  });

  const good = resultsOf(mixedRun.outcomes.map((one) => outcome(one.requirement, one.channel, 'passed')));

  it('shows what hangs on the same broken rules in one row', () => {
    const { outcomes } = mixedRun;
    const resting = outcome('CUST-001', 'sms', 'untestable', {
      because: 'RESP-002',
      alsoBecause: ['RESP-001'],
    });
    const several = resultsOf([...outcomes.filter(({ requirement }) => requirement !== 'CUST-001'), resting]);

    expect(shown(compareResults(good, mixedRun))).toMatch(
      /broken rules +channel +how many\n +RESP-002 +SMS +1\n/,
    );
    expect(shown(compareResults(good, several))).toMatch(/ RESP-002, RESP-001 +SMS +1\n +which +CUST-001\n/);
  });

  it('names the first of very many broken rules, and counts the others', () => {
    const causes = Array.from({ length: 1_000 }, (_, i) => `RULE-${i}`);
    const resting = outcome('RESP-002', 'sms', 'untestable', { because: 'RESP-001', alsoBecause: causes });

    expect(shown(compareResults(good, resultsOf([resting])), true)).toMatch(/RULE-4 and 995 more/);
  });
});

describe('the exit code of a comparison', () => {
  it.each([
    ['worse', 1],
    ['incomparable', 3],
    ['open', 3],
    ['not-worse', 0],
  ] as const)('that comes to %s is %i', (conclusion, code) => {
    expect(comparisonExitCode({ ...pair, conclusion })).toBe(code);
  });

  it('of a matrix is 0: none of the runs is the measure of the others', () => {
    expect(comparisonExitCode(matrix)).toBe(0);
  });
});

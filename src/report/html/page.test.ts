import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../catalog/index.ts';
import { referenceTarget } from '../../run/reference-target.ts';
import { conduct } from '../../run/conduct.ts';
import { startReference } from '../../reference/index.ts';
import { catalog, outcome, problem, resultsOf } from '../sample-run.fixture.ts';
import { renderComplianceHtml, type HtmlSource } from './index.ts';
import { attack, source } from './page-run.fixture.ts';

const pageOf = (from: HtmlSource): string => [...renderComplianceHtml(from)].join('');
const page = pageOf(source);

describe('compliance.html', () => {
  it('is the same whenever it is made', () => {
    expect(pageOf(source)).toBe(page);
  });

  it('allows its own style and script, and nothing else', () => {
    const policy =
      /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]?.replaceAll('&#39;', "'") ?? '';
    const hashOf = (tag: string): string => {
      const content = new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(page)?.[1] ?? '';
      return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
    };

    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `style-src ${hashOf('style')}`,
      `script-src ${hashOf('script')}`,
      "base-uri 'none'",
      "form-action 'none'",
    ]);
  });

  it('shows what strangers wrote as text: no markup, nothing that steers', () => {
    expect(page).not.toContain(attack.slice(0, 20));
    expect(page).not.toMatch(/<(img|iframe|svg onload)/);
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
  });

  it('never speaks of a share', () => {
    const words = page.replace(/<style>[^]*?<\/style>/, '');

    expect(words).not.toMatch(/\d ?%|per ?cent\b/);
  });

  it('says of an unjudged run and of one channel what there is', () => {
    const empty = pageOf({ results: resultsOf([], { complete: false }), evidence: [], catalog });
    const one = pageOf({ results: resultsOf([outcome('RESP-001', 'sms', 'passed')]), evidence: [], catalog });

    expect(empty.match(/Could not be judged|could not be judged/g)?.length).toBe(2);
    expect(one).not.toContain('<h3>Chat</h3>');
  });

  it.each([
    [
      'outcomes',
      Array.from({ length: 100_000 }, (_, i) =>
        outcome(`X-${i}`, 'sms', 'failed', { problems: [problem({ evidence: [2] })] }),
      ),
    ],
    [
      'problems of one outcome',
      [
        outcome('RESP-001', 'sms', 'failed', {
          problems: Array.from({ length: 100_000 }, (_, i) => problem({ where: `place ${i}, /x` })),
        }),
      ],
    ],
  ])('stays small when there are 100,000 %s, and says what it left out', (_what, outcomes) => {
    const large = pageOf({ ...source, results: resultsOf(outcomes) });

    expect(large.length).toBeLessThan(3_000_000);
    expect(large).toMatch(/… and \d+ more (findings|problems), in results\.json/);
  });

  it('of a normal run has at most 500 kB', async () => {
    const reference = await startReference();
    const target = referenceTarget(reference, {
      answer: 8_000,
      notification: 8_000,
      settle: 60,
      overall: 60_000,
    });
    const normal = loadCatalog();

    const { results, evidence } = await conduct({ target, catalog: normal }).finally(() => reference.close());

    const size = Buffer.byteLength(pageOf({ results, evidence, catalog: normal }));
    expect(results.complete).toBe(true);
    expect(size).toBeLessThan(500_000);
  }, 90_000);
});

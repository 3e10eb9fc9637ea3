/** comparison.html in a real browser. These tests are not run where there is no Chromium. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, openFile, startBrowser } from '../html/browser.fixture.ts';
import { catalog } from '../sample-run.fixture.ts';
import { all } from './comparisons.fixture.ts';
import { comparisonFiles } from './index.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe.skipIf(chromiumPath === undefined)('comparison.html in a browser', () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await startBrowser()), 60_000);
  afterAll(() => browser.close());

  it.each(all)(
    'of %s is quiet, asks for nothing, fits a phone, and is accessible',
    async (_what, comparison) => {
      const content = Object.fromEntries(comparisonFiles(comparison, catalog))['comparison.html'] ?? '';
      const opened = await openFile(browser, content, {
        viewport: { width: 390, height: 800 },
        colorScheme: 'dark',
      });
      const { page, said, requests, close } = opened;
      try {
        await page.evaluate('document.querySelectorAll("details").forEach((one) => { one.open = true; })');
        // The policy of the page lets no script in: axe goes in by the debugger.
        await page.evaluate(axe);
        const { violations } = (await page.evaluate('axe.run()')) as {
          violations: readonly { readonly id: string }[];
        };

        expect(violations.map(({ id }) => id)).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
        expect(await page.evaluate('getComputedStyle(document.querySelector("table")).borderCollapse')).toBe(
          'collapse',
        );
        expect([said, requests]).toEqual([[], []]);
      } finally {
        await close();
      }
    },
  );
});

/** compliance.html in a real browser. These tests are not run where there is no Chromium. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, openFile, startBrowser, type Opened } from './browser.fixture.ts';
import { renderComplianceHtml } from './index.ts';
import { source } from './page-run.fixture.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe.skipIf(chromiumPath === undefined)('compliance.html in a browser', () => {
  let browser: Browser;
  let opened: Opened | undefined;
  let content: string;

  beforeAll(async () => {
    browser = await startBrowser();
    content = [...renderComplianceHtml(source)].join('');
  }, 90_000);
  afterAll(() => browser.close());
  afterEach(async () => {
    await opened?.close();
    opened = undefined;
  });

  async function open(options: BrowserContextOptions & { readonly hash?: string } = {}): Promise<Opened> {
    opened = await openFile(browser, content, options);
    return opened;
  }

  it('shows its sections, says nothing on the console and asks no host', async () => {
    const { page, said, requests } = await open();

    const headings = await page.locator('h2').allInnerTexts();
    expect(headings).toEqual([
      'Verdict',
      'About this run',
      'Waivers in force',
      'Findings',
      'Requirements',
      'Chat against SMS',
      'Readings',
      'Latency',
      'Not judged',
      'Files of this run',
    ]);
    expect(said).toEqual([]);
    expect(requests).toEqual([]);
  });

  it('runs no script that a server put into what it said', async () => {
    const { page, requests } = await open();

    for (const one of await page.locator('details').all())
      await one.evaluate((element) => element.setAttribute('open', ''));

    expect(await page.evaluate('window.pwned')).toBeUndefined();
    expect(await page.locator('script').count()).toBe(1);
    expect(await page.locator('img, iframe, object, embed, link, base').count()).toBe(0);
    expect(await page.locator('[onload], [onerror], [onclick], [style]').count()).toBe(0);
    expect(requests).toEqual([]);
  });

  it('leads to no address but its own places and those of the web', async () => {
    const { page } = await open();

    const links = await page
      .locator('a')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));

    expect(links.filter((href) => !href.startsWith('#'))).toEqual(
      Array.from({ length: 2 }, () => 'https://issues.example/1'),
    );
  });

  it('has a place for each link within it, and no two of one name', async () => {
    const { page } = await open();

    const ids = await page.locator('[id]').evaluateAll((all) => all.map(({ id }) => id));
    const targets = await page
      .locator('a[href^="#"]')
      .evaluateAll((all) => all.map((link) => (link.getAttribute('href') ?? '').slice(1)));

    expect(new Set(ids).size).toBe(ids.length);
    expect(targets.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('filters by channel, verdict, level, subject and text, and keeps that in its address', async () => {
    const { page } = await open();
    const left = () =>
      page.locator('#findings [data-row]:not([hidden])').evaluateAll((all) => all.map(({ id }) => id));

    await page.locator('.filters').getByLabel('Channel').selectOption('chat');
    expect(await left()).toEqual(['finding-chat-CUST-001']);

    await page.locator('.filters').getByLabel('Channel').selectOption('');
    await page.locator('.filters').getByLabel('Verdict').selectOption('waived');
    expect(await left()).toEqual(['finding-sms-CUST-001']);

    await page.locator('.filters').getByLabel('Verdict').selectOption('');
    await page.locator('.filters').getByLabel('Subject').selectOption('response');
    expect(await left()).toEqual(['finding-sms-RESP-002']);

    await page.locator('.filters').getByLabel('Subject').selectOption('');
    await page.locator('.filters').getByLabel('Level').selectOption('SHOULD');
    expect(await left()).toEqual([]);
    expect(await page.locator('#findings .none').isVisible()).toBe(true);

    await page.locator('.filters').getByLabel('Level').selectOption('');
    await page.locator('.filters').getByLabel('Text').fill('RESP-002');
    expect(await left()).toEqual(['finding-sms-RESP-002']);
    expect(await page.locator('#requirement-RESP-001').isVisible()).toBe(false);
    expect(page.url()).toMatch(/#\?text=RESP-002$/);
    expect(await page.locator('.filters output').innerText()).toContain('findings: 1 of 4');

    await page.getByRole('button', { name: 'Clear' }).click();
    await expect.poll(left).toHaveLength(4);
    expect(page.url()).toMatch(/#$/);
  });

  it('takes its filters from its address', async () => {
    const { page } = await open({ hash: '#?channel=sms&verdict=failed' });

    expect(await page.locator('.filters').getByLabel('Verdict').inputValue()).toBe('failed');
    expect(await page.locator('#findings [data-row]:not([hidden])').count()).toBe(2);
  });

  it.each(['?channel=nobody&verdict=%3Cscript%3E', 'finding-%E0%A4%A', '?text=%'])(
    'bears the address #%s',
    async (hash) => {
      const { page, said } = await open({ hash: `#${hash}` });

      expect(await page.locator('#findings [data-row]').count()).toBe(4);
      expect(said).toEqual([]);
    },
  );

  it('opens a finding onto its evidence: the diagram, the message, the marked place', async () => {
    const { page } = await open();
    const finding = page.locator('#finding-sms-RESP-002');
    const diagram = finding.locator('svg.sequence').first();
    expect(await diagram.isVisible()).toBe(false);

    await finding.locator('summary').first().click();

    expect(await diagram.isVisible()).toBe(true);
    expect(await diagram.locator('.name').allTextContents()).toEqual(['originator', 'server']);
    expect(await diagram.locator('.cited .label').first().textContent()).toBe('#2 Consult');
    const marks = await finding.locator('pre mark').allInnerTexts();
    expect(marks).toEqual(['"statusCode": "0",', 'no "referenceUri" here']);
    expect(await finding.getByText('Expected').count()).toBe(2);
  });

  it('opens the finding that a link leads to', async () => {
    const { page } = await open({ hash: '#finding-sms-RESP-002' });

    expect(await page.locator('#finding-sms-RESP-002 svg.sequence').first().isVisible()).toBe(true);
    await page.evaluate("location.hash = '#requirement-CUST-002'");
    await expect.poll(() => page.locator('#requirement-CUST-002').isVisible()).toBe(true);
  });

  it('is opened and read by keyboard', async () => {
    const { page } = await open();

    await page.locator('#finding-sms-RESP-002 > summary').focus();
    await page.keyboard.press('Enter');

    expect(await page.locator('#finding-sms-RESP-002').getAttribute('open')).not.toBeNull();
    await page.keyboard.press('Tab');
    expect(await page.evaluate("document.activeElement.closest('#finding-sms-RESP-002') !== null")).toBe(
      true,
    );
  });

  it.each(['light', 'dark'] as const)('has no fault of accessibility in %s', async (colorScheme) => {
    const { page } = await open({ colorScheme });
    await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");

    // The policy of the page lets no script in: axe goes in by the debugger.
    await page.evaluate(axe);
    const { violations } = (await page.evaluate('axe.run()')) as {
      violations: { id: string; nodes: { html: string }[] }[];
    };

    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`)).toEqual([]);
  });

  it.each([320, 390])('fits a phone %i pixels wide', async (width) => {
    const { page } = await open({ viewport: { width, height: 800 } });
    await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");

    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  });

  it('shows on paper what is folded on the screen, and no filters', async () => {
    const { page } = await open();

    await page.emulateMedia({ media: 'print' });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");

    expect(await page.locator('.filters').isVisible()).toBe(false);
    expect(await page.locator('#finding-sms-RESP-002 pre').first().isVisible()).toBe(true);
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await page.locator('#finding-sms-RESP-002').getAttribute('open')).toBeNull();
  });

  it('shows everything without its script', async () => {
    const { page, said } = await open({ javaScriptEnabled: false });

    expect(await page.locator('.filters').isVisible()).toBe(false);
    expect(await page.locator('#findings > details').count()).toBe(4);
    await page.locator('#finding-sms-RESP-002 > summary').click();
    expect(await page.locator('#finding-sms-RESP-002 svg.sequence').first().isVisible()).toBe(true);
    expect(said).toEqual([]);
  });
});

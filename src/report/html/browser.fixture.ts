/** A browser for tests: Chromium as the system has it, or none. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

const named = process.env['CHROMIUM'];
const places =
  named === undefined
    ? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
    : [named];

/** Where Chromium is; `undefined`: this machine has none, and what needs it can't be tested. */
export const chromiumPath: string | undefined = places.find((path) => existsSync(path));

/** Starts it. Who does also closes it. */
export function startBrowser(): Promise<Browser> {
  // Chromium has no sandbox for the user that containers run as.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: chromiumPath ?? '', args, timeout: 60_000 });
}

/** A page that is open, and what happened in it. */
export interface Opened {
  readonly page: Page;
  /** What it wrote on its console, and errors of its script. */
  readonly said: readonly string[];
  /** The addresses that it asked for, without itself. */
  readonly requests: readonly string[];
  readonly close: () => Promise<void>;
}

/** Opens a page from a file, as somebody does who was sent it. */
export async function openFile(
  browser: Browser,
  content: string,
  { hash = '', ...options }: BrowserContextOptions & { readonly hash?: string } = {},
): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'consult-page-'));
  const file = join(folder, 'compliance.html');
  writeFileSync(file, content);
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const [said, requests]: [string[], string[]] = [[], []];
  const address = pathToFileURL(file).href;
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  page.on('request', (request) => {
    if (request.url().split('#')[0] !== address) requests.push(request.url());
  });
  await page.goto(address + hash);
  const close = async (): Promise<void> => {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { page, said, requests, close };
}

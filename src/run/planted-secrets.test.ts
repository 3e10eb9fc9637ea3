import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog/index.ts';
import type { Progress } from '../model/progress.ts';
import type { Credentials, Target } from '../model/target.ts';
import { faults, startReference } from '../reference/index.ts';
import { contentsOf } from '../report/folder-contents.fixture.ts';
import { createPaint, renderConsole, writeReports } from '../report/index.ts';
import { startProxy } from '../target/proxy.fixture.ts';
import { conduct, type Conducted } from './conduct.ts';
import { startLeakyGateway } from './leaky-gateway.fixture.ts';
import { referenceTarget } from './reference-target.ts';

const catalog = loadCatalog();
const closings: (() => unknown)[] = [];

afterAll(async () => {
  for (const close of closings.splice(0).toReversed()) await close();
});

const CLIENT_SECRET = 'client-secret-0123';
const BEARER = 'bearer-token-of-the-consultant';
const API_KEY = 'api-key-of-the-gateway';
const MARKED = 'marked in the target file';
const PROXY_PASSWORD = 'p@ss of the proxy';

interface Ran {
  readonly conducted: Conducted;
  readonly secrets: readonly string[];
  readonly progress: readonly Progress[];
}

const basic = (userName: string, password: string): string =>
  `Basic ${Buffer.from(`${userName}:${password}`).toString('base64')}`;

/** A run against a server that tells everybody everything; one of its notifications is wrong, to have problems shown. */
async function run(): Promise<Ran> {
  const fault = faults.filter(({ id }) => id === 'participants.consultant-renamed');
  const quirks = fault.map(({ id, channels, make }) => ({ ...make(), id, channels }));
  const reference = await startReference({ quirks });
  closings.push(reference.close);
  const { originator, consultant, bystander } = reference.accounts;
  const gateway = await startLeakyGateway({
    origin: reference.baseUrl,
    tokens: { [BEARER]: basic(consultant.userName, consultant.password) },
    granted: basic(originator.userName, originator.password),
    planted: [CLIENT_SECRET, BEARER, API_KEY, MARKED, PROXY_PASSWORD, bystander.password],
  });
  closings.push(gateway.close);
  const proxy = await startProxy(`joe:${PROXY_PASSWORD}`);
  closings.push(proxy.close);
  const target = targetBehind(referenceTarget(reference), {
    url: gateway.url,
    proxy: `http://joe:${encodeURIComponent(PROXY_PASSWORD)}@${proxy.host}`,
    originator: {
      kind: 'oauth',
      grant: 'client-credentials',
      userName: originator.userName,
      tokenUrl: gateway.tokenUrl,
      clientId: 'client-0',
      clientSecret: CLIENT_SECRET,
    },
    consultant: { kind: 'bearer', userName: consultant.userName, token: BEARER },
  });
  const progress: Progress[] = [];
  const conducted = await conduct({ target, catalog, onProgress: (one) => void progress.push(one) });
  return { conducted, progress, secrets: gateway.secrets() };
}

interface Way {
  readonly url: string;
  readonly proxy: string;
  readonly originator: Credentials;
  readonly consultant: Credentials;
}

function targetBehind(target: Target, { url, proxy, originator, consultant }: Way): Target {
  const { parties, channels } = target;
  const source = { kind: 'reference', url: `${url}/reference` } as const;
  return {
    ...target,
    baseUrl: url,
    proxy,
    parties: {
      ...parties,
      ...(parties.originator && { originator: { ...parties.originator, credentials: originator } }),
      ...(parties.consultant && { consultant: { ...parties.consultant, credentials: consultant } }),
    },
    channels: Object.fromEntries(
      Object.entries(channels).map(([id, channel]) => [id, { ...channel, source }]),
    ),
    headers: [{ name: 'X-Api-Key', value: API_KEY, secret: true }],
    secrets: [MARKED],
  };
}

describe('a server that tells everybody every secret', () => {
  let ran: Ran;
  beforeAll(async () => {
    ran = await run();
  }, 30_000);

  it('gets none of them into anything that a run writes or shows', () => {
    const { conducted, progress, secrets } = ran;
    const { results, evidence } = conducted;
    const folder = mkdtempSync(join(tmpdir(), 'consult-secrets-'));
    closings.push(() => rmSync(folder, { recursive: true }));

    const files = writeReports(folder, { results, evidence, catalog });
    const screen = renderConsole({
      results,
      catalog,
      width: 100,
      paint: createPaint(false),
      files,
      verbose: true,
    });
    const written = [...Object.values(contentsOf(folder)), screen, JSON.stringify(progress)].join('\n');

    expect(secrets.length).toBeGreaterThan(15);
    const told = secrets.filter((secret) =>
      [secret, encodeURIComponent(secret)].some((form) => written.includes(form)),
    );
    expect(told).toEqual([]);
    expect(written).toContain('(secret)');
    expect(written).toContain('refresh_token');
  });

  it('is judged all the same', () => {
    const { results } = ran.conducted;

    const red = results.outcomes.filter(({ verdict }) => verdict === 'failed' || verdict === 'warned');
    expect([...new Set(red.map(({ requirement }) => requirement))]).toEqual(['PART-006']);
    const open = results.outcomes.filter(({ verdict }) => verdict === 'untestable');
    expect(open.filter(({ because }) => because === undefined)).toEqual([]);
  });
});

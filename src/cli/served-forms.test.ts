import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Exchange } from '../model/evidence.ts';
import type { Outcome, Results } from '../model/outcome.ts';
import { createProcesses, type Ended, type Served, type Variables } from './processes.fixture.ts';

// A server and a run are two processes already.
vi.setConfig({ maxConcurrency: 2 });

const examples = resolve('examples');
const variables = Object.fromEntries(
  ['originator', 'consultant', 'bystander', 'featureless', 'second'].flatMap((party) =>
    ['password', 'token', 'client-secret'].map((kind) => [
      `CONSULT_${party}_${kind}`.toUpperCase().replaceAll('-', '_'),
      `${party}-${kind}`,
    ]),
  ),
);

const processes = createProcesses(variables);
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'consult-served-forms-'));
  copyFileSync(join(examples, 'sessions/sessions.mjs'), join(folder, 'sessions.mjs'));
});
afterAll(() => {
  processes.end();
  rmSync(folder, { recursive: true });
});

/** A target file as data. */
interface TargetYaml {
  readonly baseUrl: string;
  readonly parties: Readonly<Record<string, { readonly oauth?: object }>>;
  readonly channels: Readonly<Record<string, { readonly source: Readonly<Record<string, unknown>> }>>;
}

const used = new Set<string>();

/** An example file, for the server that answers there. */
function example(name: string, { address }: Served): TargetYaml {
  used.add(name);
  const text = readFileSync(join(examples, name), 'utf8');
  return parse(text.replaceAll('127.0.0.1:8080', new URL(address).host)) as TargetYaml;
}

interface Run extends Ended {
  readonly results: Results;
  /** Method and path of each request that was recorded. */
  readonly requests: readonly string[];
}

interface RunSettings {
  readonly env?: Variables;
  /** Longer than what is to end in mid-run lasts. */
  readonly settle?: string;
}

/** Runs the program against a target file. */
async function run(
  name: string,
  target: TargetYaml | string,
  { env = variables, settle = '200ms' }: RunSettings = {},
): Promise<Run> {
  const file = join(folder, `${name}.target.yaml`);
  writeFileSync(file, typeof target === 'string' ? target : stringify(target));
  const out = join(folder, name);
  const ended = await processes.program(['run', '--target', file, '--settle', settle, '--out', out], env);
  if (ended.code === 2) throw new Error(ended.err);
  const results = JSON.parse(readFileSync(join(out, 'results.json'), 'utf8')) as Results;
  const evidence = readFileSync(join(out, 'evidence.jsonl'), 'utf8').trimEnd().split('\n');
  return { ...ended, results, requests: evidence.flatMap(requestIn) };
}

function requestIn(line: string): string[] {
  const { kind, request } = JSON.parse(line) as Partial<Exchange>;
  return kind === 'exchange' && request !== undefined
    ? [`${request.method} ${new URL(request.url).pathname}`]
    : [];
}

/** Outcomes that are not good, in a form that says which. */
function bad(
  { results }: Run,
  verdicts: readonly Outcome['verdict'][] = ['failed', 'warned', 'untestable'],
): string[] {
  return results.outcomes
    .filter(({ verdict }) => verdicts.includes(verdict))
    .map(({ requirement, channel, verdict }) => `${requirement} on ${channel}: ${verdict}`);
}

/** What differs between the channels of a server that has no such difference. */
function divergent({ results }: Run): string[] {
  return results.divergences.flatMap((one) => (one.class === 'undocumented' ? [one.id] : []));
}

/** Readings of a run, by channel. */
function reading({ results }: Run, id: string): Record<string, string> {
  const found = results.readings.filter((one) => one.id === id);
  return Object.fromEntries(found.map(({ channel, answer }) => [channel, answer]));
}

const conforms = { code: 0, bad: [], divergent: [], complete: true };

function verdictOf(result: Run): object {
  return {
    code: result.code,
    bad: bad(result),
    divergent: divergent(result),
    complete: result.results.complete,
  };
}

describe.concurrent('run against a server of another form', { timeout: 120_000 }, () => {
  it('reaches one behind a proxy: a prefix, another host name, CSRF, a load balancer, gzip', async () => {
    const flags = ['--base-path', '/gws', '--external-base', 'https://gws.example.com'];
    const server = await processes.serve(...flags, '--csrf', '--load-balancer', '--gzip');

    const result = await run('proxy', example('forms/behind-a-proxy.target.yaml', server));

    expect(verdictOf(result)).toEqual(conforms);
  });

  it('reaches one with TLS, bearer tokens and the double s', async () => {
    const certificates = join(folder, 'certificates-1');
    const flags = ['--tls', '--tls-folder', certificates, '--auth', 'bearer'];
    const server = await processes.serve(...flags, '--variant', 'published-spelling');
    const target = example('forms/tls-and-tokens.target.yaml', server);

    const result = await run('tls', withCertificates(target, certificates));

    expect(verdictOf(result)).toEqual(conforms);
    expect(reading(result, 'SPELLING')).toEqual({ sms: 'published' });
  });

  it('reaches one with client certificates and OAuth, and renews its tokens', async () => {
    const certificates = join(folder, 'certificates-2');
    const flags = ['--tls-client', '--tls-folder', certificates, '--auth', 'oauth', '--token-ttl', '5s'];
    const server = await processes.serve(...flags);
    const target = example('forms/oauth.target.yaml', server);

    const result = await run('oauth', withCertificates(target, certificates), { settle: '5500ms' });

    expect(verdictOf(result)).toEqual(conforms);
    const tokens = result.requests.filter((request) => request === 'POST /auth/v3/oauth/token');
    const agents = Object.values(target.parties).filter(({ oauth }) => oauth !== undefined);
    expect(tokens.length).toBeGreaterThan(agents.length);
  });

  it('reaches one whose logins end in mid-run, by the target file that serve prints', async () => {
    const flags = ['--session-ttl', '5s', '--csrf', '--single-login', '--variant', 'auto-accept'];
    const server = await processes.serve(...flags);

    const result = await run('printed', server.yaml, { env: server.variables, settle: '5500ms' });

    expect({ ...verdictOf(result), bad: bad(result, ['failed', 'warned']) }).toEqual(conforms);
    const logins = result.requests.filter((request) => request === 'GET /api/v2/me');
    expect(logins.length).toBeGreaterThan(Object.keys(server.variables).length);
    expect(reading(result, 'CONSULTANT-ACCEPTS')).toEqual({ chat: 'automatic', sms: 'automatic' });
  });
});

function withCertificates(target: TargetYaml, certificates: string): TargetYaml {
  return parse(stringify(target).replaceAll('file:certificates/', `file:${certificates}/`)) as TargetYaml;
}

/** Why outcomes are untestable, each reason once. */
function reasonsIn({ results }: Run): string[] {
  const untestable = results.outcomes.filter(({ verdict }) => verdict === 'untestable');
  return [...new Set(untestable.map(({ channel, reason }) => `${channel}: ${reason}`))];
}

/** What can't be judged where the customer is neither seen nor heard. */
const unseen = `
  FAIL-022 FAIL-026
  CUST-001 CUST-002 CUST-003 CUST-004 CUST-005 CUST-006 CUST-007 CUST-008 CUST-009
  MSG-004 MSG-005 MSG-006 MSG-007 MSG-009
  AFTER-006 AFTER-007 AFTER-009 AFTER-011 AFTER-012
  SAFE-014`
  .trim()
  .split(/\s+/);

function notJudged(channel: string, ids: readonly string[]): string[] {
  return ids.map((id) => `${id} on ${channel}: untestable`).toSorted();
}

describe.concurrent('run with sessions from elsewhere', { timeout: 120_000 }, () => {
  it('takes chats of Mobile Services, and SMS sessions of a list', async () => {
    const server = await processes.serve('--csrf');
    const chat = example('sessions/gms.target.yaml', server);
    const { sms } = example('sessions/list.target.yaml', server).channels;
    const owners = [...Array<string>(7).fill('originator'), 'bystander', 'featureless'];
    const ids = await Promise.all(owners.map((owner) => openSession(server, owner)));

    const source = { ...sms?.source, ids };
    const result = await run('gms', { ...chat, channels: { ...chat.channels, sms: { ...sms, source } } });

    expect(bad(result, ['failed', 'warned'])).toEqual([]);
    expect(divergent(result)).toEqual([]);
    expect(bad(result).toSorted()).toEqual(notJudged('sms', unseen));
    expect(reasonsIn(result)).toEqual([
      expect.stringMatching(/^sms: .*what their customers see is not known/),
      expect.stringMatching(/^sms: The customer said nothing/),
    ]);
    expect(result.code).toBe(3);
  });

  it('takes chats of Web Services, and SMS sessions to which agents are invited', async () => {
    const server = await processes.serve('--customers');
    const chat = example('sessions/gws.target.yaml', server);
    const { sms } = example('sessions/invitation.target.yaml', server).channels;

    const source = { ...sms?.source, deadline: '3s' };
    const result = await run('gws', { ...chat, channels: { ...chat.channels, sms: { ...sms, source } } });

    expect(bad(result, ['failed', 'warned'])).toEqual([]);
    expect(divergent(result)).toEqual([]);
    expect(bad(result).toSorted()).toEqual(notJudged('sms', [...unseen, 'FEAT-002']));
    expect(reasonsIn(result)).toEqual([
      expect.stringMatching(/^sms: .*nothing of what the customer sees/),
      expect.stringMatching(/^sms: The customer said nothing/),
      expect.stringMatching(/^sms: No session came about for the agent without the feature/),
    ]);
    expect(result.code).toBe(3);
    expect(result.err).toContain('Send an SMS to +1 555 0100.');
  });

  it('takes sessions by recipe', async () => {
    const server = await processes.serve();

    const result = await run('recipe', example('sessions/recipe.target.yaml', server));

    expect(verdictOf(result)).toEqual(conforms);
  });

  it('takes sessions of a program', async () => {
    const server = await processes.serve();

    const result = await run('command', example('sessions/command.target.yaml', server));

    expect(verdictOf(result)).toEqual(conforms);
  });
});

/** Opens an SMS session for an agent, as the text of `serve` says. */
async function openSession({ address }: Served, owner: string): Promise<unknown> {
  const agent = `${owner}@reference.example`;
  const response = await fetch(`${address}/reference/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ channel: 'sms', nickname: 'Ann', agent }),
  });
  return ((await response.json()) as { readonly sessionId: unknown }).sessionId;
}

describe('the example target files', () => {
  it('are all used here or by the other tests across processes', () => {
    const elsewhere = ['embedded.target.yaml'];
    const all = readdirSync(examples, { recursive: true, encoding: 'utf8' });

    const files = all.filter((name) => name.endsWith('.target.yaml'));

    expect(files.toSorted()).toEqual([...used, ...elsewhere].toSorted());
  });
});

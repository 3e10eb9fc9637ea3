import { describe, expect, it } from 'vitest';
import { connect } from './agent.fixture.ts';
import type { JsonObject } from './json.ts';
import { basic, fetchFrom, login, type Line } from './line.fixture.ts';
import { openStage } from './stage.fixture.ts';
import { startReference } from './start.ts';

/** The cookies of a login, with the one by which CometD knows the browser. */
function cookiesOf(browser: Line, line: Line): string {
  const [known = ''] = /BAYEUX_BROWSER=[^;]*/.exec(browser.headers()['cookie'] ?? '') ?? [];
  return `${line.headers()['cookie'] ?? ''}; ${known}`;
}

const handshakeAgain = { successful: false, advice: { reconnect: 'handshake' } };

describe('logins that end', () => {
  it('are over after a while; the agent works on', async () => {
    let now = 0;
    const reference = await startReference({ sessionTtlMs: 1_000, clock: () => now });
    const { originator: account } = reference.accounts;
    const agent = await connect(reference.baseUrl, account);
    const credentials = { authorization: basic(account.userName, account.password) };
    const old = agent.headers();

    now = 1_001;
    const denied = await agent.get('/api/v2/me/chats');
    const deniedAgain = await fetchFrom(`${reference.baseUrl}/api/v2/me/chats`, {
      headers: { ...old, ...credentials },
    });
    const again = await fetchFrom(`${reference.baseUrl}/api/v2/me`, { headers: { ...old, ...credentials } });
    const opened = await fetchFrom(`${reference.baseUrl}/reference/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"channel":"sms","nickname":"Ann"}',
    });

    expect(denied.status).toBe(403);
    expect(denied.json).toMatchObject({ statusCode: 20 });
    expect(deniedAgain.json).toMatchObject({ statusCode: 20 });
    expect(again.status).toBe(200);
    expect(String(again.headers['set-cookie'])).toContain('JSESSIONID=');
    expect(again.headers['x-csrf-token']).not.toBe(old['x-csrf-token']);
    expect(opened.status).toBe(201);
    agent.close();
    await reference.close();
  });

  it.each([
    { of: 'stay when a login is over after a while', options: { sessionTtlMs: 1_000 }, stays: true },
    { of: 'go when another login ends it', options: { singleLogin: true }, stays: false },
  ])('have connections that $of', async ({ options, stays }) => {
    let now = 0;
    const reference = await startReference({ ...options, clock: () => now });
    const line = await login(reference.baseUrl, reference.accounts.second);
    const bayeux = async (by: Line, message: JsonObject): Promise<JsonObject> => {
      const { text } = await by.post('/api/v2/notifications', [message], { cookie: cookiesOf(line, by) });
      return (JSON.parse(text) as readonly [JsonObject])[0];
    };
    const { clientId = null } = await bayeux(line, {
      channel: '/meta/handshake',
      version: '1.0',
      supportedConnectionTypes: ['long-polling'],
    });
    const poll = {
      channel: '/meta/connect',
      clientId,
      connectionType: 'long-polling',
      advice: { timeout: 0 },
    };

    const before = await bayeux(line, poll);
    now = 1_001;
    const again = await login(reference.baseUrl, reference.accounts.second);
    const after = await bayeux(again, poll);

    expect(before).toMatchObject({ successful: true });
    expect(after).toMatchObject(stays ? { successful: true } : handshakeAgain);
    for (const one of [line, again]) one.close();
    await reference.close();
  });

  it('are ended by another login of the same agent, where one alone is allowed', async () => {
    const reference = await startReference({ singleLogin: true });
    const { originator, consultant } = reference.accounts;
    const first = await login(reference.baseUrl, originator);
    const other = await login(reference.baseUrl, consultant);

    const second = await login(reference.baseUrl, originator);

    expect((await first.get('/api/v2/me/chats')).json).toMatchObject({ statusCode: 20 });
    expect((await second.get('/api/v2/me/chats')).status).toBe(200);
    expect((await other.get('/api/v2/me/chats')).status).toBe(200);
    for (const line of [first, second, other]) line.close();
    await reference.close();
  });

  it('go on beside each other elsewhere', async () => {
    const reference = await startReference();
    const { originator } = reference.accounts;
    const first = await login(reference.baseUrl, originator);

    const second = await login(reference.baseUrl, originator);

    expect((await first.get('/api/v2/me/chats')).status).toBe(200);
    expect((await second.get('/api/v2/me/chats')).status).toBe(200);
    for (const line of [first, second]) line.close();
    await reference.close();
  });

  it('end with the server, which forgets everything and can answer at the same port again', async () => {
    const stage = await openStage();
    const { baseUrl } = stage.reference;
    await stage.close();

    const reference = await startReference({ port: Number(new URL(baseUrl).port) });
    const got = await fetchFrom(`${baseUrl}/api/v2/me/chats`, { headers: stage.originator.headers() });

    expect(reference.baseUrl).toBe(baseUrl);
    expect(got.status).toBe(403);
    await reference.close();
  });
});

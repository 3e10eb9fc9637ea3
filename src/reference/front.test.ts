import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { channelIds } from '../model/channel.ts';
import { makeCertificates } from './certificates.ts';
import { basic, fetchFrom, login } from './line.fixture.ts';
import { consultOn, each, openAccepted, openStage } from './stage.fixture.ts';
import { startReference } from './start.ts';

describe('answers', () => {
  it.each([
    ['gzip', true],
    ['br;q=1.0, GZIP;q=0.5', true],
    ['*', true],
    ['identity', false],
    ['gzip;q=0', false],
    ['gzip;q=0.0, br', false],
    [undefined, false],
  ])('are compressed for accept-encoding %s: %s', async (accepted, isPacked) => {
    const reference = await startReference({ gzip: true });
    const headers: Record<string, string> = accepted === undefined ? {} : { 'accept-encoding': accepted };

    const got = await fetchFrom(`${reference.baseUrl}/api/v2/diagnostics/version`, { headers });

    expect(got.headers['content-encoding']).toBe(isPacked ? 'gzip' : undefined);
    const text = isPacked ? gunzipSync(got.bytes).toString('utf8') : got.text;
    expect(JSON.parse(text)).toMatchObject({ statusCode: 0 });
    await reference.close();
  });

  it('of CometD are compressed too', async () => {
    const reference = await startReference({ gzip: true, csrf: false });
    const { userName, password } = reference.accounts.second;

    const got = await fetchFrom(`${reference.baseUrl}/api/v2/notifications`, {
      method: 'POST',
      headers: {
        'accept-encoding': 'gzip',
        'content-type': 'application/json',
        authorization: basic(userName, password),
      },
      body: '[{"channel":"/meta/handshake","version":"1.0","supportedConnectionTypes":["long-polling"]}]',
    });

    expect(JSON.parse(gunzipSync(got.bytes).toString('utf8'))).toMatchObject([{ successful: true }]);
    await reference.close();
  });

  it('are not compressed where nobody said so', async () => {
    const reference = await startReference();

    const got = await fetchFrom(`${reference.baseUrl}/api/v2/diagnostics/version`, {
      headers: { 'accept-encoding': 'gzip' },
    });

    expect(got.headers).not.toHaveProperty('content-encoding');
    await reference.close();
  });
});

describe('a load balancer', () => {
  it('gives a cookie, without which the session is not found', async () => {
    const reference = await startReference({ balancer: true });
    const line = await login(reference.baseUrl, reference.accounts.second);
    const cookies = line.headers()['cookie'] ?? '';

    const lost = await fetchFrom(`${reference.baseUrl}/api/v2/me/chats`, {
      headers: { cookie: cookies.replace(/SERVERID=[^;]*/, '') },
    });
    const found = await line.get('/api/v2/me/chats');

    expect(cookies).toMatch(/SERVERID=node-1/);
    expect(cookies).toMatch(/JSESSIONID=/);
    expect(lost.json).toMatchObject({ statusCode: 20 });
    expect(found.status).toBe(200);
    expect(found.headers['set-cookie']).toBeUndefined();
    line.close();
    await reference.close();
  });

  it.each(channelIds)('does not get into the way of a consult on %s', async (channel) => {
    const stage = await openStage({ balancer: true, gzip: true, sessionTtlMs: 60_000, singleLogin: true });
    const scene = await openAccepted(stage, channel);

    const { first, second } = await consultOn(stage, scene);

    expect(scene.session(first)['state']).toBe('Chatting');
    expect(each(second.data['messages'], 'type')).toEqual(['ParticipantJoined']);
    await stage.close();
  });
});

describe('encrypted connections', () => {
  it('are trusted by those who trust the authority, by every name, and by nobody else', async () => {
    const { ca, ...tls } = await makeCertificates({ hosts: ['127.0.0.1', 'localhost'], now: Date.now() });
    const reference = await startReference({ tls });
    const url = `${reference.baseUrl}/api/v2/diagnostics/version`;
    const { userName, password } = reference.accounts.second;

    const known = await fetchFrom(url, { tls: { ca } });
    const byName = await fetchFrom(url.replace('127.0.0.1', 'localhost'), { tls: { ca } });
    const me = await fetchFrom(`${reference.baseUrl}/api/v2/me`, {
      tls: { ca },
      headers: { authorization: basic(userName, password) },
    });

    expect(reference.baseUrl).toMatch(/^https:/);
    expect([known.status, byName.status]).toEqual([200, 200]);
    expect(me.json).toHaveProperty('user.uri', expect.stringMatching(/^https:/));
    expect(String(me.headers['set-cookie'])).toContain('; Secure');
    await expect(fetchFrom(url)).rejects.toThrow(/certificate/);
    await reference.close();
  });

  it('are for clients with a certificate, where that is demanded', async () => {
    const { ca, cert, key, client } = await makeCertificates({
      hosts: ['127.0.0.1'],
      now: Date.now(),
      forClients: true,
    });
    const reference = await startReference({ tls: { cert, key, clientCa: ca } });
    const url = `${reference.baseUrl}/api/v2/diagnostics/version`;

    expect((await fetchFrom(url, { tls: { ca, ...client } })).status).toBe(200);
    await expect(fetchFrom(url, { tls: { ca } })).rejects.toThrow();
    await reference.close();
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect as connectTcp } from 'node:net';
import { once } from 'node:events';
import { channelIds } from '../model/channel.ts';
import { connect, type TestAgent } from './agent.fixture.ts';
import { basic, fetchFrom, type Got } from './line.fixture.ts';
import type { Json, JsonObject } from './json.ts';
import { consultOn, openAccepted, openScene, openStage, uri, type Stage } from './stage.fixture.ts';

let stage: Stage;
let featureless: TestAgent;
beforeAll(async () => {
  stage = await openStage();
  featureless = await connect(stage.reference.baseUrl, stage.reference.accounts.featureless);
});
afterAll(async () => {
  featureless.close();
  await stage.close();
});

function expectRefusal({ status, json }: Got, [http, statusCode]: readonly [number, number]): void {
  expect([status, json?.['statusCode']]).toEqual([http, statusCode]);
  expect(Object.keys(json ?? {})).toEqual(['statusCode', 'statusMessage']);
  expect(json?.['statusMessage']).not.toMatch(/\bat .*:\d+/);
}

interface Hostile {
  readonly what: string;
  readonly body: string | Uint8Array;
  readonly type: string;
  readonly status: number;
}

describe.each(channelIds)('a Consult on %s', (channel) => {
  const targets: readonly { readonly what: string; readonly body: JsonObject; readonly code: number }[] = [
    { what: 'no target', body: {}, code: 1 },
    { what: 'an empty address', body: { targetUri: '' }, code: 10 },
    { what: 'a number', body: { targetUri: 7 }, code: 10 },
    { what: 'null', body: { targetUri: null }, code: 10 },
    { what: 'a list', body: { targetUri: ['http://localhost/api/v2/users/1'] }, code: 10 },
    { what: 'words', body: { targetUri: 'my colleague' }, code: 10 },
    { what: 'a path', body: { targetUri: '/api/v2/users/1' }, code: 10 },
    { what: 'another scheme', body: { targetUri: 'ftp://localhost/api/v2/users/1' }, code: 10 },
    { what: 'another collection', body: { targetUri: 'http://localhost/api/v2/devices/1' }, code: 10 },
    { what: 'a collection', body: { targetUri: 'http://localhost/api/v2/users/' }, code: 10 },
    { what: 'a query', body: { targetUri: 'http://localhost/api/v2/users/1?a=b' }, code: 10 },
    { what: 'another prefix', body: { targetUri: 'http://localhost/other/api/v2/users/1' }, code: 10 },
  ];
  it.each(targets)('of $what is refused with $code', async ({ body, code }) => {
    const scene = await openAccepted(stage, channel);

    expectRefusal(await scene.operate(stage.originator, 'Consult', body), [400, code]);
  });

  it('of the caller itself, or of who is there already, is refused', async () => {
    const scene = await openAccepted(stage, channel);
    const { originator, consultant } = stage;
    const target = ({ account }: TestAgent): JsonObject => ({
      targetUri: uri(stage, `/users/${account.userId}`),
    });

    expectRefusal(await scene.operate(originator, 'Consult', target(originator)), [400, 2]);
    await consultOn(stage, scene);
    expectRefusal(await scene.operate(originator, 'Consult', target(consultant)), [400, 2]);
    expectRefusal(await scene.operate(consultant, 'Consult', target(originator)), [400, 2]);
  });

  it('by an agent without the feature is refused, and by one who is only invited', async () => {
    const scene = await openScene(stage, channel, { agent: featureless });
    const targetUri = uri(stage, `/users/${stage.consultant.account.userId}`);
    await scene.operate(featureless, 'Accept', { nickname: 'Vera' });
    const invited = await openScene(stage, channel, { agent: stage.originator });

    expectRefusal(await scene.operate(featureless, 'Consult', { targetUri }), [403, 5]);
    expectRefusal(await invited.operate(stage.originator, 'Consult', { targetUri }), [400, 2]);
    expect(stage.consultant.told.filter(scene.isAbout)).toEqual([]);
  });

  it("about a session that does not exist, or is not the caller's, is refused", async () => {
    const scene = await openAccepted(stage, channel);
    const collection = `/api/v2/me/${scene.spelling.collection}`;
    const body = { operationName: 'Consult', targetUri: stage.reference.queue.uri };

    expectRefusal(await stage.originator.post(`${collection}/0000Na9B26FFFFFF`, body), [404, 6]);
    expectRefusal(await scene.operate(stage.bystander, 'Consult', body), [404, 6]);
    expectRefusal(await stage.originator.post(`${collection}/__proto__`, body), [404, 6]);
  });

  const strangers = [
    undefined,
    basic('originator@reference.example', 'guess'),
    'Bearer abc',
    'Basic',
    'Basic !!!',
  ];
  it.each(strangers)('with the credentials %s is refused', async (authorization) => {
    const scene = await openAccepted(stage, channel);
    const url = uri(stage, `/me/${scene.spelling.collection}/${scene.sessionId}`);
    const headers = {
      'content-type': 'application/json',
      ...(authorization === undefined ? {} : { authorization }),
    };

    const got = await fetchFrom(url, { method: 'POST', headers, body: '{"operationName":"Consult"}' });

    expectRefusal(got, [403, 20]);
  });

  it('without the CSRF token is refused, and says so', async () => {
    const scene = await openAccepted(stage, channel);
    const path = `/api/v2/me/${scene.spelling.collection}/${scene.sessionId}`;
    const body = { operationName: 'Leave' };

    for (const token of ['', 'guess']) {
      const got = await stage.originator.post(path, body, { 'x-csrf-token': token });
      expectRefusal(got, [403, 3]);
      expect(got.json?.['statusMessage']).toMatch(/CSRF/);
    }
  });

  const json = 'application/json';
  const hostile: readonly Hostile[] = [
    { what: 'no body', body: '', type: json, status: 400 },
    { what: 'half an object', body: '{"operationName":', type: json, status: 400 },
    { what: 'an array', body: '[]', type: json, status: 400 },
    { what: 'null', body: 'null', type: json, status: 400 },
    { what: 'bytes that are no text', body: new Uint8Array([0x7b, 0xff, 0x7d]), type: json, status: 400 },
    { what: 'a form', body: 'operationName=Consult', type: 'application/x-www-form-urlencoded', status: 415 },
    { what: 'JSON as text', body: '{"operationName":"Consult"}', type: 'text/plain', status: 415 },
    { what: 'deep nesting', body: '['.repeat(200_000), type: json, status: 400 },
    { what: 'too much', body: `{"a":"${'x'.repeat(1_100_000)}"}`, type: json, status: 413 },
    { what: 'an empty object', body: '{}', type: json, status: 400 },
    { what: 'an unknown operation', body: '{"operationName":"Dance"}', type: json, status: 400 },
    { what: 'an inherited name', body: '{"operationName":"constructor"}', type: json, status: 400 },
    { what: 'an operation that is no text', body: '{"operationName":{}}', type: json, status: 400 },
    { what: 'a prototype', body: '{"__proto__":{"operationName":"Leave"}}', type: json, status: 400 },
  ];
  it.each(hostile)('with $what is refused, and the session goes on', async ({ body, type, status }) => {
    const scene = await openAccepted(stage, channel);
    const path = `/api/v2/me/${scene.spelling.collection}/${scene.sessionId}`;
    const before = await stage.originator.get(path);
    const { baseUrl, accounts } = stage.reference;
    const authorization = basic(accounts.originator.userName, accounts.originator.password);
    const me = await fetchFrom(`${baseUrl}/api/v2/me`, { headers: { authorization } });
    const headers = {
      authorization,
      'content-type': type,
      'x-csrf-token': String(me.headers['x-csrf-token']),
    };

    const got = await fetchFrom(baseUrl + path, { method: 'POST', headers, body });

    expect(got.status).toBe(status);
    expect([1, 10]).toContain(got.json?.['statusCode']);
    expect((await stage.originator.get(path)).json).toEqual(before.json);
  });

  it('with strange values carries them unchanged', async () => {
    const scene = await openAccepted(stage, channel);
    const text = `<script>alert(1)</script> ${'\u{1F600}'} \u0000 ${'long '.repeat(5_000)}`;

    await scene.operate(stage.originator, 'SendMessage', { text });
    const { messages } = await scene.customer();

    expect((messages as readonly JsonObject[]).at(-1)?.['text']).toBe(text);
  });
});

describe('other requests', () => {
  const members: readonly (readonly [string, JsonObject, number])[] = [
    ['SendMessage', {}, 1],
    ['SendMessage', { text: 5 }, 10],
    ['SendMessage', { text: '' }, 10],
    ['SendToAgents', { text: 'alone' }, 2],
    ['Accept', {}, 2],
    ['AttachUserData', {}, 1],
    ['AttachUserData', { userData: [] }, 10],
    ['DeleteUserData', {}, 1],
    ['DeleteUserData', { keys: 'a' }, 10],
    ['SetDisposition', { disposition: 1 }, 10],
    ['SetInFocus', { inFocus: 'yes' }, 10],
    ['Transfer', { queueName: 5 }, 10],
    ['Transfer', {}, 1],
    ['Invite', {}, 1],
    ['Conference', {}, 10],
  ];
  it.each(members)('%s with %j is refused with %i', async (operation, body, code) => {
    const scene = await openAccepted(stage, 'chat');

    expectRefusal(await scene.operate(stage.originator, operation, body), [400, code]);
  });

  const paths: readonly (readonly [string, string, number])[] = [
    ['GET', '/', 404],
    ['GET', '/api/v2/nothing', 404],
    ['GET', '/api/v2/me/voice', 404],
    ['GET', '/api/v2/me/chats/%E0%A4%A', 404],
    ['GET', '//', 404],
    ['PUT', '/api/v2/me', 405],
    ['DELETE', '/api/v2/me/chats', 405],
    ['PATCH', '/api/v2/me/chats/1', 405],
    ['GET', '/api/v2/notifications', 405],
    ['GET', '/api/v2/users/nobody', 404],
    ['GET', '/api/v2/me/chats/1/messages?startIndex=x', 404],
    ['GET', '/reference/sessions/nobody', 404],
  ];
  it.each(paths)('%s %s is answered with %i', async (method, path, status) => {
    const { baseUrl, accounts } = stage.reference;
    const { userName, password } = accounts.originator;

    const got = await fetchFrom(baseUrl + path, {
      method,
      headers: { authorization: basic(userName, password) },
    });

    expect(got.status).toBe(status);
    expect(got.json).toHaveProperty('statusMessage');
  });

  it.each([
    [{}, 400],
    [{ channel: 'voice', agent: 'a', nickname: 'b' }, 400],
    [{ channel: 'chat', agent: 'nobody', nickname: 'b' }, 404],
    [{ channel: 'chat', agent: 'originator@reference.example', nickname: 5 }, 400],
  ] as const)('opening a session with %j is answered with %i', async (body: Json, status) => {
    const headers = { 'content-type': 'application/json' };

    const got = await fetchFrom(`${stage.reference.baseUrl}/reference/sessions`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });

    expect(got.status).toBe(status);
  });

  it('that are no HTTP do no harm', async () => {
    const { port, hostname } = new URL(stage.reference.baseUrl);
    const socket = connectTcp(Number(port), hostname);
    socket.end('\u0016\u0003\u0001 nonsense\r\n\r\n');
    socket.resume();
    await once(socket, 'close');

    const { status } = await fetchFrom(`${stage.reference.baseUrl}/api/v2/diagnostics/version`);

    expect(status).toBe(200);
  });
});

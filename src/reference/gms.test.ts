import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from './json.ts';
import type { Told } from './agent.fixture.ts';
import { fetchFrom, type Got } from './line.fixture.ts';
import { at, consultOn, each, openStage, type Scene, type Stage } from './stage.fixture.ts';
import { channels } from '../model/channel.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

function post(path: string, fields: Readonly<Record<string, string>>): Promise<Got> {
  return fetchFrom(stage.reference.gmsUrl + path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  });
}

interface Chat {
  readonly begun: JsonObject;
  readonly keys: Readonly<Record<string, string>>;
  readonly path: string;
  /** The agent's id of the session. */
  readonly id: string;
}

async function begin(nickname: string): Promise<Chat> {
  const { json: begun = {} } = await post('', { nickname, subject: 'help' });
  const keys = Object.fromEntries(
    ['userId', 'secureKey', 'alias'].map((name) => [name, String(begun[name])]),
  );
  const invited = await stage.originator.until(({ data }) =>
    each(at(data, 'chat', 'participants'), 'nickname').includes(nickname),
  );
  const id = String(at(invited.data, 'chat', 'id'));
  await stage.originator.post(`/api/v2/me/chats/${id}`, { operationName: 'Accept', nickname: 'TestName' });
  return { begun, keys, path: `/${String(begun['chatId'])}`, id };
}

describe('a customer who chats by Mobile Services', () => {
  it('begins, talks, looks from a position on, and leaves', async () => {
    const { begun, keys, path, id } = await begin('Ann');

    await stage.originator.post(`/api/v2/me/chats/${id}`, { operationName: 'SendMessage', text: 'hello' });
    const sent = await post(`${path}/send`, { ...keys, message: 'my order' });
    const all = await post(`${path}/refresh`, { ...keys, transcriptPosition: '1' });
    const rest = await post(`${path}/refresh`, { ...keys, transcriptPosition: '4' });
    const ended = await post(`${path}/disconnect`, keys);
    const position = String(all.json?.['nextPosition']);
    const after = await post(`${path}/refresh`, { ...keys, transcriptPosition: position });

    expect(begun).toMatchObject({
      statusCode: 0,
      chatEnded: false,
      alias: expect.stringMatching(/./) as unknown,
    });
    expect(sent.json).toMatchObject({ statusCode: 0 });
    expect(each(all.json?.['messages'], 'type')).toEqual([
      'ParticipantJoined',
      'ParticipantJoined',
      'Message',
      'Message',
    ]);
    expect(at(all.json, 'messages', 0, 'from')).toEqual({
      nickname: 'Ann',
      participantId: 1,
      type: 'Client',
    });
    expect(at(all.json, 'messages', 2)).toMatchObject({
      text: 'hello',
      from: { nickname: 'TestName', participantId: 2, type: 'Agent' },
      utcTime: expect.any(Number) as unknown,
    });
    expect(each(rest.json?.['messages'], 'text')).toEqual(['my order']);
    expect(ended.json).toMatchObject({ statusCode: 0, chatEnded: true });
    expect(each(after.json?.['messages'], 'type')).toEqual(['ParticipantLeft']);
  });

  it('comes to the agent whom it names, by either interface', async () => {
    const { userName } = stage.bystander.account;
    const isOf =
      (nickname: string) =>
      ({ data }: Told): boolean =>
        each(at(data, 'chat', 'participants'), 'nickname').includes(nickname);

    const byGms = await post('', { nickname: 'Cleo', 'userData[agent]': userName });
    const byGws = await fetchFrom(`${stage.reference.baseUrl}/api/v2/chats`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ContactCenterId: stage.reference.contactCenterId },
      body: JSON.stringify({ operationName: 'RequestChat', nickname: 'Dora', userData: { agent: userName } }),
    });
    const unknown = await post('', { nickname: 'Eve', 'userData[agent]': 'nobody' });

    expect([byGms.status, byGws.status, unknown.status]).toEqual([200, 200, 404]);
    for (const nickname of ['Cleo', 'Dora']) await stage.bystander.until(isOf(nickname));
    expect(stage.originator.told.filter((told) => isOf('Cleo')(told) || isOf('Dora')(told))).toEqual([]);
  });

  it('sees nothing of a consult', async () => {
    const { keys, path, id } = await begin('Bea');
    const { spellings } = channels.chat;
    const scene: Pick<Scene, 'operate' | 'isAbout' | 'session' | 'spelling'> = {
      spelling: spellings[0],
      operate: (agent, operationName, members = {}) =>
        agent.post(`/api/v2/me/chats/${id}`, { operationName, ...members }),
      isAbout: ({ data }) => at(data, 'chat', 'id') === id || String(data['chatUri']).endsWith(`/${id}`),
      session: ({ data }) => (data['chat'] ?? {}) as JsonObject,
    };
    const look = async (): Promise<unknown> => (await post(`${path}/refresh`, keys)).json;
    const before = await look();

    await consultOn(stage, scene as Scene);

    expect(await look()).toEqual(before);
  });

  it.each([
    { of: 'without a key', change: { secureKey: undefined }, says: /missing: secureKey/, status: 400 },
    { of: 'with a wrong key', change: { secureKey: 'x' }, says: /secureKey is wrong/, status: 403 },
    { of: 'with the user of another chat', change: { userId: 'x' }, says: /userId is wrong/, status: 403 },
    { of: 'with another alias', change: { alias: '0' }, says: /alias is wrong/, status: 403 },
    { of: 'from no position', change: { transcriptPosition: 'x' }, says: /no number/, status: 400 },
  ])('is refused $of', async ({ change, says, status }) => {
    const { keys, path } = await begin(`Refused ${Math.random()}`);
    const fields = Object.entries({ ...keys, ...change }).filter(
      (pair): pair is [string, string] => pair[1] !== undefined,
    );

    const got = await post(`${path}/refresh`, Object.fromEntries(fields));

    expect(got.status).toBe(status);
    expect(got.json).toMatchObject({
      statusCode: 2,
      errors: [{ advice: expect.stringMatching(says) as unknown }],
    });
  });

  it('is refused at another service, without a name, and in a body that is no form', async () => {
    const elsewhere = stage.reference.gmsUrl.replace(/[^/]*$/, 'another');
    const json = { 'content-type': 'application/json' };

    expect((await fetchFrom(elsewhere, { method: 'POST' })).status).toBe(404);
    expect((await post('', { subject: 'help' })).json).toMatchObject({ statusCode: 2 });
    expect(
      (await fetchFrom(stage.reference.gmsUrl, { method: 'POST', headers: json, body: '{}' })).status,
    ).toBe(415);
  });

  it('can not use the keys of a chat that came another way', async () => {
    const opened = await fetchFrom(`${stage.reference.baseUrl}/reference/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ channel: 'chat', nickname: 'Other' }),
    });
    const path = `/${String(opened.json?.['customerId'])}`;

    const got = await post(`${path}/refresh`, { userId: '', secureKey: '', alias: '' });

    expect(got.status).toBe(403);
  });
});

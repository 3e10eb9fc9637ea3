import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from './agent.fixture.ts';
import { basic, fetchFrom } from './line.fixture.ts';
import { openStage, uri, type Stage } from './stage.fixture.ts';
import { startReference } from './start.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

describe('login', () => {
  it('shows who one is, with features, by Basic and then by the cookie', async () => {
    const { baseUrl, accounts } = stage.reference;
    const { userName, password, userId } = accounts.featureless;
    const url = `${baseUrl}/api/v2/me?subresources=features,devices,channels`;

    const first = await fetchFrom(url, { headers: { authorization: basic(userName, password) } });
    const cookie = String(first.headers['set-cookie']?.[0]).split(';')[0] ?? '';
    const second = await fetchFrom(url, { headers: { cookie } });

    expect(first.json).toMatchObject({ statusCode: 0, user: { id: userId, userName } });
    expect(first.json?.['user']).toHaveProperty('features.0.id', 'api-voice');
    expect(second.json).toEqual(first.json);
    expect(second.headers['x-csrf-token']).toBe(first.headers['x-csrf-token']);
    expect(second.headers['set-cookie']).toBeUndefined();
  });

  it('ends with the contact-centre session', async () => {
    const reference = await startReference();
    const agent = await connect(reference.baseUrl, reference.accounts.second);

    await agent.post('/api/v2/me', { operationName: 'EndContactCenterSession' });
    const after = await agent.get('/api/v2/me');

    expect(after.status).toBe(403);
    agent.close();
    await reference.close();
  });

  it('gives and demands no CSRF token when that is switched off', async () => {
    const reference = await startReference({ csrf: false });
    const { userName, password } = reference.accounts.second;
    const authorization = basic(userName, password);

    const me = await fetchFrom(`${reference.baseUrl}/api/v2/me`, { headers: { authorization } });
    const begun = await fetchFrom(`${reference.baseUrl}/api/v2/me`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: '{"operationName":"StartContactCenterSession"}',
    });

    expect(me.headers).not.toHaveProperty('x-csrf-header');
    expect(begun.status).toBe(200);
    await reference.close();
  });

  it('is needed for the directory, which lists agents as users and contacts, and queues', async () => {
    const { originator, reference } = stage;
    const { userId } = reference.accounts.consultant;

    const [users, contact, queue] = await Promise.all([
      originator.get('/api/v2/users?fields=*'),
      originator.get(`/api/v2/contacts/${userId}`),
      originator.get(`/api/v2${reference.queue.path}`),
    ]);

    expect(users.json?.['users']).toHaveLength(Object.keys(reference.accounts).length);
    expect(contact.json).toHaveProperty('contact.uri', uri(stage, `/contacts/${userId}`));
    expect(queue.json).toHaveProperty('queue.name', reference.queue.name);
    expect((await fetchFrom(uri(stage, '/users'))).status).toBe(403);
  });
});

describe('requests with Basic alone', () => {
  it('are understood without the cookie', async () => {
    const reference = await startReference();
    const { userName, password } = reference.accounts.second;
    const headers = { authorization: basic(userName, password) };
    const me = await fetchFrom(`${reference.baseUrl}/api/v2/me`, { headers });
    const token = String(me.headers['x-csrf-token']);
    const post = async (path: string, operationName: string): Promise<number> => {
      const { status } = await fetchFrom(`${reference.baseUrl}/api/v2${path}`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', 'x-csrf-token': token },
        body: JSON.stringify({ operationName }),
      });
      return status;
    };

    expect(await post('/me/channels/chat', 'Ready')).toBe(400);
    expect(await post('/me', 'StartContactCenterSession')).toBe(200);
    expect(await post('/me/channels/chat', 'Ready')).toBe(200);
    expect(await post('/me/channels/chat', 'NotReady')).toBe(200);
    expect(await post('/me', 'EndContactCenterSession')).toBe(200);
    await reference.close();
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import type { SessionSource as Settings } from '../../model/target.ts';
import { json, type Handler } from '../stage.fixture.ts';
import { createSourceStage, entriesOf, optionsFor, type Play } from './stage.fixture.ts';

const stage = createSourceStage();
afterEach(stage.clear);

type Recipe = Extract<Settings, { kind: 'recipe' }>;

const TOKEN = 'gateway-token-0123456789';
const TICKET = 'ticket-0123456789abcdef';

const usual: Handler = ({ path, method }, response) => {
  if (path === '/sms?to=ann%20b') return json(response, { result: { id: 7, session: 'S1', ticket: TICKET } });
  if (method === 'GET')
    return json(response, {
      phase: 'open',
      people: [{ name: 'Kim', role: 'Client' }],
      log: [{ who: { name: 'Ann', role: 'Agent' }, what: 'Message', words: `ok ${TICKET}` }],
    });
  return json(response, {});
};

const whole = (url: string): Recipe => ({
  kind: 'recipe',
  open: {
    method: 'POST',
    url: `${url}/sms?to=\${agent}`,
    headers: { Authorization: 'Bearer ${env:TOKEN}' },
    body: { form: 'json', json: { from: '${nickname}', tags: ['${tag}', '${channel}'], count: 1 } },
  },
  keep: { id: '/result/id' },
  keepSecret: { ticket: '/result/ticket' },
  sessionId: '/result/session',
  say: {
    method: 'POST',
    url: `${url}/sms/\${id}`,
    headers: {},
    body: { form: 'form', fields: { ticket: '${ticket}', text: '${text}' } },
  },
  look: {
    request: { method: 'GET', url: `${url}/sms/\${id}?ticket=\${ticket}`, headers: {} },
    state: '/phase',
    participants: { at: '/people', nickname: '/name', type: '/role' },
    messages: { at: '/log', nickname: '/who/name', from: '/who/role', type: '/what', text: '/words' },
    types: { Client: 'Customer', Message: 'Text' },
  },
  leave: {
    method: 'DELETE',
    url: `${url}/sms/\${id}/\${sessionId}`,
    headers: {},
    body: { form: 'text', text: 'bye ${nickname}', contentType: 'text/plain' },
  },
  secrets: { 'env:TOKEN': TOKEN },
});

const agent = { ...optionsFor().agent, user: { ...optionsFor().agent.user, userName: 'ann b' } };
const options = optionsFor({ on: 'sms', agent });

function play(
  change: (recipe: Recipe) => Recipe = (recipe) => recipe,
  handle: Handler = usual,
): Promise<Play> {
  return stage.play((url) => change(whole(url)), handle, { channel: 'sms' });
}

describe('the source "recipe"', () => {
  it('fills in its requests, and keeps values of the opening answer', async () => {
    const { source, server } = await play();

    const side = await source.open(options);
    const said = await side.say('a & b');
    await side.look('during');
    await side.leave();

    expect(side).toMatchObject({ sessionId: 'S1', keys: { id: '7' } });
    expect(said.accepted).toBe(true);
    expect(server.seen.map(({ method, path, body }) => [method, path, body])).toEqual([
      ['POST', '/sms?to=ann%20b', '{"from":"Kim 1","tags":["run-1","sms"],"count":1}'],
      ['POST', '/sms/7', `ticket=${TICKET}&text=a+%26+b`],
      ['GET', `/sms/7?ticket=${TICKET}`, ''],
      ['DELETE', '/sms/7/S1', 'bye Kim 1'],
    ]);
    expect(server.seen[0]?.headers.authorization).toBe(`Bearer ${TOKEN}`);
  });

  it('reads the view by its pointers, in our words', async () => {
    const { source } = await play();
    const side = await source.open(options);

    expect(await side.look('during')).toMatchObject({
      state: 'open',
      participants: [{ nickname: 'Kim', type: 'Customer' }],
      messages: [{ from: { nickname: 'Ann', type: 'Agent' }, type: 'Text' }],
    });
  });

  it('leaves no secret in the evidence', async () => {
    const { source, context } = await play();
    const side = await source.open(options);
    await side.say('hi');
    await side.look('during');
    await side.leave();

    const written = JSON.stringify(context.recorder.entries());

    expect(written).not.toContain(TOKEN);
    expect(written).not.toContain(TICKET);
    expect(entriesOf(context, 'view')[0]?.messages[0]?.text).toBe('ok (secret)');
  });

  it('leaves no secret in what it writes down of a request, however short it is', async () => {
    const pin = '7';
    const short: Handler = (seen, response) =>
      seen.path.startsWith('/sms?')
        ? json(response, { result: { id: 8, session: 'S1', ticket: pin } })
        : usual(seen, response);
    const { source, server, context } = await play(undefined, short);
    const side = await source.open(options);
    await side.say('I have 7 apples');
    await side.look('during');

    expect(server.seen.map(({ body, path }) => `${path} ${body}`).slice(1)).toEqual([
      '/sms/8 ticket=7&text=I+have+7+apples',
      '/sms/8?ticket=7 ',
    ]);
    const requests = entriesOf(context, 'exchange').map(({ request: { url, body } }) => [
      new URL(url).search,
      body,
    ]);
    expect(requests.slice(1)).toEqual([
      ['', { ticket: '(secret)', text: 'I have 7 apples' }],
      ['?ticket=(secret)', undefined],
    ]);
  });

  it('can do what it has requests for, and no more', async () => {
    const { source } = await play(({ kind, open, keep, keepSecret, secrets }) => ({
      kind,
      open,
      keep,
      keepSecret,
      secrets,
    }));

    const side = await source.open(options);

    expect(source.capabilities).toMatchObject({ say: false, look: false, leave: false, choosesAgent: true });
    expect(side.unseen).toMatch(/shows nothing/);
    expect(await side.look('during')).toBeUndefined();
    expect(await side.say('hi')).toMatchObject({ accepted: false });
    expect(await side.leave()).toBe(false);
    expect(source.leaveLater).toBeUndefined();
  });

  it('does not leave later with what is not written down', async () => {
    const { source } = await play((recipe) => ({
      ...recipe,
      leave: { method: 'DELETE', url: `http://127.0.0.1:1/\${ticket}`, headers: {} },
    }));

    expect(source.leaveLater).toBeUndefined();
  });

  it('shows nothing when a list that it points at is not there', async () => {
    const { source } = await play((recipe) => ({
      ...recipe,
      ...(recipe.look && { look: { ...recipe.look, messages: { ...recipe.look.messages, at: '/nothing' } } }),
    }));
    const side = await source.open(options);

    expect(await side.look('during')).toBeUndefined();
  });

  const refusals: readonly [string, Handler, RegExp][] = [
    [
      'a value is missing',
      (_, r) => json(r, { result: { id: 7, session: 'S1' } }),
      /ticket at \/result\/ticket/,
    ],
    [
      'it is refused',
      (_, r) => json(r, { error: 'no gateway' }, { status: 503 }),
      /status 503, {"error":"no gateway"}/,
    ],
    ['it is refused with a statusCode', (_, r) => json(r, { statusCode: 4 }), /expected a status of success/],
  ];
  it.each(refusals)('rejects with what it expected and saw when %s', async (_, handle, message) => {
    const { source } = await play(undefined, handle);

    await expect(source.open(options)).rejects.toMatchObject({
      blame: 'session-source',
      message: expect.stringMatching(message) as string,
    });
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { json, type Handler } from '../stage.fixture.ts';
import { createSourceStage, entriesOf, optionsFor, type Play } from './stage.fixture.ts';

const stage = createSourceStage();
afterEach(stage.clear);

const KEYS = { userId: 'user-0123456789', secureKey: 'key-0123456789abcdef', alias: 117 };
const API_KEY = 'k-1'; // too short to be looked for inside other texts

const entry = (index: number, from: JsonObject, type: string, text?: string): JsonObject => ({
  from,
  index,
  type,
  ...(text === undefined ? {} : { text }),
  utcTime: 1_432_845_088_000,
});
const kim = { nickname: 'Kim 1', participantId: 1, type: 'Client' };
const ann = { nickname: 'Ann', participantId: 2, type: 'Agent' };

/** A chat service with one chat, whose log grows. */
function service(log: readonly JsonObject[]): { handle: Handler; add: (...entries: JsonObject[]) => void } {
  const entries = [...log];
  const since = (position: number): JsonObject => ({
    messages: entries.filter(({ index }) => Number(index) >= position),
    nextPosition: entries.length + 1,
    chatEnded: false,
    statusCode: 0,
  });
  return {
    add: (...more) => void entries.push(...more),
    handle: ({ path, body }, response) => {
      const form = new URLSearchParams(body);
      const [, , , , name, chat, what] = path.split('/');
      if (name !== 'desk-originator') return json(response, { statusCode: 2 }, { status: 404 });
      if (chat === undefined) return json(response, { ...since(1), ...KEYS, chatId: 'C 1' });
      const isKnown =
        chat === 'C%201' && form.get('secureKey') === KEYS.secureKey && form.get('alias') === '117';
      if (!isKnown) return json(response, { statusCode: 2, errors: [{ code: 249 }] }, { status: 500 });
      if (what === 'refresh') return json(response, since(Number(form.get('transcriptPosition'))));
      return json(response, { statusCode: 0, messages: [], chatEnded: what === 'disconnect' });
    },
  };
}

function play(handle: Handler): Promise<Play> {
  const settings = (url: string) =>
    ({
      kind: 'gms',
      url: `${url}/genesys/2/chat/desk-\${party}`,
      fields: { subject: 'Run ${tag}', 'userData[agent]': '${agent}' },
      headers: { 'x-api-key': 'key ${env:API_KEY}' },
      secrets: { 'env:API_KEY': API_KEY },
    }) as const;
  return stage.play(settings, handle);
}

describe('the source "gms"', () => {
  it('opens a chat by a form, and leaves the id to the invitation', async () => {
    const { source, server } = await play(service([]).handle);

    const side = await source.open(optionsFor());

    expect(side).toMatchObject({ sessionId: undefined, keys: { chatId: 'C 1' } });
    expect(server.seen[0]).toMatchObject({
      path: '/genesys/2/chat/desk-originator',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-api-key': `key ${API_KEY}` },
    });
    expect(Object.fromEntries(new URLSearchParams(server.seen[0]?.body))).toEqual({
      nickname: 'Kim 1',
      subject: 'Run run-1',
      'userData[agent]': 'ann',
    });
    expect(source.capabilities).toMatchObject({ choosesAgent: true, look: true });
  });

  it('shows a view that accumulates, in our words, with those who joined and have not left', async () => {
    const { handle, add } = service([entry(1, kim, 'ParticipantJoined')]);
    const { source, server } = await play(handle);
    const side = await source.open(optionsFor());
    add(entry(2, ann, 'ParticipantJoined'), entry(3, ann, 'Message', 'Hello'));

    const first = await side.look('before');
    add(entry(4, ann, 'ParticipantLeft'));
    const second = await side.look('after');

    const [customer, agent] = [
      { nickname: 'Kim 1', type: 'Customer' },
      { nickname: 'Ann', type: 'Agent' },
    ];
    expect(first).toMatchObject({ state: 'Chatting', participants: [customer, agent] });
    expect(second?.participants).toEqual([customer]);
    expect(second?.messages).toEqual([
      { from: customer, type: 'ParticipantJoined', text: null },
      { from: agent, type: 'ParticipantJoined', text: null },
      { from: agent, type: 'Text', text: 'Hello' },
      { from: agent, type: 'ParticipantLeft', text: null },
    ]);
    const positions = server.seen.map(({ body }) => new URLSearchParams(body).get('transcriptPosition'));
    expect(positions).toEqual([null, '2', '4']);
  });

  it('speaks and leaves with its keys', async () => {
    const { source, server, context } = await play(service([]).handle);
    const side = await source.open(optionsFor());

    const said = await side.say('Is anybody there?');
    const isOut = await side.leave();

    expect(said.accepted).toBe(true);
    expect(isOut).toBe(true);
    expect(server.seen.map(({ path }) => path.split('/').at(-1))).toEqual([
      'desk-originator',
      'send',
      'disconnect',
    ]);
    expect(entriesOf(context, 'said')[0]).toMatchObject({
      text: 'Is anybody there?',
      by: expect.any(Number) as number,
    });
  });

  it('leaves no key in the evidence, whether it is text or number, sent or answered', async () => {
    const { handle, add } = service([]);
    const { source, context } = await play(handle);
    const side = await source.open(optionsFor());
    add(entry(1, ann, 'Message', `your key is ${KEYS.secureKey}`));
    await side.look('during');
    await side.say('hi');
    await side.leave();

    const written = JSON.stringify(context.recorder.entries());

    for (const secret of [KEYS.userId, KEYS.secureKey, `key ${API_KEY}`])
      expect(written).not.toContain(secret);
    for (const { request, response } of entriesOf(context, 'exchange')) {
      expect(JSON.stringify([request.body, response?.body])).not.toMatch(/"alias":(117|"117")/);
    }
    expect(written).toContain('"alias":"(secret)"');
  });

  const refusals: readonly [string, Handler, RegExp][] = [
    ['a refusal', (_, r) => json(r, { statusCode: 2, errors: [{ code: 100 }] }), /"statusCode":2/],
    ['no keys', (_, r) => json(r, { statusCode: 0, chatId: 'C1' }), /a chatId and a secureKey/],
    ['a page', (_, r) => void r.end('<h1>Hello</h1>'), /<h1>Hello/],
  ];
  it.each(refusals)('rejects with what it expected and saw: %s', async (_, handle, message) => {
    const { source } = await play(handle);

    await expect(source.open(optionsFor())).rejects.toMatchObject({
      blame: 'session-source',
      message: expect.stringMatching(message) as string,
    });
  });

  it('shows nothing when a refresh is refused', async () => {
    const { handle } = service([]);
    const { source, context } = await play((seen, response) =>
      seen.path.endsWith('/refresh') ? json(response, { statusCode: 2 }) : handle(seen, response),
    );
    const side = await source.open(optionsFor());

    expect(await side.look('during')).toBeUndefined();
    expect(entriesOf(context, 'view')).toEqual([]);
  });
});

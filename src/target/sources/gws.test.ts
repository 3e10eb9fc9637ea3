import { afterEach, describe, expect, it } from 'vitest';
import { json, type Handler } from '../stage.fixture.ts';
import { createSourceStage, optionsFor, type Play } from './stage.fixture.ts';

const stage = createSourceStage();
afterEach(stage.clear);

const kim = { nickname: 'Kim 1', type: 'Customer' };
const CHAT = { id: 'C1', state: 'Chatting', participants: [{ ...kim, participantId: 'p1' }] };
const LOG = [{ index: 1, from: kim, type: 'Text', text: 'hi' }];

const usual: Handler = ({ method, path, headers }, response) => {
  if (headers['contactcenterid'] !== 'CC') return json(response, { statusCode: 3 }, { status: 403 });
  if (path === '/gws/api/v2/chats') return json(response, { statusCode: 0, id: 'C1', path: '/chats/C1' });
  if (method === 'POST') return json(response, { statusCode: 0 });
  return json(
    response,
    path.endsWith('/messages') ? { statusCode: 0, messages: LOG } : { statusCode: 0, chat: CHAT },
  );
};

function play(handle: Handler = usual, contactCenterId = 'CC'): Promise<Play> {
  const settings = (url: string) =>
    ({
      kind: 'gws',
      url: `${url}/gws`,
      contactCenterId,
      members: { subject: '${tag}', userData: { route: ['${agent}'] } },
      headers: {},
      secrets: {},
    }) as const;
  return stage.play(settings, handle);
}

describe('the source "gws"', () => {
  it('requests a chat, shows it, speaks and completes', async () => {
    const { source, server } = await play();

    const side = await source.open(optionsFor());
    const view = await side.look('before');
    const said = await side.say('hello');
    const isOut = await side.leave();

    expect(side.sessionId).toBeUndefined();
    expect(view).toMatchObject({
      state: 'Chatting',
      participants: [kim],
      messages: [{ from: kim, type: 'Text', text: 'hi' }],
    });
    expect([said.accepted, isOut]).toEqual([true, true]);
    expect(
      server.seen.map(({ method, path, body }) => [method, path, body && (JSON.parse(body) as unknown)]),
    ).toEqual([
      [
        'POST',
        '/gws/api/v2/chats',
        {
          operationName: 'RequestChat',
          nickname: 'Kim 1',
          subject: 'run-1',
          userData: { route: ['ann'] },
        },
      ],
      ['GET', '/gws/api/v2/chats/C1', ''],
      ['GET', '/gws/api/v2/chats/C1/messages', ''],
      ['POST', '/gws/api/v2/chats/C1', { operationName: 'SendMessage', text: 'hello' }],
      ['POST', '/gws/api/v2/chats/C1', { operationName: 'Complete' }],
    ]);
  });

  it.each([
    ['in the chat', { chat: { id: 'C1' } }],
    ['at the end of its address', { uri: 'http://elsewhere/api/v2/chats/C1' }],
  ])('finds the id %s', async (_, answer) => {
    const { source, server } = await play((seen, response) =>
      seen.path.endsWith('/chats') ? json(response, { statusCode: 0, ...answer }) : usual(seen, response),
    );

    const side = await source.open(optionsFor());

    expect(side.keys).toEqual({ chat: `${server.url}/gws/api/v2/chats/C1` });
  });

  it('leaves later, from its keys alone; a chat that is not there any more is left', async () => {
    const { source, server } = await play((_, response) =>
      json(response, { statusCode: 6 }, { status: 404 }),
    );
    const keys = { chat: `${server.url}/gws/api/v2/chats/C1` };

    expect(await source.leaveLater?.({ channel: 'sms', nickname: 'Kim', sessionId: undefined, keys })).toBe(
      true,
    );
    expect(
      await source.leaveLater?.({ channel: 'sms', nickname: 'Kim', sessionId: undefined, keys: {} }),
    ).toBe(false);
  });

  it('rejects with what it expected and saw', async () => {
    const { source } = await play(usual, 'another');

    await expect(source.open(optionsFor())).rejects.toMatchObject({
      blame: 'session-source',
      message: expect.stringMatching(
        /expected statusCode 0 and the id of a chat; seen: .* 403.*contactCenterId/,
      ) as string,
    });
  });
});

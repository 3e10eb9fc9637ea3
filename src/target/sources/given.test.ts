import { afterEach, describe, expect, it } from 'vitest';
import type { Exchange } from '../../model/evidence.ts';
import type { Party } from '../party.ts';
import { json } from '../stage.fixture.ts';
import { agentOf, createSourceStage, deliveryOf, optionsFor, type Play } from './stage.fixture.ts';

const stage = createSourceStage();
afterEach(stage.clear);

/** An agent who sees sessions in these states; others it can't see. */
function seeing(states: Readonly<Record<string, string>>): Party['request'] {
  return async ({ path }) => {
    const id = path.split('/').at(-1) ?? '';
    const state = states[id];
    const participants = [{ nickname: `Customer of ${id}`, type: 'Customer' }];
    const answer = state === undefined ? { statusCode: 6 } : { chat: { id, state, participants } };
    const response = {
      status: state === undefined ? 404 : 200,
      headers: {},
      body: { form: 'json', json: answer },
    };
    return { kind: 'exchange', response } as unknown as Exchange;
  };
}

const silent = () => undefined;

describe('the source "list"', () => {
  const play = (ids: readonly string[]): Promise<Play> => stage.play(() => ({ kind: 'list', ids }), silent);

  it('uses each session once, and none in a state that is not right', async () => {
    const { source } = await play(['A', 'B', 'C']);
    const agent = agentOf({ request: seeing({ A: 'Completed', B: 'Invited', C: 'Chatting' }) });

    const sides = [await source.open(optionsFor({ agent })), await source.open(optionsFor({ agent }))];

    expect(
      sides.map(({ sessionId, state, nickname, isOurs }) => [sessionId, state, nickname, isOurs]),
    ).toEqual([
      ['B', 'Invited', 'Customer of B', false],
      ['C', 'Chatting', 'Customer of C', false],
    ]);
    await expect(source.open(optionsFor({ agent }))).rejects.toMatchObject({
      blame: 'session-source',
      message: expect.stringContaining('seen: A: its state is Completed') as string,
    });
  });

  it('gives each agent its own, whoever asks first', async () => {
    const { source } = await play(['A', 'B']);
    const ann = agentOf({ request: seeing({ B: 'Chatting' }) });
    const bob = agentOf({ request: seeing({ A: 'Chatting' }) });

    const sides = await Promise.all([ann, bob].map((agent) => source.open(optionsFor({ agent }))));

    expect(sides.map(({ sessionId }) => sessionId)).toEqual(['B', 'A']);
  });

  it('says why none is of use, and shows no view', async () => {
    const { source } = await play(['A', 'B']);
    const agent = agentOf({ request: seeing({ B: 'Chatting' }) });
    const side = await source.open(optionsFor({ agent }));

    expect(side.unseen).toMatch(/not known/);
    expect(side.capabilities).toEqual({ say: false, look: false, leave: false });
    await expect(source.open(optionsFor({ agent }))).rejects.toThrow(
      /A: ann can't see it \(HTTP 404, statusCode 6\)/,
    );
  });
});

describe('the source "invitation"', () => {
  const invitation = (id: string, state = 'Invited') => deliveryOf({ chat: { id, state } });

  /** An agent who was sent these notifications already. */
  const told =
    (...deliveries: readonly ReturnType<typeof deliveryOf>[]): Party['awaitDelivery'] =>
    async (wanted) =>
      deliveries.find(wanted);

  function play(said: string[] = [], customer?: { readonly url: string }): Promise<Play> {
    const view = (url: string) => ({
      kind: 'recipe' as const,
      look: {
        request: { method: 'GET' as const, url: `${url}/\${sessionId}/\${nickname}`, headers: {} },
        messages: { at: '/log', nickname: '/n', from: '/t', type: '/k', text: '/x' },
        types: {},
      },
      secrets: {},
    });
    return stage.play(
      (url) => ({
        kind: 'invitation',
        hint: 'Call the desk.',
        deadlineMs: 100,
        ...(customer === undefined ? {} : { customer: view(url) }),
      }),
      ({ path }, response) =>
        json(response, { log: [{ n: 'Ann', t: 'Agent', k: 'ParticipantJoined', x: path }] }),
      { tell: (what) => void said.push(what) },
    );
  }

  it('takes what the agent is invited to, one session each, and says what to do', async () => {
    const said: string[] = [];
    const { source } = await play(said);
    const agent = agentOf({
      awaitDelivery: told(invitation('X', 'Chatting'), invitation('A'), invitation('B')),
      request: seeing({ A: 'Invited', B: 'Invited' }),
    });

    const sides = await Promise.all([source.open(optionsFor({ agent })), source.open(optionsFor({ agent }))]);

    expect(sides.map(({ sessionId, nickname }) => [sessionId, nickname])).toEqual([
      ['A', 'Customer of A'],
      ['B', 'Customer of B'],
    ]);
    expect(said[0]).toBe('Waiting for an invitation of ann to a Chat session. Call the desk.');
    expect(sides[0]?.unseen).toBeDefined();
  });

  it('does not take an invitation that is over', async () => {
    const { source } = await play();
    const agent = agentOf({ awaitDelivery: told(invitation('A')), request: seeing({ A: 'Revoked' }) });

    await expect(source.open(optionsFor({ agent }))).rejects.toMatchObject({
      blame: 'session-source',
      message: expect.stringMatching(
        /an invitation of ann within 100 ms; seen: A: its state is Revoked/,
      ) as string,
    });
  });

  it('shows the view of its recipe, with those who joined', async () => {
    const { source } = await play([], { url: '' });
    const agent = agentOf({ awaitDelivery: told(invitation('A')), request: seeing({ A: 'Invited' }) });

    const side = await source.open(optionsFor({ agent }));

    expect(await side.look('before')).toMatchObject({
      participants: [{ nickname: 'Ann', type: 'Agent' }],
      messages: [{ text: '/A/Customer%20of%20A' }],
    });
  });
});

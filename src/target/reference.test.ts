import type { AgentAccount } from '../model/target.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { channelIds, channels, type ChannelId } from '../model/channel.ts';
import { at } from '../model/json.ts';
import { startReference, type ReferenceOptions } from '../reference/index.ts';
import type { Context } from './context.ts';
import { connectParty, createSessionSource, readVersion, waitForCustomer, type Party } from './index.ts';
import { createContext, createStage, entriesOf } from './stage.fixture.ts';

const { later, clear } = createStage();

afterEach(clear);

interface Scene {
  readonly context: Context;
  readonly originator: Party;
  readonly consultant: Party;
}

async function open(options: ReferenceOptions = {}): Promise<Scene> {
  const reference = await startReference(options);
  later(reference.close);
  const accountOf = (key: 'originator' | 'consultant' | 'bystander'): AgentAccount => {
    const { nickname, userName, password } = reference.accounts[key];
    return { nickname, credentials: { kind: 'basic', userName, password } };
  };
  const originator = accountOf('originator');
  const consultant = accountOf('consultant');
  const bystander = accountOf('bystander');
  const row = {
    spelling: undefined,
    source: { kind: 'reference', url: `${reference.baseUrl}/reference` },
  } as const;
  const { target, ...rest } = createContext(reference.baseUrl, { channels: { chat: row, sms: row } });
  const context: Context = { ...rest, target: { ...target, parties: { originator, consultant, bystander } } };
  const parties = await Promise.all([
    connectParty(context, 'originator', originator),
    connectParty(context, 'consultant', consultant),
  ]);
  for (const party of parties) later(() => party.close());
  return { context, originator: parties[0], consultant: parties[1] };
}

async function consult({ context, originator, consultant }: Scene, id: ChannelId) {
  const trace = `consult-accepted/${id}` as const;
  const source = createSessionSource(context, id);
  later(source.close);
  const { user } = originator;
  const channel = channels[id];
  const spelling = channel.spellings[0];
  const names = { nickname: 'Kim', tag: 'tag' };
  const side = await source.open({ trace, channel, spelling, agent: originator, ...names });
  const path = `/api/v2/me/${channels[id].spellings[0].collection}/${side.sessionId}`;
  const post = (party: Party, body: object) =>
    party.request({ purpose: 'consult', trace, method: 'POST', path, body });
  await post(originator, { operationName: 'Accept', nickname: user.nickname });
  const after = context.recorder.moment().seq;
  const answer = await post(originator, { operationName: 'Consult', targetUri: consultant.user.uri });
  const invitation = await consultant.awaitDelivery(
    ({ data }) => at(data, `/${channels[id].spellings[0].key}/state`) === 'Invited',
    { after, deadlineMs: 2_000 },
  );
  return { side, answer, invitation };
}

describe.each(channelIds)('the embedded server, on %s', (id) => {
  const settings: readonly [string, ReferenceOptions][] = [
    ['as it is', {}],
    ['below a path', { basePath: '/gws' }],
    ['without CSRF tokens', { csrf: false }],
  ];
  it.each(settings)('answers a consult and invites the consultant: %s', async (_, options) => {
    const scene = await open(options);

    const { side, answer, invitation } = await consult(scene, id);
    const view = await waitForCustomer(scene.context, side, {
      phase: 'during',
      wanted: ({ state }) => state === 'Chatting',
      deadlineMs: 20_000,
    });

    expect(answer.response?.body).toMatchObject({ form: 'json', json: { statusCode: 0 } });
    expect(invitation).toMatchObject({ party: 'consultant' });
    expect(view?.participants.map(({ type }) => type)).toContain('Customer');
  });
});

describe('the embedded server', () => {
  it('tells its version', async () => {
    const { context } = await open();

    expect(await readVersion(context)).toMatch(/^8\.5\./);
  });

  it('keeps its secrets out of the evidence', async () => {
    const scene = await open();
    await consult(scene, 'chat');
    await scene.originator.close();

    const written = JSON.stringify(scene.context.recorder.entries());
    for (const { credentials } of Object.values(scene.context.target.parties))
      expect(written).not.toContain(credentials.kind === 'basic' ? credentials.password : undefined);
    for (const { sent } of entriesOf(scene.context, 'bayeux'))
      for (const message of sent) expect(at(message, '/clientId') ?? '(secret)').toBe('(secret)');
    expect(written).not.toMatch(/Basic [A-Za-z0-9+/]{8}/);
  });
});

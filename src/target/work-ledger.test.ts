import { afterEach, describe, expect, it } from 'vitest';
import type { Context } from './context.ts';
import { connectParty } from './party.ts';
import {
  account,
  createContext,
  createGws,
  createStage,
  json,
  startServer,
  type Handler,
} from './stage.fixture.ts';

const { later, clear } = createStage();
afterEach(clear);

interface Kept {
  readonly context: Context;
  /** What was noted, and what was asked of the server, in order. */
  readonly happened: readonly string[];
}

/** A server that says in what state an agent's channels are, and answers operations on the agent with a status. */
async function keptAt(state: string, statuses: Readonly<Record<string, number>> = {}): Promise<Kept> {
  const happened: string[] = [];
  const me: Handler = ({ method, body }, response) => {
    const user = { id: 'u1', userName: 'ann', uri: 'u', features: [{ id: 'api-multimedia' }] };
    const channels = [{ channel: 'chat', userState: { state } }];
    if (method === 'GET') return json(response, { statusCode: 0, user: { ...user, channels } });
    const { operationName } = JSON.parse(body) as { operationName: string };
    happened.push(operationName);
    const status = statuses[operationName] ?? 200;
    return json(response, { statusCode: status === 200 ? 0 : 4 }, { status });
  };
  const server = await startServer(createGws({ paths: { '/api/v2/me': me } }).handle);
  later(server.close);
  const ledger: Context['ledger'] = {
    begin: () => Promise.reject(new Error('no session is opened here')),
    beginWork: async (agent) => {
      happened.push(`${agent} noted`);
      return async () => void happened.push(`${agent} over`);
    },
  };
  return { context: { ...createContext(server.url), ledger }, happened };
}

describe('the work of an agent', () => {
  it('stands in the ledger before it is begun, and until it is over', async () => {
    const { context, happened } = await keptAt('LoggedOut');

    const party = await connectParty(context, 'originator', account);
    await party.close();

    expect(happened).toEqual([
      'originator noted',
      'StartContactCenterSession',
      'EndContactCenterSession',
      'originator over',
    ]);
  });

  it('that was begun before is not noted, and goes on', async () => {
    const { context, happened } = await keptAt('Ready');

    const party = await connectParty(context, 'originator', account);
    await party.close();

    expect(happened).toEqual(['StartContactCenterSession']);
  });

  it('that the target leaves as it is is not noted', async () => {
    const { context, happened } = await keptAt('LoggedOut');
    const target = { ...context.target, startsWork: false };

    const party = await connectParty({ ...context, target }, 'originator', account);
    await party.close();

    expect(happened).toEqual([]);
  });

  it.each([
    ['the beginning of which was refused is over', { StartContactCenterSession: 403 }, true],
    ['the end of which is refused is over as far as can be', { EndContactCenterSession: 400 }, true],
    ['the end of which fails stays in the ledger', { EndContactCenterSession: 503 }, false],
  ])('%s', async (_what, statuses, isOver) => {
    const { context, happened } = await keptAt('LoggedOut', statuses);

    const party = await connectParty(context, 'originator', account);
    await party.close();

    expect(happened[0]).toBe('originator noted');
    expect(happened.includes('originator over')).toBe(isOver);
  });

  it('is not begun where it can not be noted', async () => {
    const { context, happened } = await keptAt('LoggedOut');
    const ledger: Context['ledger'] = {
      begin: () => Promise.reject(new Error('full')),
      beginWork: () => Promise.reject(new Error('full')),
    };

    await expect(connectParty({ ...context, ledger }, 'originator', account)).rejects.toThrow('full');

    expect(happened).toEqual([]);
  });
});

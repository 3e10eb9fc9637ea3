import { afterEach, describe, expect, it } from 'vitest';
import type { TransportFailure } from '../model/evidence.ts';
import type { AgentAccount, Credentials } from '../model/target.ts';
import { renewable, type Token } from './authorization.ts';
import type { Context } from './context.ts';
import { connectParty, type Party } from './party.ts';
import {
  createContext,
  createGws,
  createStage,
  entriesOf,
  json,
  startServer,
  type Handler,
  type TestServer,
} from './stage.fixture.ts';

const { later, clear } = createStage();

afterEach(clear);

describe('a proof that is renewed', () => {
  const signal = new AbortController().signal;

  function proof(answers: readonly (Token | TransportFailure)[]) {
    let time = 0;
    let asked = 0;
    const ask = (): Promise<Token | TransportFailure> =>
      Promise.resolve(answers[asked++] ?? { kind: 'login', message: 'no more' });
    const renewed = renewable(() => time, { ask, close: () => Promise.resolve() });
    return { ...renewed, asked: () => asked, pass: (ms: number) => void (time += ms) };
  }

  const lives: readonly [number | undefined, number, boolean][] = [
    [3_600, 3_569_000, false],
    [3_600, 3_571_000, true],
    [10, 7_900, false],
    [10, 8_100, true],
    [0, 0, true],
    [undefined, 86_400_000, false],
  ];
  it.each(lives)('of %j seconds, %i ms later: due %j', async (expiresIn, passed, due) => {
    const { obtain, isDue, pass } = proof([{ value: 'a', expiresIn }]);

    await obtain(signal);
    pass(passed);

    expect(isDue()).toBe(due);
  });

  it('is obtained once for all who ask at the same time', async () => {
    const { obtain, header, asked } = proof([{ value: 'a', expiresIn: 10 }]);

    await Promise.all([obtain(signal), obtain(signal)]);

    expect([header(), asked()]).toEqual(['Bearer a', 1]);
  });

  it('that the server refused is due, unless it is an older one that was refused', async () => {
    const { obtain, refuse, isDue } = proof([{ value: 'a', expiresIn: undefined }]);
    await obtain(signal);

    refuse('Bearer old');
    expect(isDue()).toBe(false);
    refuse('Bearer a');
    expect(isDue()).toBe(true);
  });

  it('that can not be had says why, and keeps the old one', async () => {
    const { obtain, header } = proof([{ value: 'a', expiresIn: 1 }]);
    await obtain(signal);

    expect(await obtain(signal)).toEqual({ kind: 'login', message: 'no more' });
    expect(header()).toBe('Bearer a');
  });
});

const CLIENT_SECRET = 'client-secret-of-the-suite';
const oauth = { kind: 'oauth', userName: 'ann', clientId: 'suite' } as const;

interface Scene {
  readonly context: Context;
  readonly gws: TestServer;
  readonly tokens: TestServer;
  readonly connect: () => Promise<Party>;
  /** Makes the server forget all tokens but those that are given from now on. */
  readonly forget: () => void;
}

interface SceneOptions {
  readonly credentials: (tokenUrl: string) => Credentials;
  readonly token?: Handler;
}

/** A server that takes the bearer tokens that a token endpoint gives, the latest ones. */
async function stage({ credentials, token }: SceneOptions): Promise<Scene> {
  let given = 0;
  let from = 0;
  const tokens = await startServer((seen, response) => {
    if (token !== undefined) return token(seen, response);
    const body = { access_token: `access-token-number-${++given}`, token_type: 'bearer', expires_in: 3600 };
    json(response, { ...body, refresh_token: 'refresh-token-0123456789', id_token: 'no.j.wt' });
  });
  later(tokens.close);
  const inner = createGws();
  const isGood = (header: string | undefined): boolean => {
    const number = Number(/^Bearer access-token-number-(\d+)$/.exec(header ?? '')?.[1]);
    return header === 'Bearer given-token-0123456789' || number > from;
  };
  const gws = await startServer((seen, response) =>
    isGood(seen.headers.authorization)
      ? inner.handle(seen, response)
      : json(response, { statusCode: 20 }, { status: 401 }),
  );
  later(gws.close);
  const account: AgentAccount = { credentials: credentials(`${tokens.url}/oauth/token`), nickname: 'Ann' };
  const context = createContext(gws.url, { target: { parties: { originator: account } } });
  const connect = async (): Promise<Party> => {
    const party = await connectParty(context, 'originator', account);
    later(() => party.close());
    return party;
  };
  return { context, gws, tokens, connect, forget: () => void (from = given) };
}

const get = { purpose: 'state-before', trace: null, method: 'GET', path: '/api/v2/me/chats/C1' } as const;
const post = { ...get, purpose: 'consult', method: 'POST', body: { operationName: 'Consult' } } as const;

function evidenceOf(context: Context): string {
  return JSON.stringify(context.recorder.entries());
}

describe('a bearer token', () => {
  it('is sent with every request and written nowhere', async () => {
    const { connect, gws, context } = await stage({
      credentials: () => ({ kind: 'bearer', userName: 'ann', token: 'given-token-0123456789' }),
    });

    const party = await connect();
    const exchange = await party.request(get);

    expect(exchange.response?.status).toBe(200);
    expect(new Set(gws.seen.map(({ headers }) => headers.authorization))).toEqual(
      new Set(['Bearer given-token-0123456789']),
    );
    expect(evidenceOf(context)).not.toContain('given-token');
  });

  it('that is refused is named, with what to do', async () => {
    const { connect } = await stage({
      credentials: () => ({ kind: 'bearer', userName: 'ann', token: 'another-token' }),
    });

    await expect(connect()).rejects.toMatchObject({
      blame: 'configuration',
      message: /status 401.*is the token right and not expired/s,
    });
  });
});

describe('a token of a token endpoint', () => {
  const grants: readonly [Partial<Credentials>, Record<string, string>, string | undefined][] = [
    [
      { grant: 'client-credentials', clientSecret: CLIENT_SECRET, scope: 'chat sms' },
      { grant_type: 'client_credentials', scope: 'chat sms' },
      `suite:${CLIENT_SECRET}`,
    ],
    [
      { grant: 'password', clientSecret: CLIENT_SECRET, password: 'päss wörd' },
      { grant_type: 'password', username: 'ann', password: 'päss wörd' },
      `suite:${CLIENT_SECRET}`,
    ],
    [
      { grant: 'password', password: 'päss wörd' },
      { grant_type: 'password', username: 'ann', password: 'päss wörd', client_id: 'suite' },
      undefined,
    ],
  ];
  it.each(grants)('is asked for by the grant %j', async (settings, form, client) => {
    const { connect, tokens, context } = await stage({
      credentials: (tokenUrl) => ({ ...oauth, tokenUrl, ...settings }) as Credentials,
    });

    const party = await connect();

    expect((await party.request(get)).response?.status).toBe(200);
    expect(tokens.seen).toHaveLength(1);
    const { body, headers, path } = tokens.seen[0] ?? { body: '', headers: {} };
    expect([path, Object.fromEntries(new URLSearchParams(body))]).toEqual(['/oauth/token', form]);
    const basic = headers.authorization?.replace('Basic ', '');
    expect(basic && Buffer.from(basic, 'base64').toString()).toBe(client);
    for (const secret of [
      'access-token',
      'refresh-token',
      'no.j.wt',
      CLIENT_SECRET,
      'päss',
      'p%C3%A4ss',
      basic,
    ])
      if (secret !== undefined) expect(evidenceOf(context)).not.toContain(secret);
  });

  const clientCredentials = (tokenUrl: string): Credentials => ({
    ...oauth,
    grant: 'client-credentials',
    clientSecret: CLIENT_SECRET,
    tokenUrl,
  });

  it('is renewed when it ends in mid-run, and the refused request is made again', async () => {
    const { connect, forget, tokens, context } = await stage({ credentials: clientCredentials });
    const party = await connect();

    forget();
    const exchanges = await Promise.all([party.request(post), party.request(post)]);

    expect(exchanges.map(({ response }) => response?.status)).toEqual([200, 200]);
    expect(tokens.seen).toHaveLength(2);
    const consults = entriesOf(context, 'exchange').filter(({ purpose }) => purpose === 'consult');
    const answers = consults.map(({ superseded, response }) => [superseded, response?.status]);
    expect(answers.toSorted()).toEqual(
      [
        [true, 401],
        [true, 401],
        [undefined, 200],
        [undefined, 200],
      ].toSorted(),
    );
  });

  it('is renewed for a request that must not be made again, but that request stands', async () => {
    const { connect, forget } = await stage({ credentials: clientCredentials });
    const party = await connect();

    forget();

    expect((await party.request({ ...post, asIs: true })).response?.status).toBe(401);
  });

  const refusals: readonly [string, Handler, RegExp, string][] = [
    [
      'with an error of OAuth',
      (_, r) => json(r, { error: 'invalid_grant', error_description: 'no such user' }, { status: 400 }),
      /no token from http.*status 400, invalid_grant: no such user.*clientId/s,
      'configuration',
    ],
    [
      'with a challenge',
      (_, r) =>
        json(
          r,
          { error: 'invalid_client' },
          { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } },
        ),
      /status 401/,
      'configuration',
    ],
    [
      'with HTML',
      (_, r) => void r.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
      /no token/,
      'configuration',
    ],
    [
      'with a token of a kind that is not borne',
      (_, r) => json(r, { access_token: 'x', token_type: 'mac' }),
      /no token/,
      'configuration',
    ],
    ['with status 204', (_, r) => void r.writeHead(204).end(), /no token/, 'configuration'],
    ['not at all', (_, r) => void r.destroy(), /no token from.*reset|closed/s, 'network'],
  ];
  it.each(refusals)('that is refused %s is named, with what to do', async (_, token, message, blame) => {
    const { connect } = await stage({ credentials: clientCredentials, token });

    const error: unknown = await connect().catch((e: unknown) => e);

    expect(error).toMatchObject({ name: 'TargetError', blame });
    expect(String(error)).toMatch(message);
    expect(String(error)).not.toContain(CLIENT_SECRET);
  });
});

import { describe, expect, it } from 'vitest';
import { basic, fetchFrom, type Got } from './line.fixture.ts';
import { startReference, type Reference, type ReferenceOptions } from './start.ts';

/** A server that is closed when the work is done. */
async function on(options: ReferenceOptions, work: (reference: Reference) => Promise<void>): Promise<void> {
  const reference = await startReference(options);
  try {
    await work(reference);
  } finally {
    await reference.close();
  }
}

function me({ baseUrl }: Reference, authorization?: string): Promise<Got> {
  return fetchFrom(`${baseUrl}/api/v2/me`, { headers: authorization === undefined ? {} : { authorization } });
}

function token(
  { tokenUrl }: Reference,
  form: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Got> {
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  const body = new URLSearchParams(form).toString();
  return fetchFrom(tokenUrl, { method: 'POST', headers: { ...type, ...headers }, body });
}

const client = {
  grant_type: 'client_credentials',
  client_id: 'second-client',
  client_secret: 'second-client-secret',
};

describe('fixed tokens', () => {
  it('prove who one is; passwords and other tokens do not', () =>
    on({ auth: 'bearer' }, async (reference) => {
      const { second } = reference.accounts;

      const known = await me(reference, `Bearer ${second.token}`);
      const denied = await Promise.all(
        [undefined, 'Bearer nobody', 'Bearer', basic(second.userName, second.password)].map((header) =>
          me(reference, header),
        ),
      );

      expect(known.json).toHaveProperty('user.id', second.userId);
      expect(denied.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
      expect(denied[0]?.json).toMatchObject({ statusCode: 20 });
      expect(denied[0]?.headers['www-authenticate']).toMatch(/^Bearer /);
    }));

  it('are no credentials where passwords are', () =>
    on({}, async (reference) => {
      const denied = await me(reference, `Bearer ${reference.accounts.second.token}`);

      expect(denied.status).toBe(403);
      expect((await token(reference, client)).status).toBe(404);
    }));
});

describe('the token endpoint', () => {
  it('gives tokens for client credentials in the form or in the header, and for passwords', () =>
    on({ auth: 'oauth' }, async (reference) => {
      const { second } = reference.accounts;
      const { userName: username, password } = second;
      const byPassword = { grant_type: 'password', username, password };

      const granted = await Promise.all([
        token(reference, client),
        token(
          reference,
          { grant_type: 'client_credentials' },
          { authorization: basic(second.clientId, encodeURIComponent(second.clientSecret)) },
        ),
        token(reference, { ...byPassword, client_id: reference.publicClientId }),
        token(reference, { ...byPassword, client_id: second.clientId, client_secret: second.clientSecret }),
      ]);

      for (const { status, headers, json } of granted) {
        expect(status).toBe(200);
        expect(headers['cache-control']).toBe('no-store');
        expect(json).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
        const known = await me(reference, `Bearer ${String(json?.['access_token'])}`);
        expect(known.json).toHaveProperty('user.id', second.userId);
      }
    }));

  it.each([
    {
      of: 'an unknown client',
      form: { ...client, client_id: 'nobody' },
      status: 401,
      error: 'invalid_client',
    },
    { of: 'a wrong secret', form: { ...client, client_secret: 'x' }, status: 401, error: 'invalid_client' },
    { of: 'no client', form: { grant_type: 'client_credentials' }, status: 401, error: 'invalid_client' },
    {
      of: 'a public client without a password',
      form: { grant_type: 'client_credentials', client_id: 'reference-application' },
      status: 400,
      error: 'unauthorized_client',
    },
    {
      of: 'a wrong password',
      form: { ...client, grant_type: 'password', username: 'second@reference.example', password: 'x' },
      status: 400,
      error: 'invalid_grant',
    },
    { of: 'no user', form: { ...client, grant_type: 'password' }, status: 400, error: 'invalid_request' },
    {
      of: 'another grant',
      form: { ...client, grant_type: 'implicit' },
      status: 400,
      error: 'unsupported_grant_type',
    },
    {
      of: 'no grant',
      form: { client_id: 'second-client', client_secret: 'second-client-secret' },
      status: 400,
      error: 'invalid_request',
    },
  ])('refuses $of with $error', ({ form, status, error }) =>
    on({ auth: 'oauth' }, async (reference) => {
      const got = await token(reference, form);

      expect(got.status).toBe(status);
      expect(got.json).toMatchObject({ error });
    }),
  );

  it('gives tokens that are over after a while', async () => {
    let now = 1_000;
    await on({ auth: 'oauth', tokenTtlMs: 2_000, clock: () => now }, async (reference) => {
      const { json } = await token(reference, client);
      const header = `Bearer ${String(json?.['access_token'])}`;

      now += 1_999;
      const before = await me(reference, header);
      now += 1;
      const after = await me(reference, header);

      expect(json).toMatchObject({ expires_in: 2 });
      expect(before.status).toBe(200);
      expect(after.status).toBe(401);
    });
  });
});

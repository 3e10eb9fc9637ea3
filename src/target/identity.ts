/** What one party shows the server with each request, and learns from each answer: credentials, cookies, token. */
import type { PartyName } from '../model/evidence.ts';
import type { Credentials, Target } from '../model/target.ts';
import type { Disguise } from './context.ts';
import { createCookieJar } from './cookies.ts';
import { createCsrfKeeper, unsafeMethods, type CsrfToken } from './csrf.ts';
import { createSecrets, SECRET, type Secrets } from './secrets.ts';
import type { WireAnswer } from './transport.ts';

/** Headers by name, in lower case. */
export type Headers = Readonly<Record<string, string>>;

/** One party as the server knows it. */
export interface Identity {
  readonly party: PartyName;
  readonly secrets: Secrets;
  /** The headers that prove who is asking, or that pretend something else. */
  readonly proof: (method: string, path: string, disguise?: Disguise) => Headers;
  readonly learn: (answer: WireAnswer, path: string) => void;
  readonly csrfToken: () => CsrfToken | undefined;
  /** A copy of headers that may be written down. */
  readonly veil: (headers: Headers) => Headers;
}

/** Whose identity it is, and where. */
export interface IdentityOptions {
  readonly party: PartyName;
  readonly target: Target;
  readonly server: URL;
  /** `undefined`: asks without credentials, keeps cookies all the same. */
  readonly credentials: Credentials | undefined;
}

/** An identity that knows nothing but its credentials. Every password of the target is a secret to it. */
export function createIdentity({ party, target, server, credentials }: IdentityOptions): Identity {
  const accounts = Object.values(target.parties);
  const secrets = createSecrets(
    accounts.flatMap((account) => [account.credentials.userName, account.nickname]),
  );
  for (const account of accounts) for (const secret of secretsIn(account.credentials)) secrets.add(secret);
  for (const secret of secretsIn(credentials)) secrets.add(secret);
  const basic = credentials === undefined ? undefined : toBasic(credentials);
  if (basic !== undefined) secrets.add(basic);
  const learnt = (value: string): void => secrets.add(value, 'learnt');
  const jar = createCookieJar(server, Date.now, learnt);
  const csrf = createCsrfKeeper(learnt);
  return {
    party,
    secrets,
    proof: (method, path, disguise) => {
      if (disguise === 'none') return {};
      if (disguise === 'wrong-password') return wrongProof(credentials);
      const cookie = jar.header(withoutQuery(path));
      const isProtected = unsafeMethods.has(method) && disguise !== 'no-csrf';
      const token = isProtected ? csrf.token() : undefined;
      return {
        ...(basic === undefined ? {} : { authorization: `Basic ${basic}` }),
        ...(cookie === undefined ? {} : { cookie }),
        ...(token === undefined ? {} : { [token.header]: token.value }),
      };
    },
    learn: (answer, path) => {
      jar.learn(answer.setCookies, withoutQuery(path));
      csrf.learn(answer.headers);
    },
    csrfToken: csrf.token,
    veil: (headers) => veil(headers, secrets, csrf.token()?.header),
  };
}

const ALWAYS_SECRET: ReadonlySet<string> = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'set-cookie2',
]);

function veil(headers: Headers, secrets: Secrets, tokenHeader: string | undefined): Headers {
  const entries = Object.entries(headers).map(([name, value]) => {
    const isSecret = ALWAYS_SECRET.has(name) || name === tokenHeader;
    return [name, isSecret ? SECRET : secrets.redact(value)] as const;
  });
  return Object.fromEntries(entries);
}

/** The values of an account that must not be written anywhere. */
function secretsIn(credentials: Credentials | undefined): string[] {
  if (credentials?.kind === 'basic') return [credentials.password];
  if (credentials?.kind === 'bearer') return [credentials.token];
  return [credentials?.clientSecret, credentials?.password].filter((secret) => secret !== undefined);
}

function toBasic(credentials: Credentials): string | undefined {
  if (credentials.kind !== 'basic') return undefined;
  const { userName, password } = credentials;
  return Buffer.from(`${userName}:${password}`, 'utf8').toString('base64');
}

/** Says in the server's log what it is; never made of the right one. */
const WRONG = 'wrong-on-purpose-by-consult-conformance';

function wrongProof(credentials: Credentials | undefined): Headers {
  if (credentials?.kind !== 'basic') return { authorization: `Bearer ${WRONG}` };
  const pair = `${credentials.userName}:${WRONG}`;
  return { authorization: `Basic ${Buffer.from(pair, 'utf8').toString('base64')}` };
}

function withoutQuery(path: string): string {
  return path.split(/[?#]/, 1)[0] ?? path;
}

/** What one party shows the server with each request, and learns from each answer: credentials, cookies, token. */
import type { PartyName } from '../model/acts.ts';
import type { Credentials, ExtraHeader } from '../model/target.ts';
import type { Disguise } from './context.ts';
import { createCookieJar } from './cookies.ts';
import { createCsrfKeeper, unsafeMethods, type CsrfToken } from './csrf.ts';
import { SECRET, type Secrets } from './secrets.ts';
import { toPair } from './target-secrets.ts';
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
  /** Keeps the cookies that were set for whoever did not log in: disguises show them, and no others. */
  readonly learnAsStranger: (answer: WireAnswer, path: string) => void;
  /** Whether the server has set any cookie. */
  readonly hasCookies: () => boolean;
  readonly csrfToken: () => CsrfToken | undefined;
  /** Throws the cookies away, for a login that begins anew. */
  readonly forgetCookies: () => void;
  /** A copy of headers that may be written down. */
  readonly veil: (headers: Headers) => Headers;
}

/** Whose identity it is, and where. */
export interface IdentityOptions {
  readonly party: PartyName;
  readonly server: URL;
  /** `undefined`: asks without credentials, keeps cookies all the same. */
  readonly credentials: Credentials | undefined;
  /** The value of the `Authorization` header at the moment. */
  readonly authorization: () => string | undefined;
  readonly headers: readonly ExtraHeader[];
  readonly secrets: Secrets;
}

/** An identity that knows nothing but its credentials. */
export function createIdentity(options: IdentityOptions): Identity {
  const { party, server, credentials, authorization, secrets } = options;
  const learnt = (value: string): void => secrets.add(value, 'learnt');
  const jar = createCookieJar(server, Date.now, learnt);
  const strangersJar = createCookieJar(server, Date.now, learnt);
  const csrf = createCsrfKeeper(learnt);
  const extra = Object.fromEntries(options.headers.map(({ name, value }) => [name.toLowerCase(), value]));
  const hidden = options.headers.flatMap(({ name, secret }) => (secret ? [name.toLowerCase()] : []));
  return {
    party,
    secrets,
    proof: (method, path, disguise) => {
      if (isStranger(disguise)) {
        const cookie = strangersJar.header(withoutQuery(path));
        const wrong = disguise === 'wrong-password' ? { authorization: wrongProof(credentials) } : {};
        return { ...extra, ...wrong, ...(cookie === undefined ? {} : { cookie }) };
      }
      const cookie = jar.header(withoutQuery(path));
      const isProtected = unsafeMethods.has(method) && disguise !== 'no-csrf';
      const token = isProtected ? csrf.token() : undefined;
      const shown = authorization();
      return {
        ...extra,
        ...(shown === undefined ? {} : { authorization: shown }),
        ...(cookie === undefined ? {} : { cookie }),
        ...(token === undefined ? {} : { [token.header]: token.value }),
      };
    },
    learn: (answer, path) => {
      jar.learn(answer.setCookies, withoutQuery(path), answer.headers['date']);
      csrf.learn(answer.headers);
    },
    learnAsStranger: (answer, path) =>
      strangersJar.learn(answer.setCookies, withoutQuery(path), answer.headers['date']),
    hasCookies: () => !jar.isEmpty(),
    csrfToken: csrf.token,
    forgetCookies: jar.clear,
    veil: (headers) => veil(headers, secrets, new Set([...hidden, csrf.token()?.header ?? ''])),
  };
}

const ALWAYS_SECRET: ReadonlySet<string> = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'set-cookie2',
]);

function veil(headers: Headers, secrets: Secrets, hidden: ReadonlySet<string>): Headers {
  const entries = Object.entries(headers).map(([name, value]) => {
    const isSecret = ALWAYS_SECRET.has(name) || hidden.has(name);
    return [name, isSecret ? SECRET : secrets.redact(value)] as const;
  });
  return Object.fromEntries(entries);
}

/** Whether a request in this disguise is a stranger's, who did not log in. */
export function isStranger(disguise: Disguise | undefined): disguise is 'none' | 'wrong-password' {
  return disguise === 'none' || disguise === 'wrong-password';
}

/** Says in the server's log what it is; never made of the right one. */
const WRONG = 'wrong-on-purpose-by-consult-conformance';

function wrongProof(credentials: Credentials | undefined): string {
  return credentials?.kind === 'basic' ? `Basic ${toPair(credentials.userName, WRONG)}` : `Bearer ${WRONG}`;
}

function withoutQuery(path: string): string {
  return path.split(/[?#]/, 1)[0] ?? path;
}

/** The `Authorization` header of one party: always the same, or made of a token that is obtained and renewed. */
import type { PartyName } from '../model/acts.ts';
import type { TransportFailure } from '../model/evidence.ts';
import type { Credentials } from '../model/target.ts';
import type { Context } from './context.ts';
import { fixedProof } from './target-secrets.ts';

/** How a party proves who it is. */
export interface Authorization {
  /** The header's value at the moment; `undefined`: none is sent. */
  readonly header: () => string | undefined;
  /** Whether something has to be obtained before the next request. */
  readonly isDue: () => boolean;
  /** Obtains it; resolves with why that was not possible. Whoever asks meanwhile waits for the same. */
  readonly obtain: (signal: AbortSignal) => Promise<TransportFailure | undefined>;
  /** Says that the server refused this header: the next request needs another, if there can be one. */
  readonly refuse: (header: string | undefined) => void;
  readonly close: () => Promise<void>;
}

/** Credentials that are exchanged for a token. */
export type OAuthCredentials = Extract<Credentials, { kind: 'oauth' }>;

/** A token as it was given. */
export interface Token {
  readonly value: string;
  /** Seconds for which it is good; `undefined` when the server does not say. */
  readonly expiresIn: number | undefined;
}

/** Asks the token endpoint, once. */
export interface TokenSource {
  readonly ask: (signal: AbortSignal) => Promise<Token | TransportFailure>;
  readonly close: () => Promise<void>;
}

/** Whose proof it is. */
export interface AuthorizationOptions {
  readonly party: PartyName;
  readonly credentials: Credentials | undefined;
}

/** The proof that credentials give. What talks to token endpoints is loaded when it is needed. */
export function createAuthorization(
  context: Context,
  { party, credentials }: AuthorizationOptions,
): Authorization {
  if (credentials?.kind !== 'oauth') return fixed(fixedProof(credentials));
  const loaded = import('./oauth.ts').then(({ openTokenSource }) =>
    openTokenSource(context, { party, credentials }),
  );
  return renewable(context.now, {
    ask: async (signal) => (await loaded).ask(signal),
    close: async () => (await loaded).close(),
  });
}

function fixed(header: string | undefined): Authorization {
  return {
    header: () => header,
    isDue: () => false,
    obtain: () => Promise.resolve(undefined),
    refuse: () => undefined,
    close: () => Promise.resolve(),
  };
}

/** A token is renewed when less than a fifth of its life is left, and at the latest 30 seconds before its end. */
const LAST_PART = 0.2;
const MAX_MARGIN_MS = 30_000;

/**
 * A proof that is renewed before it ends.
 * @param now a monotonic clock in milliseconds; a token's life is counted from its arrival
 */
export function renewable(now: () => number, source: TokenSource): Authorization {
  let header: string | undefined;
  let renewAt = Infinity;
  let pending: Promise<TransportFailure | undefined> | undefined;
  const ask = async (signal: AbortSignal): Promise<TransportFailure | undefined> => {
    const answer = await source.ask(signal);
    if ('kind' in answer) return answer;
    const life = (answer.expiresIn ?? Infinity) * 1_000;
    header = `Bearer ${answer.value}`;
    renewAt = now() + life - Math.min(life * LAST_PART, MAX_MARGIN_MS);
    return undefined;
  };
  return {
    header: () => header,
    isDue: () => header === undefined || now() >= renewAt,
    obtain: (signal) =>
      (pending ??= ask(signal).finally(() => {
        pending = undefined;
      })),
    refuse: (refused) => {
      if (refused === header) header = undefined;
    },
    close: source.close,
  };
}

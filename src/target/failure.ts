/** The errors of sockets, TLS and undici, as kinds of failure that a report can explain. */
import type { FailureKind, TransportFailure } from '../model/evidence.ts';

const kindsByCode: Readonly<Record<string, FailureKind>> = {
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  EADDRNOTAVAIL: 'refused',
  ENOENT: 'refused',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  UND_ERR_ABORTED: 'cancelled',
  UND_ERR_DESTROYED: 'cancelled',
  UND_ERR_CLOSED: 'cancelled',
  ABORT_ERR: 'cancelled',
  ENOTFOUND: 'name-resolution',
  EAI_AGAIN: 'name-resolution',
  EAI_NODATA: 'name-resolution',
  UND_ERR_PRX_TLS: 'proxy',
  EPROTO: 'tls',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls',
  UNABLE_TO_GET_ISSUER_CERT: 'tls',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls',
};

const kindsByPrefix: readonly (readonly [prefix: string, kind: FailureKind])[] = [
  ['ERR_TLS_', 'tls'],
  ['ERR_SSL_', 'tls'],
  ['ERR_OSSL_', 'tls'],
  ['CERT_', 'tls'],
  ['HPE_', 'protocol'],
];

/** The failure that an error of the transport stands for; what is unknown counts as `protocol`. */
export function toFailure(error: unknown): TransportFailure {
  const refused = refusedByProxy(error);
  if (refused !== undefined) return refused;
  for (const cause of causes(error)) {
    const code = codeOf(cause);
    const kind = kindsByCode[code] ?? kindsByPrefix.find(([prefix]) => code.startsWith(prefix))?.[1];
    if (kind !== undefined) return { kind, message: describe(cause, code) };
  }
  return {
    kind: 'protocol',
    message: error instanceof Error ? describe(error, codeOf(error)) : String(error),
  };
}

/** undici tells the answer of a proxy in the words of an error that otherwise says that we gave up. */
function refusedByProxy(error: unknown): TransportFailure | undefined {
  if (!(error instanceof Error)) return undefined;
  const [, status] = /^Proxy \D*\((\d{3})\)/.exec(error.message) ?? [];
  if (status === undefined) return undefined;
  return { kind: 'proxy', message: `the proxy answered status ${status} instead of passing the request on` };
}

/** The failure of a request that was given up after a deadline. */
export function timedOut(milliseconds: number): TransportFailure {
  return { kind: 'timeout', message: `no whole answer within ${milliseconds} ms` };
}

/** The failure of a request that nobody waits for any more. */
export const cancelled: TransportFailure = {
  kind: 'cancelled',
  message: 'the suite gave the request up before its answer was read',
};

function codeOf(error: Error): string {
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.name === 'AbortError' ? 'ABORT_ERR' : '';
}

function describe(error: Error, code: string): string {
  const message = error.message === '' ? error.name : error.message;
  return code === '' || message.includes(code) ? message : `${message} (${code})`;
}

/** An error, its causes and the members of aggregates, outermost first. */
function* causes(error: unknown, depth = 0): Generator<Error> {
  if (!(error instanceof Error) || depth > 5) return;
  yield error;
  if (error instanceof AggregateError) for (const member of error.errors) yield* causes(member, depth + 1);
  yield* causes(error.cause, depth + 1);
}

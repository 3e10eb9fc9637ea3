/** The connections to one server as a target describes them: through a proxy or not, with which certificates. */
import { rootCertificates, type SecureContextOptions } from 'node:tls';
import { Pool, ProxyAgent, type Dispatcher } from 'undici';
import type { Target, TlsSettings } from '../model/target.ts';

/** The part of a target that says how its servers are reached. */
export type Route = Pick<Target, 'proxy' | 'tls'>;

/**
 * More than all scenarios of a run ask for at the same time. A request that waited here for a connection would be
 * called late, and the server that hangs on one channel wrong on the other.
 */
const CONNECTIONS = 256;

/** A connection that was idle for longer is not used again, milliseconds: its server may be about to end it. */
const IDLE_MS = 2_000;

/** Our own deadlines hold, none of the library's. */
const patience = { headersTimeout: 0, bodyTimeout: 0, keepAliveTimeout: IDLE_MS } as const;

/** Connections to the server of an origin, opened as they are needed. */
export function openConnections(origin: string, { proxy, tls }: Route): Dispatcher {
  const secure = tlsOptions(tls);
  if (proxy === undefined)
    return new Pool(origin, { ...patience, connections: CONNECTIONS, connect: { ...secure, timeout: 0 } });
  return new ProxyAgent({
    ...patience,
    uri: proxy,
    connections: CONNECTIONS,
    // An http server behind a proxy is asked for by its whole address, as proxies expect it; https gets a tunnel.
    proxyTunnel: false,
    requestTls: { ...secure, timeout: 0 },
    proxyTls: { ...authorities(tls), timeout: 0 },
  });
}

type Certificates = Pick<SecureContextOptions, 'ca' | 'cert' | 'key' | 'passphrase'> & {
  readonly rejectUnauthorized?: boolean;
};

function tlsOptions(tls: TlsSettings | undefined): Certificates {
  if (tls === undefined) return {};
  const { cert, key, passphrase, insecure } = tls;
  return {
    ...authorities(tls),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(passphrase === undefined ? {} : { passphrase }),
    ...(insecure === true ? { rejectUnauthorized: false } : {}),
  };
}

/** The target's own authorities beside the public ones: a token may come from a public server. */
function authorities(tls: TlsSettings | undefined): Certificates {
  return tls?.ca === undefined ? {} : { ca: [...rootCertificates, ...tls.ca] };
}

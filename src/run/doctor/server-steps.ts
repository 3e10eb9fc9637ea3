/** The steps that lead to the server: its name, its port, its certificate, its version. */
import { lookup } from 'node:dns/promises';
import { connect as connectSocket, isIP, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions, type TLSSocket } from 'node:tls';
import type { Exchange } from '../../model/evidence.ts';
import { readVersion, toFailure } from '../../target/index.ts';
import type { Target } from '../../model/target.ts';
import { failed, note, ok, type Step, type StepFinding, type Visit } from './step.ts';

/** The host and port that are dialled: the server's, or its proxy's. */
function dialled({ baseUrl, proxy }: Target): {
  readonly host: string;
  readonly port: number;
  readonly key: string;
} {
  const url = new URL(proxy ?? baseUrl);
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port, key: proxy === undefined ? 'baseUrl' : 'proxy' };
}

async function resolveName({ target, context }: Visit): Promise<StepFinding> {
  const { host, key } = dialled(target);
  if (isIP(host) !== 0) return ok(`${host} is an address already`);
  try {
    const found = await inTime(lookup(host, { all: true }), target.deadlines.answer, context.signal);
    return ok(`${host} is ${found.map(({ address }) => address).join(', ')}`);
  } catch (error) {
    return failed(
      `${host}: ${toFailure(error).message}`,
      `Check the host in ${key} of the target file. When it is right: does this machine's DNS server know it, or does it take a VPN or a proxy to get there?`,
      'configuration',
    );
  }
}

async function connect({ target, context }: Visit): Promise<StepFinding> {
  const { host, port, key } = dialled(target);
  const socket = connectSocket({ host, port });
  try {
    await opened(socket, 'connect', { ms: target.deadlines.answer, signal: context.signal });
    return ok(`${host} port ${port} answers`);
  } catch (error) {
    return failed(
      `${host} port ${port}: ${toFailure(error).message}`,
      `Is the server running, and is the port in ${key} right? Does a firewall stand between?`,
      'network',
    );
  } finally {
    socket.destroy();
  }
}

/** What to do about the errors of certificates, by the beginning of their codes. */
const certificateAdvice: readonly (readonly [code: RegExp, todo: string])[] = [
  [
    /SELF_SIGNED|UNABLE_TO_GET_ISSUER|UNABLE_TO_VERIFY/,
    'Whoever signed the certificate is not known here: name the file of its certificate as tls.ca in the target file.',
  ],
  [/ALTNAME/, 'The certificate is for another name: is baseUrl the name that the server is known by?'],
  [
    /EXPIRED|NOT_YET_VALID/,
    'The certificate is not valid today: it has to be renewed, or the clock of one side is wrong.',
  ],
  [
    /HANDSHAKE_FAILURE|CERTIFICATE_REQUIRED|BAD_CERTIFICATE|UNKNOWN_CA/,
    'The server may ask for a client certificate: tls.cert and tls.key.',
  ],
  [
    /EPROTO|WRONG_VERSION|HTTP_REQUEST/,
    'The port speaks no TLS, or another version: is https right in baseUrl?',
  ],
];

async function handshake({ target, context }: Visit): Promise<StepFinding> {
  const { baseUrl, proxy, tls = {} } = target;
  if (!baseUrl.startsWith('https:')) return note('baseUrl is http: everything travels in the clear');
  if (proxy !== undefined) return note('through the proxy: the next step shows it');
  const { host, port } = dialled(target);
  const { insecure = false, ca, ...own } = tls;
  const options: ConnectionOptions = {
    ...own,
    ...(ca === undefined ? {} : { ca: [...ca] }),
    host,
    port,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    rejectUnauthorized: !insecure,
  };
  const socket = connectTls(options);
  try {
    await opened(socket, 'secureConnect', { ms: target.deadlines.answer, signal: context.signal });
    return certified(socket, insecure);
  } catch (error) {
    const { message } = toFailure(error);
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const [, todo] =
      certificateAdvice.find(([pattern]) => pattern.test(`${code} ${message}`.toUpperCase())) ?? [];
    return failed(
      message,
      todo ?? 'Does a proxy or a firewall stand between? Is https right in baseUrl?',
      'configuration',
    );
  } finally {
    socket.destroy();
  }
}

function certified(socket: TLSSocket, insecure: boolean): StepFinding {
  const { subject, valid_to: until } = socket.getPeerCertificate();
  const whose = `${socket.getProtocol() ?? 'TLS'}, certificate of ${String(subject?.CN ?? 'nobody')} until ${until}`;
  if (!insecure) return ok(whose);
  const doubt = socket.authorized
    ? 'it would be accepted'
    : `refused otherwise: ${String(socket.authorizationError)}`;
  return note(`${whose}; not checked, because tls.insecure is set (${doubt})`);
}

async function version({ context }: Visit): Promise<StepFinding> {
  const said = await readVersion(context);
  const asked = context.recorder
    .entries()
    .findLast((entry): entry is Exchange => entry.kind === 'exchange' && entry.purpose === 'version');
  if (asked?.failure !== undefined)
    return failed(
      `${asked.request.url}: ${asked.failure.kind}: ${asked.failure.message}`,
      'Does baseUrl lead to Web Services, with the right scheme, host, port and path? Is deadlines.answer long enough?',
      'network',
    );
  if (said !== undefined) return ok(said);
  return note(`none is shown (status ${asked?.response?.status ?? 0} at ${asked?.request.url ?? ''})`);
}

/** Resolves when a socket is open. Rejects with its error, at the deadline, or when the visit ends. */
async function opened(
  socket: Socket,
  event: 'connect' | 'secureConnect',
  { ms, signal }: { readonly ms: number; readonly signal: AbortSignal },
): Promise<void> {
  const open = new Promise<void>((resolve, reject) => {
    socket.once(event, resolve);
    socket.on('error', reject); // stays: a late error must not end the process
    socket.once('close', () => reject(new Error('the connection was closed')));
  });
  await inTime(open, ms, signal);
}

/** What a promise resolves with, unless the time is over first. */
async function inTime<T>(promise: Promise<T>, ms: number, signal: AbortSignal): Promise<T> {
  let giveUp: () => void = () => undefined;
  const late = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(new Error(`nothing within ${ms} ms`)), ms);
    const stop = (): void => reject(new Error('the visit was ended'));
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    giveUp = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    };
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    giveUp();
    promise.catch(() => undefined); // it may still fail, and nobody waits for it
  }
}

/** The steps. */
export const serverSteps: readonly Step<undefined>[] = [
  { id: 'name', title: 'Name resolution', needs: [], run: resolveName },
  { id: 'connect', title: 'Connection', needs: ['name'], run: connect },
  { id: 'tls', title: 'TLS', needs: ['connect'], run: handshake },
  { id: 'version', title: 'Version', needs: ['tls'], run: version },
];

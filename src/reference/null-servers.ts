/** Servers that do nothing right: nothing may be found right about them. */
import { once } from 'node:events';
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { startReference } from './start.ts';

/** A null server while it runs. */
export interface RunningNullServer {
  readonly baseUrl: string;
  readonly close: () => Promise<void>;
}

/** A server that does nothing right. */
export interface NullServer {
  readonly id: string;
  /** What it does, in one line. */
  readonly title: string;
  readonly start: () => Promise<RunningNullServer>;
}

const NOTIFICATIONS = '/api/v2/notifications';

/** All null servers. */
export const nullServers: readonly NullServer[] = [
  { id: 'dead-port', title: 'Nothing listens on the port.', start: startDead },
  {
    id: 'silent-tcp',
    title: 'Connections are taken, and nothing is ever said.',
    start: () => listen(createTcpServer()),
  },
  {
    id: 'empty-object',
    title: 'Everything is answered with 200 and {}.',
    start: () => serve(answering(200, '{}')),
  },
  {
    id: 'fixed-body',
    title: 'Everything is answered with the same answer of success.',
    start: () => serve(answering(200, '{"statusCode":0,"referenceId":35}')),
  },
  {
    id: 'page',
    title: 'Everything is answered with a page.',
    start: () => serve(answering(200, '<html></html>', 'text/html')),
  },
  {
    id: 'not-found',
    title: 'Everything is answered with 404.',
    start: () => serve(answering(404, '{"statusCode":6,"statusMessage":"Resource is not found"}')),
  },
  { id: 'unavailable', title: 'Everything is answered with 503.', start: () => serve(answering(503, '')) },
  {
    id: 'closing',
    title: 'Every connection is closed at once.',
    start: () => listen(createTcpServer((socket) => socket.destroy())),
  },
  {
    id: 'silent-notifications',
    title: 'Requests are served, and no notification ever comes.',
    start: startSilent,
  },
  {
    id: 'no-notifications',
    title: 'Requests are served; the notifications endpoint takes a handshake and then never answers.',
    start: startMute,
  },
];

function answering(status: number, body: string, type = 'application/json'): RequestListener {
  return (request, response) => {
    request.resume();
    response.writeHead(status, { 'content-type': type });
    response.end(body);
  };
}

function serve(listener: RequestListener): Promise<RunningNullServer> {
  return listen(createServer(listener));
}

async function listen(server: Server): Promise<RunningNullServer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** An address where a server was, and is no more. */
async function startDead(): Promise<RunningNullServer> {
  const { baseUrl, close } = await listen(createTcpServer());
  await close();
  return { baseUrl, close: async () => undefined };
}

/** The embedded server, deaf to its own notifications. */
async function startSilent(): Promise<RunningNullServer> {
  return startReference({
    quirks: [{ id: 'silent', channels: ['chat', 'sms'], deliver: () => [] }],
  });
}

/** The embedded server behind a front that swallows every Bayeux request but handshakes. */
async function startMute(): Promise<RunningNullServer> {
  const behind = await startReference();
  const front = await serve((request, response) => void relay(behind.baseUrl, request, response));
  return {
    baseUrl: front.baseUrl,
    close: async () => {
      await Promise.all([front.close(), behind.close()]);
    },
  };
}

async function relay(to: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    if (request.url?.startsWith(NOTIFICATIONS) === true && !body.includes('/meta/handshake')) return;
    const { method, headers } = request;
    const passed = httpRequest(`${to}${request.url ?? '/'}`, { method, headers, agent: false });
    passed.end(body);
    const [answer] = (await once(passed, 'response')) as [IncomingMessage];
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  } catch {
    response.destroy();
  }
}

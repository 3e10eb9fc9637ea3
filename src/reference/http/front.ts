/** What stands before real servers: a load balancer with its cookie, and compression of answers. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { cookieIn } from './cookie.ts';

/** What stands before the server; without any of it answers go as they are. */
export interface Front {
  /** Whether answers are compressed for clients that say that they understand it. */
  readonly gzip: boolean;
  /** Whether a load balancer marks its clients with a cookie. */
  readonly balancer: boolean;
}

/** The cookie by which the load balancer finds the node again, and the one node that there is. */
export const BALANCER_COOKIE = { name: 'SERVERID', value: 'node-1' } as const;

/** Has the answer to a request go through what stands before the server. */
export function throughFront(
  { gzip, balancer }: Front,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const { name, value } = BALANCER_COOKIE;
  const isMarked = !balancer || cookieIn(request.headers.cookie, name) === value;
  const isPacked = gzip && acceptsGzip(request.headers['accept-encoding']);
  if (isMarked && !isPacked) return;
  intercept(response, (content) => {
    if (!isMarked) response.appendHeader('set-cookie', `${name}=${value}; Path=/`);
    if (!isPacked || content.length === 0) return content;
    response.setHeader('content-encoding', 'gzip');
    response.setHeader('vary', 'accept-encoding');
    return gzipSync(content);
  });
}

/** Whether a client asked for gzip; `gzip;q=0` asks for anything but it. */
function acceptsGzip(header: string | string[] | undefined): boolean {
  const codings = String(header ?? '')
    .toLowerCase()
    .split(',');
  return codings.some((coding) => /^\s*(gzip|\*)\s*(;|$)/.test(coding) && !/;\s*q=0(\.0*)?\s*$/.test(coding));
}

/** Keeps the head of an answer until its content is there, and lets `last` change both. */
function intercept(response: ServerResponse, last: (content: Buffer) => Buffer): void {
  const writeHead = (status: number, headers: Readonly<Record<string, string>> = {}): ServerResponse => {
    response.statusCode = status;
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    return response;
  };
  const end = (content: string | Uint8Array = ''): ServerResponse => {
    for (const name of ['writeHead', 'end']) Reflect.deleteProperty(response, name);
    return response.end(last(Buffer.from(content)));
  };
  Object.assign(response, { writeHead, end });
}

/** What stands before real servers: a load balancer with its cookie, and compression of answers. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { cookieIn } from './cookie.ts';

/** What stands before the server; without any of it answers go as they are. */
export interface Front {
  /** Whether answers are compressed for clients that say that they understand it. */
  readonly gzip: boolean;
  /** Whether a load balancer marks its clients with a cookie. */
  readonly balancer: boolean;
  /** How answers are compressed, whatever clients say that they understand. */
  readonly packs?: Coding;
  /** Whether the connection ends with each answer. */
  readonly closes?: boolean;
  /** Whether answers set a cookie of which each has another value, and lets those before be known. */
  readonly counts?: boolean;
  /** Whether answers have no `Date`. */
  readonly undated?: boolean;
  /** The status by which operations on sessions are sent to the same address with another query. */
  readonly redirects?: 307 | 308;
}

/** A content coding (RFC 9110, section 8.4.1). */
export type Coding = 'gzip' | 'br' | 'deflate';

/** The cookie by which the load balancer finds the node again, and the one node that there is. */
export const BALANCER_COOKIE = { name: 'SERVERID', value: 'node-1' } as const;

/** Has the answer to a request go through what stands before the server. Resolves with whether it was answered there. */
export function throughFront(front: Front, request: IncomingMessage, response: ServerResponse): boolean {
  if (front.undated === true) response.sendDate = false;
  if (front.closes === true) response.shouldKeepAlive = false;
  const { packs = front.gzip && acceptsGzip(request.headers['accept-encoding']) ? 'gzip' : undefined } =
    front;
  const cookies = cookiesFor(front, request);
  if (cookies.length > 0 || packs !== undefined)
    intercept(response, (content) => {
      for (const cookie of cookies) response.appendHeader('set-cookie', cookie);
      if (packs === undefined || content.length === 0) return content;
      response.setHeader('content-encoding', packs);
      response.setHeader('vary', 'accept-encoding');
      return packers[packs](content);
    });
  return front.redirects !== undefined && isSentOn(front.redirects, request, response);
}

const packers: Readonly<Record<Coding, (content: Buffer) => Buffer>> = {
  gzip: (content) => gzipSync(content),
  br: (content) => brotliCompressSync(content),
  deflate: (content) => deflateSync(content),
};

/** The cookies that an answer to a request sets. */
function cookiesFor({ balancer, counts }: Front, { headers: { cookie } }: IncomingMessage): string[] {
  const { name, value } = BALANCER_COOKIE;
  const marked = balancer && cookieIn(cookie, name) !== value ? [`${name}=${value}; Path=/`] : [];
  const count = Number(cookieIn(cookie, COUNTING_COOKIE) ?? 0) + 1;
  return counts === true ? [...marked, `${COUNTING_COOKIE}=${count}; Path=/; HttpOnly; Max-Age=60`] : marked;
}

const COUNTING_COOKIE = 'SEEN';

/** Sends an operation on a session on, unless it was before. */
function isSentOn(
  status: 307 | 308,
  { method, url = '' }: IncomingMessage,
  response: ServerResponse,
): boolean {
  if (method !== 'POST' || !/\/me\/\w+\/[^/?]+$/.test(url) || url.includes('/me/channels/')) return false;
  response.writeHead(status, { location: `${url}?node=1` }).end();
  return true;
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

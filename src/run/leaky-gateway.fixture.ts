/** For tests only: stands before a server, takes tokens for it, and tells everybody every secret that it has seen. */
import {
  createServer,
  request,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { isObject } from '../model/json.ts';

/** A gateway on a free loopback port. */
export interface LeakyGateway {
  readonly url: string;
  /** Where tokens are given for `client-0` and its secret. */
  readonly tokenUrl: string;
  /** Every secret that passed, and those that it was told of. */
  readonly secrets: () => readonly string[];
  readonly close: () => Promise<void>;
}

/** What a gateway knows beforehand. */
export interface GatewayOptions {
  /** The server behind it. */
  readonly origin: string;
  /** The header that the server wants, by the bearer token that the gateway takes for it. */
  readonly tokens: Readonly<Record<string, string>>;
  /** The header that the server wants from whom the token endpoint gave a token. */
  readonly granted: string;
  readonly planted: readonly string[];
}

/** After so many requests a granted token is good no more. */
const TOKEN_LIFE = 150;

/** Starts a gateway. */
export async function startLeakyGateway(options: GatewayOptions): Promise<LeakyGateway> {
  const seen = new Set(options.planted);
  const lives = new Map<string, number>();
  const grant = (response: ServerResponse): void => {
    const number = `${lives.size}`.padStart(4, '0');
    const token = {
      access_token: `access-token-${number}-abcdef`,
      refresh_token: `refresh-token-${number}-abcdef`,
    };
    for (const value of Object.values(token)) seen.add(value);
    lives.set(`Bearer ${token.access_token}`, TOKEN_LIFE);
    answer(response, 200, { ...token, token_type: 'Bearer', expires_in: 3600 });
  };
  const authorize = (header: string | undefined): string | undefined | null => {
    if (header === undefined || header.startsWith('Basic')) return header;
    const fixed = options.tokens[header.replace('Bearer ', '')];
    if (fixed !== undefined) return fixed;
    const left = lives.get(header) ?? 0;
    lives.set(header, left - 1);
    return left > 0 ? options.granted : null;
  };
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { headers, url = '' } = incoming;
      for (const value of secretsIn(headers)) seen.add(value);
      if (url === '/token') return grant(response);
      if (url.includes('/diagnostics/version'))
        return void response
          .writeHead(302, { location: `http://elsewhere.example/?all=${[...seen].join()}` })
          .end();
      const authorization = authorize(headers.authorization);
      if (authorization === null)
        return answer(response, 401, { statusCode: 20, statusMessage: [...seen].join() });
      const { authorization: _, ...others } = headers;
      const onward = { ...others, ...(authorization === undefined ? {} : { authorization }) };
      pass(incoming, response, {
        origin: options.origin,
        headers: onward,
        body: Buffer.concat(chunks),
        seen,
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    tokenUrl: `${url}/token`,
    secrets: () => [...seen],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Passing {
  readonly origin: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly seen: Set<string>;
}

function pass(
  incoming: IncomingMessage,
  response: ServerResponse,
  { origin, headers, body, seen }: Passing,
): void {
  const { method, url = '' } = incoming;
  const onward = request(origin + url, { method, headers }, (received) => {
    const chunks: Buffer[] = [];
    for (const value of secretsIn(received.headers)) seen.add(value);
    received.on('data', (chunk: Buffer) => chunks.push(chunk));
    received.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const told = { ...received.headers, 'x-debug': [...seen].join() };
      const leaky = text === '' ? undefined : leak(JSON.parse(text), [...seen]);
      const { 'content-length': _, 'transfer-encoding': __, ...kept } = told;
      response
        .writeHead(received.statusCode ?? 502, kept)
        .end(leaky === undefined ? '' : JSON.stringify(leaky));
    });
  });
  onward.on('error', () => response.destroy());
  response.on('close', () => onward.destroy());
  onward.end(body);
}

/** A message with every secret in it: whole, inside a text, and as the name of a member. */
function leak(json: unknown, secrets: readonly string[]): unknown {
  const debug = {
    all: secrets,
    text: `<${secrets.join('> <')}>`,
    by: Object.fromEntries(secrets.map((one) => [one, 1])),
  };
  if (Array.isArray(json))
    return json.map((message: unknown) => {
      if (!isObject(message)) return message;
      return isObject(message['data'])
        ? { ...message, data: { ...message['data'], debug } }
        : { ...message, ext: debug };
    });
  return isObject(json) ? { ...json, debug } : json;
}

/** Values of headers that are secret: credentials, cookies, CSRF tokens. */
function secretsIn(headers: IncomingHttpHeaders): string[] {
  const { authorization, cookie, 'set-cookie': set = [], 'x-csrf-token': token } = headers;
  const cookies = [...(cookie?.split('; ') ?? []), ...set].map(
    (one) => one.split(';')[0]?.split('=')[1] ?? '',
  );
  const values = [authorization?.split(' ')[1] ?? '', String(token ?? ''), ...cookies];
  return values.filter((value) => value.length >= 8 && !isWrongOnPurpose(value));
}

/** Credentials that are shown to be refused are no secret. */
function isWrongOnPurpose(value: string): boolean {
  return [value, Buffer.from(value, 'base64').toString()].some((form) => form.includes('wrong-on-purpose'));
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

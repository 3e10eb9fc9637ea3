/** Gets tokens from a token endpoint (RFC 6749, sections 4.3 and 4.4). The protocol is oauth4webapi's. */
import {
  allowInsecureRequests,
  ClientSecretBasic,
  customFetch,
  genericTokenEndpointRequest,
  None,
  processGenericTokenEndpointResponse,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
  type ClientAuth,
} from 'oauth4webapi';
import type { PartyName } from '../model/acts.ts';
import type { Exchange, Moment, TransportFailure } from '../model/evidence.ts';
import { isObject } from '../model/json.ts';
import type { OAuthCredentials, Token, TokenSource } from './authorization.ts';
import type { Context } from './context.ts';
import { SECRET } from './secrets.ts';
import { toPair } from './target-secrets.ts';
import {
  createTransport,
  type Outcome,
  type Transport,
  type WireAnswer,
  type WireRequest,
} from './transport.ts';

/** For whom tokens are asked. */
export interface TokenOptions {
  readonly party: PartyName;
  readonly credentials: OAuthCredentials;
}

const grantTypes: Readonly<Record<OAuthCredentials['grant'], string>> = {
  'client-credentials': 'client_credentials',
  password: 'password',
};

/** A source of tokens for one party; every request to it is recorded, without what is secret. */
export function openTokenSource(context: Context, options: TokenOptions): TokenSource {
  const transport = createTransport(options.credentials.tokenUrl, context.target);
  return {
    ask: (signal) => askFor(context, options, { transport, signal }),
    close: transport.close,
  };
}

interface Line {
  readonly transport: Transport;
  readonly signal: AbortSignal;
}

/** Carries a failure of the transport through the library. */
class Unanswered extends Error {
  readonly failure: TransportFailure;
  constructor(failure: TransportFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

async function askFor(
  context: Context,
  options: TokenOptions,
  line: Line,
): Promise<Token | TransportFailure> {
  const { credentials } = options;
  const { tokenUrl, clientId, clientSecret } = credentials;
  const server = { issuer: new URL(tokenUrl).origin, token_endpoint: tokenUrl };
  const client = { client_id: clientId };
  const proof = clientSecret === undefined ? None() : proofOf(clientId, clientSecret);
  const post = async (_: string, { body, headers }: Posted): Promise<Response> =>
    toResponse(await send(context, options, { ...line, form: body, headers }));
  try {
    const response = await genericTokenEndpointRequest(
      server,
      client,
      proof,
      grantTypes[credentials.grant],
      parametersOf(credentials),
      // Whether http will do is for the person to say who wrote the address.
      { [customFetch]: post, [allowInsecureRequests]: true },
    );
    const token = await processGenericTokenEndpointResponse(server, client, response);
    return { value: token.access_token, expiresIn: token.expires_in };
  } catch (error) {
    return toFailure(error, tokenUrl, context);
  }
}

/**
 * HTTP Basic. The library encodes every character but letters and digits, as it may, and some servers do not decode:
 * what needs no encoding is sent as it is, which all of them read.
 */
function proofOf(clientId: string, clientSecret: string): ClientAuth {
  if (!/^[\w.-]*$/.test(clientId + clientSecret)) return ClientSecretBasic(clientSecret);
  return (_, __, ___, headers) => headers.set('authorization', `Basic ${toPair(clientId, clientSecret)}`);
}

interface Posted {
  readonly body: URLSearchParams;
  readonly headers: Record<string, string>;
}

function parametersOf({ grant, userName, password, scope }: OAuthCredentials): Record<string, string> {
  return {
    ...(grant === 'password' ? { username: userName, password: password ?? '' } : {}),
    ...(scope === undefined ? {} : { scope }),
  };
}

type Sending = Line & { readonly form: URLSearchParams; readonly headers: Record<string, string> };

async function send(
  context: Context,
  { party, credentials }: TokenOptions,
  { transport, signal, form, headers }: Sending,
): Promise<WireAnswer> {
  const { recorder, target, secrets, pace } = context;
  const url = new URL(credentials.tokenUrl);
  const request: WireRequest = {
    method: 'POST',
    path: url.pathname + url.search,
    headers: { ...headers, 'accept-encoding': 'identity' },
    body: form.toString(),
    deadlineMs: target.deadlines.answer,
    signal,
  };
  const basic = headers['authorization']?.split(' ')[1];
  if (basic !== undefined) secrets.add(basic);
  await pace.turn(signal);
  const begun = recorder.moment();
  const outcome = await transport.send(request);
  const json = outcome.answer?.body.form === 'json' ? outcome.answer.body.json : undefined;
  for (const value of hiddenIn(json)) secrets.add(value);
  write(context, party, { url, form, headers, begun, end: recorder.moment(), outcome });
  if (outcome.answer === undefined) throw new Unanswered(outcome.failure);
  return outcome.answer;
}

interface Asked {
  readonly url: URL;
  readonly form: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly begun: Moment;
  readonly end: Moment;
  readonly outcome: Outcome;
}

function write({ recorder, secrets }: Context, party: PartyName, asked: Asked): void {
  const { redact } = secrets;
  const { url, form, headers, begun, end, outcome } = asked;
  const { answer, failure } = outcome;
  const request = {
    method: 'POST',
    url: redact(url.href),
    headers: veil(headers, redact),
    body: redact(hide(Object.fromEntries(form))),
  };
  const written: Pick<Exchange, 'response' | 'failure'> =
    answer === undefined
      ? { failure: redact(failure) }
      : {
          response: {
            status: answer.status,
            headers: veil(answer.headers, redact),
            body: writeBody(answer, redact),
          },
        };
  recorder.record<Exchange>(
    { kind: 'exchange', trace: null, party, purpose: 'token', request, end, ...written },
    begun,
  );
}

const HIDDEN: readonly string[] = ['password', 'client_secret', 'access_token', 'refresh_token', 'id_token'];

function hiddenIn(json: unknown): readonly string[] {
  if (!isObject(json)) return [];
  return HIDDEN.map((name) => json[name]).filter((value): value is string => typeof value === 'string');
}

function hide(json: unknown): unknown {
  if (!isObject(json)) return json;
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => [name, HIDDEN.includes(name) ? SECRET : value]),
  );
}

type Redact = <T>(value: T) => T;

function veil(headers: Readonly<Record<string, string>>, redact: Redact): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      name === 'authorization' || name === 'set-cookie' ? SECRET : redact(value),
    ]),
  );
}

/** Nothing that is no JSON is kept of what a token endpoint says: a token could be anywhere in it. */
function writeBody({ body }: WireAnswer, redact: Redact): WireAnswer['body'] {
  if (body.form === 'json') return { form: 'json', json: redact(hide(body.json)) };
  return body.form === 'none' ? body : { ...body, text: SECRET };
}

/** An answer as the library reads it. An id_token is nothing to us, and would be checked against an issuer. */
function toResponse({ status, headers, body }: WireAnswer): Response {
  const json =
    body.form === 'json' && isObject(body.json) ? { ...body.json, id_token: undefined } : undefined;
  const text = json === undefined ? '' : JSON.stringify(json);
  const challenge = headers['www-authenticate'];
  return new Response(text, {
    status,
    headers: {
      'content-type': headers['content-type'] ?? 'application/json',
      ...(challenge === undefined ? {} : { 'www-authenticate': challenge }),
    },
  });
}

function toFailure(error: unknown, tokenUrl: string, { secrets }: Context): TransportFailure {
  if (error instanceof Unanswered)
    return { kind: error.failure.kind, message: `no token from ${tokenUrl}: ${error.failure.message}` };
  const said = describe(error);
  return secrets.redact({ kind: 'login', message: `no token from ${tokenUrl}: ${said}` } as const);
}

function describe(error: unknown): string {
  if (error instanceof WWWAuthenticateChallengeError)
    return `status ${error.status}, the client was not accepted`;
  if (!(error instanceof ResponseBodyError)) return error instanceof Error ? error.message : String(error);
  const { status, error: code, error_description: more } = error;
  return `status ${status}, ${code}${more === undefined ? '' : `: ${more}`}`;
}

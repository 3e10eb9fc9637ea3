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
} from 'oauth4webapi';
import type { Exchange, PartyName, TransportFailure } from '../model/evidence.ts';
import { isObject } from '../model/json.ts';
import type { OAuthCredentials, Token, TokenSource } from './authorization.ts';
import type { Context } from './context.ts';
import { SECRET } from './secrets.ts';
import { createTransport, type Transport, type WireAnswer, type WireRequest } from './transport.ts';

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
  const proof = clientSecret === undefined ? None() : ClientSecretBasic(clientSecret);
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
  const { answer, failure } = await transport.send(request);
  const end = recorder.moment();
  const json = answer?.body.form === 'json' ? answer.body.json : undefined;
  for (const value of hiddenIn(json)) secrets.add(value);
  recorder.record<Exchange>(
    {
      kind: 'exchange',
      trace: null,
      party,
      purpose: 'token',
      request: {
        method: 'POST',
        url: secrets.redact(url.href),
        headers: veil(headers, secrets.redact),
        body: secrets.redact(hide(Object.fromEntries(form))),
      },
      end,
      ...(failure === undefined ? {} : { failure: secrets.redact(failure) }),
      ...(answer === undefined
        ? {}
        : {
            response: {
              status: answer.status,
              headers: veil(answer.headers, secrets.redact),
              body: written(answer, secrets.redact),
            },
          }),
    },
    begun,
  );
  if (answer === undefined) throw new Unanswered(failure);
  return answer;
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
function written({ body }: WireAnswer, redact: Redact): WireAnswer['body'] {
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
  const said =
    error instanceof ResponseBodyError
      ? `status ${error.status}, ${error.error}${error.error_description === undefined ? '' : `: ${error.error_description}`}`
      : error instanceof WWWAuthenticateChallengeError
        ? `status ${error.status}, the client was not accepted`
        : error instanceof Error
          ? error.message
          : String(error);
  return secrets.redact({ kind: 'login', message: `no token from ${tokenUrl}: ${said}` } as const);
}

/** The token endpoint (RFC 6749, section 3.2): client credentials and password grant. */
import { agentWith, clientNamed, type OAuthClient } from '../auth/clients.ts';
import { basicIn } from '../auth/credentials.ts';
import type { JsonObject } from '../json.ts';
import { refuse } from '../status.ts';
import type { Agent } from '../staff.ts';
import { refused, type Reply, type Route, type RouteRequest } from './route.ts';

/** Where the token endpoint is, below the base path. */
export const TOKEN_PATH = '/auth/v3/oauth/token';

type Grant = (client: OAuthClient, form: JsonObject) => Agent | Reply;

const grants: Readonly<Record<string, Grant>> = {
  client_credentials: ({ agent }) => agent ?? wrong('unauthorized_client', 'this client has no agent'),
  password: (_client, { username, password }) => {
    if (typeof username !== 'string' || typeof password !== 'string')
      return wrong('invalid_request', 'username and password are needed');
    return agentWith(username, password) ?? wrong('invalid_grant', 'user name or password is wrong');
  },
};

/** An error as RFC 6749 has it, section 5.2. */
function wrong(error: string, description: string, status = 400): Reply {
  return { status, body: { error, error_description: description } };
}

function isReply(value: object): value is Reply {
  return Object.hasOwn(value, 'status');
}

/** Who the client is: by HTTP Basic or in the form (RFC 6749, section 2.3.1), whose parts are form-encoded in the header. */
function clientIn({ headers, body }: RouteRequest): OAuthClient | undefined {
  const basic = basicIn(String(headers['authorization'] ?? ''));
  if (basic !== undefined) return clientNamed(decoded(basic.name), decoded(basic.secret));
  const { client_id: id, client_secret: secret } = body;
  return typeof id === 'string'
    ? clientNamed(id, typeof secret === 'string' ? secret : undefined)
    : undefined;
}

function decoded(text: string): string {
  return new URLSearchParams(`v=${text}`).get('v') ?? '';
}

function grantToken(request: RouteRequest): Reply {
  const { tokens, body } = request;
  if (tokens === undefined) return refused(refuse(6));
  const client = clientIn(request);
  if (client === undefined) return wrong('invalid_client', 'the client is unknown, or its secret wrong', 401);
  const { grant_type: type } = body;
  if (typeof type !== 'string') return wrong('invalid_request', 'grant_type is missing');
  const grant = Object.hasOwn(grants, type) ? grants[type] : undefined;
  if (grant === undefined) return wrong('unsupported_grant_type', `one of ${Object.keys(grants).join(', ')}`);
  const granted = grant(client, body);
  if (isReply(granted)) return granted;
  const { token, expiresIn } = tokens.issue(granted);
  return { status: 200, body: { access_token: token, token_type: 'Bearer', expires_in: expiresIn } };
}

/** The route of the token endpoint. */
export const tokenRoutes: readonly Route[] = [
  { name: 'token', method: 'POST', path: TOKEN_PATH, access: 'anybody', takes: 'form', run: grantToken },
];

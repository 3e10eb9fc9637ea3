/** What `serve` says when the embedded server answers: who works there, how to try it, a target file for it. */
import type { TraitNeeds } from '../model/plan.ts';
import { needsWords, plainText } from '../report/index.ts';
import type { DemoAccount, RunningServer, ServedAuth, ServeRequest } from './layers.ts';
import { targetSnippet } from './target-snippet.ts';

const credentials: Readonly<Record<ServedAuth, (account: DemoAccount) => string>> = {
  basic: ({ password }) => password,
  bearer: ({ token }) => `token ${token}`,
  oauth: ({ clientId, clientSecret, password }) =>
    `client ${clientId} / ${clientSecret}, password ${password}`,
};

/**
 * The text; it ends with a line's end.
 * @param needs what a target file has to say for what was chosen of the server to show
 */
export function welcome(server: RunningServer, request: ServeRequest, needs: TraitNeeds): string {
  const { yaml, shell } = targetSnippet(server, request, needs);
  const { auth } = request;
  return [
    `The embedded server answers at ${server.baseUrl}`,
    '',
    'Accounts (for trying out only; everybody knows these secrets):',
    ...server.accounts.map((account) =>
      plainText(`  ${account.party}: ${account.userName} / ${credentials[auth](account)}`),
    ),
    ...(auth === 'oauth' ? tokenLines(server) : []),
    ...tlsLines(server),
    '',
    ...customerLines(server, request),
    '',
    ...(Object.keys(needs).length === 0 ? [] : [`What was chosen shows only with ${needsWords(needs)}.`, '']),
    'To drive it from another shell, save this as target.yaml:',
    '',
    yaml,
    ...shell,
    'consult-conformance run --target target.yaml',
    '',
    'Ctrl-C ends it.',
    '',
  ].join('\n');
}

function tokenLines({ tokenUrl, publicClientId }: RunningServer): readonly string[] {
  return [`Tokens: ${tokenUrl} (client credentials; passwords with any client, or with ${publicClientId})`];
}

function tlsLines({ tls }: RunningServer): readonly string[] {
  if (tls === undefined) return [];
  const authority = tls.ca === undefined ? [] : [`Its certificate's authority: ${tls.ca}`];
  const { client } = tls;
  return client === undefined
    ? authority
    : [...authority, `A client's certificate and key: ${client.cert} ${client.key}`];
}

function customerLines(server: RunningServer, { customers }: ServeRequest): readonly string[] {
  const { baseUrl, controlUrl, gmsUrl, contactCenterId, tls } = server;
  const trust = tls?.ca === undefined ? '' : ` --cacert ${tls.ca}`;
  const proof = tls?.client === undefined ? '' : ` --cert ${tls.client.cert} --key ${tls.client.key}`;
  const body = '{"channel":"sms","nickname":"Ann","agent":"originator@reference.example"}';
  return [
    'Customers:',
    ...(customers ? ['  They come by themselves to originator and bystander, while those are ready.'] : []),
    '  One more, on either channel; the agent may be left out, then one who is ready is invited:',
    `    curl${trust}${proof} -H 'Content-Type: application/json' -d '${body}' ${controlUrl}/sessions`,
    '  The answer has the ids of the agent (sessionId) and of the customer (customerId). At',
    `  ${controlUrl}/sessions/CUSTOMER-ID the customer looks (GET), leaves (DELETE), and speaks`,
    `  (POST {"operationName":"SendMessage","text":"..."}).`,
    `  Chat by Mobile Services: ${gmsUrl}`,
    `  Chat by Web Services: ${baseUrl}/api/v2/chats with the header ContactCenterId: ${contactCenterId}`,
  ];
}

/** A ready-made target file for the embedded server. */
import { stringify } from 'yaml';
import { channelIds } from '../model/channel.ts';
import type { TraitNeeds } from '../model/plan.ts';
import type { DemoAccount, RunningServer, ServedAuth, ServeRequest } from './layers.ts';

/** The target file, and the shell lines that set the variables which it names. */
export interface Snippet {
  readonly yaml: string;
  readonly shell: readonly string[];
}

const agents = ['originator', 'consultant', 'bystander', 'featureless', 'second'];

/** How an agent logs in: what stands in the target file, and the secret that its variable holds. */
interface LoginRow {
  /** The last word of the variable's name. */
  readonly kind: string;
  readonly secret: (account: DemoAccount) => string;
  readonly entry: (
    account: DemoAccount,
    at: { readonly secret: string; readonly tokenUrl: string },
  ) => object;
}

const logins: Readonly<Record<ServedAuth, LoginRow>> = {
  basic: {
    kind: 'PASSWORD',
    secret: ({ password }) => password,
    entry: (_account, { secret: password }) => ({ password }),
  },
  bearer: {
    kind: 'TOKEN',
    secret: ({ token }) => token,
    entry: (_account, { secret: token }) => ({ token }),
  },
  oauth: {
    kind: 'CLIENT_SECRET',
    secret: ({ clientSecret }) => clientSecret,
    entry: ({ clientId }, { secret: clientSecret, tokenUrl }) => ({
      oauth: { grant: 'client-credentials', tokenUrl, clientId, clientSecret },
    }),
  },
};

/** What of a request shows in a target file. */
export type ServedForm = Pick<ServeRequest, 'auth' | 'externalBase' | 'customers'>;

/**
 * The target file for a running embedded server.
 * @param needs what it has to say besides, for what was chosen of the server to show
 */
export function targetSnippet(
  server: RunningServer,
  { auth, externalBase, customers }: ServedForm,
  needs: TraitNeeds = {},
): Snippet {
  const { baseUrl, controlUrl: url, accounts, queueId, tokenUrl } = server;
  const { kind, secret, entry } = logins[auth];
  const cast = agents.flatMap((party) => {
    const account = accounts.find((other) => other.party === party);
    return account === undefined ? [] : [{ account, variable: `CONSULT_${party.toUpperCase()}_${kind}` }];
  });
  const parties = cast.map(({ account, variable }) => {
    const { party, userName, nickname } = account;
    return [party, { userName, ...entry(account, { secret: `env:${variable}`, tokenUrl }), nickname }];
  });
  const absent = accounts.find(({ party }) => party === 'absent');
  const source = customers ? { kind: 'invitation' } : { kind: 'reference', url };
  const file = {
    name: 'Embedded server',
    baseUrl,
    ...(externalBase === undefined ? {} : { externalBase }),
    ...tlsIn(server),
    parties: {
      ...(Object.fromEntries(parties) as object),
      queue: { id: queueId },
      ...(absent === undefined ? {} : { absent: { id: absent.userId } }),
    },
    channels: Object.fromEntries(
      channelIds.map((id) => [id, { declares: { 'consult-queue': true }, source }]),
    ),
    ...sectionsOf(needs),
  };
  return {
    yaml: stringify(file, { aliasDuplicateObjects: false, lineWidth: 0 }),
    shell: cast.map(({ account, variable }) => `export ${variable}=${quoted(secret(account))}`),
  };
}

/** Values by keys such as `limits.concurrentSessions`, as the sections of a file. */
function sectionsOf(needs: TraitNeeds): object {
  const sections: Record<string, Record<string, string | number>> = {};
  for (const [key, value] of Object.entries(needs)) {
    const [section = '', name = ''] = key.split('.');
    sections[section] = { ...sections[section], [name]: value };
  }
  return sections;
}

function tlsIn({ tls }: RunningServer): object {
  if (tls?.ca === undefined && tls?.client === undefined) return {};
  const ca = tls.ca === undefined ? {} : { ca: `file:${tls.ca}` };
  const own = tls.client && { cert: `file:${tls.client.cert}`, key: `file:${tls.client.key}` };
  return { tls: { ...ca, ...own } };
}

function quoted(secret: string): string {
  return `'${secret.replaceAll("'", `'\\''`)}'`;
}

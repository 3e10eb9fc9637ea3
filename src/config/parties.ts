/** The parties of a target file: agents with their credentials, and what else can be consulted. */
import type { TargetAgent, TargetConsultee, TargetFile } from '../../schemas/generated/tool.ts';
import type {
  AgentAccount,
  AgentName,
  Consultee,
  ConsulteeName,
  Credentials,
  Target,
} from '../model/target.ts';
import { present, withoutSlash } from './present.ts';
import type { SecretPlaces } from './secret.ts';
import { textOf } from './value-checks.ts';

/** The agents that a file can name. */
const agentNames: readonly AgentName[] = ['originator', 'consultant', 'bystander', 'featureless', 'second'];

/** What a file can name besides agents, with the collection that its id stands in. */
const collections: Readonly<Record<ConsulteeName, string>> = { queue: 'queues', absent: 'users' };

/** The agents and consultees of a file that was checked. */
export function partiesOf(
  { parties: named, baseUrl, externalBase = baseUrl }: TargetFile,
  secrets: SecretPlaces,
): Pick<Target, 'parties' | 'consultees'> {
  const agents = agentNames.flatMap((name) => {
    const agent = named[name];
    return agent === undefined ? [] : [[name, accountOf(agent, secrets)] as const];
  });
  const names = Object.keys(collections) as ConsulteeName[];
  const others = names.flatMap((name) => {
    const consultee = named[name];
    return consultee === undefined ? [] : [[name, consulteeOf(consultee, name, externalBase)] as const];
  });
  return {
    parties: Object.fromEntries(agents),
    ...(others.length === 0 ? {} : { consultees: Object.fromEntries(others) }),
  };
}

function accountOf(agent: TargetAgent, secrets: SecretPlaces): AgentAccount {
  return { credentials: credentialsOf(agent, secrets), nickname: agent.nickname ?? agent.userName };
}

function credentialsOf(
  { userName, password, token, oauth }: TargetAgent,
  secrets: SecretPlaces,
): Credentials {
  if (token !== undefined) return { kind: 'bearer', userName, token: textOf(token, secrets) };
  if (oauth === undefined) return { kind: 'basic', userName, password: textOf(password ?? '', secrets) };
  const { grant, tokenUrl, clientId, scope, ...references } = oauth;
  const hidden = Object.entries(references).map(([name, reference]) => [name, textOf(reference, secrets)]);
  return {
    kind: 'oauth',
    userName,
    grant,
    tokenUrl,
    clientId,
    ...present({ scope }),
    ...Object.fromEntries(hidden),
  };
}

/** What is not told is made of what is: the path of the id, the address of the path, the path of the address. */
function consulteeOf({ id, uri, path }: TargetConsultee, name: ConsulteeName, base: string): Consultee {
  const told = path ?? (uri === undefined || id !== undefined ? undefined : pathIn(uri));
  const own = told ?? `/${collections[name]}/${encodeURIComponent(id ?? '')}`;
  return { uri: uri ?? `${withoutSlash(base)}/api/v2${own}`, path: own };
}

/** The path below `/api/v2` in an address; the last two steps of one that has no `/api/v2`. */
function pathIn(uri: string): string {
  const { pathname } = new URL(uri);
  const [, below] = /\/api\/v2(\/.+)$/.exec(pathname) ?? [];
  return below ?? `/${pathname.split('/').filter(Boolean).slice(-2).join('/')}`;
}

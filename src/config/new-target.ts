/** Writes a new target file: what is known, and what else can be said as comments. */
import { stringify } from 'yaml';
import { channels, type ChannelId } from '../model/channel.ts';
import type { AgentName, ConsulteeName } from '../model/target.ts';

/** The ways to log in that a new file can have. */
export const loginKinds = ['password', 'token', 'oauth-client', 'oauth-password'] as const;

/** How the agents of a new file log in. */
export type LoginKind = (typeof loginKinds)[number];

/** What a new target file says. Every value was checked before. */
export interface NewTarget {
  readonly baseUrl: string;
  readonly product?: string | undefined;
  /** User names by role; the originator is there. */
  readonly agents: Readonly<Partial<Record<AgentName, string>>>;
  readonly login: LoginKind;
  /** Of the logins by OAuth. */
  readonly oauth?: { readonly tokenUrl: string; readonly clientId: string } | undefined;
  /** Ids by role. */
  readonly consultees: Readonly<Partial<Record<ConsulteeName, string>>>;
  readonly channels: readonly ChannelId[];
  /** The embedded server's control address, or one like it; without it the sources stay comments. */
  readonly controlUrl?: string | undefined;
  /** The file of the certificate that signed the server's. */
  readonly ca?: string | undefined;
  /** Where the published schema lies, as seen from the file. */
  readonly schema: string;
}

/** A new file: its text, and the environment variables that it points at. */
export interface NewTargetFile {
  readonly text: string;
  readonly variables: readonly string[];
}

interface Role {
  readonly name: AgentName | ConsulteeName;
  readonly remark: string;
}

const roles: readonly Role[] = [
  { name: 'originator', remark: 'the agent who consults' },
  { name: 'consultant', remark: 'the agent who is consulted' },
  { name: 'bystander', remark: 'an agent outside the session, who must be told nothing' },
  { name: 'featureless', remark: 'an agent without the feature api-multimedia' },
  { name: 'second', remark: 'another agent who can be consulted' },
  { name: 'queue', remark: 'a queue that the consultant serves' },
  { name: 'absent', remark: 'a user who is never logged in' },
];

/** One way to log in: the lines below the user name, and the end of the variable's name. */
const logins: Readonly<
  Record<LoginKind, { readonly ending: string; readonly lines: (secret: string, of: NewTarget) => string[] }>
> = {
  password: { ending: 'PASSWORD', lines: (secret) => [`password: ${secret}`] },
  token: { ending: 'TOKEN', lines: (secret) => [`token: ${secret}`] },
  'oauth-client': {
    ending: 'CLIENT_SECRET',
    lines: (secret, of) => oauthLines('client-credentials', of, [`clientSecret: ${secret}`]),
  },
  'oauth-password': {
    ending: 'PASSWORD',
    lines: (secret, of) => oauthLines('password', of, [`password: ${secret}`]),
  },
};

function oauthLines(grant: string, { oauth }: NewTarget, more: readonly string[]): string[] {
  const { tokenUrl = '', clientId = '' } = oauth ?? {};
  const lines = [
    `grant: ${grant}`,
    `tokenUrl: ${scalar(tokenUrl)}`,
    `clientId: ${scalar(clientId)}`,
    ...more,
  ];
  return ['oauth:', ...indented(lines)];
}

/** The text of a new target file, which the reader accepts when the variables are set. */
export function newTargetFile(target: NewTarget): NewTargetFile {
  const named = roles.filter(({ name }) => nameIn(target, name) !== undefined);
  const agents = named.filter(({ name }) => isAgent(name));
  const lines = [
    '# The server under test, as consult-conformance run --target reads it.',
    '# Every key is explained in docs/target.md of consult-conformance.',
    `# yaml-language-server: $schema=${oneLine(target.schema)}`,
    ...(target.product === undefined
      ? ["# product: My Web Services # with vendor and version ('8.5', in quotes), for reports"]
      : [`product: ${scalar(target.product)}`, '# vendor: Example', "# version: '8.5'"]),
    '',
    '# Everything of the server is below this address, /api/v2 included.',
    `baseUrl: ${scalar(target.baseUrl)}`,
    '# externalBase: https://gws.internal # where the addresses begin that the server itself writes, if elsewhere',
    '# notificationsPath: /api/v2/notifications',
    '',
    '# Secrets never stand here: env:NAME is an environment variable, file:PATH a file beside this one.',
    '# What needs a party that is not here is not judged.',
    'parties:',
    ...indented(roles.flatMap((role) => roleLines(role, target))),
    '',
    '# source says where sessions come from: docs/sessions.md. Without it nothing is driven on the channel.',
    'channels:',
    ...indented(target.channels.flatMap((id) => channelLines(id, target))),
    '',
    ...rest(target),
    '',
  ];
  return { text: lines.join('\n'), variables: agents.map(({ name }) => variableOf(name, target.login)) };
}

function isAgent(name: Role['name']): name is AgentName {
  return name !== 'queue' && name !== 'absent';
}

function nameIn({ agents, consultees }: NewTarget, name: Role['name']): string | undefined {
  return isAgent(name) ? agents[name] : consultees[name];
}

function roleLines({ name, remark }: Role, target: NewTarget): string[] {
  const given = nameIn(target, name);
  if (given === undefined) {
    const hint = isAgent(name) ? '{ userName: NAME, password: env:NAME }' : '{ id: ID }';
    return [`# ${name}: ${hint} # ${remark}`];
  }
  const { ending, lines } = logins[target.login];
  const below = isAgent(name)
    ? [`userName: ${scalar(given)}`, ...lines(`env:CONSULT_${name.toUpperCase()}_${ending}`, target)]
    : [`id: ${scalar(given)}`];
  return [`${name}: # ${remark}`, ...indented(below)];
}

function variableOf(role: string, login: LoginKind): string {
  return `CONSULT_${role.toUpperCase()}_${logins[login].ending}`;
}

function channelLines(id: ChannelId, { controlUrl }: NewTarget): string[] {
  const source = [
    'source:',
    '  kind: reference',
    `  url: ${scalar(controlUrl ?? 'https://gws.example.com/reference')}`,
  ];
  const spellings = channels[id].spellings.map((spelling) => spelling.id);
  return [
    `${id}:${controlUrl === undefined ? ' {} # the source goes here, in place of {}:' : ''}`,
    ...indented(controlUrl === undefined ? source.map((line) => `# ${line}`) : source),
    ...indented(
      spellings.length > 1 ? [`# spelling: ${spellings.join(' or ')}; without it the suite finds out`] : [],
    ),
    ...indented([`# mediaName: ${id}`, '# declares: { consult-queue: true }']),
  ];
}

function rest({ ca }: NewTarget): string[] {
  return [
    'deadlines:',
    '  answer: 10s',
    '  notification: 10s',
    '  settle: 2s # for what must not arrive',
    '  overall: 2m',
    '# limits: { requestsPerSecond: 5, concurrentSessions: 5 } # sessionsPerAgent: 1 where an agent may be in one at a time',
    '# budget: { first: 500ms, second: 1s } # 95th percentile; only what is here is judged',
    ...(ca === undefined ? ['# tls: { ca: file:ca.pem }'] : ['tls:', `  ca: ${scalar(`file:${ca}`)}`]),
    '# proxy: http://proxy.example.com:3128',
    '# headers: { X-Tenant: acme, X-Api-Key: env:API_KEY }',
    '# readings: { FAILURE-TIME: asynchronous } # another answer fails; consult-conformance explain FAILURE-TIME',
    '# redact: customer # also keeps phone numbers, nicknames and texts out of what is written',
    '# secrets: [env:OTHER_SECRET] # further values to keep out',
    '# startsWork: false # agents are in their contact-centre sessions already, and stay there',
  ];
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

/** Text as a YAML value on one line. */
function scalar(text: string): string {
  return /[\p{Cc}\u2028\u2029]/u.test(text)
    ? JSON.stringify(text)
    : stringify(text, { lineWidth: 0 }).trimEnd();
}

function oneLine(text: string): string {
  return text.replace(/\p{Cc}/gu, '');
}

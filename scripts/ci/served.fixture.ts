/** The server that the examples drive: the embedded one, with the target files that the examples name. */
import { startReference, type Reference } from '../../src/reference/index.ts';

/** The server, what a checkout has of it, and the secrets that a CI system has. */
export interface Served {
  readonly files: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

/** The target files that the examples name. */
const names = ['staging', 'release', 'candidate', 'agents-1', 'agents-2', 'agents-3'];

/** Starts the server. */
export async function serveForExamples(): Promise<Served> {
  const reference = await startReference();
  const files = names.map((name) => [`consult/${name}.yaml`, targetFile(name, reference)] as const);
  return {
    files: { ...Object.fromEntries(files), 'consult/baseline.yaml': 'schemaVersion: 1\nwaivers: []\n' },
    secrets: Object.fromEntries(
      roles.map((role) => [variableOf(role), reference.accounts[role].password] as const),
    ),
    close: () => reference.close(),
  };
}

const roles = ['originator', 'consultant', 'bystander', 'featureless', 'second'] as const;

const variableOf = (role: string): string => `CONSULT_${role.toUpperCase()}_PASSWORD`;

function targetFile(name: string, { baseUrl, accounts, queue }: Reference): string {
  const source = `{ kind: reference, url: ${baseUrl}/reference }`;
  return [
    // Shards are of one target, whatever agents they have.
    `name: ${name.replace(/-\d$/, '')}`,
    'product: the embedded server',
    `baseUrl: ${baseUrl}`,
    'parties:',
    ...roles.map(
      (role) =>
        `  ${role}: { userName: ${accounts[role].userName}, nickname: ${accounts[role].nickname}, password: env:${variableOf(role)} }`,
    ),
    `  queue: { path: ${queue.path} }`,
    'channels:',
    ...['chat', 'sms'].map(
      (channel) => `  ${channel}: { declares: { consult-queue: true }, source: ${source} }`,
    ),
    'deadlines: { answer: 20s, notification: 6s, settle: 50ms }',
    '',
  ].join('\n');
}

/** The embedded reference server as a target. */
import { channelIds } from '../model/channel.ts';
import type { AgentAccount, Consultee, Deadlines, Target } from '../model/target.ts';
import type { Reference, ReferenceAccount } from '../reference/index.ts';
import { patient } from './patience.ts';
import { startReferenceBeside } from './reference-beside.ts';

/** Deadlines for a server in the same process: what is right takes milliseconds. */
const referenceDeadlines: Deadlines = {
  answer: 2_000,
  notification: 2_000,
  settle: 20,
  overall: 30_000,
};

/** Sessions that consult at the same time on each channel of the embedded server. */
export const sessionsAtOnce = 20;

/** The target that a running reference server is. */
export function referenceTarget(
  reference: Reference,
  deadlines: Deadlines = patient(referenceDeadlines),
): Target {
  const { originator, consultant, bystander, featureless, second, absent } = reference.accounts;
  return {
    name: 'embedded reference server',
    kind: 'reference',
    product: 'consult-conformance reference',
    version: '',
    baseUrl: reference.baseUrl,
    notificationsPath: '/api/v2/notifications',
    parties: {
      originator: accountOf(originator),
      consultant: accountOf(consultant),
      bystander: accountOf(bystander),
      featureless: accountOf(featureless),
      second: accountOf(second),
    },
    consultees: {
      queue: { uri: reference.queue.uri, path: reference.queue.path },
      absent: consulteeOf(reference, absent),
    },
    channels: Object.fromEntries(
      channelIds.map((id) => [
        id,
        {
          spelling: undefined,
          declares: { 'consult-queue': true },
          source: { kind: 'reference', url: `${reference.baseUrl}/reference` } as const,
        },
      ]),
    ),
    deadlines,
    limits: { concurrentSessions: sessionsAtOnce },
    maxBodyBytes: 10_000_000,
  };
}

/** An account of the embedded server as an agent of a target. */
export function accountOf({ userName, password, nickname }: ReferenceAccount): AgentAccount {
  return { credentials: { kind: 'basic', userName, password }, nickname };
}

/** A user of the embedded server as something to consult. */
function consulteeOf({ queue }: Reference, { userId }: ReferenceAccount): Consultee {
  const path = `/users/${userId}`;
  return { path, uri: queue.uri.slice(0, -queue.path.length) + path };
}

/** Starts a reference server, lets it be used as a target, and ends it, whatever happens. */
export async function withReference<T>(
  { deadlines }: { readonly deadlines?: Partial<Deadlines> | undefined },
  use: (target: Target) => Promise<T>,
): Promise<T> {
  const reference = await startReferenceBeside();
  try {
    return await use(referenceTarget(reference, { ...patient(referenceDeadlines), ...deadlines }));
  } finally {
    await reference.close();
  }
}

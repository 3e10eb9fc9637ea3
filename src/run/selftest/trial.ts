/** A trial: one run against one server that is wrong, or right in another way, and the verdicts that it yields. */
import type { ChannelId } from '../../model/channel.ts';
import { HarnessError } from '../../model/errors.ts';
import type { Catalog } from '../../model/requirement.ts';
import type { VerdictFact } from '../../model/selftest.ts';
import type { Deadlines, LatencyBudget, Limits } from '../../model/target.ts';
import { faults, nullServers, startReference, variants, type Quirk } from '../../reference/index.ts';
import { exitCode } from '../../report/index.ts';
import { conduct, type Conducted } from '../conduct.ts';
import { patient } from '../patience.ts';
import { referenceTarget } from '../reference-target.ts';
import { brokenKeywords } from './keywords.ts';

/** A fault that is switched on, on one channel. */
export interface FaultOn {
  readonly fault: string;
  readonly channel: ChannelId;
}

/** What is tried, as data that another process understands. */
export type Trial =
  | { readonly kind: 'right' }
  | { readonly kind: 'faults'; readonly faults: readonly FaultOn[] }
  | { readonly kind: 'variant'; readonly id: string }
  | { readonly kind: 'null'; readonly id: string };

/** What came of it. */
export interface TrialResult {
  readonly verdicts: readonly VerdictFact[];
  /** The exit code that a run with these verdicts has. */
  readonly exitCode: number;
  /** Names of the schema keywords that were broken and found: see `KeywordCoverage`. */
  readonly broken: readonly string[];
}

/** Long enough for a right answer on a machine at work on this alone, short enough to wait for what never comes. */
const deadlines: Deadlines = { answer: 2_500, notification: 2_500, settle: 60, overall: 60_000 };

/** By how much too late is what faults delay: more than a machine that is held up is forgiven. */
const LATE_BY_MS = 1_500;

/** A right answer of a null server never comes: nothing is gained by a long wait. */
const nullDeadlines: Deadlines = { answer: 400, notification: 400, settle: 20, overall: 8_000 };

/** The fewest sessions at once in which one can be the wrong one, and another be right beside the one that is left. */
const limits: Limits = { concurrentSessions: 3 };

type Conductors = {
  readonly [K in Trial['kind']]: (trial: Extract<Trial, { kind: K }>, catalog: Catalog) => Promise<Conducted>;
};

const conductors: Conductors = {
  right: (_, catalog) => conductReference([], catalog),
  faults: (trial, catalog) =>
    conductReference(trial.faults.map(quirkOf), catalog, { budget: budgetOf(trial.faults) }),
  variant: ({ id }, catalog) => {
    const { quirk, channels, sessionsPerAgent } = known(variants, id);
    const told = sessionsPerAgent === undefined ? {} : { sessionsPerAgent };
    return conductReference([{ ...quirk, id, channels }], catalog, told);
  },
  null: ({ id }, catalog) => conductNothing(known(nullServers, id), catalog),
};

/** Carries out a trial. Never rejects for what the server does. */
export async function conductTrial(trial: Trial, catalog: Catalog): Promise<TrialResult> {
  const conductor = conductors[trial.kind] as (trial: Trial, catalog: Catalog) => Promise<Conducted>;
  const { results, evidence } = await conductor(trial, catalog);
  return {
    verdicts: results.outcomes.map(({ channel, requirement, verdict, because }) => ({
      channel,
      requirement,
      verdict,
      ...(because === undefined ? {} : { because }),
    })),
    exitCode: exitCode(results),
    broken: trial.kind === 'faults' ? brokenKeywords(results.outcomes, evidence, catalog) : [],
  };
}

/** What a trial tries, in words. */
export function titleOf(trial: Trial): string {
  if (trial.kind === 'faults')
    return trial.faults.map(({ fault, channel }) => `${fault} on ${channel}`).join(', ');
  return trial.kind === 'right' ? 'the right server' : trial.id;
}

function known<T extends { readonly id: string }>(rows: readonly T[], id: string): T {
  const row = rows.find((one) => one.id === id);
  if (row === undefined) throw new HarnessError(`There is nothing of the id ${id} to try`);
  return row;
}

function quirkOf({ fault, channel }: FaultOn): Quirk {
  return { ...known(faults, fault).make(), id: `${fault}@${channel}`, channels: [channel] };
}

/** The budget that the faults need to be seen by. */
function budgetOf(tried: readonly FaultOn[]): LatencyBudget {
  return Object.assign({}, ...tried.map(({ fault }) => known(faults, fault).budget ?? {})) as LatencyBudget;
}

/** What the description of a target says of the server beyond what it says of the right one. */
interface Described extends Pick<Limits, 'sessionsPerAgent'> {
  readonly budget?: LatencyBudget;
}

async function conductReference(
  quirks: readonly Quirk[],
  catalog: Catalog,
  { budget = {}, ...told }: Described = {},
): Promise<Conducted> {
  const patiently = patient(deadlines);
  const tooLateMs = patiently.notification + LATE_BY_MS;
  const reference = await startReference({ quirks, tooLateMs });
  try {
    const target = { ...referenceTarget(reference, patiently), limits: { ...limits, ...told }, budget };
    return await conduct({ target, catalog, comparing: false });
  } finally {
    await reference.close();
  }
}

async function conductNothing(server: (typeof nullServers)[number], catalog: Catalog): Promise<Conducted> {
  const [reference, nothing] = await Promise.all([startReference(), server.start()]);
  try {
    const right = referenceTarget(reference, nullDeadlines);
    const source = { kind: 'reference', url: `${nothing.baseUrl}/reference` } as const;
    const target = {
      ...right,
      limits,
      name: server.title,
      kind: 'deployed',
      baseUrl: nothing.baseUrl,
      channels: { chat: { spelling: undefined, source }, sms: { spelling: undefined, source } },
    } as const;
    return await conduct({ target, catalog, comparing: false });
  } finally {
    await Promise.all([reference.close(), nothing.close()]);
  }
}

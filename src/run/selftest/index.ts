/**
 * The suite's proof of itself: each fault turns exactly its requirements red on exactly its channel, right
 * servers that differ turn nothing red, servers that do nothing pass nothing.
 */
import { availableParallelism } from 'node:os';
import { loadCatalog } from '../../catalog/index.ts';
import { channelIds } from '../../model/channel.ts';
import { UsageError } from '../../model/errors.ts';
import type { Catalog } from '../../model/requirement.ts';
import type { SelftestProgress, SelftestReport, VerdictFact } from '../../model/selftest.ts';
import { faults, nullServers, variants, type Fault } from '../../reference/index.ts';
import { checkedRequirements } from '../plan.ts';
import { carryOut, workBeside, workHere, type Worker } from './crew.ts';
import { movedLines, renderGolden, type Named } from './golden.ts';
import { coverageOf } from './keywords.ts';
import { inPairs, type Candidate, type Company } from './pairs.ts';
import { checksOn, isRed, killRow, nullRow, unkilled, variantRow, type Tried } from './rows.ts';
import { titleOf, type Trial, type TrialResult } from './trial.ts';

/** What is tried. */
export interface SelftestOptions {
  /** Ids of faults; without these and variants, everything is tried: all faults, variants and null servers. */
  readonly faults?: readonly string[];
  /** Ids of variants. */
  readonly variants?: readonly string[];
  /** Processes to use; 1: only this one. By default as many as there are processors, at most 8. */
  readonly jobs?: number;
  /** The text of the golden file, to tell what moved. */
  readonly golden?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: SelftestProgress) => void;
}

/** Servers that a process tries at the same time: enough to use the waiting of one for the work of others. */
const SIDE_BY_SIDE = 16;

/** Fewer trials than these are over before another process is ready. */
const WORTH_A_PROCESS = 12;

const MOST_PROCESSES = 8;

/** A trial, and the faults on channels that it proves. */
interface Task {
  readonly trial: Trial;
  readonly company: Company;
}

type Try = (tasks: readonly Task[]) => Promise<readonly TrialResult[]>;

/** Tries everything, several servers at a time. */
export async function selftest(options: SelftestOptions = {}): Promise<SelftestReport> {
  const catalog = loadCatalog();
  const whole = options.faults === undefined && options.variants === undefined;
  const right = chosenOf(variants, whole ? undefined : (options.variants ?? []), 'variant');
  const chosen = chosenOf(faults, whole ? undefined : (options.faults ?? []), 'fault');
  const candidates = chosen.flatMap((fault) => candidatesOf(fault, catalog));
  const tasks = [
    // Who waits longest begins first.
    ...(whole ? nullServers.map(({ id }) => ({ trial: { kind: 'null', id }, company: [] }) as const) : []),
    ...inPairs(candidates).map(taskOf),
    { trial: { kind: 'right' }, company: [] } as const,
    ...right.map(({ id }) => ({ trial: { kind: 'variant', id }, company: [] }) as const),
  ];
  return withCrew(options, tasks.length, async (attempt) => {
    const tried = together(tasks, await attempt(tasks));
    const isClear = (one: Tried & Task): boolean => !isDoubtful(one, catalog);
    const again = tried.filter((one) => !isClear(one)).flatMap(onceMore);
    const alone = again.length === 0 ? [] : together(again, await attempt(again));
    const settled = tried.flatMap((one) =>
      isClear(one) ? [one] : alone.filter((other) => isSame(one, other)),
    );
    const report = toReport({ catalog, candidates, whole, tried: settled });
    return options.golden === undefined ? report : compared(report, options.golden, whole);
  });
}

/** With what moved since the golden file was written: each line that did is a failure. */
function compared(report: SelftestReport, golden: string, whole: boolean): SelftestReport {
  const moved = movedLines(golden, report.golden, whole);
  return { ...report, moved, failed: report.failed + moved.length };
}

/** Those of the ids; without ids all. @throws UsageError for ids that there are not */
function chosenOf<T extends { readonly id: string }>(
  all: readonly T[],
  ids: readonly string[] | undefined,
  what: 'fault' | 'variant',
): readonly T[] {
  if (ids === undefined) return all;
  const unknown = ids.filter((id) => !all.some((one) => one.id === id));
  if (unknown.length > 0)
    throw new UsageError(
      `There is no ${what} ${unknown.join(', ')}. See them with: consult-conformance list ${what}s`,
    );
  return all.filter(({ id }) => ids.includes(id));
}

/** A fault on each of its channels; what it must turn red there is what the channel has a clause of. */
function candidatesOf(fault: Fault, { requirements }: Catalog): readonly Candidate[] {
  const { settings, answers } = fault.make();
  const sources = new Map(requirements.map(({ id, source }) => [id, source]));
  return fault.channels.map((channel) => ({
    fault: fault.id,
    channel,
    expected: [...fault.kills, ...fault.with].filter((id) => sources.get(id)?.[channel] !== undefined).sort(),
    alone: settings !== undefined || answers === 'every' || fault.budget !== undefined,
  }));
}

function taskOf(company: Company): Task {
  const of = company.map(({ fault, channel }) => ({ fault, channel }));
  return { trial: { kind: 'faults', faults: of }, company };
}

/** Gives the way to try things, and ends the processes that it needed. */
async function withCrew<T>(
  { jobs, signal, onProgress }: SelftestOptions,
  count: number,
  use: (attempt: Try) => Promise<T>,
): Promise<T> {
  const most = Math.min(jobs ?? availableParallelism(), MOST_PROCESSES, Math.ceil(count / WORTH_A_PROCESS));
  const workers: readonly Worker[] = most > 1 ? Array.from({ length: most }, workBeside) : [workHere()];
  let [done, total] = [0, 0];
  const attempt: Try = (tasks) => {
    total += tasks.length;
    const crew = { workers, sideBySide: SIDE_BY_SIDE, ...(signal === undefined ? {} : { signal }) };
    return carryOut(tasks, crew, ({ trial }) => onProgress?.({ done: ++done, total, what: titleOf(trial) }));
  };
  try {
    return await use(attempt);
  } finally {
    for (const worker of workers) worker.close();
  }
}

function together(tasks: readonly Task[], results: readonly TrialResult[]): readonly (Tried & Task)[] {
  return tasks.flatMap((task, i) => {
    const result = results[i];
    return result === undefined ? [] : [{ ...task, ...result }];
  });
}

/** The same once more, when little else goes on: faults alone that did not do what they had to in company. */
function onceMore({ trial, company }: Task): readonly Task[] {
  return company.length === 0 ? [{ trial, company }] : company.map((one) => taskOf([one]));
}

function isSame(one: Task, other: Task): boolean {
  return one.trial === other.trial || one.company.some((fault) => other.company.includes(fault));
}

/**
 * Whether a trial is worth another one. Two faults that were tried together, and not both did what they had to;
 * or a right server of which something was left open, as on a machine that is too busy to answer in time. What
 * was red on a right server is never excused.
 */
function isDoubtful({ trial, company, verdicts }: Tried & Task, catalog: Catalog): boolean {
  if (company.length > 1) return company.some((one) => !killRow(one, company, verdicts).ok);
  const isRight = trial.kind === 'right' || trial.kind === 'variant';
  return isRight && !verdicts.some(isRed) && !variantRow('', verdicts, catalog).ok;
}

interface Everything {
  readonly catalog: Catalog;
  readonly candidates: readonly Candidate[];
  readonly whole: boolean;
  readonly tried: readonly (Tried & Task)[];
}

function toReport({ catalog, candidates, whole, tried }: Everything): SelftestReport {
  const killed = candidates.flatMap((one) =>
    tried
      .filter(({ company }) => company.includes(one))
      .map(({ company, verdicts }) => ({ row: killRow(one, company, verdicts), verdicts })),
  );
  const rows = killed.map(({ row }) => row);
  const right = tried.find(({ trial }) => trial.kind === 'right')?.verdicts ?? [];
  const ofKind = (kind: Trial['kind']) => tried.filter(({ trial }) => trial.kind === kind);
  const variantRows = [...(whole ? ofKind('right') : []), ...ofKind('variant')].map((one) =>
    variantRow(titleOf(one.trial), one.verdicts, catalog),
  );
  const nulls = ofKind('null').map((one) => nullRow(titleOf(one.trial), one));
  const checks = whole ? checksOn(catalog, checkedRequirements()) : [];
  const withoutKiller = unkilled(checks, rows);
  const coverage = whole ? coverageOf(new Set(tried.flatMap(({ broken }) => broken))) : undefined;
  const all = [...rows, ...variantRows, ...nulls];
  const open = withoutKiller.length + (coverage?.unexplained.length ?? 0) + (coverage?.stale.length ?? 0);
  const wrong = all.filter(({ ok }) => !ok).length;
  return {
    rows,
    variants: variantRows,
    nulls,
    checks,
    withoutKiller,
    ...(coverage === undefined ? {} : { coverage }),
    golden: renderGolden(right, [
      ...killed.map(({ row, verdicts }) => named(`fault ${row.fault}`, verdicts, [row.channel])),
      ...ofKind('variant').map(({ trial, verdicts }) => named(`variant ${titleOf(trial)}`, verdicts)),
      ...ofKind('null').map(({ trial, verdicts }) => named(`null ${titleOf(trial)}`, verdicts)),
    ]),
    passed: all.length - wrong,
    failed: wrong + open,
  };
}

function named(name: string, verdicts: readonly VerdictFact[], channels = channelIds): Named {
  return { name, channels, verdicts };
}

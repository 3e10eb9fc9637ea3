/**
 * The suite's proof of itself: each fault turns exactly its requirements red on exactly its channel, right
 * servers that differ turn nothing red, servers that do nothing pass nothing.
 */
import { loadCatalog } from '../catalog/index.ts';
import { UsageError } from '../model/errors.ts';
import type { ChannelId } from '../model/channel.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Catalog } from '../model/requirement.ts';
import type { KillRow, NullRow, SelftestProgress, SelftestReport, VariantRow } from '../model/selftest.ts';
import type { Deadlines, LatencyBudget, Limits } from '../model/target.ts';
import {
  faults,
  nullServers,
  startReference,
  variants,
  type Fault,
  type NullServer,
  type Quirk,
  type Variant,
} from '../reference/index.ts';
import { exitCode } from '../report/index.ts';
import { conduct } from './conduct.ts';
import { checkedRequirements } from './plan.ts';
import { referenceTarget } from './reference-target.ts';

/** What is tried. */
export interface SelftestOptions {
  /** Ids of faults; without it, everything is tried: all faults, variants and null servers. */
  readonly faults?: readonly string[];
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: SelftestProgress) => void;
}

/** Servers that are tried at the same time: enough to use the waiting of one for the work of others. */
const SIDE_BY_SIDE = 10;

/** Long enough for a right answer on a busy machine, short enough to wait for what never comes. */
const deadlines: Deadlines = { answer: 1_500, notification: 1_500, settle: 60, overall: 30_000 };

/** A right answer of a null server never comes: nothing is gained by a long wait. */
const nullDeadlines: Deadlines = { answer: 400, notification: 400, settle: 20, overall: 8_000 };

/** The fewest sessions at once in which one can be the wrong one, and another be right beside the one that is left. */
const limits: Limits = { concurrentSessions: 3 };

type Trial<T> = { readonly what: string; readonly run: () => Promise<T> };

/** Tries everything, several servers at a time. */
export async function selftest(options: SelftestOptions = {}): Promise<SelftestReport> {
  const catalog = loadCatalog();
  const chosen = chosenFaults(options.faults);
  const all = options.faults === undefined;
  const kills = chosen.flatMap((fault) =>
    fault.channels.map((channel) => killTrial(catalog, fault, channel)),
  );
  const right = all
    ? [rightTrial(catalog), ...variants.map((variant) => variantTrial(catalog, variant))]
    : [];
  const nothing = all ? nullServers.map((server) => nullTrial(catalog, server)) : [];
  let done = 0;
  const total = kills.length + right.length + nothing.length;
  const report = (what: string): void => options.onProgress?.({ done: ++done, total, what });
  const pool = createPool(SIDE_BY_SIDE, options.signal, report);
  const [rows, variantRows, nulls] = await Promise.all([pool(kills), pool(right), pool(nothing)]);
  const withoutKiller = all ? unkilled(rows) : [];
  const bad = [...rows, ...variantRows, ...nulls].filter(({ ok }) => !ok).length + withoutKiller.length;
  return {
    rows,
    variants: variantRows,
    nulls,
    withoutKiller,
    passed: total - bad + withoutKiller.length,
    failed: bad,
  };
}

function chosenFaults(ids: readonly string[] | undefined): readonly Fault[] {
  if (ids === undefined) return faults;
  const unknown = ids.filter((id) => !faults.some((fault) => fault.id === id));
  if (unknown.length > 0)
    throw new UsageError(
      `There is no fault ${unknown.join(', ')}. See them with: consult-conformance list faults`,
    );
  return faults.filter(({ id }) => ids.includes(id));
}

/** Runs trials, at most so many at a time over all calls, in order. */
function createPool(size: number, signal: AbortSignal | undefined, report: (what: string) => void) {
  let free = size;
  const waiting: (() => void)[] = [];
  const enter = async (): Promise<void> => {
    if (free > 0) return void free--;
    await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const exit = (): void => {
    const next = waiting.shift();
    if (next === undefined) free++;
    else next();
  };
  return <T>(trials: readonly Trial<T>[]): Promise<T[]> =>
    Promise.all(
      trials.map(async ({ what, run }) => {
        await enter();
        try {
          signal?.throwIfAborted();
          return await run();
        } finally {
          exit();
          report(what);
        }
      }),
    );
}

const isRed = ({ verdict }: Outcome): boolean => verdict === 'failed' || verdict === 'warned';

/** The outcomes of a run against a reference server with quirks. */
async function outcomesWith(
  catalog: Catalog,
  quirks: readonly Quirk[],
  budget: LatencyBudget = {},
): Promise<readonly Outcome[]> {
  const reference = await startReference({ quirks });
  try {
    const target = { ...referenceTarget(reference, deadlines), limits, budget };
    const { results } = await conduct({ target, catalog });
    return results.outcomes;
  } finally {
    await reference.close();
  }
}

function killTrial(catalog: Catalog, fault: Fault, channel: ChannelId): Trial<KillRow> {
  const run = async (): Promise<KillRow> => {
    const quirk = { ...fault.make(), id: fault.id, channels: [channel] };
    const outcomes = await outcomesWith(catalog, [quirk], fault.budget);
    const named = (outcome: Outcome): string =>
      outcome.channel === channel ? outcome.requirement : `${outcome.channel}/${outcome.requirement}`;
    const turnedRed = outcomes.filter(isRed).map(named).sort();
    const applies = (id: string): boolean =>
      catalog.requirements.find((row) => row.id === id)?.source[channel] !== undefined;
    const expected = [...fault.kills, ...fault.with].filter(applies).sort();
    return { fault: fault.id, channel, expected, turnedRed, ok: expected.join() === turnedRed.join() };
  };
  return { what: `${fault.id} on ${channel}`, run };
}

function variantTrial(catalog: Catalog, variant: Variant): Trial<VariantRow> {
  return {
    what: variant.id,
    run: () =>
      turnsNothingRed(catalog, variant.id, [
        { ...variant.quirk, id: variant.id, channels: variant.channels },
      ]),
  };
}

function rightTrial(catalog: Catalog): Trial<VariantRow> {
  return { what: 'the right server', run: () => turnsNothingRed(catalog, 'none', []) };
}

/** Nothing red, and nothing that a right server would be told could not be judged. */
async function turnsNothingRed(
  catalog: Catalog,
  variant: string,
  quirks: readonly Quirk[],
): Promise<VariantRow> {
  const outcomes = await outcomesWith(catalog, quirks);
  const turnedRed = outcomes
    .filter((outcome) => isRed(outcome) || (outcome.level === 'MUST' && outcome.verdict === 'untestable'))
    .map(({ channel, requirement, verdict }) => `${channel}/${requirement} ${verdict}`);
  return { variant, turnedRed, ok: turnedRed.length === 0 };
}

function nullTrial(catalog: Catalog, server: NullServer): Trial<NullRow> {
  const run = async (): Promise<NullRow> => {
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
      const { results } = await conduct({ target, catalog });
      const passed = results.outcomes
        .filter(({ verdict }) => verdict === 'passed')
        .map(({ channel, requirement }) => `${channel}/${requirement}`);
      const code = exitCode(results);
      return { id: server.id, passed, exitCode: code, ok: passed.length === 0 && code !== 0 };
    } finally {
      await Promise.all([reference.close(), nothing.close()]);
    }
  };
  return { what: server.id, run };
}

/** Requirements with a check that no fault turned red on every channel that has the clause. */
function unkilled(rows: readonly KillRow[]): string[] {
  const catalog = loadCatalog();
  const killed = new Set(rows.flatMap(({ channel, turnedRed }) => turnedRed.map((id) => `${channel}/${id}`)));
  const checked = new Set(checkedRequirements().map(({ requirement }) => requirement));
  return catalog.requirements
    .filter(({ id }) => checked.has(id))
    .flatMap(({ id, source }) => (Object.keys(source) as ChannelId[]).map((channel) => `${channel}/${id}`))
    .filter((name) => !killed.has(name));
}

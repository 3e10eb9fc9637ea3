/** Reads the ledgers that runs left, and tells which of them are still being written. */
import { readdirSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isObject } from '../../model/json.ts';
import type { AgentName } from '../../model/target.ts';
import type { Fate, Planned } from '../../target/index.ts';
import { isClosed, knownOf, type Known } from './fate.ts';
import { LEDGERS, type BeginLine, type FateLine, type RunLine, type WorkLine } from './file.ts';

/** A session that is still open by the ledger. */
export interface OpenSession extends Known {
  readonly session: number;
  readonly planned: Planned;
  /** What became of it so far. */
  readonly fates: readonly Fate[];
}

/** A ledger that was left. */
export interface LeftLedger {
  readonly path: string;
  readonly run: RunLine;
  readonly open: readonly OpenSession[];
  /** The agents whose contact-centre sessions it began and did not end, by the ledger. */
  readonly atWork: readonly AgentName[];
  /** Whether the run that writes it is, or may be, still going on. */
  readonly life: 'ended' | 'running' | 'elsewhere';
}

/** The ledgers below a folder of reports, oldest first; what is not one is passed over. */
export function readLedgers(folder: string): readonly LeftLedger[] {
  const path = join(folder, LEDGERS);
  const names = namesIn(path).filter((name) => name.endsWith('.jsonl'));
  return names
    .flatMap((name) => readLedger(join(path, name)) ?? [])
    .toSorted((a, b) => a.run.startedAt.localeCompare(b.run.startedAt));
}

function namesIn(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

function readLedger(path: string): LeftLedger | undefined {
  // The last line may have been cut off with the run.
  const [run, ...lines] = readFileSync(path, 'utf8').split('\n').flatMap(jsonIn);
  if (!isObject(run) || typeof run['pid'] !== 'number' || typeof run['startedAt'] !== 'string')
    return undefined;
  const about = run as unknown as RunLine;
  return { path, run: about, open: openIn(lines), atWork: atWorkIn(lines), life: lifeOf(about) };
}

function jsonIn(line: string): unknown[] {
  try {
    return line === '' ? [] : [JSON.parse(line) as unknown];
  } catch {
    return [];
  }
}

function openIn(lines: readonly unknown[]): readonly OpenSession[] {
  const own = lines.filter(isObject) as unknown as readonly (BeginLine | FateLine)[];
  const begun = own.filter((line): line is BeginLine => line.event === 'opening');
  return begun.flatMap((planned) => {
    const { session } = planned;
    const fates = own.filter(
      (line): line is FateLine => line.session === session && line.event !== 'opening',
    );
    return isClosed(planned, fates) ? [] : [{ session, planned, fates, ...knownOf(planned, fates) }];
  });
}

function atWorkIn(lines: readonly unknown[]): readonly AgentName[] {
  const agents = new Set<AgentName>();
  for (const { event, agent } of lines.filter(isObject) as unknown as readonly Partial<WorkLine>[]) {
    if (event === 'work' && agent !== undefined) agents.add(agent);
    if (event === 'work-over' && agent !== undefined) agents.delete(agent);
  }
  return [...agents];
}

function lifeOf({ pid, host }: RunLine): LeftLedger['life'] {
  if (host !== hostname()) return 'elsewhere';
  return pid !== process.pid && isAlive(pid) ? 'running' : 'ended';
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isOver(pid);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Whether a process is over and nobody has asked how it ended, as in containers where nobody does; Linux alone tells. */
function isOver(pid: number): boolean {
  try {
    return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

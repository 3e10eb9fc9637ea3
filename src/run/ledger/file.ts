/** A run's ledger on the disk: what it has opened and what became of it, one JSON object a line. No secrets. */
import { mkdir, open, rm, rmdir, type FileHandle } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { TargetError } from '../../model/errors.ts';
import type { AgentName, Target } from '../../model/target.ts';
import type { Fate, Ledger, Planned } from '../../target/index.ts';
import { isClosed } from './fate.ts';

/** The first line: the run, and the process that it is. */
export interface RunLine {
  readonly run: string;
  readonly pid: number;
  readonly host: string;
  readonly startedAt: string;
  readonly target: string;
  readonly baseUrl: string;
}

/** A line that begins a session. */
export type BeginLine = Planned & {
  readonly session: number;
  readonly event: 'opening';
  readonly at: string;
};

/** A line that tells what became of one. */
export type FateLine = Fate & { readonly session: number; readonly at: string };

/** A line that tells of an agent's contact-centre session: it may be begun here, or is not, or no more. */
export interface WorkLine {
  readonly event: 'work' | 'work-over';
  readonly agent: AgentName;
  readonly at: string;
}

/** The folder of ledgers below the folder of a run's reports. */
export const LEDGERS = 'ledger';

/** A ledger of a run. */
export interface RunLedger extends Ledger {
  /** Ends the writing. File and empty folder go when nothing is left open; else the file stays, and its path is returned. */
  readonly close: () => Promise<string | undefined>;
}

/** What a ledger is of. */
export interface LedgerOf {
  /** Tells this run from all others. */
  readonly run: string;
  readonly target: Target;
}

/** The ledger of a run, in a file of its own below `folder`; the file is made with the first session. */
export function createLedger(folder: string, { run, target }: LedgerOf): RunLedger {
  const path = join(folder, LEDGERS, `${run}.jsonl`);
  const stories: (readonly [Planned, Fate[]])[] = [];
  const atWork = new Set<AgentName>();
  let file: Promise<FileHandle> | undefined;
  let last: Promise<void> = Promise.resolve();
  const append = (line: object): Promise<void> => {
    file ??= start(path, { run, target });
    const begun = file;
    last = last.catch(() => undefined).then(async () => writeLine(await begun, line));
    return last;
  };
  return {
    beginWork: async (agent) => {
      const line = (event: WorkLine['event']): WorkLine => ({ event, agent, at: new Date().toISOString() });
      await append(line('work')).catch(notWritten(path, 'No contact-centre session is begun'));
      atWork.add(agent);
      return async () => {
        atWork.delete(agent);
        await append(line('work-over')).catch(() => undefined); // at worst it is ended once more
      };
    },
    begin: async (planned) => {
      const session = stories.length;
      const fates: Fate[] = [];
      stories.push([planned, fates]);
      const at = new Date().toISOString();
      await append({ session, event: 'opening', at, ...planned } satisfies BeginLine).catch(
        notWritten(path, 'No session is opened'),
      );
      return {
        note: async (fate) => {
          fates.push(fate);
          const line: FateLine = { session, at: new Date().toISOString(), ...fate };
          await append(line).catch(() => undefined); // what is open already must go on, and be closed
        },
      };
    },
    close: async () => {
      const handle = await file?.catch(() => undefined);
      if (handle === undefined) return undefined; // without it nothing was opened or begun
      await last.catch(() => undefined);
      await handle.close().catch(() => undefined);
      if (atWork.size > 0 || !stories.every(([planned, fates]) => isClosed(planned, fates))) return path;
      await removeLedger(path);
      return undefined;
    },
  };
}

/** Takes a ledger away whose sessions are over, and its folder with the last one. */
export async function removeLedger(path: string): Promise<void> {
  await rm(path, { force: true });
  await rmdir(dirname(path)).catch(() => undefined); // others may lie there
}

async function start(path: string, { run, target }: LedgerOf): Promise<FileHandle> {
  // A run that ends at this moment may take the empty folder away between the two.
  const file = await openedFile(path).catch(async () => openedFile(path));
  const { name, baseUrl } = target;
  const startedAt = new Date().toISOString();
  const line: RunLine = { run, pid: process.pid, host: hostname(), startedAt, target: name, baseUrl };
  await writeLine(file, line);
  return file;
}

async function openedFile(path: string): Promise<FileHandle> {
  await mkdir(dirname(path), { recursive: true });
  return open(path, 'a');
}

/** A line is on the disk when this resolves. */
async function writeLine(file: FileHandle, line: object): Promise<void> {
  await file.appendFile(`${JSON.stringify(line)}\n`);
  await file.sync();
}

function notWritten(path: string, consequence: string): (error: unknown) => never {
  return (cause) => {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    throw new TargetError(
      `${consequence}, because what is to be ended again can't be written down in ${path} (${code}).`,
      'configuration',
      { cause },
    );
  };
}

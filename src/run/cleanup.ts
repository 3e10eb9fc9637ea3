/** Finishes what interrupted runs left: ends their sessions, on both sides, and the agents' contact-centre sessions. */
import { appendFileSync, existsSync } from 'node:fs';
import type { CleanedRun, CleanedSession, CleanedWork } from '../model/cleanup.ts';
import { TargetError } from '../model/errors.ts';
import { createRecorder } from '../model/recorder.ts';
import type { AgentName, Target } from '../model/target.ts';
import {
  createDeadline,
  createSessionSource,
  openContext,
  visit,
  type Context,
  type Fate,
  type Remainder,
  type SessionSource,
  type Visitor,
} from '../target/index.ts';
import { closeAtAgent, spellingsOf } from './ledger/close-agent.ts';
import { endWorkOf } from './ledger/end-work.ts';
import { isClosed } from './ledger/fate.ts';
import { removeLedger, type RunLedger } from './ledger/file.ts';
import { readLedgers, type LeftLedger, type OpenSession } from './ledger/read.ts';

/** What is cleaned up. */
export interface CleanupOptions {
  /** The target of the interrupted run. */
  readonly target: Target;
  /** The folder of its reports, which has its ledger. */
  readonly folder: string;
  /** Also what a run may still be using. */
  readonly force?: boolean;
  /** This run alone. */
  readonly only?: string;
  readonly signal?: AbortSignal;
}

/**
 * Ends every session that ended runs left open, and says of each run what was done. Doing it again does no harm.
 * Never rejects for what the target does.
 */
export async function cleanUp(options: CleanupOptions): Promise<readonly CleanedRun[]> {
  const { target, folder, only } = options;
  const all = readLedgers(folder);
  const ledgers = all.filter(({ run }) => only === undefined || run.run === only);
  const deadline = createDeadline(options.signal ?? new AbortController().signal, target.deadlines.overall);
  const now = (): number => performance.now();
  const context = openContext({ target, recorder: createRecorder(now), now, signal: deadline.signal });
  const runs: CleanedRun[] = [];
  try {
    for (const ledger of ledgers) runs.push(await cleanRun(context, { ledger, all }, options));
  } finally {
    deadline.release();
  }
  return runs;
}

/** How long a run may take at its end for what it could not close, milliseconds. */
const LAST_TRY_MS = 3_000;

/**
 * Ends a run's ledger, and what stands in it still. Resolves with its path when something is open all the same.
 * `withinMs`: how much time the run has left; with none, nothing is tried.
 */
export async function endLedger(
  ledger: RunLedger,
  {
    withinMs,
    ...options
  }: Pick<CleanupOptions, 'target' | 'folder' | 'only'> & { readonly withinMs: number },
): Promise<string | undefined> {
  const path = await ledger.close();
  if (path === undefined) return undefined;
  if (withinMs <= 0) return path;
  const deadline = createDeadline(new AbortController().signal, Math.min(LAST_TRY_MS, withinMs));
  try {
    await cleanUp({ ...options, signal: deadline.signal });
  } finally {
    deadline.release();
  }
  return existsSync(path) ? path : undefined;
}

interface Left {
  readonly ledger: LeftLedger;
  /** Those of all runs in the folder. */
  readonly all: readonly LeftLedger[];
}

async function cleanRun(context: Context, left: Left, options: CleanupOptions): Promise<CleanedRun> {
  const { ledger } = left;
  const { run, startedAt } = ledger.run;
  const facts = { run, startedAt, open: ledger.open.length, atWork: ledger.atWork.length };
  const leftAlone = reasonToLeave(ledger, options);
  if (leftAlone !== undefined) return { ...facts, leftAlone, sessions: [], work: [] };
  const agents = createVisitors(context);
  try {
    const sessions: CleanedSession[] = [];
    for (const session of ledger.open) sessions.push(await close({ context, agents, ledger }, session));
    const other = options.force === true ? undefined : otherRun(left);
    const work: CleanedWork[] = [];
    // The login goes with it: what else an agent does comes before.
    for (const agent of ledger.atWork)
      work.push(await endAgentsWork({ context, agents, ledger }, agent, other));
    if ([...sessions, ...work].every(({ why }) => why === undefined)) await removeLedger(ledger.path);
    return { ...facts, sessions, work };
  } finally {
    await agents.close();
  }
}

/** A run that goes on, or may go on, with the same agents. */
function otherRun({ ledger, all }: Left): LeftLedger | undefined {
  return all.find(
    ({ path, run, life }) => path !== ledger.path && run.baseUrl === ledger.run.baseUrl && life !== 'ended',
  );
}

async function endAgentsWork(
  { context, agents, ledger }: Cleaning,
  agent: AgentName,
  other: LeftLedger | undefined,
): Promise<CleanedWork> {
  if (context.signal.aborted) return { agent, did: 'nothing', why: 'the cleanup was ended before' };
  if (other !== undefined) {
    const why = `run ${other.run.run} may still need it; --force ends it all the same`;
    return { agent, did: 'nothing', why };
  }
  const { isSettled, ...end } = await endWorkOf(agent, await agents.one(agent));
  if (isSettled) append(ledger, { event: 'work-over', agent });
  return end;
}

function reasonToLeave({ run, life }: LeftLedger, { target, force }: CleanupOptions): string | undefined {
  if (run.baseUrl !== target.baseUrl) return `its target was another one, ${run.baseUrl}`;
  if (force === true || life === 'ended') return undefined;
  return life === 'running'
    ? `it still goes on, as process ${run.pid}; --force takes its sessions all the same`
    : `it was begun on ${run.host}, and may still go on there; --force takes its sessions all the same`;
}

/** Agents who log in when they are asked for, once each. */
interface Visitors {
  readonly one: (name: AgentName) => Promise<Visitor | string>;
  readonly all: (first: AgentName) => Promise<readonly (Visitor | string)[]>;
  readonly close: () => Promise<void>;
}

function createVisitors(context: Context): Visitors {
  const visits = new Map<AgentName, Promise<Visitor | string>>();
  const { parties } = context.target;
  const come = (name: AgentName): Promise<Visitor | string> => {
    const account = parties[name];
    const coming =
      visits.get(name) ??
      (account === undefined
        ? Promise.resolve(`the target file names no ${name}`)
        : visit(context, name, account).catch(reasonIn));
    visits.set(name, coming);
    return coming;
  };
  return {
    one: come,
    // The owner first: what the owner completes is over for those who were consulted.
    all: async (first) => {
      const owner = await come(first);
      const rest = (Object.keys(parties) as AgentName[]).filter((name) => name !== first);
      const others = await Promise.all(rest.map(come));
      return [owner, ...others.filter((one) => typeof one !== 'string')];
    },
    close: async () => {
      for (const one of await Promise.all(visits.values())) if (typeof one !== 'string') await one.close();
    },
  };
}

function reasonIn(error: unknown): string {
  if (error instanceof TargetError) return error.message;
  throw error;
}

interface Cleaning {
  readonly context: Context;
  readonly agents: Visitors;
  readonly ledger: LeftLedger;
}

async function close({ context, agents, ledger }: Cleaning, open: OpenSession): Promise<CleanedSession> {
  if (context.signal.aborted) return interrupted(open);
  const { planned, sessionId, nickname, keys, session } = open;
  const { channel, owner } = planned;
  const did: string[] = [];
  const troubles: string[] = [];
  const sought = { sessionId, nickname, keys, channel, spellings: spellingsOf(context, channel) };
  for (const agent of await agents.all(owner)) {
    const end =
      typeof agent === 'string' ? { did: [], why: agent } : await closeAtAgent(context, agent, sought);
    did.push(...end.did);
    if (end.why !== undefined) troubles.push(end.why);
  }
  const isDoneByAgents = troubles.length === 0 && (sessionId !== undefined || did.length > 0);
  const customer = await leaveAsCustomer(context, open);
  did.push(...customer.did);
  const fates: Fate[] = [
    ...(isDoneByAgents ? [{ event: 'completed' } as const] : []),
    ...(customer.isOut ? [{ event: 'left' } as const] : []),
  ];
  const isOver = troubles.length === 0 && isClosed(planned, [...open.fates, ...fates]);
  // What nobody here can ever end is told once.
  const isHopeless = troubles.length === 0 && !customer.canTry;
  write(ledger, session, isOver || isHopeless ? [{ event: 'void' }] : fates);
  const facts = { channel, name: sessionId ?? nickname, did };
  if (isOver) return did.length > 0 ? facts : { ...facts, did: ['it was over already'] };
  return { ...facts, why: [...troubles, ...customer.why].join('; ') };
}

function interrupted({ planned, sessionId, nickname }: OpenSession): CleanedSession {
  return {
    channel: planned.channel,
    name: sessionId ?? nickname,
    did: [],
    why: 'the cleanup was ended before',
  };
}

interface CustomerEnd {
  readonly isOut: boolean;
  /** Whether it is worth trying again. */
  readonly canTry: boolean;
  readonly did: readonly string[];
  readonly why: readonly string[];
}

async function leaveAsCustomer(context: Context, { planned, ...left }: OpenSession): Promise<CustomerEnd> {
  const source = createSessionSource(context, planned.channel);
  try {
    const { channel, source: kind } = planned;
    return await leaveBy(source, { ...left, channel }, kind);
  } finally {
    await source.close();
  }
}

async function leaveBy({ leaveLater }: SessionSource, left: Remainder, kind: string): Promise<CustomerEnd> {
  const hasKeys = Object.keys(left.keys).length > 0;
  if (leaveLater === undefined || !hasKeys) {
    const why = `as the customer nothing can be done: what the source "${kind}" needs for it is not kept on the disk`;
    return {
      isOut: false,
      canTry: false,
      did: [],
      why: [`${why}; the server has to end it by its own time limit`],
    };
  }
  const isOut = await leaveLater(left);
  return isOut
    ? { isOut, canTry: true, did: ['customer: out'], why: [] }
    : { isOut, canTry: true, did: [], why: [`the source "${kind}" did not take the customer out`] };
}

function write(ledger: LeftLedger, session: number, fates: readonly Fate[]): void {
  for (const fate of fates) append(ledger, { session, ...fate });
}

/** Adds to the ledger, so that what is over is not tried again. */
function append({ path }: LeftLedger, line: object): void {
  const at = new Date().toISOString();
  appendFileSync(path, `${JSON.stringify({ at, ...line })}\n`);
}

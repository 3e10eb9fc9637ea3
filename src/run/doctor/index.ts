/** Looks whether everything is there that a run needs, step by step. Changes nothing unless it may open sessions. */
import { channelIds, type ChannelId } from '../../model/channel.ts';
import type { DoctorReport, DoctorStep } from '../../model/doctor.ts';
import { createRecorder } from '../../model/recorder.ts';
import type { AgentAccount, AgentName, Target } from '../../model/target.ts';
import { createClient, createDeadline, openContext, type Context } from '../../target/index.ts';
import { warningsOf } from '../warnings.ts';
import { agentSteps } from './agent-steps.ts';
import { serverSteps } from './server-steps.ts';
import { consultedSteps, sessionSteps } from './session-steps.ts';
import type { Consulted, Patient, Step, StepFinding, Visit } from './step.ts';

/** What is looked at. */
export interface DoctorOptions {
  readonly target: Target;
  readonly channels: readonly ChannelId[];
  /** Whether a session is opened on each channel, and ended again. */
  readonly opensSessions: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Told of each step when it is over. */
  readonly onStep?: ((step: DoctorStep) => void) | undefined;
}

/** Tries all steps in turn; ends within the target's overall deadline. Never rejects for what the target does. */
export async function examine(options: DoctorOptions): Promise<DoctorReport> {
  const { target } = options;
  const now = (): number => performance.now();
  const deadline = createDeadline(options.signal ?? new AbortController().signal, target.deadlines.overall);
  const context = openContext({ target, recorder: createRecorder(now), now, signal: deadline.signal });
  const visit: Visit = {
    context,
    target,
    patients: patientsOf(context),
    opensSessions: options.opensSessions,
  };
  const log = createStepLog(options.onStep);
  try {
    await tryAll(visit, log, options.channels);
  } finally {
    deadline.release();
  }
  const { name, baseUrl } = target;
  return { target: { name, baseUrl }, warnings: warningsOf(target), steps: log.steps };
}

async function tryAll(visit: Visit, log: StepLog, asked: readonly ChannelId[]): Promise<void> {
  try {
    await log.attempt(serverSteps, visit, undefined);
    for (const patient of visit.patients) await log.attempt(agentSteps, visit, patient);
    for (const consulted of consultedIn(visit)) await log.attempt(consultedSteps, visit, consulted);
  } finally {
    await goodbye(visit); // before sessions: some servers let an agent in only once
  }
  for (const id of channelIds.filter((known) => asked.includes(known)))
    await log.attempt(sessionSteps, visit, id);
}

function patientsOf(context: Context): readonly Patient[] {
  const { parties, baseUrl } = context.target;
  const named = Object.entries(parties) as [AgentName, AgentAccount | undefined][];
  return named.flatMap(([name, account]) => {
    if (account === undefined) return [];
    const client = createClient(context, { party: name, credentials: account.credentials, baseUrl });
    return [{ name, account, client }];
  });
}

/** Those whom scenarios consult. */
function consultedIn({ target, patients }: Visit): readonly Consulted[] {
  const agents = patients.filter(({ name }) => name === 'consultant' || name === 'second');
  return [
    ...agents.map(({ name, user }) => ({
      name,
      path: user === undefined ? undefined : `/api/v2/users/${encodeURIComponent(user.id)}`,
    })),
    ...Object.entries(target.consultees ?? {}).map(([name, { path }]) => ({ name, path: `/api/v2${path}` })),
  ];
}

/** How long goodbyes may take, milliseconds. */
const GOODBYE_MS = 1_000;

/** Ends the connections. Contact-centre sessions are left as they are: the doctor started none. */
async function goodbye({ patients }: Visit): Promise<void> {
  const deadline = createDeadline(new AbortController().signal, GOODBYE_MS);
  await Promise.all(patients.map(({ notifications }) => notifications?.close(deadline.signal)));
  deadline.release();
  await Promise.all(patients.map(({ client }) => client.close()));
}

interface StepLog {
  readonly steps: readonly DoctorStep[];
  /** Tries steps about somebody in turn, but those that need what was not in order. */
  readonly attempt: <About extends Subject>(
    table: readonly Step<About>[],
    visit: Visit,
    about: About,
  ) => Promise<void>;
}

type Subject = Patient | Consulted | ChannelId | undefined;

function nameOf(about: Subject): string | undefined {
  return typeof about === 'object' ? about.name : about;
}

function createStepLog(onStep: DoctorOptions['onStep'] = () => undefined): StepLog {
  const steps: DoctorStep[] = [];
  return {
    steps,
    attempt: async (table, visit, about) => {
      const name = nameOf(about);
      for (const { id, title, needs, run } of table) {
        const missing = steps.find((done) => needs.some((need) => isInTheWay(done, need, name)));
        const finding: StepFinding =
          missing === undefined
            ? await run(visit, about)
            : { state: 'not-tried', said: `it needs ${missing.title.toLowerCase()}` };
        const done: DoctorStep = { id, title, ...(name === undefined ? {} : { about: name }), ...finding };
        steps.push(done);
        onStep(done);
      }
    },
  };
}

function isInTheWay(done: DoctorStep, id: string, about: string | undefined): boolean {
  const isOurs = done.about === undefined || done.about === about;
  return done.id === id && isOurs && (done.state === 'failed' || done.state === 'not-tried');
}

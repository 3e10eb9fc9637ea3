/** `cleanup`: ends the sessions that an interrupted run left open. */
import { configureTarget } from '../../config/index.ts';
import { channels } from '../../model/channel.ts';
import type { CleanedRun, CleanedSession, CleanedWork } from '../../model/cleanup.ts';
import { UsageError } from '../../model/errors.ts';
import { shownText } from '../../report/index.ts';
import type { CommandSpec, Context, Input } from '../context.ts';

interface CleanupFlags {
  readonly target?: string;
  readonly out: string;
  readonly force?: boolean;
}

/** Ends what interrupted runs left. */
export const cleanupCommand: CommandSpec = {
  name: 'cleanup',
  summary: 'end the sessions that an interrupted run left open',
  examples: [
    ['cleanup --target target.yaml', 'those of the run whose reports went to reports/latest'],
    ['cleanup --target target.yaml --out reports/consult', 'those of a run with another folder'],
  ],
  notes: [
    'A run notes what it opens in the folder of its reports. Runs that still go on are left alone.',
    'Exit code 0: nothing is open any more. 3: something is; it is said what and why.',
  ],
  declare: (command) => {
    command
      .option('--target <file>', 'the target file of the run (default: CONSULT_TARGET)')
      .option('--out <folder>', 'the folder of its reports', 'reports/latest')
      .option('--force', 'also sessions that a run may still be using');
  },
  run,
};

async function run(context: Context, { flags: given }: Input): Promise<number> {
  const flags = given as unknown as CleanupFlags;
  const target = await configureTarget({ file: flags.target }, context.env);
  if (target === undefined)
    throw new UsageError(
      'Which server was it? Name the target file of the interrupted run with --target. What ran against the embedded server ended with it.',
    );
  const force = flags.force === true;
  const signal = context.interruption();
  const runs = await context.layers.cleanUp({ target, folder: flags.out, force, signal });
  context.out(render(runs, flags.out));
  return runs.every(isClean) ? 0 : 3;
}

function isClean({ leftAlone, open, atWork, sessions, work }: CleanedRun): boolean {
  if (leftAlone !== undefined) return open === 0 && atWork === 0;
  return [...sessions, ...work].every(({ why }) => why === undefined);
}

function render(runs: readonly CleanedRun[], folder: string): string {
  const told = runs.filter(({ open, atWork }) => open > 0 || atWork > 0);
  if (told.length === 0)
    return `Nothing is open: ${shownText(folder, 500)} has no ledger of an interrupted run.\n`;
  return told.map((cleaned) => `${lines(cleaned).join('\n')}\n`).join('\n');
}

function lines(cleaned: CleanedRun): readonly string[] {
  const { startedAt, leftAlone, open, atWork, sessions, work } = cleaned;
  const count = open === 1 ? '1 session' : `${open} sessions`;
  const agents = atWork === 0 ? '' : `, ${atWork === 1 ? '1 agent' : `${atWork} agents`} at work`;
  const head = `Run ${shownText(cleaned.run)} of ${shownText(startedAt)}, ${count} open${agents}`;
  if (leftAlone !== undefined) return [`${head}: left alone, because ${shownText(leftAlone, 500)}.`];
  return [`${head}:`, ...sessions.flatMap(sessionLines), ...work.flatMap(workLines)];
}

function workLines({ agent, did, why }: CleanedWork): readonly string[] {
  const head = `  Contact-centre session of the ${agent}:`;
  if (why === undefined) return [`${head} ${did}`];
  return [`${head} NOT ended`, `    because: ${shownText(why, 1_000)}`];
}

function sessionLines({ channel, name, did, why }: CleanedSession): readonly string[] {
  const head = `  ${channels[channel].title} ${shownText(name)}: ${why === undefined ? 'closed' : 'NOT closed'}`;
  const because = why === undefined ? [] : [`    because: ${shownText(why, 1_000)}`];
  return [head, ...did.map((deed) => `    ${shownText(deed, 300)}`), ...because];
}

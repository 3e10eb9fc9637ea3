/** The command line: commands as a table, made into one program. */
import { Command, CommanderError, Help } from 'commander';
import { variables } from '../config/index.ts';
import { exitCodes } from '../report/index.ts';
import { baselineCommand } from './commands/baseline.ts';
import { cleanupCommand } from './commands/cleanup.ts';
import { compareCommand } from './commands/compare.ts';
import { doctorCommand } from './commands/doctor.ts';
import { explainCommand } from './commands/explain.ts';
import { initCommand } from './commands/init.ts';
import { judgeCommand } from './commands/judge.ts';
import { listCommand } from './commands/list.ts';
import { reportCommand } from './commands/report.ts';
import { mergeCommand } from './commands/merge.ts';
import { runCommand } from './commands/run.ts';
import { selftestCommand } from './commands/selftest.ts';
import { serveCommand } from './commands/serve.ts';
import { signCommand } from './commands/sign.ts';
import { verifyCommand } from './commands/verify.ts';
import { signingVariables } from '../run/signing.ts';
import type { CommandSpec, Context } from './context.ts';
import { requireKnown } from './selection.ts';
import { describeFailure } from './failure.ts';

const NAME = 'consult-conformance';

/** All commands, in the order of the help. */
export const commands: readonly CommandSpec[] = [
  runCommand,
  reportCommand,
  verifyCommand,
  signCommand,
  compareCommand,
  mergeCommand,
  judgeCommand,
  baselineCommand,
  initCommand,
  doctorCommand,
  cleanupCommand,
  serveCommand,
  listCommand,
  explainCommand,
  selftestCommand,
];

/**
 * Runs one command line and returns the exit code. Nothing is thrown: every error is told on the status stream.
 * @param argv the arguments after the program's name
 */
export async function runProgram(argv: readonly string[], context: Context): Promise<number> {
  let code = 0;
  const program = createProgram(context, (result) => void (code = result));
  try {
    if (argv.length === 0) program.outputHelp();
    else await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    // Commander has printed its message already; its own code for wrong use is 1, ours is 2.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const failure = describeFailure(error, Boolean(context.env['DEBUG']));
    context.status.write(`${failure.text}\n`);
    return failure.code;
  }
}

function createProgram(context: Context, done: (code: number) => void): Command {
  const { width } = context.screen;
  const program = new Command(NAME)
    .description('Conformance of the Consult operation of Genesys Web Services, on chat and on SMS.')
    .version(context.version, '--version', 'show the version')
    .helpOption('--help', 'show help')
    .helpCommand(false)
    .showHelpAfterError(`Try ${NAME} --help.`)
    .configureOutput({
      writeOut: context.out,
      writeErr: context.status.write,
      getOutHelpWidth: () => width,
      getErrHelpWidth: () => width,
    })
    .exitOverride()
    .addHelpText('after', mainHelp(width));
  for (const spec of commands) addCommand(program, spec, { context, done });
  addHelp(program);
  return program;
}

/** Commander's own command of that name ends with the exit code that the process would have had. */
function addHelp(program: Command): void {
  const help = program.command('help [command]').description('show help of a command');
  help.helpOption('--help', 'show help').action((name?: string) => {
    if (name === undefined) return program.outputHelp();
    const names = program.commands.map((one) => one.name());
    const known = requireKnown(name, names, 'command');
    return program.commands.find((one) => one.name() === known)?.outputHelp();
  });
}

function addCommand(
  program: Command,
  spec: CommandSpec,
  { context, done }: { context: Context; done: (code: number) => void },
): void {
  const command = program.command(spec.name).description(spec.summary).helpOption('--help', 'show help');
  command.showHelpAfterError(`Try ${NAME} ${spec.name} --help.`);
  spec.declare(command);
  command.addHelpText('after', commandHelp(spec, context.screen.width));
  command.action(async () =>
    done(await spec.run(context, { flags: command.opts(), args: command.processedArgs })),
  );
}

function commandHelp({ examples, notes = [] }: CommandSpec, width: number): string {
  const lines = columns(
    examples.map(([line, remark]) => [`${NAME} ${line}`, remark]),
    width,
  );
  return ['', 'Examples:', lines, ...notes.flatMap((note) => ['', paragraph(note, width)])].join('\n');
}

/** A note in lines of some width; one that has lines of its own is a table. */
function paragraph(note: string, width: number): string {
  return note.includes('\n') ? note : new Help().boxWrap(note, width);
}

function mainHelp(width: number): string {
  const examples = commands.flatMap(({ examples: [first] }) => (first === undefined ? [] : [first]));
  const codes = Object.entries(exitCodes);
  const environment = Object.values(variables).map(({ name, meaning }) => [name, meaning] as const);
  return [
    '',
    'Examples:',
    columns(
      examples.map(([line, remark]) => [`${NAME} ${line}`, remark]),
      width,
    ),
    '',
    'Exit codes:',
    columns(codes, Infinity),
    '',
    'Environment:',
    columns(
      [
        ...environment,
        ['NO_COLOR', 'no colours; FORCE_COLOR has them even when the output is not a terminal'],
        ...Object.entries(signingVariables),
        ['DEBUG', 'the stack of an unexpected error'],
      ],
      Infinity,
    ),
  ].join('\n');
}

/** A remark beside a line; where one of them would not fit into the room, each above its line. */
function columns(rows: readonly (readonly [string, string])[], room: number): string {
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;
  const isTooWide = rows.some(([, right]) => 2 + width + right.length > room);
  return rows
    .map(([left, right]) => (isTooWide ? `  # ${right}\n  ${left}` : `  ${left.padEnd(width)}${right}`))
    .join('\n');
}

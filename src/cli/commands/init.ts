/** `init`: writes a new target file. */
import { existsSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, relative, resolve, sep } from 'node:path';
import { Option } from 'commander';
import { newTargetFile, type LoginKind } from '../../config/new-target.ts';
import { channelIds } from '../../model/channel.ts';
import { UsageError } from '../../model/errors.ts';
import type { AgentName, ConsulteeName } from '../../model/target.ts';
import type { CommandSpec, Context, Input } from '../context.ts';
import { fields, refusal, type Answers, type Field, type FieldName } from '../new-target-fields.ts';

/** Writes a commented target file: from flags, and on a terminal from answers. */
export const initCommand: CommandSpec = {
  name: 'init',
  summary: 'write a target file for a server: from flags, or asking on a terminal',
  examples: [
    ['init', 'asks, and writes target.yaml'],
    [
      'init staging.yaml --base-url https://gws.example.com --originator alice --consultant bob',
      'asks the rest',
    ],
    ['init --base-url https://gws.example.com --originator alice --login token </dev/null', 'asks nothing'],
  ],
  notes: [
    'The file holds no secrets: it names the environment variables that do, and init says which to set. What was not said stands in it as a comment.',
  ],
  declare: (command) => {
    command.argument('[file]', 'the file to write', 'target.yaml');
    for (const { name, flag, value, meaning, initial } of fields) {
      const option = new Option(
        `${flag} ${value}`,
        initial === undefined ? meaning : `${meaning} (default: ${initial})`,
      );
      // Several channels are said by repeating the flag.
      command.addOption(name === 'channel' ? option.argParser(collect) : option);
    }
    command.option('--force', 'replace a file that is there');
  },
  run,
};

function collect(text: string, before?: string): string {
  return before === undefined ? text : `${before}, ${text}`;
}

async function run(context: Context, { flags, args }: Input): Promise<number> {
  const path = String(args[0]);
  const replaces = flags['force'] === true;
  if (!replaces && existsSync(path))
    throw new UsageError(`${path} is there already. Name another file, or replace it with --force.`);
  const given = givenIn(flags);
  const answers = context.ask === undefined ? complete(given) : await askRest(given, context.ask, context);
  const { text, variables } = newTargetFile(targetOf(answers, path));
  write(path, text, replaces);
  context.out(nextSteps(path, variables, answers));
  return 0;
}

function givenIn(flags: Input['flags']): Answers {
  const pairs = fields.flatMap(({ name, flag }) => {
    const value = flags[new Option(flag).attributeName()];
    if (value === undefined) return [];
    return [[name, String(value).trim()] as const];
  });
  return Object.fromEntries(pairs);
}

/** The answers of flags alone. Throws UsageError with everything that is missing or wrong. */
function complete(given: Answers): Answers {
  const mistakes: string[] = [];
  const answers: Partial<Record<FieldName, string>> = {};
  for (const field of fields) {
    if (field.when?.({ ...given, ...answers }) === false) continue;
    const text = given[field.name] ?? field.initial ?? '';
    const wrong = refusal(field, text, answers);
    if (wrong !== undefined)
      mistakes.push(
        text === '' ? `  ${field.flag} is missing: ${field.meaning}` : `  ${field.flag}: ${wrong}`,
      );
    answers[field.name] = text;
  }
  if (mistakes.length > 0) throw new UsageError(['Nothing was written:', ...mistakes].join('\n'));
  return answers;
}

type Ask = NonNullable<Context['ask']>;

/** The answers of flags, and to a question for each that flags don't give. */
async function askRest(given: Answers, ask: Ask, { status }: Context): Promise<Answers> {
  const answers: Partial<Record<FieldName, string>> = {};
  for (const field of fields) {
    if (field.when?.({ ...given, ...answers }) === false) continue;
    let text = given[field.name] ?? (await askFor(field, ask));
    for (;;) {
      const wrong = refusal(field, text, answers);
      if (wrong === undefined) break;
      status.write(`${wrong}\n`);
      text = await askFor(field, ask);
    }
    answers[field.name] = text;
  }
  return answers;
}

async function askFor({ meaning, initial, required }: Field, ask: Ask): Promise<string> {
  const hint = initial === undefined ? (required === true ? '' : ' (may stay empty)') : ` (${initial})`;
  const answer = await ask(`${meaning.charAt(0).toUpperCase()}${meaning.slice(1)}${hint}: `);
  if (answer === undefined) throw new UsageError('Nothing was written: the questions were not answered.');
  return answer.trim() || (initial ?? '');
}

function targetOf(answers: Answers, path: string): Parameters<typeof newTargetFile>[0] {
  const said = (name: FieldName): string | undefined => answers[name] || undefined;
  const pick = <K extends FieldName>(names: readonly K[]): Partial<Record<K, string>> =>
    Object.fromEntries(names.flatMap((name) => (answers[name] ? [[name, answers[name]]] : []))) as Partial<
      Record<K, string>
    >;
  const wanted = (answers.channel ?? '').split(/[\s,]+/);
  const schema = createRequire(import.meta.url).resolve('#schemas/tool/target.schema.json');
  const { tokenUrl, clientId } = answers;
  return {
    baseUrl: answers.baseUrl ?? '',
    product: said('product'),
    agents: pick<AgentName>(['originator', 'consultant', 'bystander', 'featureless', 'second']),
    login: answers.login as LoginKind,
    oauth: tokenUrl === undefined || clientId === undefined ? undefined : { tokenUrl, clientId },
    consultees: pick<ConsulteeName>(['queue', 'absent']),
    channels: channelIds.filter((id) => wanted.includes(id)),
    controlUrl: said('controlUrl'),
    ca: said('ca'),
    schema: relative(dirname(resolve(path)), schema)
      .split(sep)
      .join('/'),
  };
}

function write(path: string, text: string, replaces: boolean): void {
  try {
    writeFileSync(path, text, { flag: replaces ? 'w' : 'wx' });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const why = code === 'EEXIST' ? 'it is there already; replace it with --force' : code;
    throw new UsageError(`${path} can't be written (${why}).`, { cause: error });
  }
}

function nextSteps(path: string, variables: readonly string[], { controlUrl }: Answers): string {
  const file = /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
  const source = controlUrl
    ? []
    : ['Say in it where sessions come from (channels, source): docs/sessions.md.', ''];
  return [
    `Wrote ${path}.`,
    '',
    ...source,
    'Set what it points at, then go on:',
    '',
    ...variables.map((name) => `  export ${name}=...`),
    `  consult-conformance doctor --target ${file}`,
    `  consult-conformance run --target ${file} --dry-run`,
    `  consult-conformance run --target ${file}`,
    '',
  ].join('\n');
}

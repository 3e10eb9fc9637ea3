/**
 * The source `command`: a program of the user's. It is told what to do by JSON on its standard input, and in
 * environment variables, and answers by JSON on its standard output (docs/sessions.md has the form of both).
 */
import { at, isObject } from '../../model/json.ts';
import type { Purpose, TraceKey } from '../../model/acts.ts';
import type { CommandRun } from '../../model/evidence.ts';
import type { CommandAction, CommandSettings } from '../../model/target.ts';
import { MAX_TEXT, readBody } from '../body.ts';
import type { Context } from '../context.ts';
import { readView } from '../customer-view.ts';
import { SECRET, type Secrets } from '../secrets.ts';
import { toCustomerSide, type Deeds } from './customer-side.ts';
import { tidyingMs } from '../tidying.ts';
import { GOODBYE_MS, goodbyeGrace } from './http.ts';
import { beginning, notOpened } from './not-opened.ts';
import { runProgram, type Ran } from './program.ts';
import type { CustomerSide, OpenOptions, SessionSource } from './source.ts';

/** The source by a command. */
export function createCommandSource(context: Context, settings: CommandSettings): SessionSource {
  const { does } = settings;
  const { secrets } = context;
  const run = runner(context, settings, secrets);
  return {
    capabilities: {
      opens: true,
      say: does.includes('say'),
      look: does.includes('look'),
      leave: does.includes('leave'),
      choosesAgent: true,
    },
    open: (options) => open(context, { settings, secrets, run }, options),
    ...(does.includes('leave')
      ? {
          leaveLater: async ({ channel, nickname, sessionId, keys }) => {
            const told = { action: 'leave', channel, nickname, sessionId, keys } as const;
            return isWell(await run(told, { purpose: 'close-session', trace: null, isGoodbye: true }));
          },
        }
      : {}),
    close: async () => undefined,
  };
}

/** What a command is told. */
interface Told {
  readonly action: CommandAction;
  readonly channel?: string;
  readonly agent?: string;
  readonly party?: string;
  readonly nickname?: string;
  readonly tag?: string;
  readonly sessionId?: string | undefined;
  readonly text?: string;
  /** What it printed under this name when it opened the session. */
  readonly keys?: Readonly<Record<string, string>>;
  readonly secretKeys?: Readonly<Record<string, string>>;
}

interface Why {
  readonly purpose: Purpose;
  readonly trace: TraceKey | null;
  readonly isGoodbye?: boolean;
}

type Run = (told: Told, why: Why) => Promise<Report>;

/** What came of a run. */
interface Report {
  readonly ran: Ran;
  readonly record: CommandRun;
  /** The JSON that it printed, secrets included. */
  readonly json: unknown;
}

/** How long a command has to end a session, milliseconds: starting a program takes its time. */
function leavingMs({ signal, target }: Context): number {
  return signal.aborted ? 3 * tidyingMs(target.deadlines) : 10 * GOODBYE_MS;
}

const noop = (): void => undefined;

function runner(context: Context, settings: CommandSettings, secrets: Secrets): Run {
  const { program, args, folder, deadlineMs, maxOutputBytes } = settings;
  return async (told, { purpose, trace, isGoodbye = false }) => {
    const since = context.recorder.moment();
    const { signal, release } = isGoodbye ? goodbyeGrace(context) : { signal: context.signal, release: noop };
    const ran = await runProgram({
      program,
      args,
      folder,
      environment: variablesOf(told),
      input: JSON.stringify(told),
      deadlineMs: isGoodbye ? Math.min(deadlineMs, leavingMs(context)) : deadlineMs,
      maxOutputBytes,
      signal,
    }).finally(release);
    const body = readBody(ran.output);
    const json = body.form === 'json' ? body.json : undefined;
    for (const secret of Object.values(textsAt(json, '/secretKeys'))) secrets.add(secret, 'learnt');
    const { exitCode, failure, complaint } = ran;
    const run: Unstamped = {
      kind: 'command',
      trace,
      party: 'customer',
      purpose,
      program,
      args,
      input: told,
      end: context.recorder.moment(),
      ...(exitCode === undefined ? {} : { exitCode }),
      output: body,
      ...(complaint === '' ? {} : { complaint }),
      ...(failure === undefined ? {} : { failure }),
    };
    return { ran, record: context.recorder.record<CommandRun>(clean(run, secrets), since), json };
  };
}

type Unstamped = Omit<CommandRun, 'seq' | 'at'>;

/** Without secrets. Text is clipped last, so that no half of a secret is left over. */
function clean(run: Unstamped, secrets: Secrets): Unstamped {
  const { output } = run;
  const json = output?.form === 'json' ? { ...output, json: withoutKeys(output.json) } : output;
  const known = { ...run, input: withoutKeys(run.input), ...(json === undefined ? {} : { output: json }) };
  const hidden = secrets.redact(known);
  if (hidden.output?.form !== 'text') return hidden;
  return { ...hidden, output: { ...hidden.output, text: hidden.output.text.slice(0, MAX_TEXT) } };
}

/** Without the values of `secretKeys`, however short they are. */
function withoutKeys(json: unknown): unknown {
  const keys = isObject(json) ? json['secretKeys'] : undefined;
  if (!isObject(json) || keys === undefined) return json;
  const hidden = isObject(keys) ? Object.keys(keys).map((name) => [name, SECRET]) : [];
  return { ...json, secretKeys: Object.fromEntries(hidden) };
}

/** As long as a value of the environment may be; longer ones are on the standard input only. */
const MAX_VARIABLE = 30_000;

/** `SESSION_AGENT` for `agent`, `SESSION_ID` for `sessionId`. */
function variableOf(name: string): string {
  return `SESSION_${name.replace(/^session/, '').toUpperCase()}`;
}

/** What a command is told, for scripts that would rather not read JSON: `SESSION_ACTION`, `SESSION_NICKNAME`… */
function variablesOf({ keys = {}, ...told }: Told): Readonly<Record<string, string>> {
  const named = Object.entries(told).map(([name, value]) => [variableOf(name), value] as const);
  const kept = Object.entries(keys).map(
    ([name, value]) => [`SESSION_KEY_${name.toUpperCase()}`, value] as const,
  );
  const fits = [...named, ...kept].flatMap(([name, value]) =>
    typeof value !== 'string' ||
    value.length > MAX_VARIABLE ||
    `${name}${value}`.includes('\0') ||
    name.includes('=')
      ? []
      : [[name, value] as const],
  );
  return Object.fromEntries(fits);
}

function isWell({ ran }: Report): boolean {
  return ran.failure === undefined && ran.exitCode === 0;
}

interface Program {
  readonly settings: CommandSettings;
  readonly secrets: Secrets;
  readonly run: Run;
}

async function open(context: Context, program: Program, options: OpenOptions): Promise<CustomerSide> {
  const { trace, channel, agent, nickname, tag } = options;
  const who = { channel: channel.id, agent: agent.user.userName, party: agent.name, nickname, tag };
  const report = await program.run({ action: 'open', ...who }, { purpose: 'open-session', trace });
  if (!isWell(report) || !isObject(report.json)) throw failed(program.settings, options, report);
  const sessionId = at(report.json, '/sessionId');
  const keys = textsAt(report.json, '/keys');
  const secretKeys = textsAt(report.json, '/secretKeys');
  const facts = { trace, sessionId: typeof sessionId === 'string' ? sessionId : undefined, keys };
  return toCustomerSide(context, facts, deedsBy(program, { trace, told: { ...who, keys, secretKeys } }));
}

function failed({ program }: CommandSettings, { channel }: OpenOptions, { ran, record }: Report): Error {
  const how = ran.failure?.message ?? `it ended with ${ran.exitCode ?? 'a signal'}`;
  const complaint =
    record.complaint === undefined ? '' : `; on its standard error: ${record.complaint.trim().slice(-500)}`;
  return notOpened({
    kind: 'command',
    channel,
    expected: `that ${program} ends with 0 and prints a JSON object`,
    seen: `${how}${beginning(record.output)}${complaint}`,
    advice: 'Run it by hand with the input that the evidence shows.',
    isUncertain: ran.exitCode !== undefined,
  });
}

interface Session {
  readonly trace: TraceKey;
  readonly told: Omit<Told, 'action'>;
}

function deedsBy({ settings, secrets, run }: Program, { trace, told }: Session): Deeds {
  const can = (action: CommandAction): boolean => settings.does.includes(action);
  return {
    look: can('look')
      ? async (known) => {
          const report = await run(
            { ...told, ...known, action: 'look' },
            { purpose: 'customer-view', trace },
          );
          return isWell(report) ? readView(secrets.redact(report.json)) : undefined;
        }
      : undefined,
    say: can('say')
      ? async (text, { purpose, ...known }) => {
          const report = await run({ ...told, ...known, action: 'say', text }, { purpose, trace });
          return { accepted: isWell(report), by: report.record.seq };
        }
      : undefined,
    leave: can('leave')
      ? async (known) => {
          const why = { purpose: 'close-session', trace, isGoodbye: true } as const;
          return isWell(await run({ ...told, ...known, action: 'leave' }, why));
        }
      : undefined,
  };
}

/** What a command can do on the customer's side of a session that it did not open. */
export function commandDeeds(
  context: Context,
  settings: CommandSettings,
  about: { readonly options: OpenOptions; readonly nickname: string | undefined },
): Deeds {
  const { trace, channel, agent, tag } = about.options;
  const { secrets } = context;
  const run = runner(context, settings, secrets);
  const { nickname } = about;
  const who = { channel: channel.id, agent: agent.user.userName, party: agent.name, tag };
  const told = { ...who, ...(nickname === undefined ? {} : { nickname }) };
  return deedsBy({ settings, secrets, run }, { trace, told });
}

/** The texts of an object somewhere in JSON, by name. */
function textsAt(json: unknown, pointer: string): Readonly<Record<string, string>> {
  const value = at(json, pointer);
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, text]) => (typeof text === 'string' ? [[name, text]] : [])),
  );
}

/** `baseline`: keeps the file of known failures. */
import { existsSync, readFileSync } from 'node:fs';
import { Argument } from 'commander';
import { readWholeRun } from '../../archive/index.ts';
import { changeOf, LONGEST_DAYS, type BaselineChange } from '../../baseline/index.ts';
import { editBaseline, emptyBaseline } from '../../config/baseline-edit.ts';
import { parseBaseline, readBaseline } from '../../config/baseline-file.ts';
import { dayOf, daysAfter, isDay } from '../../model/days.ts';
import { UsageError } from '../../model/errors.ts';
import type { Catalog } from '../../model/requirement.ts';
import type { BaselineTrouble, Results } from '../../model/outcome.ts';
import { plainText, writeFile } from '../../report/index.ts';
import { withPins } from '../../catalog/index.ts';
import type { CommandSpec, Context, Input } from '../context.ts';

type Action = 'update' | 'check';

interface BaselineFlags {
  readonly baseline: string;
  readonly reason?: string;
  readonly owner?: string;
  readonly issue?: string;
  readonly expires?: string;
  readonly renew?: boolean;
}

const DEFAULT_DAYS = 90;

/** Keeps the file of known failures. */
export const baselineCommand: CommandSpec = {
  name: 'baseline',
  summary: 'write known failures into a file, and check that file against a run',
  examples: [
    [
      "baseline update reports/latest --owner 'Team Chat' --reason 'Known since 8.5' --issue https://issues.example/42",
      'accept the failures of that run for 90 days, and drop what is gone',
    ],
    ['baseline update reports/latest --renew --expires 2027-03-31', 'accept anew what has expired'],
    ['baseline check reports/latest', 'what is wrong with the file; exit code 4 when something is'],
    ['run --target target.yaml --baseline baseline.yaml', 'a run that waives them'],
  ],
  notes: [
    'An entry accepts one finding: requirement, channel and fingerprint. Reason, owner, issue and day of entries that are there already stay as they are, and so do comments.',
  ],
  declare: (command) => {
    command
      .addArgument(new Argument('<action>', 'what to do').choices(['update', 'check']))
      .argument('[results]', 'folder of a run, or its results.json', 'reports/latest')
      .option('--baseline <file>', 'the file', 'baseline.yaml')
      .option('--reason <text>', 'why new failures are accepted')
      .option('--owner <name>', 'who answers for them')
      .option('--issue <address>', 'the issue that tracks them')
      .option('--expires <day>', `the last day, YYYY-MM-DD (default: in ${DEFAULT_DAYS} days)`)
      .option('--renew', 'give entries that have expired the new last day');
  },
  run: async (context, input) => actions[input.args[0] as Action](context, input),
};

const actions: Readonly<Record<Action, (context: Context, input: Input) => Promise<number>>> = {
  update,
  check,
};

async function check(context: Context, { flags: given, args }: Input): Promise<number> {
  const flags = given as unknown as BaselineFlags;
  const { results, catalog } = read(context, args[1] as string);
  const { withBaseline } = await import('../../run/index.ts');
  const { baseline } = withBaseline(results, readBaseline(flags.baseline), catalog);
  const troubles = baseline?.troubles ?? [];
  for (const trouble of troubles) context.out(`${plainText(describeTrouble(flags.baseline, trouble))}\n`);
  for (const warning of baseline?.warnings ?? []) context.out(`${plainText(warning)}\n`);
  if (troubles.length === 0) context.out(`${flags.baseline}: nothing is wrong with its entries.\n`);
  return troubles.length === 0 ? 0 : 4;
}

async function update(context: Context, { flags: given, args }: Input): Promise<number> {
  const flags = given as unknown as BaselineFlags;
  const today = dayOf(new Date());
  const expires = lastDayOf(flags, today);
  const { results, catalog } = read(context, args[1] as string);
  const isNew = !existsSync(flags.baseline);
  const text = isNew ? emptyBaseline : readFileSync(flags.baseline, 'utf8');
  const baseline = isNew ? parseBaseline(text, flags.baseline) : readBaseline(flags.baseline);
  const change = changeOf(results, baseline, { catalog, today });
  const renewed = flags.renew === true ? change.expired : [];
  const added = newEntries(change, flags, expires);
  const placeOf = ({ line }: { readonly line: number }): number =>
    baseline.entries.findIndex((entry) => entry.line === line);
  const edited = editBaseline(text, {
    removed: change.removed.map(placeOf),
    renewed: renewed.map(placeOf),
    expires,
    added,
  });
  if (edited !== text || isNew) writeFile(flags.baseline, edited);
  const left = [...change.unclear, ...(flags.renew === true ? [] : change.expired)];
  tell(context, change, { flags, renewed: renewed.length, left });
  return left.length === 0 ? 0 : 4;
}

function read({ layers }: Context, folder: string): { results: Results; catalog: Catalog } {
  const results = readWholeRun(folder);
  return { results, catalog: withPins(layers.loadCatalog(), results.asked?.pinned ?? {}) };
}

function lastDayOf({ expires }: BaselineFlags, today: string): string {
  if (expires === undefined) return daysAfter(today, DEFAULT_DAYS);
  if (!isDay(expires)) throw new UsageError('--expires: expected a day that the calendar has: YYYY-MM-DD.');
  if (expires < today) throw new UsageError(`--expires: ${expires} is over.`);
  if (expires > daysAfter(today, LONGEST_DAYS))
    throw new UsageError(`--expires: a failure can be accepted for ${LONGEST_DAYS} days at most.`);
  return expires;
}

function newEntries({ added }: BaselineChange, flags: BaselineFlags, expires: string) {
  if (added.length === 0) return [];
  const { reason = '', owner = '', issue } = flags;
  const missing = Object.entries({ '--reason': reason, '--owner': owner }).filter(
    ([, given]) => given === '',
  );
  if (missing.length > 0)
    throw new UsageError(
      [
        `Nothing was written: new failures are accepted by somebody, for a reason. Give ${missing.map(([name]) => name).join(' and ')}. The new failures are:`,
        ...added.map(
          ({ requirement, channel, fingerprint }) => `  ${requirement} on ${channel} (${fingerprint})`,
        ),
      ].join('\n'),
    );
  if (issue !== undefined && !/^https?:\/\/\S+$/.test(issue))
    throw new UsageError('--issue: expected an address that begins with http:// or https://.');
  const tracked = issue === undefined ? {} : { issue };
  return added.map((finding) => ({ ...finding, reason, owner, ...tracked, expires }));
}

interface Told {
  readonly flags: BaselineFlags;
  readonly renewed: number;
  /** Entries with which something is wrong still. */
  readonly left: readonly BaselineTrouble[];
}

function tell({ out }: Context, change: BaselineChange, { flags, renewed, left }: Told): void {
  const { added, removed, kept } = change;
  const lines = [
    ...added.map(({ requirement, channel }) => `+ ${requirement} on ${channel}`),
    ...removed.map((trouble) => `- ${describeTrouble(flags.baseline, trouble)}`),
    ...left.map((trouble) => describeTrouble(flags.baseline, trouble)),
    `${flags.baseline}: ${added.length} added, ${removed.length} removed, ${renewed} renewed, ${kept} kept.`,
    ...(left.some(({ kind }) => kind === 'expired') ? ['--renew accepts anew what has expired.'] : []),
  ];
  out(lines.map((line) => `${plainText(line)}\n`).join(''));
}

function describeTrouble(file: string, { line, kind, requirement, channel, said }: BaselineTrouble): string {
  const on = channel === undefined ? '' : ` on ${channel}`;
  return `${file}:${line}: ${kind}: ${requirement}${on}: ${said}.`;
}

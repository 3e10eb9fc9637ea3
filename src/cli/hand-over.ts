/** Hands over what was judged: writes the reports, shows the verdicts, and says the exit code. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ATTESTATION } from '../model/run-files.ts';
import type { Closing, Entry } from '../model/evidence.ts';
import type { Results } from '../model/outcome.ts';
import type { Catalog } from '../model/requirement.ts';
import {
  exitCode,
  plainText,
  renderConsole,
  renderVerdict,
  writeReports,
  type FormatId,
} from '../report/index.ts';
import { readSigningKey, signRun } from '../run/signing.ts';
import { showOnCi } from './ci-output.ts';
import type { Context } from './context.ts';

/** The flags of every command that judges. */
export interface HandOverFlags {
  /** The folder of the reports. */
  readonly out: string;
  /** The formats of the reports; absent: those that are written by default. */
  readonly format?: readonly FormatId[];
  readonly verbose?: boolean;
  readonly quiet?: boolean;
  /** The file of known failures. */
  readonly baseline?: string;
  /** The private key that signs the reports. */
  readonly sign?: string;
}

/** What is handed over. */
export interface Judged {
  readonly results: Results;
  /** In order of `seq`; it may be gone through more than once. */
  readonly evidence: Iterable<Entry>;
  readonly catalog: Catalog;
  /** Why nothing could be driven at all. */
  readonly stopped?: NonNullable<Closing['stopped']> | undefined;
}

/** Writes the reports into the folder, prints the verdicts, and returns the exit code. */
export function handOver(context: Context, judged: Judged, flags: HandOverFlags): number {
  const { results, catalog, stopped } = judged;
  rmSync(join(flags.out, ATTESTATION), { force: true }); // it is about what was there before
  const written = writeReports(flags.out, judged, flags.format);
  const files = [...written, ...signed(context, results, flags)];
  const { width, paint } = context.screen;
  const cause = stopped === undefined ? {} : { stopped };
  const view = { results, catalog, width, paint, files, verbose: flags.verbose === true, ...cause };
  if (flags.quiet === true) sayAll(context, quietNotes(judged));
  const shown = flags.quiet === true ? `${renderVerdict(view)}\n` : renderConsole(view);
  showOnCi(context, { shown, results, catalog, quiet: flags.quiet === true });
  return exitCode(results);
}

function signed({ env }: Context, results: Results, { out, sign }: HandOverFlags): readonly string[] {
  return sign === undefined ? [] : [signRun(out, { results, key: readSigningKey(sign, env) })];
}

/** What is said even to those who want the verdict only. */
function quietNotes({ results, stopped }: Judged): readonly string[] {
  return [
    ...(results.target.warnings ?? []).map((warning) => `Warning: ${warning}`),
    ...(stopped === undefined ? [] : [`Nothing was driven: ${stopped.reason}`]),
    ...(results.baseline?.troubles ?? []).map(
      ({ kind, line, requirement, said }) => `Baseline, line ${line}: ${kind}: ${requirement}: ${said}.`,
    ),
  ];
}

function sayAll({ status }: Context, notes: readonly string[]): void {
  for (const note of notes) status.write(`${plainText(note)}\n`);
}

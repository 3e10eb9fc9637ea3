/** What is shown on standard output, and what GitHub Actions is told besides. */
import { randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, statSync } from 'node:fs';
import type { Results } from '../model/outcome.ts';
import type { Catalog } from '../model/requirement.ts';
import { plainText, renderAnnotations, renderComplianceMd, renderDivergenceMd } from '../report/index.ts';
import type { Context, StatusStream } from './context.ts';

/** What a command shows. */
export interface Shown {
  /** The text of standard output, with the end of its last line. */
  readonly shown: string;
  readonly results: Results;
  readonly catalog: Catalog;
  /** Whether the verdict is all that standard output is to have. */
  readonly quiet: boolean;
}

/** GitHub takes so many bytes of summary from one step. */
const MOST_SUMMARY = 1024 * 1024;

/**
 * Prints what is shown. In GitHub Actions it also annotates the run, unless it is to be quiet, and adds the report to
 * the summary of the step.
 */
export function showOnCi(context: Context, { shown, results, catalog, quiet }: Shown): void {
  const { env, out } = context;
  if (!isOnGithub(env)) return out(shown);
  out(quiet ? defused(shown) : `${sealed(shown)}${renderAnnotations(results, catalog)}`);
  const summary = env['GITHUB_STEP_SUMMARY'];
  if (summary === undefined || summary === '') return;
  try {
    addSummary(summary, [renderComplianceMd(results, catalog), renderDivergenceMd(results, catalog)]);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    context.status.write(`The summary of the step can't be written: ${plainText(said)}\n`);
  }
}

/** The text, kept from being obeyed: a line of a hostile server could look like a command to the runner. */
function sealed(text: string): string {
  const token = randomUUID();
  return `::stop-commands::${token}\n${text}::${token}::\n`;
}

function isOnGithub(env: Context['env']): boolean {
  return env['GITHUB_ACTIONS'] === 'true';
}

/**
 * What a command says beside its output, kept from being obeyed in GitHub Actions: the runner reads standard error for
 * commands, too. It is no use to seal that: which of the two streams it reads first is not known.
 */
export function guarded(status: StatusStream, env: Context['env']): StatusStream {
  if (!isOnGithub(env)) return status;
  return { ...status, write: (text) => status.write(defused(text)) };
}

/** The text without what the runner takes for a command: `::` where a line begins, and `##[` wherever it stands. */
function defused(text: string): string {
  return text.replace(/^(\s*):(?=:)/gm, '$1: ').replaceAll('##[', '## [');
}

/** Adds the first of the pages that still has room; none where none has. */
function addSummary(path: string, pages: readonly string[]): void {
  const used = existsSync(path) ? statSync(path).size : 0;
  const page = pages.find((text) => used + Buffer.byteLength(text) + 1 <= MOST_SUMMARY);
  if (page !== undefined) appendFileSync(path, `${used > 0 ? '\n' : ''}${page}`);
}

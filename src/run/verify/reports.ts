/** Whether the reports for people and programs are those that the results give. */
import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { EVIDENCE, RESULTS } from '../../archive/index.ts';
import type { FileFacts } from '../../model/outcome.ts';
import type { Deviation } from '../../model/verification.ts';
import { formatIds, formatOf, type Format, type ReportSource } from '../../report/index.ts';
import { factsInWords, lyingAt, type Lying } from './files.ts';

/** The files of a folder that are read as results, evidence or reports, by their path below it. */
export function reportsIn(folder: string): readonly string[] {
  const names = [RESULTS, EVIDENCE, ...formatIds.map(formatOf).flatMap((format) => readIn(folder, format))];
  return names.filter((name) => lyingAt(join(folder, name)) !== 'nothing');
}

function readIn(folder: string, format: Format): readonly string[] {
  const { file } = format;
  const path = join(folder, file);
  if ('render' in format || !statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [file];
  return readdirSync(path)
    .filter(format.isRead)
    .map((name) => `${file}/${name}`);
}

/** What came of looking at the reports of a folder. */
export interface Rendered {
  /** How many were made again. */
  readonly looked: number;
  readonly deviations: readonly Deviation[];
}

/** Makes every report that lies in the folder again, and names those that come out otherwise. */
export function renderedAgain(folder: string, source: ReportSource): Rendered {
  const found = formatIds.map(formatOf).filter(({ file }) => lyingAt(join(folder, file)) !== 'nothing');
  const made = found.flatMap((format) => [...filesOf(format, source)]);
  const deviations = made.flatMap(({ file, facts }) => changeOf(file, lyingAt(join(folder, file)), facts));
  return { looked: found.length, deviations };
}

/** A file of a report, as it is when it is made again. */
interface Made {
  /** Below the folder of the run. */
  readonly file: string;
  readonly facts: FileFacts;
}

function* filesOf(format: Format, source: ReportSource): Generator<Made> {
  const { file } = format;
  if ('render' in format) yield { file, facts: factsOf(format.render(source)) };
  else
    for (const { name, text } of format.files(source))
      yield { file: `${file}/${name}`, facts: factsOf(text) };
}

/** How a report that lies there differs from the one that is made again; empty: it does not. */
function changeOf(what: string, now: Lying, made: FileFacts): readonly Deviation[] {
  const found = factsInWords(made);
  if (typeof now === 'string') return [{ what, found }];
  return now.sha256 === made.sha256 ? [] : [{ what, reported: factsInWords(now), found }];
}

function factsOf(content: string | Iterable<string>): FileFacts {
  const hash = createHash('sha256');
  let bytes = 0;
  for (const piece of typeof content === 'string' ? [content] : content) {
    const encoded = Buffer.from(piece);
    hash.update(encoded);
    bytes += encoded.length;
  }
  return { sha256: hash.digest('hex'), bytes };
}

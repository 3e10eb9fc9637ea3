/** Whether the reports for people and programs are those that the results give. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { FileFacts } from '../../model/outcome.ts';
import type { Deviation } from '../../model/verification.ts';
import { formatIds, formatOf, type ReportSource } from '../../report/index.ts';
import { factsInWords, lyingAt } from './files.ts';

/** What came of looking at the reports of a folder. */
export interface Rendered {
  /** How many were made again. */
  readonly looked: number;
  readonly deviations: readonly Deviation[];
}

/** Makes every report that lies in the folder again, and names those that come out otherwise. */
export function renderedAgain(folder: string, source: ReportSource): Rendered {
  const found = formatIds.map(formatOf).flatMap(({ file, render }) => {
    const now = lyingAt(join(folder, file));
    return render === undefined || typeof now === 'string'
      ? []
      : [{ file, now, made: factsOf(render(source)) }];
  });
  const deviations = found
    .filter(({ now, made }) => now.sha256 !== made.sha256)
    .map(({ file, now, made }) => ({ what: file, reported: factsInWords(now), found: factsInWords(made) }));
  return { looked: found.length, deviations };
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

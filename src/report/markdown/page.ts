/** What every section of a Markdown report is made from, and what keeps it in bounds. */
import type { Results } from '../../model/outcome.ts';
import type { Catalog } from '../../model/requirement.ts';

/** A run as a page shows it. */
export interface Page {
  readonly results: Results;
  readonly catalog: Catalog;
}

/**
 * As many of the first blocks as have room in so many characters, and how many were left out. A block is whole or not
 * there: half a table row or half a list would spoil what follows.
 */
export function fitting(
  blocks: Iterable<string>,
  room: number,
): { readonly shown: readonly string[]; readonly rest: number } {
  const shown: string[] = [];
  let left = room;
  let rest = 0;
  for (const block of blocks) {
    left -= block.length + 1;
    if (rest === 0 && left >= 0) shown.push(block);
    else rest += 1;
  }
  return { shown, rest };
}

/** The line that says how many were left out; none when all are there. */
export function leftOut(rest: number, where = 'results.json'): string[] {
  return rest > 0 ? [`… and ${rest} more, in ${where}.`, ''] : [];
}

/** A Markdown table, with an empty line after it. */
export function table(head: readonly string[], rows: readonly string[]): string[] {
  return [`| ${head.join(' | ')} |`, `| ${head.map(() => '---').join(' | ')} |`, ...rows, ''];
}

/** One row of a table. */
export function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

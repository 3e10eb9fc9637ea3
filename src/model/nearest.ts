/** The word that somebody probably meant. */

/** The number of letters to insert, remove, replace or swap with a neighbour to make `b` of `a`. */
export function editDistance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) row.push(cheapestStep(a, b, { rows, row, i, j }));
    rows.push(row);
  }
  return rows.at(-1)?.at(-1) ?? 0;
}

interface Cell {
  readonly rows: readonly (readonly number[])[];
  readonly row: readonly number[];
  readonly i: number;
  readonly j: number;
}

function cheapestStep(a: string, b: string, { rows, row, i, j }: Cell): number {
  const above = rows[i - 1] ?? [];
  const same = a[i - 1] === b[j - 1];
  const steps = [
    (row[j - 1] ?? 0) + 1,
    (above[j] ?? 0) + 1,
    (above[j - 1] ?? 0) + (same ? 0 : 1),
    ...(a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? [(rows[i - 2]?.[j - 2] ?? Infinity) + 1] : []),
  ];
  return Math.min(...steps);
}

const MAX_WORD = 60;

/**
 * The word of a list that is nearest to what was written, letter case aside; `undefined` when none is near:
 * more than a third of its letters would have to change.
 */
export function nearest(written: string, words: Iterable<string>): string | undefined {
  if (written.length > MAX_WORD) return undefined;
  let best: { readonly word: string; readonly distance: number } | undefined;
  for (const word of words) {
    const distance = editDistance(written.toLowerCase(), word.toLowerCase());
    const near = distance <= Math.max(1, Math.floor(Math.max(word.length, written.length) / 3));
    if (near && (best === undefined || distance < best.distance)) best = { word, distance };
  }
  return best?.word;
}

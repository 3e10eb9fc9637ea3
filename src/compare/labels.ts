/** Names for the runs of a comparison: as short as tells them apart. */
import { basename, dirname, resolve } from 'node:path';
import type { Results } from '../model/outcome.ts';

/** A run and where it was read from: its folder, or its results.json. */
export interface PlacedRun {
  readonly place: string;
  readonly results: Results;
}

/** Ways to name a run, the shortest first. */
const namings: readonly ((run: PlacedRun, number: number) => string)[] = [
  ({ results }) => productOf(results),
  ({ place }) => folderOf(place),
  ({ place }) => place,
  ({ place }, number) => `${place} (${number})`,
];

/** A label for each run: product and version; where several have the same, the folder; then the whole path. */
export function labelsOf(runs: readonly PlacedRun[]): readonly string[] {
  return runs.map((run, i) => {
    const naming = namings.find((name) =>
      runs.every((other, j) => i === j || name(other, j + 1) !== name(run, i + 1)),
    );
    return naming?.(run, i + 1) ?? `run ${i + 1}`;
  });
}

/** What stands for a product or version that nobody said. */
const UNSTATED: ReadonlySet<string> = new Set(['', 'not stated']);

function productOf({ target }: Results): string {
  const product = UNSTATED.has(target.product) ? target.name : target.product;
  return UNSTATED.has(target.version) ? product : `${product} ${target.version}`;
}

function folderOf(place: string): string {
  const path = resolve(place);
  return basename(/\.json$/i.test(path) ? dirname(path) : path);
}

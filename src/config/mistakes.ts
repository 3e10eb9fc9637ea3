/** Mistakes in a file that a person wrote: all of them at once, each with its place. */
import { UsageError } from '../model/errors.ts';

/** A place in a text: line and column, both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** One mistake. Its words never repeat a value of the file: it could be a secret. */
export interface Mistake {
  /** `undefined`: it isn't in the file, but in the environment or on the disk. */
  readonly place?: Place | undefined;
  /** The key, as `parties.originator.password`; empty for the whole file. */
  readonly key: string;
  /** What is wrong and what was expected instead. */
  readonly said: string;
  /** The nearest right word. */
  readonly suggestion?: string | undefined;
}

/**
 * The error that lists all mistakes of a file, in the order of the file; `undefined`: of an object in a program.
 * `what` it is: `target file`.
 */
export function mistakesError(
  file: string | undefined,
  mistakes: readonly Mistake[],
  what = file === undefined ? 'target' : 'target file',
): UsageError {
  const lines = mistakes
    .toSorted((a, b) => offset(a) - offset(b))
    .map((mistake) => `  ${describe(file, mistake)}`);
  const count = mistakes.length === 1 ? '1 mistake' : `${mistakes.length} mistakes`;
  return new UsageError([`The ${what} has ${count}:`, ...lines].join('\n'));
}

function offset({ place }: Mistake): number {
  return place === undefined ? Infinity : place.line * 1e6 + place.column;
}

function describe(file: string | undefined, { place, key, said, suggestion }: Mistake): string {
  const where = place === undefined ? file : `${file}:${place.line}:${place.column}`;
  const about = [where, key].filter((part) => part !== undefined && part !== '').join(': ');
  const hint = suggestion === undefined ? '' : ` Did you mean ${suggestion}?`;
  return `${about === '' ? 'the whole' : about}: ${said}.${hint}`;
}

/** The baseline file: read and checked. What its entries are worth is found when they are applied to results. */
import { isDay } from '../model/days.ts';
import type { Baseline, BaselineEntry } from '../model/baseline.ts';
import { mistakesError, type Mistake } from './mistakes.ts';
import { readTextFile } from './text-file.ts';
import { schemaMistakes } from './schema-mistakes.ts';
import { readYaml, type YamlSource } from './yaml-source.ts';

const WHAT = 'baseline file';

/** Reads a baseline file: YAML or JSON. @throws UsageError that lists every mistake with its line and key */
export function readBaseline(path: string): Baseline {
  return parseBaseline(readTextFile(path, WHAT), path);
}

/** The same of a text; `path` is what the file is called. @throws UsageError as {@link readBaseline} does */
export function parseBaseline(text: string, path: string): Baseline {
  const source = readYaml(text);
  if ('mistakes' in source) throw mistakesError(path, source.mistakes, WHAT);
  const mistakes = schemaMistakes('baseline', source);
  if (mistakes.length > 0) throw mistakesError(path, mistakes, WHAT);
  const { waivers } = source.value as { readonly waivers: readonly Omit<BaselineEntry, 'line'>[] };
  const wrongDays = waivers.flatMap(({ expires }, i) => wrongDay(expires, i, source));
  if (wrongDays.length > 0) throw mistakesError(path, wrongDays, WHAT);
  const entries = waivers.map((waiver, i) => ({
    ...waiver,
    line: source.placeOf(['waivers', String(i)])?.line ?? 1,
  }));
  return { file: path, entries };
}

function wrongDay(expires: string, index: number, source: YamlSource): Mistake[] {
  if (isDay(expires)) return [];
  const path = ['waivers', String(index), 'expires'];
  return [{ place: source.placeOf(path), key: path.join('.'), said: 'expected a day that the calendar has' }];
}

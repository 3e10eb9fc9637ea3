/** Where a requirement stands in the specs of this suite. */
import type { Requirement } from '../model/requirement.ts';

/** A file, relative to the root of the suite, and a line from 1; without a line: the file as a whole. */
export interface SpecPlace {
  readonly file: string;
  readonly line?: number;
}

/** The place of a requirement; rows that a pinned reading made stand with the readings, unknown ones nowhere. */
export function specPlaceOf(requirement: Requirement | undefined): SpecPlace {
  if (requirement === undefined || requirement.pin !== undefined) return { file: 'specs/readings.yaml' };
  const { subject, line } = requirement;
  return { file: `specs/requirements/${subject}.yaml`, ...(line === undefined ? {} : { line }) };
}

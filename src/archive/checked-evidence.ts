/** evidence.jsonl of somebody whom we don't know: every entry is checked before anything is made of it. */
import { UsageError } from '../model/errors.ts';
import type { Entry } from '../model/evidence.ts';
import { isNestedDeeper } from '../model/nesting.ts';
import { readEvidence } from './evidence.ts';
import { openSchema } from './schema.ts';

/** How deep an entry may be nested: a body of 200 levels, which is the most that is recorded, in an entry. */
const MAX_DEPTH = 220;

/**
 * The entries of an evidence file as {@link readEvidence} reads them, each as `schemas/tool/evidence.schema.json`
 * says, whatever wrote the file.
 * @throws UsageError, while they are gone through, as `readEvidence` does, and for the first entry that is not
 * right; it names the file, the line and the place in it
 */
export function readCheckedEvidence(path: string): Iterable<Entry> {
  const schema = openSchema('evidence');
  return readEvidence(path, (entry, line, place) => {
    if (isNestedDeeper(line, MAX_DEPTH))
      throw new UsageError(`${place}: is nested deeper than ${MAX_DEPTH} levels. No run records that.`);
    const mistakes = schema.definition(entry.kind);
    if (mistakes === undefined)
      throw new UsageError(
        `${place}: an entry of the kind ${JSON.stringify(entry.kind).slice(0, 60)} is not known. Was the file edited, or written by a later suite?`,
      );
    const [mistake] = mistakes(entry);
    if (mistake !== undefined)
      throw new UsageError(
        `${place}: is no entry of the kind ${entry.kind}: ${mistake}. Was the file edited?`,
      );
  });
}

/** The results of a run that is more than a part of one. */
import { UsageError } from '../model/errors.ts';
import type { Results } from '../model/outcome.ts';
import { readResults } from './results.ts';

/**
 * As {@link readResults}, for those to whom what is not in the results is gone.
 * @throws UsageError also when they are of one shard of a run
 */
export function readWholeRun(folderOrFile: string): Results {
  const results = readResults(folderOrFile);
  const shard = results.asked?.shard;
  if (shard === undefined) return results;
  throw new UsageError(
    `${folderOrFile} is shard ${shard.index} of ${shard.of}, and says nothing of what the others show. Put all of them together with consult-conformance merge, and name the folder that it writes.`,
  );
}

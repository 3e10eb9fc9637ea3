/** The baseline that a command line names. */
import type { Baseline } from '../model/baseline.ts';

/** Read before anything is done, so that its mistakes cost nothing. @throws UsageError with all of them */
export async function readBaselineOf({
  baseline: path,
}: {
  readonly baseline?: string;
}): Promise<Baseline | undefined> {
  if (path === undefined) return undefined;
  const { readBaseline } = await import('../config/baseline-file.ts'); // YAML and its schema
  return readBaseline(path);
}

/** Results of Allure for verdicts that were not reached just now. */
import { formatOf, type ReportSource } from '../report/index.ts';
import type { Context } from './context.ts';

/** Has vitest make tests of the verdicts, with their results in the folder; resolves with the name of what it made. */
export async function makeAllure({ layers }: Context, source: ReportSource, folder: string): Promise<string> {
  const tests = layers.startTests();
  try {
    tests.open(folder);
    await layers.testVerdicts(tests, source);
    return formatOf('allure').file;
  } finally {
    tests.abandon();
  }
}

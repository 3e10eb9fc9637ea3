/** What vitest does before `npx vitest run`: drives and judges once, and hands the verdicts to the tests. */
import type { TestProject } from 'vitest/node';
import { loadCatalog, pinnableAnswers, withPins } from '../catalog/index.ts';
import { configureTarget } from '../config/index.ts';
import { runConformance } from './index.ts';
import { verdictTests, type VerdictTest } from '../report/allure/verdict-tests.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    verdicts: readonly VerdictTest[];
  }
}

/** Conducts the run that the tests are about; the target is the one that the environment names, else the embedded server. */
export default async function setup(project: TestProject): Promise<void> {
  const catalog = loadCatalog();
  const target = await configureTarget({ readings: pinnableAnswers(catalog) }, process.env);
  const { results, evidence } = await runConformance(target === undefined ? {} : { target });
  if (results.outcomes.length === 0)
    throw new Error('Nothing was judged: the target has no channel that the suite can drive.');
  const judged = { results, evidence, catalog: withPins(catalog, target?.pinned) };
  project.provide('verdicts', [...verdictTests(judged)]);
}

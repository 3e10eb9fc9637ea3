/** What vitest does before `npx vitest run`: drives and judges once, and hands the verdicts to the tests. */
import type { TestProject } from 'vitest/node';
import { loadCatalog } from '../catalog/index.ts';
import { configureTarget } from '../config/index.ts';
import { runConformance } from './index.ts';
import { toVerdictTests } from './verdict-tests.ts';

/** Conducts the run that the tests are about; the target is the one that the environment names, else the embedded server. */
export default async function setup(project: TestProject): Promise<void> {
  const target = await configureTarget({}, process.env);
  const { results, evidence } = await runConformance(target === undefined ? {} : { target });
  if (results.outcomes.length === 0)
    throw new Error('Nothing was judged: the target has no channel that the suite can drive.');
  project.provide('verdicts', toVerdictTests(loadCatalog(), results, evidence));
}

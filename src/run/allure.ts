/** How the reporter of Allure writes the results of verdicts. */
import type { TestResult } from 'allure-js-commons';
import type { ReporterConfig } from 'allure-js-commons/sdk/reporter';
import type { VerdictTest } from './verdict-tests.ts';

/** What Allure shows apart, by the first words of a result's message. */
const categories = [
  { name: 'Departures from the contract', matchedStatuses: ['failed'] },
  { name: 'Waived: known failures', matchedStatuses: ['skipped'], messageRegex: '^waived[\\s\\S]*' },
  { name: 'Not judged', matchedStatuses: ['broken', 'skipped'], messageRegex: '^not judged[\\s\\S]*' },
  { name: 'Does not apply', matchedStatuses: ['skipped'], messageRegex: '^not applicable[\\s\\S]*' },
] as const;

/** Labels that tell of this machine and of vitest, and nothing of the target. */
const foreign: ReadonlySet<string> = new Set([
  'host',
  'thread',
  'package',
  'parentSuite',
  'framework',
  'language',
]);

/**
 * The options of `allure-vitest/reporter`.
 * @param testOf the verdict of a history id, once the verdicts are known
 */
export function allureOptions(
  resultsDir: string,
  testOf: (historyId: string) => VerdictTest | undefined,
): Record<string, unknown> {
  const options: ReporterConfig = {
    resultsDir,
    categories: categories.map((category) => ({
      ...category,
      matchedStatuses: [...category.matchedStatuses],
    })) as never,
    listeners: [{ beforeTestResultWrite: (result) => complete(result, testOf(result.historyId ?? '')) }],
  };
  return { ...options };
}

/**
 * What the reporter loses of a test: why it was skipped. And what it adds, though it is not the target's: stacks of
 * this suite, names of this machine, paths of this installation, by which the same test would be another elsewhere.
 */
function complete(result: TestResult, test: VerdictTest | undefined): void {
  if (test === undefined) return;
  const { id, message, verdict, channel, requirement } = test;
  const known = verdict === 'waived' ? { known: true, muted: true } : {};
  result.statusDetails = message === '' ? {} : { message, ...known };
  result.fullName = `consult.${channel}.${requirement}`;
  result.titlePath = ['consult', channel];
  result.testCaseId = id;
  result.labels = result.labels.filter(({ name }) => !foreign.has(name) && !name.startsWith('_'));
}

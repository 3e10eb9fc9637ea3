/** allure-results: the verdicts as results of tests in the files that Allure 2 and 3 read. */
import { createHash } from 'node:crypto';
import type { Status, TestResult } from 'allure-js-commons';
import type { Category } from 'allure-js-commons/sdk';
import type { Results, Verdict } from '../../model/outcome.ts';
import { allureLabels } from './labels.ts';
import type { NamedText } from '../named-text.ts';
import type { ReportSource } from '../report-source.ts';
import { shownText } from '../safe-text.ts';
import { verdictTests, type VerdictTest } from './verdict-tests.ts';

/** What Allure shows apart, by the first words of a result's message. */
const categories = [
  { name: 'Departures from the contract', matchedStatuses: ['failed'] },
  { name: 'Waived: known failures', matchedStatuses: ['skipped'], messageRegex: '^waived[\\s\\S]*' },
  { name: 'Not judged', matchedStatuses: ['broken', 'skipped'], messageRegex: '^not judged[\\s\\S]*' },
  { name: 'Does not apply', matchedStatuses: ['skipped'], messageRegex: '^not applicable[\\s\\S]*' },
] as const satisfies readonly (Omit<Category, 'matchedStatuses'> & {
  readonly matchedStatuses: readonly `${Status}`[];
})[];

const statuses: Readonly<Record<Verdict, (test: VerdictTest) => `${Status}`>> = {
  passed: () => 'passed',
  // A broken SHOULD does not break a build; its description says what was found.
  warned: () => 'passed',
  failed: () => 'failed',
  // An open MUST is never green and never merely grey: the run can't be called conforming.
  untestable: ({ level }) => (level === 'MUST' ? 'broken' : 'skipped'),
  'not-applicable': () => 'skipped',
  waived: () => 'skipped',
};

/**
 * The files of allure-results: a result for each requirement on each channel, with the evidence that it cites, and
 * what the results are about. The same run gives the same files.
 */
export function* renderAllure(source: ReportSource): Generator<NamedText> {
  for (const test of verdictTests(source)) yield* filesOf(test, source.results);
  yield { name: 'categories.json', text: `${JSON.stringify(categories, null, 2)}\n` };
  yield { name: 'environment.properties', text: environmentOf(source.results) };
}

/** Whether Allure takes a file of this name for the result of a test. */
export function isAllureResult(name: string): boolean {
  return name.endsWith('-result.json');
}

function* filesOf(test: VerdictTest, results: Results): Generator<NamedText> {
  const uuid = uuidOf(test, results);
  const attachment = `${uuid}-attachment.jsonl`;
  const attached = test.evidence === '' ? [] : [attachment];
  yield { name: `${uuid}-result.json`, text: `${JSON.stringify(resultOf(test, results, attached))}\n` };
  for (const name of attached) yield { name, text: `${test.evidence}\n` };
}

function resultOf(test: VerdictTest, results: Results, attached: readonly string[]) {
  const { id, requirement, channel, verdict, text, message, description } = test;
  const status = statuses[verdict](test);
  const known = verdict === 'waived' ? { known: true, muted: true } : {};
  // What a requirement rests on is recorded once for all of them: no time is its own.
  const at = Date.parse(results.startedAt);
  return {
    uuid: uuidOf(test, results),
    historyId: id,
    testCaseId: id,
    name: `${requirement} ${text}`,
    fullName: `consult.${channel}.${requirement}`,
    titlePath: ['consult', channel],
    description,
    status,
    statusDetails: message === '' ? {} : { message, ...known },
    stage: status === 'skipped' ? 'pending' : 'finished',
    start: at,
    stop: at,
    labels: [...allureLabels(test)],
    links: [],
    parameters: [],
    steps: [],
    attachments: attached.map((file) => ({
      name: 'evidence.jsonl',
      source: file,
      type: 'application/x-ndjson',
    })),
  } satisfies Omit<TestResult, 'status' | 'stage'> & Record<'status' | 'stage', string>;
}

/** A UUID (version 8, RFC 9562) that is the same whenever the results of this run are made. */
function uuidOf({ id }: VerdictTest, { evidence, startedAt }: Results): string {
  const hash = createHash('sha256').update(`${evidence?.sha256} ${startedAt} ${id}`).digest('hex');
  const variant = ((Number.parseInt(hash.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `${variant}${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-');
}

/** What was tested, in the format of Java's properties. */
function environmentOf({ target, suite, complete }: Results): string {
  const facts = {
    Target: target.name,
    Product: target.product,
    Version: target.version,
    Suite: `${suite.name} ${suite.version}`,
    'Requirement.set': suite.requirementSet,
    Complete: complete ? 'yes' : 'no',
  };
  return Object.entries(facts)
    .map(([name, value]) => `${name} = ${propertyOf(shownText(value))}\n`)
    .join('');
}

/** A value of Java's properties, which are Latin-1 and know escapes. */
function propertyOf(text: string): string {
  return text.replace(/[\\]|[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

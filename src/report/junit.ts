/** junit.xml: the verdicts for continuous integration; only elements and attributes that Jenkins' schema knows. */
import { channels, type ChannelId } from '../model/channel.ts';
import type { Outcome, Results } from '../model/outcome.ts';
import type { Catalog, Requirement } from '../model/requirement.ts';
import { alikeProblems, problemsIn, timesWords, type AlikeProblems } from './alike-problems.ts';
import { openWords } from './cause-words.ts';
import { judgedChannels } from './channel-verdict.ts';
import { exitCode, exitMeaning } from './exit-code.ts';
import { problemKinds } from './problem-kinds.ts';
import { clipText, xmlText } from './safe-text.ts';
import { waiverWords } from './waiver-words.ts';

const MAX_PROBLEMS = 20;

/** What becomes of an outcome in JUnit's words. */
type Fate = 'passed' | 'failure' | 'error' | 'skipped';

const fates: Readonly<Record<Outcome['verdict'], (outcome: Outcome) => Fate>> = {
  passed: () => 'passed',
  // A broken SHOULD does not break a build; the text in system-out says it.
  warned: () => 'passed',
  failed: () => 'failure',
  // A MUST that could not be judged is never green.
  untestable: ({ level }) => (level === 'MUST' ? 'error' : 'skipped'),
  'not-applicable': () => 'skipped',
  waived: () => 'skipped',
};

/** An outcome with the rule that it is about. */
interface Case {
  readonly outcome: Outcome;
  readonly requirement: Requirement | undefined;
  readonly fate: Fate;
}

/** The content of junit.xml: one testsuite a channel, one testcase a requirement. */
export function renderJunit(results: Results, catalog: Catalog): string {
  const rules = new Map(catalog.requirements.map((requirement) => [requirement.id, requirement]));
  const cases = results.outcomes.map((outcome) => ({
    outcome,
    requirement: rules.get(outcome.requirement),
    fate: fates[outcome.verdict](outcome),
  }));
  const suites = judgedChannels(results).map((id) =>
    renderSuite(
      id,
      cases.filter(({ outcome }) => outcome.channel === id),
      results,
    ),
  );
  const [tests, failures, errors] = [cases.length, count(cases, 'failure'), count(cases, 'error')];
  const isGreenByMistake = failures + errors === 0 && exitCode(results) !== 0;
  const counts = isGreenByMistake ? { tests: tests + 1, failures, errors: 1 } : { tests, failures, errors };
  const open = `<testsuites${attributes({ name: results.suite.name, ...counts, time: seconds(results) })}>`;
  const whole = isGreenByMistake ? [renderWhole(results)] : [];
  return ['<?xml version="1.0" encoding="UTF-8"?>', open, ...suites, ...whole, '</testsuites>', ''].join(
    '\n',
  );
}

/** The run as a test of its own, where no verdict says that it is not as it should be. */
function renderWhole(results: Results): string {
  const counts = { tests: 1, failures: 0, errors: 1, skipped: 0 };
  const message = exitMeaning(results);
  return [
    `  <testsuite${attributes({ name: 'consult run', ...counts, timestamp: timestampOf(results) })}>`,
    `    <testcase${attributes({ name: 'The run as a whole', classname: 'consult.run' })}><error${attributes({ type: 'run', message })}/></testcase>`,
    '  </testsuite>',
  ].join('\n');
}

function timestampOf({ startedAt }: Results): string {
  return startedAt.replace(/\.\d+Z?$|Z$/, '');
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${xmlText(String(value)).replaceAll('\n', '&#10;')}"`)
    .join('');
}

function count(cases: readonly Case[], fate: Fate): number {
  return cases.filter((other) => other.fate === fate).length;
}

function seconds({ durationMs }: Results): string {
  return (durationMs / 1000).toFixed(3);
}

function renderSuite(id: ChannelId, cases: readonly Case[], results: Results): string {
  const { target, suite } = results;
  const counts = {
    tests: cases.length,
    failures: count(cases, 'failure'),
    errors: count(cases, 'error'),
    skipped: count(cases, 'skipped'),
  };
  const facts = {
    target: target.name,
    'target.kind': target.kind,
    'target.product': target.product,
    'target.version': target.version,
    'suite.version': suite.version,
    'suite.requirementSet': suite.requirementSet,
    complete: String(results.complete),
    ...Object.fromEntries(cases.flatMap(rulesOf)),
  };
  return [
    `  <testsuite${attributes({ name: `consult ${channels[id].title}`, ...counts, timestamp: timestampOf(results) })}>`,
    '    <properties>',
    ...Object.entries(facts).map(([name, value]) => `      <property${attributes({ name, value })}/>`),
    '    </properties>',
    ...cases.map(renderCase),
    '  </testsuite>',
  ].join('\n');
}

/** Level and source of a rule as properties of the suite: Jenkins' schema knows none of a test case. */
function rulesOf({ outcome, requirement }: Case): [string, string][] {
  const source = requirement?.source[outcome.channel];
  return [
    [`${outcome.requirement}.level`, outcome.level],
    ...(source === undefined ? [] : [[`${outcome.requirement}.source`, source] as [string, string]]),
  ];
}

function renderCase(item: Case): string {
  const { outcome, requirement } = item;
  const name = `${outcome.requirement} ${requirement?.text ?? ''}`.trim();
  const classname = `consult.${outcome.channel}.${requirement?.subject ?? 'unknown'}`;
  const content = contents[item.fate](item);
  const open = `    <testcase${attributes({ name, classname })}`;
  return content === '' ? `${open}/>` : `${open}>${content}</testcase>`;
}

const contents: Readonly<Record<Fate, (item: Case) => string>> = {
  passed: ({ outcome, requirement }) =>
    outcome.verdict === 'passed'
      ? ''
      : `<system-out>${xmlText(`Warned: a ${outcome.level} is broken.\n${details(outcome, requirement)}`)}</system-out>`,
  failure: ({ outcome, requirement }) => {
    const [first] = outcome.problems;
    const message = first === undefined ? 'no details' : `${problemKinds[first.kind].title}: ${first.where}`;
    const facts = attributes({ type: first?.kind ?? 'failed', message: clipText(message) });
    return `<failure${facts}>${xmlText(details(outcome, requirement))}</failure>`;
  },
  error: ({ outcome }) =>
    `<error${attributes({ type: 'untestable', message: clipText(openWords(outcome, (text) => text)) })}/>`,
  skipped: ({ outcome, requirement }) => {
    const isWaived = outcome.verdict === 'waived';
    const why = isWaived ? clipText(waiverWords(outcome)) : clipText(openWords(outcome, (text) => text));
    const skipped = `<skipped${attributes({ message: `${outcome.verdict}: ${why}` })}/>`;
    // A waived failure was seen: what it is has to be found here, too.
    if (!isWaived || outcome.problems.length === 0) return skipped;
    return `${skipped}<system-out>${xmlText(`Waived ${why}\n${details(outcome, requirement)}`)}</system-out>`;
  },
};

function details({ channel, problems, level }: Outcome, requirement: Requirement | undefined): string {
  const rule = `Rule: ${level}, ${requirement?.basis ?? 'unknown'}; ${requirement?.source[channel] ?? 'no source'}`;
  const groups = alikeProblems(problems);
  const rest = problemsIn(groups.slice(MAX_PROBLEMS));
  return [
    ...groups.slice(0, MAX_PROBLEMS).map(problemText),
    ...(rest > 0 ? [`… and ${rest} more, in results.json`] : []),
    rule,
  ].join('\n');
}

function problemText({ problem, times }: AlikeProblems): string {
  const { kind, where, expected, actual, evidence } = problem;
  return [
    `${problemKinds[kind].title} (${kind})${timesWords(times)}`,
    `  where: ${clipText(where)}`,
    `  expected: ${clipText(expected)}`,
    `  seen: ${clipText(actual)}`,
    `  evidence: evidence.jsonl ${evidence.map((seq) => `#${seq}`).join(' ')}`.trimEnd(),
    `  look at: ${problemKinds[kind].lookAt}`,
  ].join('\n');
}

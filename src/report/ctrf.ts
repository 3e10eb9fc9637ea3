/** ctrf.json: the verdicts as tests in the Common Test Report Format (ctrf.io). */
import { channels } from '../model/channel.ts';
import type { Outcome, Problem, Results } from '../model/outcome.ts';
import type { Catalog, Requirement } from '../model/requirement.ts';
import { actsOf } from '../model/several.ts';
import { alikeProblems, problemsIn, timesWords } from './alike-problems.ts';
import { openWords } from './cause-words.ts';
import { problemKinds } from './problem-kinds.ts';
import { shownText } from './safe-text.ts';
import { specPlaceOf } from './spec-place.ts';
import { waiverWords } from './waiver-words.ts';

const MOST_PROBLEMS = 20;

type Status = 'passed' | 'failed' | 'skipped' | 'pending' | 'other';

const statuses: Readonly<Record<Outcome['verdict'], (outcome: Outcome) => Status>> = {
  passed: () => 'passed',
  // A broken SHOULD does not break a build; its message says it.
  warned: () => 'passed',
  failed: () => 'failed',
  // A MUST that was not judged is never green, whatever a reader of this file makes of its other words.
  untestable: ({ level }) => (level === 'MUST' ? 'failed' : 'skipped'),
  'not-applicable': () => 'skipped',
  waived: () => 'skipped',
};

/** The content of ctrf.json: a test for each requirement on each channel. */
export function renderCtrf(results: Results, catalog: Catalog): string {
  const { suite, target, outcomes } = results;
  const rules = new Map(catalog.requirements.map((requirement) => [requirement.id, requirement]));
  const start = Date.parse(results.startedAt);
  const tests = outcomes.map((outcome) => testOf(outcome, rules.get(outcome.requirement)));
  const report = {
    reportFormat: 'CTRF',
    specVersion: '0.0.0',
    timestamp: results.startedAt,
    generatedBy: suite.name,
    results: {
      tool: { name: suite.name, version: suite.version },
      summary: {
        ...countsOf(tests),
        start,
        stop: start + Math.round(results.durationMs),
      },
      tests,
      environment: {
        appName: shownText(target.product),
        appVersion: shownText(target.version),
        testEnvironment: shownText(target.name),
        extra: { complete: results.complete, requirementSet: suite.requirementSet, kind: target.kind },
      },
    },
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function countsOf(tests: readonly { readonly status: Status }[]): Record<string, number> {
  const count = (status: Status): number => tests.filter((test) => test.status === status).length;
  return {
    tests: tests.length,
    passed: count('passed'),
    failed: count('failed'),
    skipped: count('skipped'),
    pending: count('pending'),
    other: count('other'),
  };
}

function testOf(outcome: Outcome, rule: Requirement | undefined) {
  const { requirement, channel, level, verdict, problems } = outcome;
  const [scenario, ...alsoIn] = actsOf(outcome);
  const id = shownText(requirement, 100);
  const message = messageOf(outcome);
  const place = rule === undefined ? {} : specPlaceOf(rule);
  return {
    testId: `${id}@${channel}`,
    name: `${id} ${rule?.text ?? ''}`.trim(),
    status: statuses[verdict](outcome),
    // What a requirement rests on is recorded once for all of them: no time is its own.
    duration: 0,
    suite: [channels[channel].title, rule?.subject ?? 'unknown'],
    rawStatus: verdict,
    tags: [channel, level, verdict],
    ...(message !== '' && { message }),
    ...(problems.length > 0 && { trace: traceOf(problems) }),
    ...('file' in place && { filePath: place.file }),
    ...('line' in place && { line: place.line }),
    extra: {
      requirement: id,
      channel,
      level,
      verdict,
      source: rule?.source[channel] ?? '',
      ...(scenario !== undefined && { scenario }),
      ...(alsoIn.length > 0 && { alsoIn }),
      fingerprints: fingerprintsOf(problems).slice(0, MOST_PROBLEMS),
    },
  };
}

function fingerprintsOf(problems: readonly Problem[]): readonly string[] {
  return [...new Set(problems.flatMap(({ fingerprint }) => fingerprint ?? []))];
}

const messages: Readonly<Record<Outcome['verdict'], (outcome: Outcome) => string>> = {
  passed: () => '',
  warned: (outcome) => `A ${outcome.level} is broken: ${firstOf(outcome)}`,
  failed: firstOf,
  untestable: (outcome) => `not judged: ${openWords(outcome, shownText)}`,
  'not-applicable': (outcome) => `not applicable: ${openWords(outcome, shownText)}`,
  waived: (outcome) => `waived ${shownText(waiverWords(outcome))}`,
};

function messageOf(outcome: Outcome): string {
  return messages[outcome.verdict](outcome);
}

function firstOf({ problems: [first] }: Outcome): string {
  return first === undefined ? 'no details' : `${problemKinds[first.kind].title}: ${shownText(first.where)}`;
}

function traceOf(problems: readonly Problem[]): string {
  const groups = alikeProblems(problems);
  const rest = problemsIn(groups.slice(MOST_PROBLEMS));
  const lines = groups.slice(0, MOST_PROBLEMS).map(({ problem, times }) => {
    const { kind, where, expected, actual, evidence } = problem;
    const cited = evidence.slice(0, MOST_PROBLEMS).map((seq) => `#${seq}`);
    return [
      `${problemKinds[kind].title} at ${shownText(where)}${timesWords(times)}`,
      `  expected ${shownText(expected)}`,
      `  seen ${shownText(actual)}`,
      `  evidence.jsonl ${cited.join(' ')}`.trimEnd(),
    ].join('\n');
  });
  return [...lines, ...(rest > 0 ? [`… and ${rest} more, in results.json`] : [])].join('\n');
}

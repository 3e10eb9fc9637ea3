/**
 * consult.sarif: the defects of a run as static analysis results, for GitHub code scanning and the like.
 * SARIF 2.1.0, OASIS Standard; the limits are those of GitHub.
 */
import { channels } from '../model/channel.ts';
import { pointerOf } from '../model/fingerprint.ts';
import type { Level, Outcome, Results } from '../model/outcome.ts';
import type { Catalog, Requirement } from '../model/requirement.ts';
import { causeWords } from './cause-words.ts';
import { defectsOf, type Defect } from './defects.ts';
import { exitCode, exitMeaning } from './exit-code.ts';
import { problemKinds } from './problem-kinds.ts';
import { shownText } from './safe-text.ts';
import { specPlaceOf } from './spec-place.ts';
import { waiverWords } from './waiver-words.ts';

/** GitHub shows so many results of a run, and refuses a file with five times as many. */
const MOST_RESULTS = 5_000;
/** How many verdicts that are missing are told one by one. */
const MOST_NOTIFICATIONS = 500;
/** How many seqs of a defect are named. */
const MOST_ENTRIES = 50;

/** What SARIF calls a breach of each level. */
const severities = { MUST: 'error', SHOULD: 'warning', MAY: 'note' } as const satisfies Record<Level, string>;

/** The content of consult.sarif: a rule for each requirement, a result for each defect. */
export function renderSarif(results: Results, catalog: Catalog): string {
  const defects = defectsOf(results);
  const rules = rulesOf(results, catalog);
  const places = new Map(rules.map(({ id }, index) => [id, index]));
  const known = new Map(catalog.requirements.map((requirement) => [requirement.id, requirement]));
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { ...driverOf(results), rules } },
        automationDetails: { id: `consult-conformance/${shownText(results.target.name, 100)}/` },
        columnKind: 'utf16CodeUnits',
        invocations: [invocationOf(results, defects.length)],
        results: defects.slice(0, MOST_RESULTS).map((defect) => {
          const { requirement } = defect.outcome;
          return resultOf(defect, known.get(requirement), places.get(requirement) ?? -1);
        }),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function driverOf({ suite }: Results): object {
  return {
    name: suite.name,
    version: suite.version,
    properties: { requirementSet: suite.requirementSet, ...(suite.proof && { proof: suite.proof }) },
  };
}

interface Rule {
  readonly id: string;
  readonly [member: string]: unknown;
}

/** The requirements that have a verdict, in the order of the catalogue; those that it lacks come last. */
function rulesOf({ outcomes }: Results, { requirements }: Catalog): readonly Rule[] {
  const levels = new Map(outcomes.map(({ requirement, level }) => [requirement, level]));
  const known = requirements.filter(({ id }) => levels.has(id));
  const ids = new Set(known.map(({ id }) => id));
  const unknown = [...levels].filter(([id]) => !ids.has(id));
  return [
    ...known.map(ruleOf),
    ...unknown.map(([id, level]) => ({
      id: shownText(id, 100),
      shortDescription: { text: 'A requirement that this suite does not have.' },
      defaultConfiguration: { level: severities[level] },
    })),
  ];
}

function ruleOf({ id, subject, level, basis, text, source }: Requirement): Rule {
  const sources = Object.entries(source).map(
    ([channel, where]) => `${channels[channel as keyof typeof channels].title}: ${where}`,
  );
  const help = `${text} Level ${level}, basis: ${basis}. Source: ${sources.join('; ')}. More: consult-conformance explain ${id}`;
  return {
    id,
    shortDescription: { text: `${id}: ${level}` },
    fullDescription: { text },
    help: { text: help },
    defaultConfiguration: { level: severities[level] },
    properties: { tags: ['consult', subject, basis], precision: 'very-high' },
  };
}

function resultOf(defect: Defect, requirement: Requirement | undefined, ruleIndex: number): object {
  const { outcome, fingerprint, problem, times } = defect;
  const entries = problem.evidence.slice(0, MOST_ENTRIES);
  return {
    ruleId: requirement?.id ?? shownText(outcome.requirement, 100),
    ruleIndex,
    kind: 'fail',
    level: severities[outcome.level],
    message: told(messageOf(defect)),
    locations: [locationOf(defect, requirement)],
    occurrenceCount: times,
    partialFingerprints: { 'consultConformance/v1': fingerprint },
    ...(outcome.verdict === 'waived' && { suppressions: [suppressionOf(defect)] }),
    properties: {
      channel: outcome.channel,
      verdict: outcome.verdict,
      problem: problem.kind,
      ...(outcome.scenario !== undefined && { scenario: outcome.scenario }),
      ...(outcome.alsoIn !== undefined && { alsoIn: outcome.alsoIn }),
      evidence: entries,
    },
  };
}

/** A message in which a stranger's words make no link: SARIF, 3.11.6, has embedded ones in plain text too. */
function told(text: string): { readonly text: string } {
  return { text: text.replaceAll('](', '] (') };
}

function messageOf({ outcome, problem, times }: Defect): string {
  const { title } = problemKinds[problem.kind];
  const again = times > 1 ? ` Seen ${times} times.` : '';
  return `${channels[outcome.channel].title}, ${title}: ${shownText(problem.where)}. Expected ${shownText(problem.expected)}; seen: ${shownText(problem.actual)}.${again}`;
}

function locationOf({ outcome, problem }: Defect, requirement: Requirement | undefined): object {
  const { file, line } = specPlaceOf(requirement);
  const where = shownText(problem.where);
  const pointer = pointerOf(problem);
  return {
    physicalLocation: {
      artifactLocation: { uri: file },
      region: { startLine: line ?? 1 },
    },
    logicalLocations: [
      {
        name: pointer === undefined ? where : shownText(pointer),
        fullyQualifiedName: `${outcome.channel}: ${where}`,
        kind: pointer === undefined ? 'message' : 'member',
      },
    ],
  };
}

function suppressionOf({ outcome, fingerprint }: Defect): object {
  const own = outcome.waivers?.filter((waiver) => waiver.fingerprint === fingerprint);
  const reason = outcome.reason === undefined ? {} : { reason: outcome.reason };
  const words = waiverWords({ ...reason, ...(own !== undefined && own.length > 0 && { waivers: own }) });
  return { kind: 'external', status: 'accepted', justification: shownText(`waived ${words}`) };
}

/** How the run went: what could not be judged is no result, and must not look like none. */
function invocationOf(results: Results, found: number): object {
  const end = new Date(Date.parse(results.startedAt) + results.durationMs);
  const code = exitCode(results);
  const open = results.outcomes.filter(({ verdict }) => verdict === 'untestable');
  const left = found - MOST_RESULTS;
  return {
    executionSuccessful: results.complete,
    exitCode: code,
    exitCodeDescription: exitMeaning(results),
    startTimeUtc: results.startedAt,
    endTimeUtc: end.toISOString(),
    toolExecutionNotifications: [
      ...(left > 0 ? [{ level: 'error', message: told(`${left} more defects are in results.json.`) }] : []),
      ...open.slice(0, MOST_NOTIFICATIONS).map(notificationOf),
    ],
  };
}

function notificationOf(outcome: Outcome): object {
  const { requirement, channel, level, reason } = outcome;
  const broken = causeWords(outcome, shownText);
  const cause = broken === undefined ? '' : ` because ${broken}`;
  const why = reason === undefined ? '' : `: ${shownText(reason)}`;
  const id = shownText(requirement, 100);
  return {
    level: level === 'MUST' ? 'error' : 'warning',
    message: told(`${id} was not judged on ${channels[channel].title}${cause}${why}`),
    associatedRule: { id },
  };
}

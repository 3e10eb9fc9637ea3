/** Checks x traces -> outcomes: one verdict for each requirement on each channel, with root causes. */
import type { Check, Suite } from '../kit/check.ts';
import { untestable } from '../kit/finding.ts';
import type { TraceView } from '../kit/view.ts';
import type { ChannelId } from '../model/channel.ts';
import type { ActId } from '../model/acts.ts';
import type { Finding, Outcome, Problem, ProblemKind } from '../model/outcome.ts';
import type { Requirement } from '../model/requirement.ts';
import { causesOf, restingOn, seenIn } from '../model/several.ts';
import { acrossCaptured, asFarAsCaptured, isAnswerMissing, isShownWithoutAnswer } from './captured.ts';
import { asFarAsHeard, asFarAsItCame } from './interrupted.ts';
import { notInEvidence } from './not-in-evidence.ts';
import { isSilence, isWaiting, openBesideOthers, type Beside } from './played-again.ts';

/** What is judged, and by what. */
export interface Case {
  readonly requirements: readonly Requirement[];
  readonly suites: readonly Suite[];
  readonly channels: readonly ChannelId[];
  readonly views: readonly TraceView[];
  /** What is known of scenarios that were played before, beside others; absent: there are none. */
  readonly beside?: Beside;
}

/** A finding with the scenario that it was made in. */
interface Found {
  readonly finding: Finding;
  readonly scenario: ActId | undefined;
  readonly isExtra?: boolean;
  /** Further acts in which it was seen to be broken. */
  readonly alsoIn?: readonly ActId[];
  /** Further requirements of which each would keep it from being judged. */
  readonly alsoBecause?: readonly string[];
  readonly countsSilence?: boolean;
}

/** The outcomes of all requirements on all channels, in the order of the catalogue, channel by channel. */
export function outcomesOf(about: Case): readonly Outcome[] {
  const laws = lawsOf(about);
  return about.channels.flatMap((channel) => {
    const captured = about.views.filter(
      ({ trace }) => trace.captured !== undefined && trace.channel === channel,
    );
    const own = about.views.filter(({ trace }) => trace.channel === channel);
    const { unheard, mayWait } = about.beside ?? noneBeside;
    if (captured.length > 0)
      return acrossCaptured(
        captured.map((view) => channelOutcomes(laws, channel, { ...noneBeside, own: [view] })),
      );
    const ours = unheard.filter(({ trace }) => trace.channel === channel);
    return channelOutcomes(laws, channel, { own, unheard: ours, mayWait });
  });
}

const noneBeside: Beside = { unheard: [], mayWait: false };

/** By what outcomes come about, whatever the channel. */
interface Laws {
  readonly requirements: readonly Requirement[];
  readonly checks: ReadonlyMap<string, readonly Check[]>;
  readonly needs: ReadonlyMap<string, readonly Requirement[]>;
}

function lawsOf({ requirements, suites }: Case): Laws {
  const rows = new Map(requirements.map((row) => [row.id, row]));
  return {
    requirements,
    checks: byRequirement(suites.flatMap((suite) => suite.checks)),
    needs: new Map(requirements.map((row) => [row.id, allNeeds(row, rows)])),
  };
}

function channelOutcomes(
  { requirements, checks, needs }: Laws,
  channel: ChannelId,
  { own, mayWait, ...beside }: Beside & { readonly own: readonly TraceView[] },
): readonly Outcome[] {
  const views = groupedByAct(own);
  const unheard = groupedByAct(beside.unheard);
  const done = new Map<string, Outcome>();
  const outcomeOf = (row: Requirement): Outcome => {
    const known = done.get(row.id);
    if (known !== undefined) return known;
    const causes = (needs.get(row.id) ?? []).map((need) => ({ need, outcome: outcomeOf(need) }));
    const outcome = toOutcome(
      row,
      channel,
      judged(row, { channel, causes, checks: checks.get(row.id) ?? [], views, unheard, mayWait }),
    );
    done.set(row.id, outcome);
    return outcome;
  };
  return requirements.map(outcomeOf);
}

function groupedByAct(views: readonly TraceView[]): Map<ActId, TraceView[]> {
  const groups = new Map<ActId, TraceView[]>();
  for (const view of views) {
    const group = groups.get(view.trace.act) ?? [];
    group.push(view);
    groups.set(view.trace.act, group);
  }
  return groups;
}

function byRequirement(checks: readonly Check[]): Map<string, Check[]> {
  const groups = new Map<string, Check[]>();
  for (const check of checks)
    groups.set(check.requirement, [...(groups.get(check.requirement) ?? []), check]);
  return groups;
}

/** What a requirement says it needs, and unless what it is judged, and the requirement that owns the place around its own. */
function allNeeds(row: Requirement, rows: ReadonlyMap<string, Requirement>): readonly Requirement[] {
  const around = [...rows.values()].filter((other) => other.id !== row.id && isAround(other, row));
  const named = [...row.needs, ...(row.unless ?? [])].map((id) => rows.get(id));
  return [...named.filter((need) => need !== undefined), ...around];
}

/** Whether one requirement owns a place that encloses the places of another in the same message. */
function isAround(outer: Requirement, inner: Requirement): boolean {
  if (outer.shape === undefined || inner.shape === undefined || outer.shape.message !== inner.shape.message)
    return false;
  const places = outer.shape.at;
  return inner.shape.at.every((place) => places.some((other) => place.startsWith(`${other}/`)));
}

interface Facts {
  readonly channel: ChannelId;
  readonly causes: readonly { readonly need: Requirement; readonly outcome: Outcome }[];
  readonly checks: readonly Check[];
  /** By act; several where its scenario plays in several sessions at once. */
  readonly views: ReadonlyMap<ActId, readonly TraceView[]>;
  /** By act: see {@link Beside}. */
  readonly unheard: ReadonlyMap<ActId, readonly TraceView[]>;
  readonly mayWait: boolean;
}

function judged(row: Requirement, facts: Facts): Found {
  if (row.source[facts.channel] === undefined) {
    return {
      finding: { notApplicable: 'The document of this channel has no such clause.' },
      scenario: undefined,
    };
  }
  if (facts.checks.length === 0) {
    return { finding: untestable(row.notTested ?? 'No check covers this requirement.'), scenario: undefined };
  }
  const omitted = whyOmitted(facts);
  if (omitted !== undefined)
    return { finding: { notApplicable: omitted }, scenario: facts.checks[0]?.scenario };
  const isCaptured = [...facts.views.values()].flat().some(({ trace }) => trace.captured !== undefined);
  const causes = isCaptured
    ? facts.causes.filter(({ need, outcome }) => !isShownWithoutAnswer(need, outcome))
    : facts.causes;
  const blocked = blockedBy(row, causes);
  if (blocked !== undefined)
    return asDeclared({ ...blocked, scenario: facts.checks[0]?.scenario }, row, facts);
  // Nobody promised that a Consult that was captured is of each kind.
  const here = facts.checks.filter(({ scenario }) => facts.views.has(scenario));
  const checks = isCaptured && here.some(({ isExtra }) => isExtra !== true) ? here : facts.checks;
  const all = checks.flatMap((check): readonly Found[] => {
    const { scenario, isExtra = false, countsSilence = false } = check;
    return findingsOf(check, row, facts).map((finding) => ({ finding, scenario, isExtra, countsSilence }));
  });
  return asDeclared(asHeard(merged(all.filter(counts)), row, facts), row, facts);
}

/** What is met by itself is open where nothing was heard of it beside others; so is what waiting alone explains. */
function asHeard(found: Found, row: Requirement, { checks, views, unheard, mayWait }: Facts): Found {
  const { finding, scenario } = found;
  if (!('problems' in finding)) return found;
  const isOpen =
    finding.problems.length > 0
      ? mayWait && isWaiting(finding.problems, scenario === undefined ? [] : (views.get(scenario) ?? []))
      : checks.some(
          ({ scenario: act, judge, isExtra }) =>
            isExtra !== true && unheard.get(act)?.some((view) => isSilence(judge(view, row))) === true,
        );
  return isOpen ? { ...found, finding: untestable(openBesideOthers) } : found;
}

/** Of a check in a further act only what it saw to be wrong counts; that nothing came is another rule's matter. */
function counts({ finding, isExtra, countsSilence }: Found): boolean {
  if (isExtra !== true) return true;
  if (!('problems' in finding)) return false;
  return finding.problems.some(({ kind }) => countsSilence === true || !unheard.includes(kind));
}

const unheard: readonly ProblemKind[] = ['missing-event', 'no-answer'];

/** What a server may rightly lack binds only those whose vendor declares it. */
function asDeclared(found: Found, { capability }: Requirement, { views }: Facts): Found {
  if (capability === undefined) return found;
  const { finding } = found;
  const isUnseen = 'untestable' in finding && [...views.values()].flat().some(({ trace }) => trace.captured);
  if (isUnseen) return found;
  const declared = [...views.values()].flat()[0]?.declares(capability);
  if (declared === true) return found;
  const said =
    declared === false
      ? `The vendor declares that the server can not do this (${capability})`
      : `The vendor does not declare that the server can do this (${capability})`;
  if ('problems' in finding && finding.problems.length === 0)
    return { ...found, finding: { ...finding, note: `${said}; it works all the same.` } };
  const seen = 'problems' in finding ? finding.problems[0]?.actual : Object.values(finding)[0];
  return { ...found, finding: { notApplicable: `${said}. Seen: ${String(seen)}` } };
}

/** Why no scenario that shows a requirement is to be played with this target; `undefined`: one is. */
function whyOmitted({ checks, views }: Facts): string | undefined {
  const reasons = checks.map(({ scenario: act }) => {
    const trace = views.get(act)?.[0]?.trace;
    return trace?.scenario === act ? trace.omitted : undefined; // further acts are left out for what happened
  });
  return reasons.includes(undefined) ? undefined : reasons[0];
}

/** Why a requirement can't be judged: one that it needs was breached, or could itself not be judged. */
function blockedBy(
  { unless = [] }: Requirement,
  causes: Facts['causes'],
): Pick<Found, 'finding' | 'alsoBecause'> | undefined {
  const broken = causes.filter(({ outcome }) => outcome.problems.length > 0).map(({ need }) => need.id);
  const rooted = causes.flatMap(({ outcome }) => (outcome.verdict === 'untestable' ? causesOf(outcome) : []));
  const [first, ...others] = new Set([...broken, ...rooted]);
  if (first !== undefined) {
    const [are, them] = others.length === 0 ? ['is', 'it'] : ['are', 'them'];
    const said = `${[first, ...others].join(' and ')} ${are} not met, and this rests on ${them}.`;
    return { finding: untestable(said, first), alsoBecause: others };
  }
  const absent = causes.find(
    ({ need, outcome }) =>
      outcome.verdict === 'not-applicable' &&
      need.source[outcome.channel] !== undefined &&
      !unless.includes(need.id),
  );
  if (absent !== undefined)
    return { finding: { notApplicable: absent.outcome.reason ?? 'What it rests on does not apply.' } };
  const unseen = causes.find(({ outcome }) => outcome.verdict === 'untestable');
  return unseen === undefined
    ? undefined
    : { finding: untestable(unseen.outcome.reason ?? 'What it rests on was not seen.') };
}

/** What a check finds: once, or in each of the sessions that its scenario plays in at once. */
function findingsOf(check: Check, row: Requirement, { views }: Facts): readonly Finding[] {
  const played = views.get(check.scenario) ?? [];
  if (played.length === 0) return [untestable(notInEvidence(check.scenario))];
  return spread(played, check.atMost).map((view) => findingOf(check, row, view));
}

/** So many of a list, evenly from its beginning to its end. */
function spread<T>(list: readonly T[], atMost = list.length): readonly T[] {
  if (list.length <= atMost) return list;
  const step = list.length / atMost;
  return list.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
}

function findingOf(check: Check, row: Requirement, view: TraceView): Finding {
  if (view.trace.omitted !== undefined) return { notApplicable: view.trace.omitted };
  if (view.consult === undefined && view.refusals.length === 0) {
    return untestable(view.trace.stopped?.reason ?? 'No Consult was sent.');
  }
  if (isAnswerMissing(view, row)) return untestable('The answer to the Consult is not in the capture.');
  const finding = check.judge(view, row);
  const { stopped, captured } = view.trace;
  if (captured !== undefined) return asFarAsCaptured(finding, row, view);
  return stopped === undefined ? asFarAsHeard(finding, row, view) : asFarAsItCame(finding, stopped.reason);
}

/** Several findings on one requirement as one: problems first, then doubts, then that it does not apply. */
function merged(all: readonly Found[]): Found {
  const problems = all.flatMap(({ finding }) => ('problems' in finding ? finding.problems : []));
  const broken = all.filter(({ finding }) => 'problems' in finding && finding.problems.length > 0);
  if (broken.length > 0) {
    const [first, ...alsoIn] = broken.map(({ scenario }) => scenario).filter((act) => act !== undefined);
    return { finding: { problems }, scenario: first, alsoIn };
  }
  const doubts = all.filter(({ finding }) => 'untestable' in finding);
  const [doubt] = doubts;
  if (doubt !== undefined) return { ...doubt, alsoBecause: doubts.flatMap(causeOf) };
  return (
    all.find(({ finding }) => 'problems' in finding) ??
    all[0] ?? { finding: untestable('No check.'), scenario: undefined }
  );
}

function causeOf({ finding }: Found): readonly string[] {
  return 'untestable' in finding && finding.because !== undefined ? [finding.because] : [];
}

const breach = { MUST: 'failed', SHOULD: 'warned', MAY: 'warned' } as const;

function toOutcome(row: Requirement, channel: ChannelId, found: Found): Outcome {
  const { finding, scenario, alsoIn = [], alsoBecause = [] } = found;
  const base = {
    requirement: row.id,
    channel,
    level: row.level,
    ...seenIn(scenario === undefined ? [] : [scenario, ...('problems' in finding ? alsoIn : [])]),
  };
  if ('untestable' in finding) {
    const { untestable: reason, because } = finding;
    const causes = restingOn(because === undefined ? [] : [because, ...alsoBecause]);
    return { ...base, verdict: 'untestable', reason, ...causes, problems: noProblems };
  }
  if ('notApplicable' in finding) {
    return { ...base, verdict: 'not-applicable', reason: finding.notApplicable, problems: noProblems };
  }
  const { problems, note } = finding;
  const reason = note === undefined ? {} : { reason: note };
  return { ...base, verdict: problems.length > 0 ? breach[row.level] : 'passed', ...reason, problems };
}

const noProblems: readonly Problem[] = [];

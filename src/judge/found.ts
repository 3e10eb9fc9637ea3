/** What is found of one requirement on one channel: by its checks, or why they have no say. */
import type { Check } from '../kit/check.ts';
import { untestable } from '../kit/finding.ts';
import type { TraceView } from '../kit/view.ts';
import type { ActId } from '../model/acts.ts';
import type { ChannelId } from '../model/channel.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Requirement } from '../model/requirement.ts';
import { causesOf } from '../model/several.ts';
import { isShownWithoutAnswer } from './captured.ts';
import { foundBy, type Found } from './findings.ts';
import { isSilence, isWaiting, openBesideOthers } from './played-again.ts';

/** What a requirement is judged by on a channel. */
export interface Facts {
  readonly channel: ChannelId;
  readonly causes: readonly { readonly need: Requirement; readonly outcome: Outcome }[];
  readonly checks: readonly Check[];
  /** By act; several where its scenario plays in several sessions at once. */
  readonly views: ReadonlyMap<ActId, readonly TraceView[]>;
  /** By act: see {@link Beside}. */
  readonly unheard: ReadonlyMap<ActId, readonly TraceView[]>;
  readonly mayWait: boolean;
}

/** What is found of a requirement. */
export function foundOf(row: Requirement, facts: Facts): Found {
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
  return asDeclared(asHeard(foundBy(checks, row, facts.views), row, facts), row, facts);
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
  const needed = causes.filter(({ need }) => !unless.includes(need.id));
  const absent = needed.find(
    ({ need, outcome }) => outcome.verdict === 'not-applicable' && need.source[outcome.channel] !== undefined,
  );
  if (absent !== undefined)
    return { finding: { notApplicable: absent.outcome.reason ?? 'What it rests on does not apply.' } };
  const unseen = needed.find(({ outcome }) => outcome.verdict === 'untestable');
  return unseen === undefined
    ? undefined
    : { finding: untestable(unseen.outcome.reason ?? 'What it rests on was not seen.') };
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

/** Why another suite comes to other verdicts on the same evidence. */
import { ruleDigest } from '../../catalog/index.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Catalog, Requirement } from '../../model/requirement.ts';
import type { Deviation, SuiteName } from '../../model/verification.ts';

/** What there is to explain a move with. */
export interface Background {
  /** The catalogue of this suite. */
  readonly catalog: Catalog;
  readonly reported: SuiteName;
  /** What each requirement was when it was judged: see `ruleDigests`. */
  readonly rules?: Readonly<Record<string, string>> | undefined;
  readonly outcomes: readonly Outcome[];
}

/** The deviation with the reason for it. */
export function explained(deviation: Deviation, background: Background): Deviation {
  return { ...deviation, why: whyOf(deviation, background) };
}

function whyOf(
  { what, reported, found }: Deviation,
  { catalog, reported: suite, rules, outcomes }: Background,
) {
  const [id = ''] = what.split(' ');
  const rule = catalog.requirements.find((row) => row.id === id);
  const before = outcomes.find(({ requirement }) => requirement === id);
  if (rule === undefined && before !== undefined) return 'this suite has no such requirement any more';
  if (rule === undefined) return 'it follows from other verdicts, or is looked at otherwise by this suite';
  if (before === undefined && reported === undefined) return 'the requirement is new in this suite';
  if (found === undefined && !what.includes(': '))
    return rule.notTested ?? 'this suite does not judge it there';
  if (before !== undefined && before.level !== rule.level)
    return `the level is ${rule.level} now; it was ${before.level}`;
  return ruleChange(rule, { rules, isSameSet: suite.requirementSet === catalog.hash });
}

function ruleChange(
  rule: Requirement,
  { rules, isSameSet }: { readonly rules: Background['rules']; readonly isSameSet: boolean },
): string {
  const before = rules !== undefined && Object.hasOwn(rules, rule.id) ? rules[rule.id] : undefined;
  if (isSameSet || before === ruleDigest(rule)) return 'the requirement is the same; its check changed';
  return before === undefined
    ? 'the requirement or its check changed'
    : 'the wording of the requirement changed';
}

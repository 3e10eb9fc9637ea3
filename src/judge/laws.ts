/** By what outcomes come about: the checks of each requirement, and the requirements that it rests on. */
import type { Check, Suite } from '../kit/check.ts';
import type { Requirement } from '../model/requirement.ts';

/** By what requirements are judged, whatever the channel. */
export interface Laws {
  readonly requirements: readonly Requirement[];
  readonly checks: ReadonlyMap<string, readonly Check[]>;
  readonly needs: ReadonlyMap<string, readonly Requirement[]>;
}

/** The laws of some requirements and of the suites that judge them. */
export function lawsOf(requirements: readonly Requirement[], suites: readonly Suite[]): Laws {
  const rows = new Map(requirements.map((row) => [row.id, row]));
  return {
    requirements,
    checks: byRequirement(suites.flatMap((suite) => suite.checks)),
    needs: new Map(requirements.map((row) => [row.id, allNeeds(row, rows)])),
  };
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

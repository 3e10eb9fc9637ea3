/** Of all that the validator complains about, the complaints that have a cause of their own. */
import type { ErrorObject } from 'ajv';
import { pointerSteps, toPointer } from '../model/json.ts';
import { alternativeMembers } from './expectation.ts';

/** A complaint of the validator, with what it was about. */
export type Complaint = ErrorObject<string, Readonly<Record<string, unknown>>>;

/**
 * Everything that the validator says about the value of a wrapper (`anyOf`, `oneOf`) under one of its
 * branches alone, with places relative to that value.
 */
export type BranchComplaints = (wrapper: Complaint, branch: number) => readonly Complaint[];

const alternatives: ReadonlySet<string> = new Set(['anyOf', 'oneOf']);

/** The place of a complaint: of the member itself where a member is missing, or one too many. */
export function placeOf({ keyword, instancePath, params, schema }: Complaint): string {
  const members = alternatives.has(keyword) ? alternativeMembers(schema) : undefined;
  const member =
    params['missingProperty'] ?? params['additionalProperty'] ?? params['propertyName'] ?? members?.[0];
  return typeof member === 'string' ? instancePath + toPointer([member]) : instancePath;
}

/** The keyword to report: of members none of which is there, the first is missing. */
export function keywordOf({ keyword, params, schema }: Complaint): string {
  const isMissing = alternativeMembers(schema) !== undefined && !Array.isArray(params['passingSchemas']);
  return isMissing && alternatives.has(keyword) ? 'required' : keyword;
}

/** The alternatives that the validator tried: it stops at the second that fits where only one may. */
function triedBranches({ schema, params }: Complaint): number {
  const passing: unknown = params['passingSchemas'];
  const last: unknown = Array.isArray(passing) ? passing[1] : undefined;
  if (typeof last === 'number') return last + 1;
  return Array.isArray(schema) ? schema.length : 0;
}

const isWithin = (complaint: Complaint, steps: number): boolean =>
  pointerSteps(complaint.instancePath).length <= steps;

/** What shows that a branch was not meant, the plainest sign first; places are relative to the value. */
const signs: readonly ((complaint: Complaint) => boolean)[] = [
  (complaint) => complaint.keyword === 'type' && isWithin(complaint, 0),
  (complaint) => (complaint.keyword === 'const' || complaint.keyword === 'enum') && isWithin(complaint, 1),
  (complaint) => complaint.keyword === 'required' && isWithin(complaint, 0),
];

/** The complaints of the one branch that was meant, or the wrapper's own when that is not plain. */
function ofMeantBranch(
  wrapper: Complaint,
  branches: readonly (readonly Complaint[])[],
): readonly Complaint[] {
  const { schema, params, instancePath } = wrapper;
  if (alternativeMembers(schema) !== undefined || Array.isArray(params['passingSchemas'])) return [wrapper];
  let meant = branches;
  for (const sign of signs) {
    const left = meant.filter((branch) => !branch.some(sign));
    if (left.length > 0) meant = left;
  }
  const [branch, ...others] = meant;
  if (branch === undefined || others.length > 0) return [wrapper];
  return branch.map((complaint) => ({ ...complaint, instancePath: instancePath + complaint.instancePath }));
}

/** Complaints without those that a list of alternatives repeats from its branches. */
function withoutBranches(all: readonly Complaint[], ask: BranchComplaints): Complaint[] {
  const kept: Complaint[] = [];
  for (let i = all.length - 1; i >= 0; i--) {
    const complaint = all[i];
    if (complaint === undefined || complaint.keyword === 'if' || complaint.propertyName !== undefined)
      continue;
    if (!alternatives.has(complaint.keyword)) {
      kept.push(complaint);
      continue;
    }
    const tried = Array.from({ length: triedBranches(complaint) }, (_, branch) => ask(complaint, branch));
    i -= tried.reduce((sum, branch) => sum + branch.length, 0);
    const causes = tried.map((branch) => rootCauses(branch, ask));
    kept.push(...ofMeantBranch(complaint, causes).toReversed());
  }
  return kept.toReversed();
}

/** The complaints with a cause of their own: one a place, and none about a value that has the wrong type. */
export function rootCauses(all: readonly Complaint[], ask: BranchComplaints): Complaint[] {
  const own = withoutBranches(all, ask);
  const mistyped = new Set(own.filter(({ keyword }) => keyword === 'type').map((c) => c.instancePath));
  const places = new Set<string>();
  return own.filter((complaint) => {
    if (complaint.keyword !== 'type' && mistyped.has(complaint.instancePath)) return false;
    const place = placeOf(complaint);
    return !places.has(place) && places.add(place);
  });
}

/** Digests of requirements: whether a rule is what it was when somebody judged by it. */
import { createHash } from 'node:crypto';
import type { Catalog, Requirement } from '../model/requirement.ts';

/** The digest of each requirement, by id; pinned readings are of one run and have none. */
export function ruleDigests({
  requirements,
}: Pick<Catalog, 'requirements'>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    requirements.filter(({ pin }) => pin === undefined).map((row) => [row.id, ruleDigest(row)]),
  );
}

/** 8 hex digits that change with any word of a requirement; where its row stands in its file does not count. */
export function ruleDigest(row: Requirement): string {
  const said = Object.entries(row).filter(([name]) => name !== 'line');
  const members = said.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(members)).digest('hex').slice(0, 8);
}

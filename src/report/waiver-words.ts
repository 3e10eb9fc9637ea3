/** Why a failure counts as waived, in words. */
import type { Outcome } from '../model/outcome.ts';

/** Who accepted a waived failure, why and until when; what the outcome itself says where it names no waiver. */
export function waiverWords({ waivers = [], reason }: Pick<Outcome, 'waivers' | 'reason'>): string {
  const words = waivers.map(({ reason: why, owner, issue, expires }) => {
    const tracked = issue === undefined ? '' : `, tracked in ${issue}`;
    return `until ${expires} by ${owner}${tracked}: ${why}`;
  });
  const distinct = [...new Set(words)];
  return distinct.length === 0 ? (reason ?? 'no reason was given') : distinct.join('; ');
}

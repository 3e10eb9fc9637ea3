/** Waived failures, and what was not judged because of them, in words. */
import type { Outcome } from '../model/outcome.ts';
import { causesOf } from '../model/several.ts';

/** Whether a verdict is waived only with the failure that it rests on: nobody judged it, and it is no failure itself. */
export function restsOnWaiver({
  verdict,
  problems,
  because,
}: Pick<Outcome, 'verdict' | 'problems' | 'because'>): boolean {
  return verdict === 'waived' && because !== undefined && problems.length === 0;
}

/** Who accepted a waived failure, why and until when; what the outcome itself says where it names no waiver. */
export function waiverWords(
  outcome: Pick<Outcome, 'waivers' | 'reason' | 'because' | 'alsoBecause'>,
): string {
  const { waivers = [], reason } = outcome;
  const words = waivers.map(({ reason: why, owner, issue, expires }) => {
    const tracked = issue === undefined ? '' : `, tracked in ${issue}`;
    return `until ${expires} by ${owner}${tracked}: ${why}`;
  });
  const distinct = [...new Set(words)];
  const accepted = distinct.length === 0 ? (reason ?? 'no reason was given') : distinct.join('; ');
  const causes = causesOf(outcome);
  return causes.length === 0 ? accepted : `with ${causes.join(' and ')}, on which it rests, ${accepted}`;
}

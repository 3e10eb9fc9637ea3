/** Names of places in the page: what links lead to. */
import type { Outcome } from '../../model/outcome.ts';

/** Where a finding stands: `finding-sms-RESP-004`. Links to it stay good from run to run. */
export function findingAnchor({ requirement, channel }: Pick<Outcome, 'requirement' | 'channel'>): string {
  return `finding-${channel}-${named(requirement)}`;
}

/** Where a message stands among those of a finding. */
export function messageAnchor(outcome: Pick<Outcome, 'requirement' | 'channel'>, seq: number): string {
  return `${findingAnchor(outcome)}-entry-${seq}`;
}

/** A text of any kind as part of an anchor. */
export function named(words: string): string {
  return words.replace(/[^\w.-]/g, '_').slice(0, 80);
}

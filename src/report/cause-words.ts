/** What an outcome rests on and was not met, in words. */
import type { Outcome } from '../model/outcome.ts';
import { causesOf } from '../model/several.ts';

/**
 * `RESP-001 does not hold`, or `RESP-001 and RESP-002 do not hold`; `undefined`: it rests on nothing that is broken.
 * @param write makes a stranger's text safe for where the words will stand
 */
export function causeWords(
  outcome: Pick<Outcome, 'because' | 'alsoBecause'>,
  write: (text: string) => string,
): string | undefined {
  const causes = causesOf(outcome).map((cause) => write(cause));
  if (causes.length === 0) return undefined;
  return `${causes.join(' and ')} ${causes.length === 1 ? 'does' : 'do'} not hold`;
}

/** {@link causeWords}, and the reason: why an outcome is not a verdict. */
export function openWords(outcome: Outcome, write: (text: string) => string): string {
  const { reason } = outcome;
  const cause = causeWords(outcome, write);
  const words = [
    ...(cause === undefined ? [] : [`because ${cause}`]),
    ...(reason === undefined ? [] : [write(reason)]),
  ];
  return words.join(': ') || 'no reason was given';
}

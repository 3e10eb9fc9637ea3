/** What the suite proves about itself. */
import type { Page } from './page.ts';

/** The figures of the self-test that this version was released with. */
export function proofSection({ results }: Page): string[] {
  const { proof } = results.suite;
  if (proof === undefined) return [];
  const { faults, killed, checks, withKiller, variants, green, nullServers, passedByNull } = proof;
  return [
    '## Why these verdicts can be trusted',
    '',
    'This version of the suite was tried on servers whose defects are known:',
    '',
    `- deliberate faults, each on one channel, that turned exactly the right requirements red: ${killed} of ${faults}`,
    `- checks that some fault turns red: ${withKiller} of ${checks}`,
    `- right servers, the plain one and those that do things in another way, that have nothing turned red: ${green} of ${variants}`,
    `- requirements that any of ${nullServers} servers that do nothing passes: ${passedByNull}`,
    '',
  ];
}

/** Waivers in force: failures that somebody accepted, told apart from what passed and from what failed. */
import type { Outcome } from '../../model/outcome.ts';
import { markdownCode } from '../safe-text.ts';
import { findingBlocks } from './findings.ts';
import type { Page } from './page.ts';

const MOST_WAIVERS = 20;

/** Each waived failure with who accepted it, why and until when. */
export function waiversSection(page: Page): string[] {
  const waived = page.results.outcomes.filter(({ verdict }) => verdict === 'waived');
  if (waived.length === 0) return [];
  return [
    '## Waivers in force',
    '',
    'These failures were seen. They are accepted until a day, and are no passes.',
    '',
    ...findingBlocks(waived, page, waiverLines),
  ];
}

function waiverLines({ waivers = [] }: Outcome): string[] {
  return waivers.slice(0, MOST_WAIVERS).map(({ fingerprint, reason, owner, issue, expires }) => {
    const tracked = issue === undefined ? '' : `, tracked in ${markdownCode(issue)}`;
    return `- waived until ${markdownCode(expires)} by ${markdownCode(owner)}${tracked}: ${markdownCode(reason)} (fingerprint ${markdownCode(fingerprint)})`;
  });
}

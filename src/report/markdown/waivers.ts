/** Waivers in force: failures that somebody accepted, told apart from what passed and from what failed. */
import type { Outcome } from '../../model/outcome.ts';
import { markdownCode, markdownText } from '../safe-text.ts';
import { restsOnWaiver } from '../waiver-words.ts';
import { findingBlocks } from './findings.ts';
import { fitting, leftOut, type Page } from './page.ts';

const MOST_WAIVERS = 20;
const BASELINE_ROOM = 30_000;

/** Each waived failure with who accepted it, why and until when; and what is wrong with the baseline. */
export function waiversSection(page: Page): string[] {
  return [...waivedSection(page), ...baselineSection(page)];
}

function baselineSection({ results }: Page): string[] {
  const { baseline } = results;
  if (baseline === undefined || baseline.troubles.length + baseline.warnings.length === 0) return [];
  const { file, troubles, warnings } = baseline;
  const lines = [
    ...troubles.map(({ kind, line, said }) => `- line ${line}, **${kind}**: ${markdownCode(said)}`),
    ...warnings.map((warning) => `- ${markdownText(warning)}`),
  ];
  const { shown, rest } = fitting(lines, BASELINE_ROOM);
  const title = troubles.length > 0 ? 'The baseline needs mending' : 'Waivers that end soon';
  return [`## ${title}: ${markdownCode(file)}`, '', ...shown, '', ...leftOut(rest)];
}

function waivedSection(page: Page): string[] {
  const waived = page.results.outcomes.filter(
    (outcome) => outcome.verdict === 'waived' && !restsOnWaiver(outcome),
  );
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

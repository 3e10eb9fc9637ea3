/** By what Allure groups and filters the tests of verdicts: the same whoever writes its results. */
import { channels } from '../../model/channel.ts';
import type { VerdictTest } from './verdict-tests.ts';

/** A label of an Allure result. */
export interface AllureLabel {
  readonly name: string;
  readonly value: string;
}

const severities = { MUST: 'critical', SHOULD: 'normal', MAY: 'minor' } as const;

/** The labels of one verdict. */
export function allureLabels(test: VerdictTest): readonly AllureLabel[] {
  const { channel, subject, requirement, text, level, source, basis, verdict } = test;
  const labels = {
    epic: channels[channel].title,
    feature: subject,
    story: `${requirement} ${text}`,
    severity: severities[level],
    channel,
    level,
    basis,
    source,
    verdict,
    ...(verdict === 'waived' ? { tag: 'waived' } : {}),
  };
  return Object.entries(labels).map(([name, value]) => ({ name, value }));
}

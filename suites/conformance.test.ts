/**
 * The one place where verdicts become vitest tests: requirement x channel. The run itself was driven and
 * judged before (by the command line, or by the global setup of vitest.config.ts); here each verdict passes,
 * fails, or says why it was not reached, with its requirement in the test's meta and in Allure's labels.
 */
import * as allure from 'allure-js-commons';
import { describe, inject, test, type TestContext } from 'vitest';
import { verdictsChannel, type VerdictTest, type VerdictTests } from '../src/run/verdict-tests.ts';

declare module 'vitest' {
  interface TaskMeta {
    requirement?: string;
    channel?: string;
    level?: string;
    source?: string;
    verdict?: string;
  }
}

const { target, tests } = inject('verdicts') ?? (await receive());
const severities = { MUST: 'critical', SHOULD: 'normal', MAY: 'minor' } as const;
const titles = { chat: 'Chat', sms: 'SMS' } as const;

for (const channel of ['chat', 'sms'] as const) {
  const own = tests.filter((one) => one.channel === channel);
  describe.runIf(own.length > 0)(titles[channel], () => {
    for (const one of own) test(`${one.outcome.requirement} ${one.text}`, (context) => settle(one, context));
  });
}

/** The verdicts of a run that is still being driven while this file is loaded. */
async function receive(): Promise<VerdictTests> {
  const channel = new BroadcastChannel(verdictsChannel);
  try {
    return await new Promise((resolve) => {
      channel.addEventListener('message', (event) => resolve((event as MessageEvent).data as VerdictTests), {
        once: true,
      });
      channel.postMessage('ready');
    });
  } finally {
    channel.close();
  }
}

/** Makes one verdict the result of its test. */
async function settle(one: VerdictTest, { task, skip }: TestContext): Promise<void> {
  const { outcome, source } = one;
  const { requirement, channel, level, verdict } = outcome;
  Object.assign(task.meta, { requirement, channel, level, source, verdict });
  await label(one);
  switch (verdict) {
    case 'failed':
      throw new DepartsFromContract(describeProblems(one));
    case 'untestable':
      // An open MUST is never green and never merely grey: the run can't be called conforming.
      if (level === 'MUST')
        throw new Error(`${requirement} could not be judged on ${channel}: ${outcome.reason ?? ''}`);
      return skip(`not judged: ${outcome.reason ?? ''}`);
    case 'not-applicable':
    case 'waived':
      return skip(`${verdict}: ${outcome.reason ?? ''}`);
    case 'warned':
    case 'passed':
      return;
  }
}

/** The target departs from the contract. Its name makes Allure say failed, not broken. */
class DepartsFromContract extends Error {
  override readonly name = 'AssertionError';
}

function describeProblems({ outcome, text, source, basis }: VerdictTest): string {
  const lines = outcome.problems.map(
    ({ where, expected, actual, evidence }) =>
      `  at ${where}\n    expected ${expected}\n    actual   ${actual}\n    evidence ${evidence.map((seq) => `#${seq}`).join(' ')}`,
  );
  return `${outcome.requirement} (${outcome.level}, ${basis}): ${text}\n${lines.join('\n')}\n  source ${source}`;
}

/** Writes down for Allure what the verdict is about. */
async function label(one: VerdictTest): Promise<void> {
  const { outcome, subject, text, source, basis, evidence } = one;
  const id = `${outcome.requirement}@${outcome.channel}`;
  const labels = Object.entries({
    epic: titles[outcome.channel],
    feature: subject,
    story: `${outcome.requirement} ${text}`,
    severity: severities[outcome.level],
    channel: outcome.channel,
    level: outcome.level,
    basis,
    source,
    verdict: outcome.verdict,
  });
  await Promise.all([
    allure.labels(...labels.map(([name, value]) => ({ name, value }))),
    allure.testCaseId(id),
    allure.historyId(id),
    allure.description(descriptionOf(one)),
    ...(evidence === '' ? [] : [allure.attachment('evidence.jsonl', evidence, 'application/x-ndjson')]),
  ]);
}

function descriptionOf({ outcome, text, source }: VerdictTest): string {
  const reason = outcome.reason === undefined ? '' : `\n\nReason: ${outcome.reason}`;
  const warned =
    outcome.verdict === 'warned'
      ? `\n\n${outcome.problems.map(({ where, expected, actual }) => `${where}: expected ${expected}, was ${actual}`).join('\n')}`
      : '';
  return `${text}\n\nSource: ${source || 'none on this channel'}\nTarget: ${target}\nVerdict: ${outcome.verdict}${reason}${warned}`;
}

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

const { tests } = inject('verdicts') ?? (await receive());
const severities = { MUST: 'critical', SHOULD: 'normal', MAY: 'minor' } as const;
const titles = { chat: 'Chat', sms: 'SMS' } as const;

for (const channel of ['chat', 'sms'] as const) {
  const own = tests.filter((one) => one.channel === channel);
  describe.runIf(own.length > 0)(titles[channel], () => {
    for (const one of own) test(`${one.requirement} ${one.text}`, (context) => settle(one, context));
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
  const { requirement, channel, level, source, verdict, message } = one;
  Object.assign(task.meta, { requirement, channel, level, source, verdict });
  await label(one);
  switch (verdict) {
    case 'failed':
      throw new DepartsFromContract(message);
    case 'untestable':
      // An open MUST is never green and never merely grey: the run can't be called conforming.
      if (level === 'MUST') throw new Error(message);
      return skip(message);
    case 'not-applicable':
    case 'waived':
      return skip(message);
    case 'warned':
    case 'passed':
      return;
  }
}

/** The target departs from the contract. Its name makes Allure say failed, not broken. */
class DepartsFromContract extends Error {
  override readonly name = 'AssertionError';
}

/** Writes down for Allure what the verdict is about. */
async function label(one: VerdictTest): Promise<void> {
  const { id, channel, subject, requirement, text, level, source, basis, verdict, evidence } = one;
  const labels = Object.entries({
    epic: titles[channel],
    feature: subject,
    story: `${requirement} ${text}`,
    severity: severities[level],
    channel,
    level,
    basis,
    source,
    verdict,
    ...(verdict === 'waived' ? { tag: 'waived' } : {}),
  });
  await Promise.all([
    allure.labels(...labels.map(([name, value]) => ({ name, value }))),
    allure.testCaseId(id),
    allure.historyId(id),
    allure.description(one.description),
    ...(evidence === '' ? [] : [allure.attachment('evidence.jsonl', evidence, 'application/x-ndjson')]),
  ]);
}

/**
 * The one place where verdicts become vitest tests: requirement x channel. The run itself was driven and
 * judged before, by the global setup of vitest.config.ts; here each verdict passes, fails, or says why it was
 * not reached, with its requirement in the test's meta and in Allure's labels.
 */
import * as allure from 'allure-js-commons';
import { describe, inject, test, type TestContext } from 'vitest';
import { channelIds, channels } from '../src/model/channel.ts';
import { allureLabels } from '../src/report/allure/labels.ts';
import type { VerdictTest } from '../src/report/allure/verdict-tests.ts';

declare module 'vitest' {
  interface TaskMeta {
    requirement?: string;
    channel?: string;
    level?: string;
    source?: string;
    verdict?: string;
  }
}

const tests = inject('verdicts');

for (const channel of channelIds) {
  const own = tests.filter((one) => one.channel === channel);
  describe.runIf(own.length > 0)(channels[channel].title, () => {
    for (const one of own) test(`${one.requirement} ${one.text}`, (context) => settle(one, context));
  });
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
  const { id, description, evidence } = one;
  await Promise.all([
    allure.labels(...allureLabels(one)),
    allure.testCaseId(id),
    allure.historyId(id),
    allure.description(description),
    ...(evidence === '' ? [] : [allure.attachment('evidence.jsonl', evidence, 'application/x-ndjson')]),
  ]);
}

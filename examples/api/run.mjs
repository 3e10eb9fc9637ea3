/**
 * Drives a server from a program, and judges the evidence once more without a server. To try it:
 *   npx consult-conformance serve --port 8080        (says the passwords to put into the environment)
 *   GWS_URL=http://127.0.0.1:8080 node run.mjs
 */
import { defineTarget, judge, runConformance, Secret, UsageError } from 'consult-conformance';

const { GWS_URL: baseUrl = 'http://127.0.0.1:8080', OUT_DIR: outDir = 'reports/api' } = process.env;

/** Stands for a vault: wherever a target file has `env:NAME`, a program may have a Secret. */
const fromVault = async (name) => new Secret(process.env[`CONSULT_${name.toUpperCase()}_PASSWORD`] ?? '');

const agent = async (role) => ({ userName: `${role}@reference.example`, password: await fromVault(role) });

async function describe() {
  const source = { kind: 'reference', url: `${baseUrl}/reference` };
  const declares = { 'consult-queue': true };
  return defineTarget({
    name: 'a server that a program describes',
    baseUrl,
    parties: {
      originator: { ...(await agent('originator')), nickname: 'TestName' },
      consultant: { ...(await agent('consultant')), nickname: 'BFriend' },
      bystander: await agent('bystander'),
      featureless: await agent('featureless'),
      second: await agent('second'),
      queue: { id: 'b5d2f1c7a94e4c0b8e6a1f03d7c92e58' },
      absent: { id: '5ac3901be7d24f84a6f0d8127e9b3c56' },
    },
    channels: { chat: { source, declares }, sms: { source, declares } },
    deadlines: { notification: '5s', settle: '200ms' },
  });
}

try {
  const target = await describe();
  const run = await runConformance({
    target,
    outDir,
    signal: AbortSignal.timeout(60_000),
    onProgress: ({ step }) => step === 'judging' && console.log('judging'),
  });
  for (const { requirement, channel, verdict, problems } of run.results.outcomes)
    if (verdict === 'failed') console.log(requirement, channel, problems[0]?.where, problems[0]?.expected);
  console.log(run.results.summary);

  const again = judge(run.evidence);
  const isSame = JSON.stringify(again.outcomes) === JSON.stringify(run.results.outcomes);
  console.log(isSame ? 'The evidence alone gives the same verdicts.' : 'The evidence gives other verdicts!');
  process.exitCode = isSame ? run.exitCode : 3;
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message); // every mistake of the target, without a value of it
  process.exitCode = 2;
}

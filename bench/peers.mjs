/**
 * Whole processes side by side: a full run of ours, and peers that each check the two Consults of the same server
 * against our OpenAPI and nothing else. `cd bench && npm ci && node peers.mjs [runs]`, after `npm run build` above.
 * Before it is timed, each peer has to find a wrong answer: one that checks nothing would be no peer.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './peers/documents.mjs';
import { measure } from './peers/processes.mjs';
import { peers } from './peers/rows.mjs';
import { openStage } from './peers/stage.mjs';

const main = fileURLToPath(new URL('../dist/bin/main.js', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'consult-conformance-peers-'));
const document = bundle(scratch);
const ours = {
  name: 'consult-conformance, full run: both channels, all requirements, all reports',
  run: () => measure(main, ['run', '--quiet', '--out', join(scratch, 'run')]),
};

/** Runs a row once; the sessions are opened before the clock starts. */
async function once({ name, run }, stage) {
  const { baseUrl, headers } = stage;
  const result = await run({
    folder: scratch,
    document,
    baseUrl,
    headers,
    sessions: await stage.openSessions(),
  });
  return { name, ...result };
}

/** @throws Error when a peer takes a wrong answer for right */
async function demandThatPeersFind() {
  const stage = await openStage(['answer.statusCode.missing']);
  try {
    for (const row of peers.filter(({ finds }) => finds)) {
      const { code, output } = await once(row, stage);
      if (code === 0) throw new Error(`${row.name} did not find a wrong answer:\n${output}`);
    }
  } finally {
    stage.close();
  }
}

async function measureAll(runs) {
  const rows = [ours, ...peers];
  const measured = new Map(rows.map(({ name }) => [name, []]));
  const stage = await openStage();
  try {
    for (let i = -1; i < runs; i++)
      for (const row of rows) {
        const result = await once(row, stage);
        if (result.code !== 0)
          throw new Error(`${row.name} ended with exit code ${result.code}:\n${result.output}`);
        if (i >= 0) measured.get(row.name).push(result); // the first is a warm-up
      }
  } finally {
    stage.close();
  }
  return measured;
}

const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
const range = (list, digits) =>
  `${median(list).toFixed(digits)} (${Math.min(...list).toFixed(digits)}–${Math.max(...list).toFixed(digits)})`;

function table(measured, runs) {
  const rows = [...measured].map(([name, results]) => {
    const of = (key, digits) =>
      range(
        results.map((result) => result[key]),
        digits,
      );
    return `| ${name} | ${of('seconds', 2)} | ${of('cpuSeconds', 2)} | ${of('largestMiB', 0)} | ${of('totalMiB', 0)} |`;
  });
  return [
    `| whole process, median (range) of ${runs} | wall s | processor s | peak MiB, largest process | peak MiB, all processes |`,
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

const load = () =>
  loadavg()
    .map((value) => value.toFixed(1))
    .join(' ');

const runs = Number(process.argv[2] ?? 9);
try {
  const before = load();
  await demandThatPeersFind();
  const text = table(await measureAll(runs), runs);
  console.log(
    `Node ${process.versions.node}, ${cpus().length} cores, load average before ${before}, after ${load()}\n`,
  );
  console.log(text);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

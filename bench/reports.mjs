/**
 * Measures the writing of reports for 100,000 problems: `node bench/reports.mjs`. Each format is written in a process
 * of its own, beside results and evidence, and then all of them; prints seconds, peak memory and size. Then the same
 * with all problems in one verdict, and `report`, which reads them back first. Build first.
 */
import { fork, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatIds, formatOf, writeReports } from '../dist/src/report/index.js';
import { loadCatalog } from '../dist/src/catalog/index.js';
import { fingerprintOf } from '../dist/src/model/fingerprint.js';

const PROBLEMS = Number(process.env['PROBLEMS'] ?? 100_000);
const MIB = 1024 * 1024;

/** A run in which every requirement is broken on both channels, many times; `few`: only one, as often as all others. */
function brokenRun(catalog, few) {
  const all = catalog.requirements.flatMap((rule) => ['chat', 'sms'].map((channel) => [rule, channel]));
  const pairs = few ? all.slice(0, 1) : all;
  const each = Math.ceil(PROBLEMS / pairs.length);
  const outcomes = pairs.map(([{ id, level }, channel], place) => ({
    requirement: id,
    channel,
    level,
    verdict: level === 'MUST' ? 'failed' : 'warned',
    scenario: 'consult-accepted',
    problems: Array.from({ length: each }, (_, i) => {
      const problem = {
        kind: 'wrong-value',
        where: `first notification to the originator, /chat/participants/${i}/nickname${few ? i : i % 7}`,
        expected: 'a nickname that names the participant, as the session gave it before',
        actual: `"agent ${place} of ${i}"`,
        evidence: [2 * (place * each + i), 2 * (place * each + i) + 1],
      };
      return { ...problem, fingerprint: fingerprintOf(id, channel, problem) };
    }),
  }));
  return {
    schemaVersion: 1,
    suite: { name: 'consult-conformance', version: '0.0.0', requirementSet: catalog.hash },
    target: { name: 'bench', kind: 'deployed', product: 'Web Services', version: '8.5' },
    startedAt: '2026-01-02T03:04:05.678Z',
    durationMs: 4321,
    complete: true,
    outcomes,
    readings: [],
    divergences: Array.from({ length: 1_000 }, (_, i) => ({
      id: `member /chat/participants/${i}`,
      class: 'undocumented',
      chat: 'a string',
      sms: 'absent',
    })),
    timings: [],
    latencies: [],
    summary: {},
  };
}

/** Two entries for each problem, made as they are read. */
function* evidence() {
  for (let seq = 0; seq < 2 * PROBLEMS; seq++)
    yield {
      seq,
      at: seq / 10,
      kind: 'delivery',
      party: 'originator',
      topic: '/v2/me/chats',
      data: {
        messageType: 'ChatStateChangeMessage',
        chat: { id: `s${seq}`, state: 'Chatting', participants: [] },
      },
      batch: seq,
    };
}

/** Processor seconds so far: on a busy machine the clock tells of others' work too. */
const cpuSeconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** Writes reports of these formats in this process, and says what that took. */
function writeHere(chosen, out, few) {
  const catalog = loadCatalog();
  const results = brokenRun(catalog, few);
  globalThis.gc?.();
  const before = process.memoryUsage().rss / MIB;
  const [begun, spent] = [performance.now(), cpuSeconds()];
  writeReports(out, { results, evidence: { [Symbol.iterator]: evidence }, catalog }, chosen);
  const seconds = (performance.now() - begun) / 1000;
  const { maxRSS } = process.resourceUsage();
  console.log(JSON.stringify({ seconds, cpu: cpuSeconds() - spent, before, peak: maxRSS / 1024 }));
}

function measured(chosen, out, shape) {
  const script = fileURLToPath(import.meta.url);
  const { stdout, status, stderr } = spawnSync(
    process.execPath,
    ['--expose-gc', script, out, shape, ...chosen],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** Runs `report` on the folder, from the start of its process to its end. */
function reported(chosen, out) {
  const cli = fileURLToPath(new URL('../dist/bin/main.js', import.meta.url));
  const usage = fileURLToPath(new URL('report-usage.mjs', import.meta.url));
  const begun = performance.now();
  const child = fork(cli, ['report', out, ...chosen.flatMap((id) => ['--format', id])], {
    execArgv: ['--import', usage],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    let peak = 0;
    let cpu = 0;
    child.on('message', ({ peakMiB, cpuSeconds: spent }) => ([peak, cpu] = [peakMiB, spent]));
    child.on('exit', (code) =>
      code === 0
        ? resolve({ seconds: (performance.now() - begun) / 1000, cpu, before: 0, peak })
        : reject(new Error(`report ended with exit code ${code}`)),
    );
  });
}

/** The size of a file, or of all that lies in a folder. */
function bytesIn(path) {
  const { size } = statSync(path);
  if (!statSync(path).isDirectory()) return size;
  return readdirSync(path).reduce((sum, name) => sum + bytesIn(join(path, name)), 0);
}

function row(name, { seconds, cpu, before, peak }, size) {
  console.log(
    `| ${name} | ${seconds.toFixed(2)} | ${cpu.toFixed(2)} | ${peak.toFixed(0)} | ${before.toFixed(0)} | ${size.toFixed(2)} |`,
  );
}

const [folder, shape, ...chosen] = process.argv.slice(2);
if (folder !== undefined) writeHere(chosen, folder, shape === 'one');
else {
  const out = mkdtempSync(join(tmpdir(), 'consult-conformance-reports-'));
  const size = (file) => bytesIn(join(out, file)) / MIB;
  const rendered = formatIds;
  console.log(`${PROBLEMS} problems, ${2 * PROBLEMS} entries of evidence`);
  console.log(
    '| formats, besides results and evidence | seconds | of a processor | peak MiB | of it before | file, MiB |',
  );
  console.log('| --- | --- | --- | --- | --- | --- |');
  row('none (results.json)', measured([], out, 'many'), size('results.json'));
  for (const id of rendered) row(id, measured([id], out, 'many'), size(formatOf(id).file));
  row('all of them', measured(rendered, out, 'many'), size('results.json'));
  row('all of them, all problems in one verdict', measured(rendered, out, 'one'), size('results.json'));
  row('all of them, by `report`, whole process', await reported(rendered, out), size('results.json'));
  rmSync(out, { recursive: true, force: true });
}

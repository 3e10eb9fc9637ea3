/**
 * Measures how fast a recorded run is verified, and in how much memory: `node bench/verify.mjs 50 200 800`, in MB of
 * evidence. Build first. The evidence is that of a real run of the embedded server among notifications of other
 * sessions, as a busy agent has them; it is written to a temporary folder, piece by piece, and removed at the end.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const sizes = process.argv.slice(2).map(Number);
const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const main = path('../dist/bin/main.js');
const folder = mkdtempSync(join(tmpdir(), 'consult-bench-verify-'));

/** Room between two entries of the run for the notifications of others. */
const ROOM = 10_000;

/** Runs the program to its end; resolves with its exit code, wall and processor seconds and peak memory. */
async function run(...args) {
  const child = fork(main, args, { execArgv: ['--import', path('report-usage.mjs')], silent: true });
  const output = [];
  child.stdout.on('data', (text) => output.push(text));
  child.stderr.on('data', (text) => output.push(text));
  let usage = {};
  child.on('message', (message) => (usage = message));
  const start = performance.now();
  const [code] = await once(child, 'exit');
  return {
    code,
    seconds: (performance.now() - start) / 1000,
    ...usage,
    output: Buffer.concat(output).toString(),
  };
}

/** An entry with every place in the order of the run moved, so that others fit in between. */
function spread(entry) {
  const moved = { ...entry, seq: entry.seq * ROOM };
  if (entry.end !== undefined) moved.end = { ...entry.end, seq: entry.end.seq * ROOM };
  for (const name of ['batch', 'by']) if (entry[name] !== undefined) moved[name] = entry[name] * ROOM;
  return moved;
}

/** The text of a notification about another session: other ids, references and texts, another agent to consult. */
function foreign(text, copy) {
  const hex = copy.toString(16).toUpperCase();
  return text
    .replaceAll('0000Na9B26EF', `0000N${hex.padStart(7, '0')}`)
    .replaceAll('009052CB', hex.padStart(8, '1'))
    .replace(/"referenceId":(\d+)/g, (_, id) => `"referenceId":${Number(id) + copy * 1000}`)
    .replaceAll('BFriend', `Colleague ${copy}`)
    .replace(/ (chat|sms) [0-9a-z]{8,}/g, ` $1 other${copy}`) // the mark of the run
    .replace(/(For (?:all|the agents)|Customer) /g, `$1 ${copy} `);
}

/** Writes evidence of so many bytes; returns what the file is. */
function inflate(entries, bytes) {
  const deliveries = entries.filter(({ kind }) => kind === 'delivery');
  const texts = deliveries.map(({ data }) => JSON.stringify(data));
  const own = entries.map((entry) => JSON.stringify(spread(entry)));
  const perEntry = Math.max(0, bytes - own.join('').length) / entries.length;
  const file = openSync(join(folder, 'evidence.jsonl'), 'w');
  const hash = createHash('sha256');
  let [written, debt, count] = [0, 0, 0];
  const write = (text) => {
    const piece = Buffer.from(text);
    hash.update(piece);
    written += writeSync(file, piece);
  };
  own.forEach((line, i) => {
    const { seq, at } = entries[i];
    let lines = `${line}\n`;
    debt += perEntry;
    for (let place = seq * ROOM + 1; debt > 0; place++, count++) {
      const { party, topic, batch } = deliveries[count % deliveries.length];
      const data = foreign(texts[count % texts.length], 1 + Math.floor(count / texts.length));
      const head = JSON.stringify({ seq: place, at, kind: 'delivery', party, topic, batch: batch * ROOM });
      const other = `${head.slice(0, -1)},"data":${data}}\n`;
      lines += other;
      debt -= other.length;
    }
    write(lines);
  });
  closeSync(file);
  return { facts: { sha256: hash.digest('hex'), bytes: written }, count };
}

/** Makes results and manifest those of the evidence that lies there now. */
function adopt(results, evidence) {
  const text = JSON.stringify({ ...results, evidence });
  const facts = { sha256: createHash('sha256').update(text).digest('hex'), bytes: Buffer.byteLength(text) };
  writeFileSync(join(folder, 'results.json'), text);
  const files = { 'results.json': facts, 'evidence.jsonl': evidence };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ schemaVersion: 1, files }));
}

try {
  const recorded = await run('run', '--quiet', '--format', 'junit', '--out', folder);
  if (recorded.code !== 0) throw new Error(recorded.output);
  rmSync(join(folder, 'junit.xml')); // it is about evidence that will not be there
  const results = JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8'));
  const lines = readFileSync(join(folder, 'evidence.jsonl'), 'utf8').trimEnd().split('\n');
  const entries = lines.map((line) => JSON.parse(line));
  console.log('| evidence | notifications of others | wall s | processor s | MB a second | peak MiB |');
  console.log('| ---: | ---: | ---: | ---: | ---: | ---: |');
  for (const size of [0, ...sizes]) {
    const { facts, count } = inflate(entries, size * 1e6);
    adopt(results, facts);
    const { code, output, seconds, cpuSeconds, peakMiB } = await run('verify', folder);
    if (code !== 0) throw new Error(output);
    const mb = facts.bytes / 1e6;
    const cells = [
      `${mb.toFixed(0)} MB`,
      count.toLocaleString('en'),
      seconds.toFixed(1),
      cpuSeconds.toFixed(1),
    ];
    console.log(`| ${[...cells, (mb / cpuSeconds).toFixed(0), peakMiB.toFixed(0)].join(' | ')} |`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

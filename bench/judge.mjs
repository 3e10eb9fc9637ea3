/**
 * Measures how fast recorded evidence is judged, and in how much memory: `node --expose-gc bench/judge.mjs`. Build first.
 * The evidence is that of a real run; more of it is made by writing other ids and words into copies.
 * - busy runs: agents with many other sessions, whose notifications lie among those that are judged;
 * - the same as it is read from a file, line by line, with what carried the notifications: up to 800 MB;
 * - many runs one after the other, each judged as it is read.
 */
import { loadCatalog } from '../dist/src/catalog/index.js';
import { judge } from '../dist/src/judge/index.js';
import { conduct } from '../dist/src/run/conduct.js';
import { withReference } from '../dist/src/run/reference-target.js';
import { suites } from '../dist/suites/index.js';

const gc = globalThis.gc;
if (gc === undefined) throw new Error('Memory is measured as well: node --expose-gc bench/judge.mjs');
const catalog = loadCatalog();
const rules = { catalog, suites, channels: ['chat', 'sms'], only: [] };
// Long enough on a machine that others keep busy as well.
const deadlines = { answer: 30_000, notification: 30_000, overall: 300_000 };
const { evidence } = await withReference({ deadlines }, (target) => conduct({ target, catalog }));
const isDelivery = ({ kind }) => kind === 'delivery';
const deliveries = evidence.filter(isDelivery);
const verdicts = ({ outcomes }) => outcomes.map(({ verdict }) => verdict).join();
if (deliveries.length < 500) throw new Error(`the run has ${deliveries.length} deliveries: it went wrong`);
const expected = verdicts(judge(evidence, rules));

/** Processor seconds so far: on a busy machine the clock tells of others' work too. */
const spentSeconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** A text of the run with other ids, references and words, so that it is about sessions and people of others. */
function rewritten(text, copy) {
  const hex = copy.toString(16).toUpperCase();
  return text
    .replaceAll('0000Na9B26EF', `0000N${hex.padStart(7, '0')}`)
    .replaceAll('009052CB', hex.padStart(8, '1'))
    .replace(/"referenceId":(\d+)/g, (_, id) => `"referenceId":${Number(id) + copy * 1000}`)
    .replace(/\b(chat|sms) (?=[0-9a-z]{10,})/g, `$1 ${copy}x`);
}

/** Notifications of others that come after each entry of the run, so many for each of its own. */
function* othersAmong(copies) {
  const texts = deliveries.map((one) => JSON.stringify(one));
  const total = copies * texts.length;
  let made = 0;
  for (const [i, entry] of evidence.entries()) {
    yield JSON.stringify(entry);
    const until = Math.floor((total * (i + 1)) / evidence.length);
    const step = 1 / (until - made + 1);
    const batch = [];
    for (let nth = 1; made < until; made++, nth++) {
      const text = rewritten(texts[made % texts.length], Math.floor(made / texts.length) + 1);
      batch.push(text.replace(/"seq":\d+/, `"seq":${entry.seq + nth * step}`));
      yield batch.at(-1);
    }
    const { seq, at } = entry;
    if (batch.length > 0)
      yield JSON.stringify({
        kind: 'bayeux',
        seq,
        at,
        party: 'originator',
        sent: [],
        received: batch,
        end: { seq, at },
      });
  }
}

/** Evidence as a file of it is read: anew each time, and never whole. Says meanwhile how much is held. */
function reading(lines, watched) {
  const entries = function* () {
    watched.bytes = 0;
    let count = 0;
    for (const line of lines()) {
      watched.bytes += line.length + 1;
      if (++count % 20_000 === 0) look(watched);
      yield JSON.parse(line);
    }
    look(watched);
  };
  return { [Symbol.iterator]: entries };
}

function look(watched) {
  gc();
  watched.peak = Math.max(watched.peak, process.memoryUsage().heapUsed);
}

const inMib = (bytes) => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
const inMb = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;
const grouped = (count) => Math.round(count).toLocaleString('en');

/** Judges, and demands that nothing of others changed a verdict. Yields the processor seconds. */
function judged(run) {
  const start = spentSeconds();
  const result = judge(run, rules);
  const seconds = spentSeconds() - start;
  if (verdicts(result) !== expected) throw new Error('the verdicts changed with what lay around');
  return seconds;
}

/** The row of a busy run that is there as a list. */
function inMemory(copies) {
  const run = Array.from(othersAmong(copies), (line) => JSON.parse(line));
  const count = run.filter(isDelivery).length;
  const seconds = Math.min(...Array.from({ length: 3 }, () => judged(run)));
  return `| ${grouped(count)} deliveries | ${grouped(count / seconds)} |`;
}

for (let i = 0; i < 20; i++) judge(evidence, rules);

console.log('| busy runs, in memory | deliveries judged a second of processor time |');
console.log('| ---: | ---: |');
for (const copies of [16, 64, 256]) console.log(inMemory(copies));

console.log('\n| busy runs, read line by line | deliveries | most that is held |');
console.log('| ---: | ---: | ---: |');
for (const copies of (process.argv[2] ?? '1,4,16,64,256,1024').split(',').map(Number)) {
  const watched = { bytes: 0, peak: 0 };
  judged(reading(() => othersAmong(copies), watched));
  console.log(
    `| ${inMb(watched.bytes)} | ${grouped((copies + 1) * deliveries.length)} | ${inMib(watched.peak)} |`,
  );
}

console.log(
  '\n| runs one after the other | deliveries judged a second of processor time | most that is held |',
);
console.log('| ---: | ---: | ---: |');
for (const runs of [50, 200]) {
  const watched = { peak: 0 };
  let spent = 0;
  for (let i = 1; i <= runs; i++) {
    spent += judged(JSON.parse(rewritten(JSON.stringify(evidence), i)));
    if (i % 25 === 0) look(watched);
  }
  console.log(
    `| ${runs} runs, ${grouped(runs * deliveries.length)} deliveries | ${grouped((runs * deliveries.length) / spent)} | ${inMib(watched.peak)} |`,
  );
}

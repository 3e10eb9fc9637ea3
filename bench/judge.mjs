/**
 * Measures how fast recorded evidence is judged, and in how much memory: `node bench/judge.mjs`. Build first.
 * The evidence is that of a real run; more of it is made by writing other ids into copies.
 * - one busy run: agents with many other sessions, whose notifications lie among those that are judged;
 * - many runs one after the other, each judged as it is read.
 */
import { loadCatalog } from '../dist/src/catalog/index.js';
import { judge } from '../dist/src/judge/index.js';
import { conduct } from '../dist/src/run/conduct.js';
import { withReference } from '../dist/src/run/reference-target.js';
import { suites } from '../dist/suites/index.js';

const catalog = loadCatalog();
const rules = { catalog, suites, channels: ['chat', 'sms'], only: [] };
const { evidence } = await withReference({}, (target) => conduct({ target, catalog }));
const isDelivery = ({ kind }) => kind === 'delivery';
const deliveries = evidence.filter(isDelivery);

/** Processor seconds so far: on a busy machine the clock tells of others' work too. */
const spentSeconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** A copy with ids, references and texts of its own, so that it is about other sessions. */
function rewritten(value, copy) {
  const hex = copy.toString(16).toUpperCase();
  const text = JSON.stringify(value)
    .replaceAll('0000Na9B26EF', `0000N${hex.padStart(7, '0')}`)
    .replaceAll('009052CB', hex.padStart(8, '1'))
    .replace(/"referenceId":(\d+)/g, (_, id) => `"referenceId":${Number(id) + copy * 1000}`)
    .replace(/(For (?:all|the agents)|Customer) /g, `$1 ${copy} `);
  return JSON.parse(text);
}

/** The run with so many notifications of other sessions among its own. */
function busyRun(copies) {
  const others = Array.from({ length: copies }, (_, i) =>
    deliveries.map((one) => ({ ...rewritten(one, i + 1), seq: one.seq + (i + 1) / (copies + 2) })),
  ).flat();
  return [...evidence, ...others].sort((a, b) => a.seq - b.seq);
}

const verdicts = ({ outcomes }) => outcomes.map(({ verdict }) => verdict).join();
const expected = verdicts(judge(evidence, rules));

function heapAfter(act) {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const result = act();
  return { result, mib: (process.memoryUsage().heapUsed - before) / 2 ** 20 };
}

function report(name, count, seconds, more) {
  console.log(
    `| ${name} | ${count.toLocaleString('en')} | ${Math.round(count / seconds).toLocaleString('en')} | ${more} |`,
  );
}

console.log('| evidence | deliveries | deliveries judged a second of processor time | heap |');
console.log('| --- | ---: | ---: | --- |');
for (let i = 0; i < 20; i++) judge(evidence, rules);
for (const copies of [100, 300, 1000]) {
  const run = busyRun(copies);
  const count = run.filter(isDelivery).length;
  const start = spentSeconds();
  const { result, mib } = heapAfter(() => judge(run, rules));
  const seconds = spentSeconds() - start;
  if (verdicts(result) !== expected) throw new Error('the verdicts changed with the traffic around');
  report('one busy run', count, seconds, `${mib.toFixed(0)} MiB more while judging`);
}
for (const runs of [50, 200, 800]) {
  let [count, spent, peak] = [0, 0, 0];
  for (let i = 1; i <= runs; i++) {
    const run = rewritten(evidence, i);
    const start = spentSeconds();
    if (verdicts(judge(run, rules)) !== expected) throw new Error('the verdicts changed with the ids');
    spent += spentSeconds() - start;
    count += deliveries.length;
    if (i % 25 === 0) {
      globalThis.gc?.();
      peak = Math.max(peak, process.memoryUsage().heapUsed);
    }
  }
  report(
    `${runs} runs, one after the other`,
    count,
    spent,
    `${(peak / 2 ** 20).toFixed(0)} MiB in use at most`,
  );
}

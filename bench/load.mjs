/**
 * How many Consults a second go through the embedded server with everything that a run does with them: sessions
 * opened and accepted, the consultant let in, both notifications recorded and judged, sessions ended.
 * node bench/load.mjs [SESSIONS [ROUNDS]], after npm run build. Medians with their range.
 */
import { runConformance } from '../dist/bin/index.js';

const [sessions = 20, rounds = 9] = process.argv.slice(2).map(Number);
const deadlines = { answer: 20_000, notification: 20_000, overall: 120_000 };

async function round() {
  let begun;
  const onProgress = ({ step, scenario }) => {
    if (step === 'driving' && scenario === 'many-consults') begun ??= performance.now();
  };
  const { results } = await runConformance({ concurrency: sessions, deadlines, onProgress });
  const seconds = (performance.now() - begun) / 1000;
  if (!results.complete) throw new Error('The run is incomplete: its figures mean nothing.');
  const latency = results.latencies.filter(({ measure }) => measure === 'second').map(({ p95 }) => p95);
  return { rate: (2 * sessions) / seconds, p95: Math.max(...latency) };
}

const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];

function shown(list) {
  const [least, middle, most] = [Math.min(...list), median(list), Math.max(...list)].map(Math.round);
  return `${middle} (${least}-${most})`;
}

await round(); // warm-up
const measured = [];
for (let i = 0; i < rounds; i++) measured.push(await round());
console.log(`${sessions} sessions at once on each channel, ${rounds} runs:`);
console.log(
  `Consults a second, opened, consulted, ended and judged: ${shown(measured.map(({ rate }) => rate))}`,
);
console.log(`p95 from a Consult to its second notification, ms: ${shown(measured.map(({ p95 }) => p95))}`);

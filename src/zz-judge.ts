/** x. */
import { readFileSync } from 'node:fs';
import { loadCatalog } from './catalog/index.ts';
import { tracesOf } from './judge/index.ts';
import { judge } from './judge/index.ts';
import { viewsOf } from './kit/view.ts';
import { outcomesOf } from './judge/outcomes.ts';
import { divergencesOf } from './judge/divergence.ts';
import { readingsOf } from './judge/readings.ts';
import { suites } from '../suites/index.ts';
import { channelIds } from './model/channel.ts';
const ev = readFileSync('/tmp/crowd-out/evidence.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((l) => JSON.parse(l));
const few = ev.filter((e) => !(typeof e.trace === 'string' && e.trace.startsWith('many')));
const catalog = loadCatalog();
const cpu = () => {
  const c = process.cpuUsage();
  return (c.user + c.system) / 1000;
};
for (const [name, e] of [
  ['few', few],
  ['all', ev],
  ['all', ev],
  ['all', ev],
  ['few', few],
] as const) {
  const a = cpu();
  const traces = tracesOf(e);
  const b = cpu();
  const views = viewsOf(traces);
  const c = cpu();
  const requirements = catalog.requirements.filter((row) => row.notTested === undefined);
  const o = outcomesOf({ requirements, suites, channels: channelIds, views });
  const d = cpu();
  divergencesOf(catalog, o, views);
  const f = cpu();
  readingsOf(catalog.readings, channelIds, views);
  const g = cpu();
  console.log(
    name,
    e.length,
    'traces',
    (b - a).toFixed(0),
    'views',
    (c - b).toFixed(0),
    'outcomes',
    (d - c).toFixed(0),
    'div',
    (f - d).toFixed(0),
    'read',
    (g - f).toFixed(0),
  );
}

/** How long it took from a Consult to what follows, over all Consults of the run. */
import { channels } from '../../model/channel.ts';
import type { Latency, Measure } from '../../model/outcome.ts';
import { cell } from '../layout.ts';
import { plural } from '../plural.ts';
import { columnsOf, heading, type View } from './view.ts';

const titles: Readonly<Record<Measure, string>> = {
  response: 'to the response',
  first: 'to the first notification',
  second: 'to the second notification',
  failure: 'to the failure',
};

const NAME_WIDTH = 32;
const CELL_WIDTH = 10;

/** A line for each channel and each thing that follows a Consult. */
export function renderLatencies(view: View): string[] {
  const shownOn = columnsOf(view);
  const lines = view.results.latencies.filter(({ channel }) => shownOn.includes(channel)).map(line);
  return lines.length === 0 ? [] : [...heading(view, 'From a Consult (milliseconds)'), ...lines];
}

function line(latency: Latency): string {
  const { measure, channel, samples, budget } = latency;
  const name = cell(`${channels[channel].title} ${titles[measure]}`, NAME_WIDTH);
  const percentiles = (['p50', 'p95', 'p99'] as const).map((one) =>
    cell(`${one} ${Math.round(latency[one])}`, CELL_WIDTH),
  );
  const promised = budget === undefined ? '' : `, budget ${budget}`;
  return `  ${name}${percentiles.join('')}${plural(samples, 'Consult')}${promised}`;
}

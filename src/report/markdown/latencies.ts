/** Latencies, as they were measured; a budget of the target's description is the only limit that is judged. */
import { channels } from '../../model/channel.ts';
import type { Measure } from '../../model/outcome.ts';
import { row, table, type Page } from './page.ts';

const measures: Readonly<Record<Measure, string>> = {
  response: 'answer to Consult',
  first: 'first notification',
  second: 'second notification',
  failure: 'notification of failure',
};

/** A row for each measure on each channel, in milliseconds. */
export function latenciesSection({ results }: Page): string[] {
  if (results.latencies.length === 0) return [];
  const rows = results.latencies.map(({ measure, channel, samples, p50, p95, p99, budget }) => {
    const times = [p50, p95, p99].map((ms) => ms.toFixed(1));
    const limit = budget === undefined ? '' : String(budget);
    return row([measures[measure], channels[channel].title, String(samples), ...times, limit]);
  });
  return [
    '## Latencies',
    '',
    'Milliseconds from the Consult; percentiles are times that were measured.',
    '',
    ...table(['until', 'channel', 'samples', 'p50', 'p95', 'p99', 'budget for p95'], rows),
  ];
}

/** How long things took. Shown, never judged. */
import { channels } from '../../model/channel.ts';
import { groupBy } from '../group-by.ts';
import { cell, widthOf } from '../layout.ts';
import { shownText } from '../safe-text.ts';
import { columnsOf, heading, type View } from './view.ts';

const ID_WIDTH = 60;
const COLUMN_WIDTH = 16;

/** A line a timing, a column a channel. */
export function renderTimings(view: View): string[] {
  const columns = columnsOf(view);
  const byId = [...groupBy(view.results.timings, ({ id }) => id)];
  if (byId.length === 0) return [];
  const idWidth = Math.min(
    ID_WIDTH,
    Math.max(...byId.map(([id]) => widthOf(shownText(id)) + 2)),
    Math.max(16, view.width - 2 - columns.length * COLUMN_WIDTH),
  );
  const lines = byId.map(([id, timings]) => {
    const cells = columns.map((channel) => {
      const timing = timings.find((other) => other.channel === channel);
      return cell(
        timing === undefined ? '' : `${channels[channel].title} ${Math.round(timing.ms)} ms`,
        COLUMN_WIDTH,
      );
    });
    return `  ${cell(shownText(id), idWidth - 1)} ${cells.join('')}`.trimEnd();
  });
  return [...heading(view, 'Timings (not judged)'), ...lines];
}

/** How the server answered the questions that the documents leave open. */
import { channels } from '../../model/channel.ts';
import { groupBy } from '../group-by.ts';
import { cell, labelled } from '../layout.ts';
import { plainText, shownText } from '../safe-text.ts';
import { heading, type View } from './view.ts';

const ID_WIDTH = 24;
const CHANNEL_WIDTH = 6;

/** What the answers mean that every reading can have. */
const commonAnswers: Readonly<Record<string, string>> = {
  mixed: 'it gave several answers',
  'not-seen': 'nothing showed it',
};

/** Each reading with its answers; a reading that nothing showed is left out unless verbose. */
export function renderReadings(view: View): string[] {
  const { results, catalog, verbose } = view;
  const shown = results.readings.filter(({ answer }) => verbose || answer !== 'not-seen');
  if (shown.length === 0) return [];
  const byId = groupBy(shown, ({ id }) => id);
  const lines = [...byId].flatMap(([id, readings]) =>
    readings.flatMap(({ channel, answer }, i) => {
      const meaning = catalog.readings.find((reading) => reading.id === id)?.answers[answer];
      const text = `${shownText(answer, 40)}: ${meaning ?? commonAnswers[answer] ?? 'an answer that the catalogue does not know'}`;
      const name =
        cell(i === 0 ? plainText(id) : '', ID_WIDTH) + cell(channels[channel].title, CHANNEL_WIDTH);
      return labelled(name, text, { indent: 2, label: ID_WIDTH + CHANNEL_WIDTH, width: view.width });
    }),
  );
  return [...heading(view, 'Readings: what the documents leave open, and how this server does it'), ...lines];
}

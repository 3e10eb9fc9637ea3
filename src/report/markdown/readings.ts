/** The readings: what the documents leave open, and how this server does it. */
import { channels } from '../../model/channel.ts';
import { markdownCode, markdownText } from '../safe-text.ts';
import { fitting, leftOut, row, table, type Page } from './page.ts';

const ROOM = 40_000;

const commonAnswers: Readonly<Record<string, string>> = {
  mixed: 'it gave several answers',
  'not-seen': 'nothing showed it',
};

/** A row for each reading on each channel. */
export function readingsSection({ results, catalog }: Page): string[] {
  if (results.readings.length === 0) return [];
  const known = new Map(catalog.readings.map((reading) => [reading.id, reading]));
  const rows = results.readings.map(({ id, channel, answer }) => {
    const reading = known.get(id);
    const meaning = reading?.answers[answer] ?? commonAnswers[answer] ?? 'unknown to this suite';
    const question = markdownText(reading?.question ?? '');
    return row([
      markdownCode(id),
      question,
      channels[channel].title,
      markdownCode(answer),
      markdownText(meaning),
    ]);
  });
  const { shown, rest } = fitting(rows, ROOM);
  return [
    '## Readings',
    '',
    'What the documents leave open, and how this server does it. None of it is a defect.',
    '',
    ...table(['reading', 'question', 'channel', 'answer', 'meaning'], shown),
    ...leftOut(rest),
  ];
}

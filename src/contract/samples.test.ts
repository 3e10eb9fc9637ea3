import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { channelIds } from '../model/channel.ts';
import { loadExamples } from './examples.ts';

/**
 * The repairs of docs/repairs.md, in their order. The files in samples/ are what the two documents print,
 * the chat document's pages as they are, those of the SMS document with their page breaks.
 */
const repairs: readonly (readonly [damage: RegExp, repaired: string])[] = [
  [/u['>]([^']*)'/g, '"$1"'],
  [/(\d)L\b/g, '$1'],
  [/"(\d{4}-\d\d-\d\d)(\d\d): (\d\d): (\d\d\.\d{3}-\d{4})"/g, '"$1 $2:$3:$4"'],
  [/"http: \/\/localhost: 8080/g, '"http://localhost:8080'],
  [/"Operationfailed"/g, '"Operation failed"'],
  [/,\s*\]\s*\}\s*\}\s*```[^`]*```/g, ','],
];

/** What a document prints, as JSON; a bracket that a page's end had spent is given back. */
function repair(printed: string): unknown {
  const text = repairs.reduce((rest, [damage, repaired]) => rest.replaceAll(damage, repaired), printed);
  const open = text.split('{').length - text.split('}').length;
  return JSON.parse(text + '}'.repeat(open));
}

const samples = channelIds.flatMap((channel) =>
  (
    ['consult-request', 'response', 'participants-updated', 'new-messages', 'error-notification'] as const
  ).map((shape) => ({ channel, shape })),
);

describe('the examples', () => {
  const examples = loadExamples();

  it.each(samples)('hold the $shape that the $channel document prints, repaired', ({ channel, shape }) => {
    const printed = readFileSync(new URL(`samples/${channel}/${shape}.txt`, import.meta.url), 'utf8');

    const example = examples.find(({ file }) => file === `${channel}/${shape}.json`);

    expect(example?.value).toEqual(repair(printed));
  });

  it('tell the same moment twice', () => {
    const [message] = examples
      .filter(({ shape }) => shape === 'new-messages')
      .map(
        ({ value }) => (value as { messages: { timestamp: string; timestampSeconds: number }[] }).messages[0],
      );

    expect(Date.parse(message?.timestamp ?? '')).toBe(message?.timestampSeconds);
  });
});

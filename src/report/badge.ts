/** badge.svg: the verdict as a small image. It has no number in it: a share of rules kept says nothing. */
import { channelIds, channels } from '../model/channel.ts';
import type { Results, Verdict } from '../model/outcome.ts';
import { isPartAsked, judgedChannels } from './channel-verdict.ts';
import { exitCode } from './exit-code.ts';
import { shardName, shardOf } from './shard-words.ts';

/** What a badge says. */
interface Saying {
  readonly words: string;
  /** Dark enough for white letters. */
  readonly colour: string;
}

const LABEL = 'Consult';

function sayingOf(results: Results): Saying {
  const hasMust = (wanted: Verdict): boolean =>
    results.outcomes.some(({ level, verdict }) => level === 'MUST' && verdict === wanted);
  if (hasMust('failed')) return { words: 'does not conform', colour: '#b3261e' };
  const code = exitCode(results);
  if (code === 3) return { words: 'incomplete', colour: '#6b5b95' };
  if (code === 4) return { words: 'baseline needs mending', colour: '#8a5a00' };
  const shard = shardOf(results);
  if (shard !== undefined) return { words: shardName(shard), colour: '#555' };
  const extent = extentOf(results);
  if (hasMust('waived')) return { words: `conforms${extent} but for waivers`, colour: '#0b6a75' };
  return { words: `conforms${extent}`, colour: extent === '' ? '#1a7f37' : '#0b6a75' };
}

/** How far a verdict goes that is not on everything. */
function extentOf(results: Results): string {
  const judged = judgedChannels(results);
  const over =
    judged.length < channelIds.length ? ` over ${judged.map((id) => channels[id].title).join()}` : '';
  return isPartAsked(results) ? `${over} in part` : over;
}

/** Width of a text of 11 px in the usual sans-serif letters, about; `textLength` makes it exact. */
function widthOf(text: string): number {
  return Math.round(text.length * 6.2);
}

/** The content of badge.svg. */
export function renderBadge(results: Results): string {
  const { words, colour } = sayingOf(results);
  const left = widthOf(LABEL) + 12;
  const width = left + widthOf(words) + 12;
  const text = (x: number, content: string): string =>
    `    <text x="${x}" y="14" textLength="${widthOf(content)}">${content}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="20" role="img" aria-label="${LABEL}: ${words}">`,
    `  <title>${LABEL}: ${words}</title>`,
    `  <rect width="${width}" height="20" rx="3" fill="${colour}"/>`,
    `  <path d="M3 0h${left - 3}v20H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z" fill="#444"/>`,
    '  <g fill="#fff" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11">',
    text(6, LABEL),
    text(left + 6, words),
    '  </g>',
    '</svg>',
    '',
  ].join('\n');
}

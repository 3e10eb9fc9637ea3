/** The verdict on each channel, in words. */
import { channels, type ChannelId } from '../../model/channel.ts';
import { channelVerdict } from '../channel-verdict.ts';
import { verdictOrder } from '../verdict-words.ts';
import { markup, type Markup } from './markup.ts';
import { verdictCount } from './verdict.ts';
import type { Page } from './view.ts';

/** A card a channel: conforms or not, and how many verdicts there are of each kind. */
export function renderVerdicts(page: Page): Markup {
  return markup`<section id="verdict" aria-labelledby="verdict-title"><h2 id="verdict-title" class="hidden">Verdict</h2><div class="cards">${page.columns.map((id) => renderCard(page, id))}</div></section>`;
}

function renderCard({ results }: Page, id: ChannelId): Markup {
  const { words, colour } = channelVerdict(results, id);
  const [headline = '', ...rest] = words.split(/(?<=^[^:,]*)[:,] /);
  const why = rest.length === 0 ? 'Every MUST that applies was judged, and none is broken.' : rest.join(', ');
  const counts = verdictOrder
    .map((verdict) => ({
      verdict,
      count: results.outcomes.filter((outcome) => outcome.channel === id && outcome.verdict === verdict)
        .length,
    }))
    .filter(({ count }) => count > 0);
  return markup`<article class="card ${colour}"><h3>${channels[id].title}</h3><p class="headline">${headline}</p><p class="why">${why}</p><ul class="counts">${counts.map(({ verdict, count }) => markup`<li>${verdictCount(verdict, count)}</li>`)}</ul></article>`;
}

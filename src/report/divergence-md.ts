/** divergence.md: chat against SMS, fit for a comment on a pull request. */
import { channels } from '../model/channel.ts';
import type { Results } from '../model/outcome.ts';
import type { Catalog } from '../model/requirement.ts';
import { channelVerdict, judgedChannels } from './channel-verdict.ts';
import { divergenceCounts, divergenceSections } from './markdown/divergences.ts';
import { productWords } from './product-words.ts';
import { markdownCode, markdownText } from './safe-text.ts';

/** A comment holds 65,536 characters; whoever posts it may want to say something, too. */
const MOST_CHARACTERS = 60_000;

/** The content of divergence.md: the summary first, then a table a class; those that agree are folded. */
export function renderDivergenceMd(results: Results, catalog: Catalog): string {
  const { suite, target } = results;
  const head = [
    `# Consult: chat against SMS`,
    '',
    `**${divergenceCounts(results)}**`,
    '',
    ...(results.complete ? [] : ['> **The run is incomplete**: not every MUST was judged.', '']),
    ...(target.warnings ?? []).slice(0, 5).flatMap((text) => [`> **Warning**: ${markdownText(text)}`, '']),
    ...judgedChannels(results).map((id) => `- ${channels[id].title} ${channelVerdict(results, id).words}`),
    '',
    `Target: ${markdownCode(target.name)} (${target.kind}), ${productWords(target, markdownCode)}. ` +
      `Suite: ${suite.name} ${suite.version}, requirement set \`${suite.requirementSet}\`.`,
    '',
  ].join('\n');
  const room = MOST_CHARACTERS - head.length;
  return [head, ...divergenceSections({ results, catalog }, { depth: 2, room })].join('\n');
}

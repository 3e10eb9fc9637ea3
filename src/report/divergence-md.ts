/** divergence.md: chat against SMS, fit for a comment on a pull request. */
import type { Divergence, DivergenceClass, Results } from '../model/outcome.ts';
import type { Catalog } from '../model/requirement.ts';
import { channels } from '../model/channel.ts';
import { channelVerdict, judgedChannels } from './channel-verdict.ts';
import { groupBy } from './group-by.ts';
import { plural } from './plural.ts';
import { markdownCode, markdownText } from './safe-text.ts';
import { divergenceOrder, divergenceWords } from './verdict-words.ts';

const titles: Readonly<Record<DivergenceClass, string>> = {
  undocumented: 'Undocumented',
  undetermined: 'Undetermined',
  documented: 'Documented',
  same: 'Same',
};

/** How many rows a class has in the table at most: a comment holds 65,536 characters. */
const MAX_ROWS = 200;

/** The content of divergence.md: the summary first, then a table a class; those that agree are folded. */
export function renderDivergenceMd(results: Results, catalog: Catalog): string {
  const groups = groupBy(results.divergences, (divergence) => divergence.class);
  const sections = divergenceOrder.flatMap((name) => sectionOf(name, groups.get(name) ?? [], catalog));
  const { suite, target } = results;
  return [
    `# Consult: chat against SMS`,
    '',
    `**${summaryOf(groups)}**`,
    '',
    ...(results.complete ? [] : ['> **The run is incomplete**: not every MUST was judged.', '']),
    ...(target.warnings ?? []).flatMap((warning) => [`> **Warning**: ${markdownText(warning)}`, '']),
    ...judgedChannels(results).map((id) => `- ${channels[id].title} ${channelVerdict(results, id).words}`),
    '',
    `Target: ${markdownCode(target.name)} (${target.kind}), ${markdownCode(target.product)} ${markdownCode(target.version)}. ` +
      `Suite: ${suite.name} ${suite.version}, requirement set \`${suite.requirementSet}\`.`,
    '',
    ...sections,
  ].join('\n');
}

function summaryOf(groups: ReadonlyMap<DivergenceClass, readonly Divergence[]>): string {
  const counts = divergenceOrder.map((name) => `${groups.get(name)?.length ?? 0} ${name}`);
  return `${counts.join(', ')}.`;
}

function sectionOf(name: DivergenceClass, divergences: readonly Divergence[], catalog: Catalog): string[] {
  if (divergences.length === 0) return [];
  const table = tableOf(divergences, catalog);
  if (name === 'same')
    return [
      '<details>',
      `<summary>${plural(divergences.length, 'comparison')} in which the channels agree</summary>`,
      '',
      ...table,
      '</details>',
      '',
    ];
  return [`## ${titles[name]}: ${divergenceWords[name].meaning}`, '', ...table];
}

function tableOf(divergences: readonly Divergence[], catalog: Catalog): string[] {
  const rows = divergences.slice(0, MAX_ROWS).map((divergence) => {
    const note = noteOf(divergence, catalog);
    return `| ${[divergence.id, divergence.chat, divergence.sms].map(markdownCode).join(' | ')} | ${note} |`;
  });
  const rest = divergences.length - MAX_ROWS;
  return [
    '| what | Chat | SMS | why |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    ...(rest > 0 ? [`… and ${rest} more, in results.json.`, ''] : []),
  ];
}

function noteOf({ difference, reason }: Divergence, catalog: Catalog): string {
  const cited = catalog.differences.find(({ id }) => id === difference);
  const citation =
    cited === undefined
      ? (difference ?? '')
      : `${cited.id}: ${cited.text} (${cited.source.chat}; ${cited.source.sms})`;
  return [
    ...(citation === '' ? [] : [markdownText(citation)]),
    ...(reason === undefined ? [] : [markdownCode(reason)]),
  ].join(' ');
}

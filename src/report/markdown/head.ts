/** The head of compliance.md: the verdict, what was judged and by what, and how to do the same again. */
import { channels } from '../../model/channel.ts';
import { channelVerdict, judgedChannels } from '../channel-verdict.ts';
import { exitCode, exitMeaning } from '../exit-code.ts';
import { plural } from '../plural.ts';
import { productWords } from '../product-words.ts';
import { markdownCode, markdownText } from '../safe-text.ts';
import { row, table, type Page } from './page.ts';

const MOST_WARNINGS = 20;

/** The head. */
export function headSection(page: Page): string[] {
  const { results } = page;
  const { warnings = [] } = results.target;
  const code = exitCode(results);
  return [
    '# Conformance of Consult',
    '',
    ...judgedChannels(results).map(
      (id) => `- **${channels[id].title} ${channelVerdict(results, id).words}.**`,
    ),
    '',
    `Exit code ${code}: ${exitMeaning(results)}.`,
    '',
    ...(results.complete ? [] : [incomplete(page), '']),
    ...(isOtherSet(page) ? [otherSet(page), ''] : []),
    ...warnings.slice(0, MOST_WARNINGS).flatMap((warning) => [`> **Warning**: ${markdownText(warning)}`, '']),
    ...table(
      ['', ''],
      factsOf(page).map(([name, value]) => row([name, value])),
    ),
  ];
}

function incomplete({ results }: Page): string {
  const open = results.outcomes.filter(({ level, verdict }) => level === 'MUST' && verdict === 'untestable');
  const why =
    open.length === 0 ? 'it ended before its end' : `${plural(open.length, 'verdict')} on a MUST missing`;
  return `> **The run is incomplete**: ${why}; see “Not judged”.`;
}

/** Whether the results were judged by other requirements than those whose texts are shown. */
function isOtherSet({ results, catalog }: Page): boolean {
  return results.suite.requirementSet !== catalog.hash;
}

function otherSet({ results, catalog }: Page): string {
  return (
    `> **Warning**: judged by requirement set ${markdownCode(results.suite.requirementSet)}; ` +
    `rules are shown as set ${markdownCode(catalog.hash)} of this suite has them.`
  );
}

function factsOf({ results }: Page): readonly (readonly [string, string])[] {
  const { target, suite, asked, evidence } = results;
  const { vendor, baseUrl } = target;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Product', productWords(target, markdownCode)],
    ['Vendor', vendor === undefined ? undefined : markdownCode(vendor)],
    ['Target', `${markdownCode(target.name)} (${target.kind})`],
    ['Address', baseUrl === undefined ? undefined : markdownCode(baseUrl)],
    [
      'Suite',
      `${suite.name} ${markdownCode(suite.version)}, requirement set ${markdownCode(suite.requirementSet)}`,
    ],
    ['When', `${markdownCode(results.startedAt)}, ${(results.durationMs / 1000).toFixed(1)} s`],
    ['Asked for', asked === undefined ? undefined : askedWords(asked)],
    ['Again', asked?.command === undefined ? undefined : markdownCode(asked.command)],
    [
      'Evidence',
      evidence === undefined
        ? undefined
        : `evidence.jsonl, ${evidence.bytes} bytes, SHA-256 ${markdownCode(evidence.sha256)}`,
    ],
  ];
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}

function askedWords({ channels: ids, only, pinned, shard }: NonNullable<Page['results']['asked']>): string {
  const pins = Object.entries(pinned).map(([id, answer]) => markdownCode(`${id}=${answer}`));
  return [
    ids.map((id) => channels[id].title).join(' and '),
    only.length === 0 ? 'all requirements' : `only ${only.slice(0, 50).map(markdownCode).join(', ')}`,
    ...(pins.length === 0 ? [] : [`readings pinned: ${pins.join(', ')}`]),
    ...(shard === undefined ? [] : [`part ${shard.index} of ${shard.of}`]),
  ].join('; ');
}

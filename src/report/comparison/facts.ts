/** The head of every comparison: what is known of each run, side by side. */
import type { RunFacts } from '../../compare/index.ts';
import { channelIds, channels } from '../../model/channel.ts';
import { verdictOrder, verdictWords } from '../verdict-words.ts';
import { said, type Section } from './paper.ts';

/** A fact of a run as text; empty: it does not say. */
type Fact = (run: RunFacts) => string;

const facts: Readonly<Record<string, Fact>> = {
  product: ({ target }) => `${target.product} ${target.version}`,
  vendor: ({ target }) => target.vendor ?? '',
  target: ({ target }) => `${target.name} (${target.kind})`,
  address: ({ target }) => target.baseUrl ?? '',
  suite: ({ suite }) => `${suite.name} ${suite.version}`,
  requirements: ({ suite }) => suite.requirementSet,
  asked: ({ asked }) => {
    const { shard } = asked;
    const pins = Object.entries(asked.pinned).map(([id, answer]) => `${id}=${answer}`);
    return [
      asked.channels.map((id) => channels[id].title).join(' and '),
      asked.only.length === 0 ? 'all requirements' : `only ${asked.only.join(' ')}`,
      ...(pins.length === 0 ? [] : [`pinned ${pins.join(' ')}`]),
      ...(shard === undefined ? [] : [`shard ${shard.index} of ${shard.of}`]),
    ].join(', ');
  },
  when: ({ startedAt }) => startedAt,
  complete: ({ complete }) => (complete ? 'yes' : 'no'),
  ...Object.fromEntries(channelIds.map((id): [string, Fact] => [channels[id].title, countsOn(id)])),
};

function countsOn(id: (typeof channelIds)[number]): Fact {
  return ({ summary }) => {
    const counts = summary[id] ?? {};
    return verdictOrder
      .flatMap((verdict) =>
        (counts[verdict] ?? 0) > 0 ? [`${counts[verdict]} ${verdictWords[verdict].word}`] : [],
      )
      .join(', ');
  };
}

/** A row a fact that any run has, a column a run. */
export function factsSection(runs: readonly RunFacts[]): Section {
  return {
    title: 'The runs',
    uncounted: true,
    columns: [{ title: '' }, ...runs.map(({ label }) => ({ title: label }))],
    rows: Object.entries(facts)
      .map(([name, fact]) => [name, ...runs.map(fact)])
      .filter(([, ...texts]) => texts.some((text) => text !== ''))
      .map((texts) => texts.map((text) => said(text))),
  };
}

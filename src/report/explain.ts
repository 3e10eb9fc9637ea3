/** Everything that is known about one id. */
import { channels } from '../model/channel.ts';
import type { ProblemKind } from '../model/outcome.ts';
import type { ServerTrait } from '../model/plan.ts';
import type { Catalog, Difference, Reading, Requirement } from '../model/requirement.ts';
import { labelled } from './layout.ts';
import { needsWords, type Screen } from './list.ts';
import { problemKindIds, problemKinds } from './problem-kinds.ts';

/** What ids are looked for in. */
export interface Knowledge {
  readonly catalog: Catalog;
  /** The scenarios in which a requirement is checked. */
  readonly scenariosOf: (requirement: string) => readonly string[];
  readonly faults: readonly ServerTrait[];
  readonly variants: readonly ServerTrait[];
}

/** A name and what is to be said about it. */
type Fact = readonly [name: string, text: string];

/** An id with all facts about it. */
interface Article {
  readonly heading: string;
  readonly facts: readonly Fact[];
}

/** One row a kind of id: which ids there are, and what is known about one. */
const shelves: readonly {
  readonly ids: (knowledge: Knowledge) => readonly string[];
  readonly article: (id: string, knowledge: Knowledge) => Article | undefined;
}[] = [
  {
    ids: ({ catalog }) => catalog.requirements.map(({ id }) => id),
    article: (id, knowledge) =>
      found(knowledge.catalog.requirements, id, (row) => aboutRequirement(row, knowledge)),
  },
  {
    ids: ({ catalog }) => catalog.readings.map(({ id }) => id),
    article: (id, { catalog }) => found(catalog.readings, id, aboutReading),
  },
  {
    ids: ({ catalog }) => catalog.differences.map(({ id }) => id),
    article: (id, { catalog }) => found(catalog.differences, id, aboutDifference),
  },
  {
    ids: () => problemKindIds,
    article: (id) => {
      const kind = problemKindIds.find((known) => known === id);
      return kind && aboutProblem(kind);
    },
  },
  {
    ids: ({ faults }) => faults.map(({ id }) => id),
    article: (id, { faults }) =>
      found(faults, id, (row) => aboutTrait(row, 'a fault of the embedded server')),
  },
  {
    ids: ({ variants }) => variants.map(({ id }) => id),
    article: (id, { variants }) =>
      found(variants, id, (row) => aboutTrait(row, 'a variant of the embedded server')),
  },
];

/** All ids that can be explained. */
export function explainableIds(knowledge: Knowledge): readonly string[] {
  return shelves.flatMap(({ ids }) => ids(knowledge));
}

/** Everything that is known about an id; letter case does not matter; `undefined` when nothing is. */
export function renderExplanation(id: string, knowledge: Knowledge, screen: Screen): string | undefined {
  const exact = explainableIds(knowledge).find((known) => known.toLowerCase() === id.toLowerCase());
  const articles = shelves.flatMap(({ article }) => article(exact ?? id, knowledge) ?? []);
  if (articles.length === 0) return undefined;
  return articles.map((article) => renderArticle(article, screen)).join('\n');
}

function renderArticle({ heading, facts }: Article, { width, paint }: Screen): string {
  const label = Math.max(...facts.map(([name]) => name.length)) + 2;
  const lines = facts.flatMap(([name, text]) => labelled(name, text, { indent: 2, label, width }));
  return [paint('bold', heading), ...lines, ''].join('\n');
}

function found<Row extends { readonly id: string }>(
  rows: readonly Row[],
  id: string,
  about: (row: Row) => Article,
): Article | undefined {
  const row = rows.find((other) => other.id === id);
  return row && about(row);
}

function aboutRequirement(row: Requirement, { catalog, scenariosOf, faults }: Knowledge): Article {
  const textOf = (id: string): string => catalog.requirements.find((other) => other.id === id)?.text ?? '';
  const scenarios = scenariosOf(row.id);
  const killers = faults.filter(({ turnsRed }) => turnsRed?.includes(row.id)).map(({ id }) => id);
  const related = catalog.differences.filter(({ requirements = [], alike = [] }) =>
    [...requirements, ...alike].includes(row.id),
  );
  const facts: (Fact | undefined)[] = [
    ['rule', row.text],
    ['level', row.level],
    ['basis', `${row.basis}: ${basisWords[row.basis]}`],
    ...Object.entries(row.source).map(([id, where]): Fact => [titleOf(id), where]),
    ['seen by', row.observe.join(', ')],
    row.shape && [
      'shape of',
      `${row.shape.message} message: ${row.shape.at.map((at) => at || '(whole)').join(', ')}`,
    ],
    ...row.needs.map((id): Fact => ['needs', `${id}: ${textOf(id)}`]),
    ...(row.unless ?? []).map((id): Fact => ['unless', `${id} is broken: ${textOf(id)}`]),
    ...related.map((difference): Fact => ['difference', `${difference.id}: ${difference.text}`]),
    scenarios.length > 0
      ? ['checked in', scenarios.join(', ')]
      : ['not tested', row.notTested ?? 'no check covers it'],
    killers.length > 0 ? ['faults', killers.join(', ')] : undefined,
  ];
  return {
    heading: `${row.id}: a requirement (${row.subject})`,
    facts: facts.filter((fact) => fact !== undefined),
  };
}

const basisWords: Readonly<Record<Requirement['basis'], string>> = {
  stated: 'the prose of the documents says it',
  sample: 'a sample of the documents shows it',
  implied: 'it follows from the documents',
  safety: 'a plain rule for any server, not in the documents',
  pinned: 'whoever runs the suite demands it of this server; the documents leave it open',
};

function titleOf(id: string): string {
  return id === 'chat' || id === 'sms' ? channels[id].title : id;
}

function aboutReading(row: Reading): Article {
  return {
    heading: `${row.id}: a reading, an open question of the documents`,
    facts: [
      ['question', row.question],
      ['why open', row.why],
      ['channels', row.channels.map((id) => channels[id].title).join(', ')],
      ...Object.entries(row.answers).map(([answer, meaning]): Fact => [answer, meaning]),
      ['verdict', 'no server fails for its answer, unless --reading or the target file pins one'],
      ...(row.notObserved === undefined ? [] : [['not observed', row.notObserved] as const]),
    ],
  };
}

function aboutDifference(row: Difference): Article {
  return {
    heading: `${row.id}: a documented difference between chat and SMS`,
    facts: [
      ['what', row.text],
      ['Chat', `${row.chat} (${row.source.chat})`],
      ['SMS', `${row.sms} (${row.source.sms})`],
      ...(row.seen === undefined ? [] : [['seen as', row.seen] as const]),
      ...(row.requirements === undefined ? [] : [['touches', row.requirements.join(', ')] as const]),
      ...(row.alike === undefined ? [] : [['same on both', row.alike.join(', ')] as const]),
    ],
  };
}

function aboutProblem(kind: ProblemKind): Article {
  const { title, meaning, lookAt } = problemKinds[kind];
  return {
    heading: `${kind}: a kind of problem`,
    facts: [
      ['title', title],
      ['meaning', meaning],
      ['look at', lookAt],
    ],
  };
}

function aboutTrait(
  { id, text, channels: on = [], turnsRed = [], needs }: ServerTrait,
  what: string,
): Article {
  const facts: readonly Fact[] = [
    ['what', text],
    ['channels', on.map((one) => channels[one].title).join(', ')],
    ['turns red', turnsRed.join(', ')],
    ['needs', needs === undefined ? '' : needsWords(needs)],
  ];
  return { heading: `${id}: ${what}`, facts: facts.filter(([, said]) => said !== '') };
}

/** Which keywords of the schemas the faults break: the keyword coverage of the self-test. */
import { shapeKeywords, shapeProblems } from '../../contract/index.ts';
import { shapes } from '../../kit/shape.ts';
import { channelIds, channels, type ChannelId } from '../../model/channel.ts';
import type { Entry } from '../../model/evidence.ts';
import { matchesPointer } from '../../model/json.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Catalog, Requirement, ShapedMessage } from '../../model/requirement.ts';
import type { KeywordCoverage } from '../../model/selftest.ts';
import { unbroken } from './unbroken-keywords.ts';

type Shape = NonNullable<Requirement['shape']>;

const messages = Object.keys(shapes) as readonly ShapedMessage[];

/** The keywords that a run broke and a requirement found, by the messages that its problems cite. */
export function brokenKeywords(
  outcomes: readonly Outcome[],
  evidence: readonly Entry[],
  catalog: Catalog,
): readonly string[] {
  const rows = new Map(catalog.requirements.map((row) => [row.id, row]));
  const bySeq = new Map(evidence.map((entry) => [entry.seq, entry]));
  const found = outcomes.flatMap(({ requirement, channel, problems }) => {
    const shape = rows.get(requirement)?.shape;
    if (shape === undefined) return [];
    const cited = new Set(problems.flatMap((problem) => problem.evidence));
    return [...cited].flatMap((seq) => brokenIn(channel, shape, contentOf(bySeq.get(seq))));
  });
  return [...new Set(found)].sort();
}

function brokenIn(channel: ChannelId, { message, at: owned }: Shape, value: unknown): string[] {
  return shapeProblems(channel, shapes[message], value)
    .map(({ where, keyword }) => ({ where: generalised(channel, where), keyword }))
    .filter(({ where }) => owned.some((pointer) => matchesPointer(pointer, where)))
    .map(({ where, keyword }) => nameOf(channel, message, { where, keyword }));
}

function contentOf(entry: Entry | undefined): unknown {
  if (entry?.kind === 'delivery') return entry.data;
  const body = entry?.kind === 'exchange' ? entry.response?.body : undefined;
  return body?.form === 'json' ? body.json : undefined;
}

/** A place with the words of requirements: `{session}`, `{uri}` and `*`, whatever the server's spelling. */
function generalised(channel: ChannelId, where: string): string {
  const { spellings } = channels[channel];
  const steps = where.split('/').map((step) => {
    if (spellings.some(({ key }) => key === step)) return '{session}';
    if (spellings.some(({ uriKey }) => uriKey === step)) return '{uri}';
    return /^\d+$/.test(step) ? '*' : step;
  });
  return steps.join('/');
}

function nameOf(
  channel: ChannelId,
  message: ShapedMessage,
  { where, keyword }: { readonly where: string; readonly keyword: string },
): string {
  return [channel, message, where === '' ? '(whole)' : where, keyword].join(' ');
}

/** Every keyword that there is, by name. */
export function allKeywords(): readonly string[] {
  const names = channelIds.flatMap((channel) =>
    messages.flatMap((message) =>
      shapeKeywords(channel, shapes[message]).map(({ where, keyword }) =>
        nameOf(channel, message, { where: generalised(channel, where), keyword }),
      ),
    ),
  );
  return [...new Set(names)];
}

/** What the faults broke, against all that there is and what is explained. */
export function coverageOf(broken: ReadonlySet<string>): KeywordCoverage {
  const all = allKeywords();
  const open = all.filter((name) => !broken.has(name));
  const explained = open.flatMap((keyword) => {
    const reason = unbroken[withoutChannel(keyword)];
    return reason === undefined ? [] : [{ keyword, reason }];
  });
  const used = new Set(explained.map(({ keyword }) => withoutChannel(keyword)));
  return {
    keywords: all.length,
    exercised: all.length - open.length,
    explained,
    unexplained: open.filter((name) => unbroken[withoutChannel(name)] === undefined),
    stale: Object.keys(unbroken).filter((name) => !used.has(name)),
  };
}

/** `first /messageType const`: what holds of a keyword on either channel is said once. */
function withoutChannel(name: string): string {
  return name.slice(name.indexOf(' ') + 1);
}

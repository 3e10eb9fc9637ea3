/**
 * The golden file: every verdict of every server that the self-test tries, as text that is readable in a diff.
 * The right server's verdicts are there in full; every other server has one line a channel with what differs.
 */
import { channelIds, type ChannelId } from '../../model/channel.ts';
import type { MovedLine, VerdictFact } from '../../model/selftest.ts';

/** The verdicts of one server, or of one channel of it, under its name. */
export interface Named {
  /** `fault second.lost`, `variant batch`, `null silence`. */
  readonly name: string;
  readonly channels: readonly ChannelId[];
  readonly verdicts: readonly VerdictFact[];
}

const head = [
  '# Every verdict of every server that the self-test tries: the right one in full, of the others what differs.',
  '# Written by: consult-conformance selftest --golden FILE --update',
];

/** The text of the golden file. */
export function renderGolden(right: readonly VerdictFact[], others: readonly Named[]): string {
  const full = channelIds.flatMap((channel) =>
    grouped(right.filter((fact) => fact.channel === channel)).map(
      ([verdict, ids]) => `right@${channel} ${verdict}: ${ids}`,
    ),
  );
  const rest = others.flatMap(({ name, channels, verdicts }) =>
    channels.map((channel) => {
      const groups = grouped(differing(right, verdicts, channel));
      const text = groups.map(([verdict, ids]) => `${verdict} ${ids}`).join('; ');
      return `${name}@${channel}: ${text === '' ? '(as the right server)' : text}`;
    }),
  );
  return [...head, ...full, ...rest, ''].join('\n');
}

function differing(
  right: readonly VerdictFact[],
  verdicts: readonly VerdictFact[],
  channel: ChannelId,
): readonly VerdictFact[] {
  const known = new Map(right.map((fact) => [`${fact.channel}/${fact.requirement}`, wordsOf(fact)]));
  return verdicts.filter(
    (fact) => fact.channel === channel && known.get(`${fact.channel}/${fact.requirement}`) !== wordsOf(fact),
  );
}

function wordsOf({ verdict, because }: VerdictFact): string {
  return because === undefined ? verdict : `${verdict} (${because})`;
}

/** Requirements by their verdict, the verdicts in the order of the alphabet, which begins with `failed`. */
function grouped(facts: readonly VerdictFact[]): readonly (readonly [verdict: string, ids: string])[] {
  const groups = new Map<string, string[]>();
  for (const fact of facts) {
    const words = wordsOf(fact);
    groups.set(words, [...(groups.get(words) ?? []), fact.requirement]);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([verdict, ids]) => [verdict, inRanges(ids.toSorted())] as const);
}

/** Ids with neighbours put together: `FIRST-001..004 FIRST-007`. */
function inRanges(ids: readonly string[]): string {
  const ranges: { first: string; last: string }[] = [];
  for (const id of ids) {
    const range = ranges.at(-1);
    if (range !== undefined && isNext(range.last, id)) range.last = id;
    else ranges.push({ first: id, last: id });
  }
  return ranges
    .map(({ first, last }) => (first === last ? first : `${first}..${last.slice(last.lastIndexOf('-') + 1)}`))
    .join(' ');
}

function isNext(one: string, other: string): boolean {
  const [, subject, number] = /^(.*)-(\d+)$/.exec(one) ?? [];
  return other === `${subject}-${String(Number(number) + 1).padStart(3, '0')}`;
}

/** The lines that moved. `whole`: everything was tried, so that a line without a server is one too many. */
export function movedLines(golden: string, now: string, whole: boolean): readonly MovedLine[] {
  const [old, fresh] = [linesOf(golden), linesOf(now)];
  const changed = [...fresh].flatMap(([name, text]): MovedLine[] => {
    const before = old.get(name);
    return before === text ? [] : [{ name, now: text, ...(before === undefined ? {} : { before }) }];
  });
  const gone = [...old].flatMap(([name, before]): MovedLine[] =>
    whole && !fresh.has(name) ? [{ name, before }] : [],
  );
  return [...changed, ...gone];
}

function linesOf(text: string): Map<string, string> {
  return new Map(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => {
        const end = line.indexOf(': ');
        return [line.slice(0, end), line.slice(end + 2)] as const;
      }),
  );
}

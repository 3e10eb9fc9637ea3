/** Divergences as rows for reading: the same difference in several acts is one row. */
import type { Divergence } from '../model/outcome.ts';
import { groupBy } from './group-by.ts';
import { listed } from './listed.ts';

/** How many members, and how many acts, are named of one row. */
const most = { members: 12, acts: 20 } as const;

/** A difference, and where it was seen. */
export interface DivergenceRow {
  /** The message that it is in; empty: it is about a verdict, an order, a number or a name. */
  readonly message: string;
  /** The members of the message, or what else was compared, that differ alike. */
  readonly whats: readonly string[];
  readonly divergence: Divergence;
  /** Each once; empty: it is about no act. */
  readonly acts: readonly string[];
  /** How many comparisons it tells of. */
  readonly times: number;
}

/**
 * What a row is about, in one line: the message, its members that differ alike, and the acts in which they were seen to.
 * @param write makes a stranger's text safe for where the line will stand
 */
export function whatDiffers(
  { message, whats, acts }: DivergenceRow,
  write: (text: string) => string,
): string {
  const of = message === '' ? '' : `${write(message)}, `;
  const where = acts.length === 0 ? '' : ` in ${listed(acts, most.acts, write)}`;
  return `${of}${listed(whats, most.members, write)}${where}`;
}

/** What a comparison is about: `consult-again: answer to consult, /body/statusCode` is about a member of an answer. */
function subjectOf(id: string): { readonly act: string; readonly message: string; readonly what: string } {
  const [, act = '', rest = id] = /^([a-z-]{1,60}): (.+)$/s.exec(id) ?? [];
  const [, message = '', what = rest] = /^(.+), (\/\S*)$/s.exec(rest) ?? [];
  return { act, message, what };
}

/** The rows of some divergences, by message, in the order in which they come first. */
export function divergenceRows(
  divergences: readonly Divergence[],
): ReadonlyMap<string, readonly DivergenceRow[]> {
  const differences = groupBy(divergences.map(seenOnce), ({ key }) => key);
  const rows = groupBy(
    [...differences.values()].flatMap((same) => {
      const [first] = same;
      return first === undefined
        ? []
        : [
            {
              ...first,
              acts: [...new Set(same.flatMap(({ act }) => (act === '' ? [] : [act])))],
              seen: same.length,
            },
          ];
    }),
    // What is about no act is about a verdict or a name: those are read one by one.
    ({ key, acts, message, values }) => (acts.length === 0 ? key : JSON.stringify([message, values, acts])),
  );
  return groupBy(
    [...rows.values()].flatMap((alike) => {
      const [first] = alike;
      if (first === undefined) return [];
      const { message, divergence, acts } = first;
      const times = alike.reduce((sum, { seen }) => sum + seen, 0);
      return [{ message, divergence, acts, times, whats: alike.map(({ what }) => what) }];
    }),
    ({ message }) => message,
  );
}

interface Seen {
  readonly act: string;
  readonly message: string;
  readonly what: string;
  readonly divergence: Divergence;
  readonly values: readonly string[];
  /** The same for the same difference in another act. */
  readonly key: string;
}

function seenOnce(divergence: Divergence): Seen {
  const { chat, sms, difference = '', reason = '' } = divergence;
  const subject = subjectOf(divergence.id);
  const values = [chat, sms, difference, reason];
  return { ...subject, divergence, values, key: JSON.stringify([subject.message, subject.what, values]) };
}

/** The members of the given messages in which the channels agree wherever they were compared. */
export function alikeMembers(
  divergences: readonly Divergence[],
  messages: ReadonlySet<string>,
): ReadonlyMap<string, readonly string[]> {
  const alike = new Map<string, Set<string>>();
  const differing = new Set<string>();
  for (const { id, class: name } of divergences) {
    const { message, what } = subjectOf(id);
    if (message === '' || !messages.has(message)) continue;
    if (name !== 'same') differing.add(`${message} ${what}`);
    else alike.set(message, (alike.get(message) ?? new Set()).add(what));
  }
  return new Map(
    [...alike].map(([message, members]) => [
      message,
      [...members].filter((member) => !differing.has(`${message} ${member}`)),
    ]),
  );
}

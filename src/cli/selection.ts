/** What a user selected: channels and requirements, checked against what there is. */
import { channelIds, channels, type ChannelId } from '../model/channel.ts';
import { UsageError } from '../model/errors.ts';
import { nearest } from '../model/nearest.ts';
import type { CheckedRequirement } from '../model/plan.ts';
import type { Pinned } from '../catalog/index.ts';
import type { Catalog } from '../model/requirement.ts';
import type { Target } from '../model/target.ts';

/** What can be selected from. */
export interface Offer {
  readonly catalog: Catalog;
  readonly checked: readonly CheckedRequirement[];
  readonly channels: readonly ChannelId[];
}

/**
 * The channels to drive: those that were asked for, or all of the target.
 * @throws UsageError when the target file lacks one that was asked for
 */
export function selectChannels(
  asked: readonly ChannelId[] | undefined,
  target: Target | undefined,
): ChannelId[] {
  const has = (id: ChannelId): boolean => target === undefined || target.channels[id] !== undefined;
  const absent = (asked ?? []).find((id) => !has(id));
  if (absent !== undefined)
    throw new UsageError(
      `The target has no ${channels[absent].title} channel. Add channels.${absent} to the target file, or leave --channel ${absent} out.`,
    );
  return channelIds.filter((id) => has(id) && (asked === undefined || asked.includes(id)));
}

/**
 * The requirement ids and subjects that were asked for, as they are written in the catalogue; none: all.
 * @throws UsageError when one is unknown, or when nothing that can be judged is selected
 */
export function selectRequirements(asked: readonly string[], offer: Offer): readonly string[] {
  const known = namesOf(offer.catalog);
  const names = asked.map((name) => requireKnown(name, known, 'requirement or subject'));
  if (names.length > 0) refuseNothing(names, offer);
  return names;
}

function namesOf(catalog: Catalog): readonly string[] {
  return [...catalog.requirements.map(({ id }) => id), ...catalog.subjects.map(({ id }) => id)];
}

function refuseNothing(names: readonly string[], { catalog, checked, channels: driven }: Offer): void {
  const covered = new Set(checked.map(({ requirement }) => requirement));
  const rows = catalog.requirements.filter(
    ({ id, subject }) => names.includes(id) || names.includes(subject),
  );
  const testable = rows.filter(({ id, pin }) => covered.has(id) || pin !== undefined);
  if (testable.some(({ source }) => driven.some((id) => source[id] !== undefined))) return;
  const [first] = rows;
  const why =
    testable.length > 0
      ? `it has no clause on ${driven.map((id) => channels[id].title).join(' and ')}`
      : `no check covers it${first?.notTested === undefined ? '' : ` (${first.notTested})`}`;
  throw new UsageError(
    `Nothing is selected: ${names.join(', ')}: ${why}. consult-conformance list shows what is checked.`,
  );
}

/**
 * The answers that were asked for as `ID=ANSWER`, as the catalogue writes them.
 * @throws UsageError when a reading or an answer is unknown, or a reading is given two answers
 */
export function selectPins(written: readonly string[], { readings }: Catalog): Pinned {
  const pinned = new Map<string, string>();
  for (const pair of written) {
    const [name = '', ...rest] = pair.split('=');
    const asked = rest.join('=');
    if (name === '' || asked === '')
      throw new UsageError(`Expected --reading ID=ANSWER. ${whatThereIs(readings)}`);
    const ids = readings.map(({ id }) => id);
    const id = requireOneOf(name, ids, 'There is no reading');
    const answers = Object.keys(readings.find((reading) => reading.id === id)?.answers ?? {});
    const answer = requireOneOf(asked, answers, `The reading ${id} has no answer`);
    if ((pinned.get(id) ?? answer) !== answer)
      throw new UsageError(`The reading ${id} is pinned to two answers. Leave one of them out.`);
    pinned.set(id, answer);
  }
  return Object.fromEntries(pinned);
}

function whatThereIs(readings: Catalog['readings']): string {
  return `The readings are ${readings.map(({ id }) => id).join(', ')}; consult-conformance explain ID shows the answers of one.`;
}

function requireOneOf(name: string, words: readonly string[], complaint: string): string {
  const match = words.find((word) => word.toLowerCase() === name.toLowerCase());
  if (match !== undefined) return match;
  const near = nearest(name, words);
  const hint = near === undefined ? '' : ` Did you mean ${near}?`;
  throw new UsageError(`${complaint} ${JSON.stringify(name)}.${hint} Expected one of ${words.join(', ')}.`);
}

/** What shows the names of a list, by what it holds; `list` alone shows requirements. */
const shownBy: Readonly<Record<string, string>> = {
  fault: 'list faults',
  variant: 'list variants',
  command: '--help',
};

/**
 * A name as it is written in a list; letter case does not matter.
 * @param what what the list holds, for the message
 * @throws UsageError with the nearest name when it is not there
 */
export function requireKnown(name: string, known: readonly string[], what: string): string {
  const match = known.find((other) => other.toLowerCase() === name.toLowerCase());
  if (match !== undefined) return match;
  const near = nearest(name, known);
  const hint =
    near === undefined
      ? ` consult-conformance ${shownBy[what] ?? 'list'} shows what there is.`
      : ` Did you mean ${near}?`;
  throw new UsageError(`There is no ${what} ${JSON.stringify(name)}.${hint}`);
}

/** The divergence of chat and SMS: verdict by verdict, and message by message. */
import { remembered } from '../kit/remembered.ts';
import type { TraceView } from '../kit/view.ts';
import { channelIds, channels, type ChannelId } from '../model/channel.ts';
import { isObject, lastStep, places } from '../model/json.ts';
import type { Divergence, Outcome } from '../model/outcome.ts';
import type { Catalog, Difference, SeenIn } from '../model/requirement.ts';
import { answersToRefusals } from './refusal-divergence.ts';
import { happeningsOf, type Happening } from './events.ts';

/** What both channels show in one respect; `undefined`: nothing was seen there. */
type Pair = Readonly<Record<ChannelId, string | undefined>>;

const UNSEEN = 'not seen';

function divergence(id: string, pair: Pair, difference?: Difference): Divergence {
  const { chat, sms } = pair;
  const base = { id, chat: chat ?? UNSEEN, sms: sms ?? UNSEEN };
  if (chat === undefined || sms === undefined)
    return {
      ...base,
      class: 'undetermined',
      reason: 'One of the channels was not driven, or did not show it.',
    };
  if (chat === sms) return { ...base, class: 'same' };
  if (difference === undefined) return { ...base, class: 'undocumented' };
  return { ...base, class: 'documented', difference: difference.id };
}

/** Every comparison of chat with SMS that the evidence allows. */
export function divergencesOf(
  catalog: Catalog,
  outcomes: readonly Outcome[],
  all: readonly TraceView[],
): readonly Divergence[] {
  const views = all.filter(({ sessionId }) => sessionId !== '');
  return [
    ...byVerdict(catalog, outcomes),
    ...byWording(catalog, outcomes),
    ...byTable(catalog, views),
    // What people did while they were captured is not alike on both channels, and says nothing of the server.
    ...byMessage(
      catalog,
      views.filter(({ trace }) => trace.captured === undefined),
    ),
    ...answersToRefusals(views).map(({ name, answers }) =>
      divergence(`refused-requests: answer to "${name}"`, answers),
    ),
  ];
}

const undecided: readonly string[] = ['untestable'];

/** The verdicts on a requirement; `undefined` where there is none. */
function verdictsOn(id: string, outcomes: readonly Outcome[]): Pair {
  const verdictOf = (channel: ChannelId): string | undefined => {
    const verdict = outcomes.find(
      (outcome) => outcome.requirement === id && outcome.channel === channel,
    )?.verdict;
    return verdict === undefined || undecided.includes(verdict) ? undefined : verdict;
  };
  return { chat: verdictOf('chat'), sms: verdictOf('sms') };
}

function byVerdict(catalog: Catalog, outcomes: readonly Outcome[]): readonly Divergence[] {
  const judged = [...new Set(outcomes.map(({ requirement }) => requirement))];
  return judged.map((id) => {
    return divergence(
      `verdict ${id}`,
      verdictsOn(id, outcomes),
      catalog.differences.find(({ requirements }) => requirements?.includes(id)),
    );
  });
}

/** Differences of the documents' words alone: a server shows them by treating both channels alike. */
function byWording(catalog: Catalog, outcomes: readonly Outcome[]): readonly Divergence[] {
  return catalog.differences.flatMap((difference) => {
    const { id, alike, chat, sms } = difference;
    const judged = (alike ?? []).filter((one) => outcomes.some(({ requirement }) => requirement === one));
    const verdicts = judged.map((one) => verdictsOn(one, outcomes));
    if (alike === undefined || judged.length < alike.length) return [];
    const isOpen = verdicts.some((pair) => pair.chat === undefined || pair.sms === undefined);
    if (isOpen) return [divergence(`wording of ${id}`, { chat: undefined, sms: undefined })];
    if (verdicts.some((pair) => pair.chat !== pair.sms)) return []; // the verdicts themselves tell
    const reason = `Only the documents differ: ${alike.join(' and ')} came out alike on both channels.`;
    return [{ ...divergence(`wording of ${id}`, { chat, sms }, difference), reason }];
  });
}

/** What a run shows of each cell of the channel table. */
const cells: Readonly<Record<SeenIn, (view: TraceView) => string | undefined>> = {
  collection: (view) => {
    const uri = view.session(view.first ?? view.failure)?.['uri'];
    return typeof uri === 'string' ? uri.split('/').at(-2) : undefined;
  },
  'session-key': (view) => memberOf(view, (view.first ?? view.failure)?.data, 'key'),
  'uri-key': (view) => memberOf(view, view.second?.data, 'uriKey'),
  'state-message-type': (view) => {
    const data = (view.first ?? view.failure)?.data;
    return isObject(data) && typeof data['messageType'] === 'string' ? data['messageType'] : undefined;
  },
};

function memberOf(view: TraceView, data: unknown, cell: 'key' | 'uriKey'): string | undefined {
  if (!isObject(data)) return undefined;
  const words = channelIds.flatMap((id) => channels[id].spellings.map((spelling) => spelling[cell]));
  return words.find((word) => Object.hasOwn(data, word));
}

function byTable(catalog: Catalog, views: readonly TraceView[]): readonly Divergence[] {
  return catalog.differences.flatMap((difference) => {
    const { seen } = difference;
    if (seen === undefined) return [];
    const shows = (channel: ChannelId): string | undefined =>
      views
        .filter(({ trace }) => trace.channel === channel)
        .map(cells[seen])
        .find((word) => word !== undefined);
    return [
      divergence(`name ${seen}`, { chat: shows('chat'), sms: shows('sms') }, expectedOnly(difference, shows)),
    ];
  });
}

/** A difference explains what was seen only where each channel shows a word of its own row in the table. */
function expectedOnly(
  difference: Difference,
  shows: (channel: ChannelId) => string | undefined,
): Difference | undefined {
  const own = (channel: ChannelId): readonly string[] => [
    channels[channel].stateMessageType,
    ...channels[channel].spellings.flatMap(({ collection, key, uriKey }) => [collection, key, uriKey]),
  ];
  return channelIds.every((channel) => own(channel).includes(shows(channel) ?? '')) ? difference : undefined;
}

/** Members whose words are compared, not only their types. */
const words: readonly string[] = [
  'notificationType',
  'messageType',
  'state',
  'visibility',
  'type',
  'httpStatus',
  'contentType',
  'statusCode',
  'failure',
  'errorMessage',
];

function byMessage(catalog: Catalog, views: readonly TraceView[]): readonly Divergence[] {
  const acts = [...new Set(views.map(({ trace }) => trace.act))].filter((act) => act !== 'bystander-control');
  return acts.flatMap((act) => {
    const played = views.filter(({ trace }) => trace.act === act);
    const scope = new Set(played.map(sourceOf)).size > 1 ? 'consult' : 'session';
    const on = (channel: ChannelId): TraceView | undefined =>
      played.find(({ trace }) => trace.channel === channel);
    const of = (channel: ChannelId): readonly Happening[] | undefined => {
      const view = on(channel);
      return view?.consult === undefined ? undefined : happeningsOf(view, scope);
    };
    const difference = catalog.differences.find(({ acts: explained }) => explained?.includes(act));
    const isPlayed = { chat: on('chat')?.consult !== undefined, sms: on('sms')?.consult !== undefined };
    const isOneSided = channelIds.every((id) => on(id) !== undefined) && isPlayed.chat !== isPlayed.sms;
    if (difference !== undefined && isOneSided)
      return [
        divergence(`${act}: is played`, { chat: yes(isPlayed.chat), sms: yes(isPlayed.sms) }, difference),
      ];
    return compared(act, of('chat'), of('sms')).map((one) => explainedBy(difference, one));
  });
}

function yes(is: boolean): string {
  return is ? 'yes' : 'no';
}

/** All that differs in an act that only one of the channels has is that difference. */
function explainedBy(difference: Difference | undefined, one: Divergence): Divergence {
  if (difference === undefined || one.class !== 'undocumented') return one;
  return { ...one, class: 'documented', difference: difference.id };
}

/** The kind of the source that a session came from, and what it can do of what a customer does. */
function sourceOf({ trace }: TraceView): string {
  const own = trace.entries.filter((entry) => 'trace' in entry && entry.trace === trace.key);
  const session = own.find((entry) => entry.kind === 'session');
  const isMute = own.some((entry) => entry.kind === 'said' && entry.by === undefined);
  const [kind, unseen] = session?.kind === 'session' ? [session.source, session.unseen] : [];
  return JSON.stringify([kind, unseen === undefined, isMute]);
}

function compared(
  scenario: string,
  chat?: readonly Happening[],
  sms?: readonly Happening[],
): readonly Divergence[] {
  const counts = countsOf(chat, sms).map(([name, pair]) => divergence(`${scenario}: count of ${name}`, pair));
  const facts = { chat: factsOf(chat), sms: factsOf(sms) };
  const both = [...new Set([...facts.chat.keys(), ...facts.sms.keys()])].sort();
  const names = { chat: namesOf(chat), sms: namesOf(sms) };
  // Where a message did not happen at all, its count already tells.
  const inBoth = (key: string): boolean => {
    const name = facts.chat.get(key)?.of ?? facts.sms.get(key)?.of ?? '';
    return chat === undefined || sms === undefined || names.chat.has(name) === names.sms.has(name);
  };
  return [
    ...ordersOf(scenario, chat, sms),
    ...counts,
    ...both.filter(inBoth).map((key) =>
      divergence(`${scenario}: ${key}`, {
        chat: facts.chat.get(key)?.text ?? (chat && 'absent'),
        sms: facts.sms.get(key)?.text ?? (sms && 'absent'),
      }),
    ),
  ];
}

function namesOf(happenings: readonly Happening[] = []): ReadonlySet<string> {
  return new Set(happenings.map(({ name }) => name));
}

/** The order in which each agent was told things, where both channels tell it the same things. */
function ordersOf(
  scenario: string,
  chat?: readonly Happening[],
  sms?: readonly Happening[],
): readonly Divergence[] {
  const parties = [...new Set([...(chat ?? []), ...(sms ?? [])].flatMap(({ to }) => to ?? []))];
  const told = (list: readonly Happening[] | undefined, party: string): string[] | undefined =>
    list?.filter(({ to }) => to === party).map(({ name }) => name);
  return parties.flatMap((party) => {
    const pair = { chat: told(chat, party), sms: told(sms, party) };
    const differ =
      pair.chat !== undefined &&
      pair.sms !== undefined &&
      pair.chat.toSorted().join() !== pair.sms.toSorted().join();
    if (differ) return [];
    return [
      divergence(`${scenario}: order of notifications to the ${party}`, {
        chat: pair.chat?.join(' · '),
        sms: pair.sms?.join(' · '),
      }),
    ];
  });
}

function countsOf(
  chat?: readonly Happening[],
  sms?: readonly Happening[],
): readonly (readonly [string, Pair])[] {
  const names = [...new Set([...(chat ?? []), ...(sms ?? [])].map(({ name }) => name))];
  const count = (list: readonly Happening[] | undefined, name: string): string | undefined =>
    list && String(list.filter((happening) => happening.name === name).length);
  return names.map((name) => [name, { chat: count(chat, name), sms: count(sms, name) }]);
}

/** What was seen at a place of the messages of one name. */
interface Fact {
  readonly of: string;
  readonly text: string;
}

/** Facts of all messages: at each place the types seen there, and for some members the words. */
function factsOf(happenings: readonly Happening[] = []): Map<string, Fact> {
  const seen = new Map<string, { readonly of: string; readonly texts: Set<string> }>();
  const placeOf = remembered((pointer: string) => pointer.replace(/\/\d+(?=\/|$)/g, '/*') || '/');
  for (const { name: of, content } of happenings) {
    for (const [pointer, value] of places(content, 20_000)) {
      const key = `${of}, ${placeOf(pointer)}`;
      const fact = seen.get(key) ?? { of, texts: new Set() };
      fact.texts.add(factOf(pointer, value));
      seen.set(key, fact);
    }
  }
  return new Map([...seen].map(([key, { of, texts }]) => [key, { of, text: [...texts].sort().join(' ') }]));
}

function factOf(pointer: string, value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number') return typeOf(value);
  const isWord = words.includes(lastStep(pointer)) || /\/capabilities\/\d+$/.test(pointer);
  return isWord ? JSON.stringify(value) : typeOf(value);
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.length === 0 ? 'empty array' : 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

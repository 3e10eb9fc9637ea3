/** The divergence of chat and SMS: verdict by verdict, and message by message. */
import type { TraceView } from '../kit/view.ts';
import { channelIds, channels, type ChannelId } from '../model/channel.ts';
import { isObject, lastStep, places } from '../model/json.ts';
import type { Divergence, DivergenceClass, Outcome } from '../model/outcome.ts';
import type { Catalog, Difference, SeenIn } from '../model/requirement.ts';
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
  return [...byVerdict(catalog, outcomes), ...byTable(catalog, views), ...byMessage(views)];
}

const undecided: readonly string[] = ['untestable'];

function byVerdict(catalog: Catalog, outcomes: readonly Outcome[]): readonly Divergence[] {
  const verdictOf = (id: string, channel: ChannelId): string | undefined => {
    const verdict = outcomes.find(
      (outcome) => outcome.requirement === id && outcome.channel === channel,
    )?.verdict;
    return verdict === undefined || undecided.includes(verdict) ? undefined : verdict;
  };
  const judged = [...new Set(outcomes.map(({ requirement }) => requirement))];
  return judged.map((id) => {
    const pair = { chat: verdictOf(id, 'chat'), sms: verdictOf(id, 'sms') };
    return divergence(
      `verdict ${id}`,
      pair,
      catalog.differences.find(({ requirements }) => requirements?.includes(id)),
    );
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

function byMessage(views: readonly TraceView[]): readonly Divergence[] {
  const scenarios = [...new Set(views.map(({ trace }) => trace.scenario))].filter(
    (scenario) => scenario !== 'bystander-control',
  );
  return scenarios.flatMap((scenario) => {
    const played = views.filter(({ trace }) => trace.scenario === scenario);
    const scope = new Set(played.map(sourceOf)).size > 1 ? 'consult' : 'session';
    const of = (channel: ChannelId): readonly Happening[] | undefined => {
      const view = played.find(({ trace }) => trace.channel === channel);
      return view?.consult === undefined ? undefined : happeningsOf(view, scope);
    };
    return compared(scenario, of('chat'), of('sms'));
  });
}

/** The kind of the source that a session came from. */
function sourceOf({ trace }: TraceView): string | undefined {
  const session = trace.entries.find((entry) => entry.kind === 'session');
  return session?.kind === 'session' ? session.source : undefined;
}

function compared(
  scenario: string,
  chat?: readonly Happening[],
  sms?: readonly Happening[],
): readonly Divergence[] {
  const counts = countsOf(chat, sms).map(([name, pair]) => divergence(`${scenario}: count of ${name}`, pair));
  const facts = { chat: factsOf(chat), sms: factsOf(sms) };
  const both = [...new Set([...facts.chat.keys(), ...facts.sms.keys()])].sort();
  const inBoth = (key: string): boolean =>
    chat === undefined || sms === undefined || eventsOf(chat, key) === eventsOf(sms, key);
  return [
    ...ordersOf(scenario, chat, sms),
    ...counts,
    ...both.filter(inBoth).map((key) =>
      divergence(`${scenario}: ${key}`, {
        chat: facts.chat.get(key) ?? (chat && 'absent'),
        sms: facts.sms.get(key) ?? (sms && 'absent'),
      }),
    ),
  ];
}

/** Whether a fact's message happened at all: where it did not, its count already tells. */
function eventsOf(happenings: readonly Happening[], key: string): boolean {
  return happenings.some(({ name }) => key.startsWith(`${name}, `));
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

/** Facts of all messages: at each place the types seen there, and for some members the words. */
function factsOf(happenings: readonly Happening[] = []): Map<string, string> {
  const seen = new Map<string, Set<string>>();
  for (const { name, content } of happenings) {
    for (const [pointer, value] of places(content, 20_000)) {
      const place = pointer.replace(/\/\d+(?=\/|$)/g, '/*');
      const key = `${name}, ${place === '' ? '/' : place}`;
      const isWord = words.includes(lastStep(pointer)) || /\/capabilities\/\d+$/.test(pointer);
      const fact =
        isWord && (typeof value === 'string' || typeof value === 'number')
          ? JSON.stringify(value)
          : typeOf(value);
      seen.set(key, (seen.get(key) ?? new Set()).add(fact));
    }
  }
  return new Map([...seen].map(([key, facts]) => [key, [...facts].sort().join(' ')]));
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.length === 0 ? 'empty array' : 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

/** How many divergences of each class there are. */
export function countByClass(divergences: readonly Divergence[]): Readonly<Record<DivergenceClass, number>> {
  const counts = { same: 0, documented: 0, undocumented: 0, undetermined: 0 };
  for (const one of divergences) counts[one.class]++;
  return counts;
}

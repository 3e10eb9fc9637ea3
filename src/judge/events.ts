/**
 * What happened in a trace, in words that are the same on both channels: a list of named messages, each
 * with its content normalised by the channel table. Two such lists can be compared.
 */
import type { TraceView } from '../kit/view.ts';
import type { Channel } from '../model/channel.ts';
import type { Exchange, PartyName, Purpose } from '../model/evidence.ts';
import { isObject } from '../model/json.ts';
import { kindOf, messagesOf } from '../model/notification.ts';

/** One message of a trace under a name that does not depend on the channel. */
export interface Happening {
  readonly name: string;
  /** The agent who was told; `undefined` for answers and views, whose place among notifications is chance. */
  readonly to?: PartyName;
  /** Place in the order of the trace. */
  readonly seq: number;
  readonly content: unknown;
}

/** Answers whose shape is compared. */
const compared: readonly Purpose[] = [
  'consult',
  'accept',
  'consultant-accept',
  'visible-message',
  'agents-message',
  'consultant-reject',
  'consultant-leave',
  'originator-to-agents',
  'consultant-to-all',
  'consultant-typing',
  'consultant-typing-to-all',
  'originator-typing',
  'transfer',
  'conference',
  'heir-message',
];

/** Members that name the channel, replaced by what they name. */
function renamed(channel: Channel, member: string): string {
  for (const { key, uriKey } of channel.spellings) {
    if (member === key) return '{session}';
    if (member === uriKey) return '{uri}';
  }
  return member;
}

/** A value with the channel's own words replaced: keys, the state messageType, collections in addresses. */
export function normalised(channel: Channel, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => normalised(channel, item));
  if (isObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([member, inner]) => [renamed(channel, member), normalised(channel, inner)]),
    );
  }
  if (value === channel.stateMessageType) return '{stateMessageType}';
  return value;
}

/** Notifications to an agent about the session, named by their kind and what they tell. */
function notifications(view: TraceView, party: PartyName): readonly Happening[] {
  return view.about(party).map(({ seq, data }) => {
    const told = isObject(data) ? String(data['notificationType']) : 'no object';
    const types = [...new Set(messagesOf(data).map((entry) => String(entry['type'])))].join('+');
    const state =
      kindOf(view.channel, data) === 'state' ? String(view.session({ data } as never)?.['state']) : '';
    const name = [told, types, state].filter((part) => part !== '').join(' ');
    return { name: `${name} to the ${party}`, to: party, seq, content: normalised(view.channel, data) };
  });
}

/** The HTTP answers of the scenario, each with its status, its type and its body. */
function answers(view: TraceView): readonly Happening[] {
  const { entries, key, span } = view.trace;
  const exchanges = entries.filter(
    (entry): entry is Exchange =>
      entry.kind === 'exchange' &&
      entry.trace === key &&
      entry.seq >= span.from &&
      compared.includes(entry.purpose),
  );
  return exchanges.map(({ purpose, end, response, failure }) => ({
    name: `answer to ${purpose}`,
    seq: end.seq,
    content:
      response === undefined
        ? { failure: failure?.kind }
        : {
            httpStatus: response.status,
            contentType: response.headers['content-type']?.split(';', 1)[0],
            body:
              response.body.form === 'json'
                ? normalised(view.channel, response.body.json)
                : response.body.form,
          },
  }));
}

/** What the customer could see last. */
function customerSees(view: TraceView): readonly Happening[] {
  return view
    .views('after')
    .slice(-1)
    .map(({ seq, state, participants, messages }) => ({
      name: 'what the customer sees',
      seq,
      content: { state, participants, messages },
    }));
}

/**
 * What of a trace is compared: the whole session, or the consult alone. Where the sessions of two channels come from
 * different sources, how they began and what their customers are shown tell of the sources, not of the server.
 */
export type Scope = 'session' | 'consult';

/** Whether a notification tells of what the customer said, and of nothing else: not every source can speak. */
function saysTheCustomers({ trace }: TraceView): (content: unknown) => boolean {
  const texts = new Set(
    trace.entries.flatMap((entry) =>
      entry.kind === 'wait' && entry.event.startsWith('customer-message') ? [entry.text] : [],
    ),
  );
  return (content) => {
    const said = messagesOf(content);
    return said.length > 0 && said.every(({ text }) => typeof text === 'string' && texts.has(text));
  };
}

/** Everything that happened in a trace until the suite began to tidy up, in order. */
export function happeningsOf(view: TraceView, scope: Scope): readonly Happening[] {
  const isCustomers = scope === 'session' ? () => false : saysTheCustomers(view);
  const begin = scope === 'session' ? 0 : (view.consult?.seq ?? Infinity);
  const end = view.exchange('cleanup')?.seq ?? Infinity;
  const told = (['originator', 'consultant', 'second', 'bystander'] as const).flatMap((party) =>
    notifications(view, party).filter(({ content }) => !isCustomers(content)),
  );
  const seen = scope === 'session' ? customerSees(view) : [];
  const all = [...answers(view), ...told, ...seen];
  return all.filter(({ seq }) => seq >= begin && seq < end).toSorted((a, b) => a.seq - b.seq);
}

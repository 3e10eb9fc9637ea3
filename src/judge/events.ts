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
  'consultant-leave',
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
  const exchanges = view.trace.entries.filter(
    (entry): entry is Exchange =>
      entry.kind === 'exchange' && entry.trace === view.trace.key && compared.includes(entry.purpose),
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

/** The name of what is no event: where it is missing, nobody looked. */
export const CUSTOMERS_VIEW = 'what the customer sees';

/** What the customer could see last. */
function customerSees(view: TraceView): readonly Happening[] {
  return view
    .views('after')
    .slice(-1)
    .map(({ seq, state, participants, messages }) => ({
      name: CUSTOMERS_VIEW,
      seq,
      content: { state, participants, messages },
    }));
}

/** Whether sessions came from one kind of source: how a session begins is the source's doing, not the channel's. */
export function haveOneSource(views: readonly TraceView[]): boolean {
  const sources = views.flatMap(({ trace }) =>
    trace.entries.flatMap((entry) =>
      entry.kind === 'session' && entry.trace === trace.key ? [entry.source] : [],
    ),
  );
  return new Set(sources).size < 2;
}

/** Everything that happened in a trace, or from the Consult on, until the suite began to tidy up, in order. */
export function happeningsOf(view: TraceView, from: 'beginning' | 'consult'): readonly Happening[] {
  const begin = from === 'beginning' ? -1 : (view.consult?.seq ?? Infinity);
  const end = view.exchange('cleanup')?.seq ?? Infinity;
  const told = (['originator', 'consultant', 'bystander'] as const).flatMap((party) =>
    notifications(view, party),
  );
  const all = [...answers(view), ...told, ...customerSees(view)];
  return all.filter(({ seq }) => seq > begin && seq < end).toSorted((a, b) => a.seq - b.seq);
}

/**
 * What happened in a trace, in words that are the same on both channels: a list of named messages, each
 * with its content normalised by the channel table. Two such lists can be compared.
 */
import type { TraceView } from '../kit/view.ts';
import type { Channel } from '../model/channel.ts';
import type { PartyName, Purpose } from '../model/acts.ts';
import type { Body, Delivery, Entry, Exchange } from '../model/evidence.ts';
import { at, isObject } from '../model/json.ts';
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
function normalised(channel: Channel, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => normalised(channel, item));
  if (isObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([member, inner]) => [renamed(channel, member), normalised(channel, inner)]),
    );
  }
  if (value === channel.stateMessageType) return '{stateMessageType}';
  return value;
}

/** The texts that were said in an act, by whomever. */
const textsIn = (view: TraceView): ReadonlySet<string> => view.once(saidIn);

function saidIn({ trace: { entries, key, span } }: TraceView): ReadonlySet<string> {
  return new Set(
    entries.flatMap((entry) => {
      if (!('trace' in entry) || entry.trace !== key || entry.seq < span.from) return [];
      if (entry.kind === 'said') return [entry.text];
      const text = entry.kind === 'exchange' ? at(entry.request.body, '/text') : undefined;
      return typeof text === 'string' ? [text] : [];
    }),
  );
}

/** Whether a notification brings one of some texts. */
function brings({ data }: Delivery, texts: ReadonlySet<string>): boolean {
  return messagesOf(data).some(({ text }) => typeof text === 'string' && texts.has(text));
}

/**
 * What tells an agent of the leaving that ended the act before: that it is out of the session itself, before it has
 * done anything in this act; or, in the log, that somebody left, before anybody joined. The first act has none.
 */
function farewells(view: TraceView, party: PartyName): readonly Delivery[] {
  const { entries, key, span } = view.trace;
  if (span.from === 0) return [];
  if (party === 'originator') {
    const joined = view.first?.seq ?? view.second?.seq ?? Infinity;
    return view.about(party, { before: joined }).filter(({ data }) => tellsOfLeavingOnly(view, data));
  }
  const isDeed = (entry: Entry): boolean =>
    entry.kind === 'exchange' && entry.trace === key && entry.party === party && entry.seq > span.from;
  const before = entries.find(isDeed)?.seq ?? Infinity;
  return view.about(party, { before }).filter((one) => view.session(one)?.['state'] === 'Completed');
}

function tellsOfLeavingOnly({ channel }: TraceView, data: unknown): boolean {
  const news = messagesOf(data);
  return (
    kindOf(channel, data) === 'log' && news.length > 0 && news.every(({ type }) => type === 'ParticipantLeft')
  );
}

/** The act that was played next in the same session. */
function nextOf({ trace, run }: TraceView): TraceView | undefined {
  return run()
    .filter((other) => other.trace.key === trace.key && other.trace.span.from > trace.span.from)
    .find(({ trace: { span } }) => span.until > span.from);
}

/**
 * What an agent was told of the session in an act. The news of a text belong to the act in which it was said, and those
 * of leaving to the act that was left, even when they come after the next one has begun: nobody waits for all who hear.
 */
function toldIn(view: TraceView, party: PartyName): readonly Delivery[] {
  const { key, act } = view.trace;
  const others = view.run().filter(({ trace }) => trace.key === key && trace.act !== act);
  const next = nextOf(view);
  const late = new Set(farewells(view, party));
  const own = view
    .about(party)
    .filter((one) => !late.has(one) && !others.some((other) => brings(one, textsIn(other))));
  const later = others
    .filter(({ trace }) => trace.span.from > view.trace.span.from)
    .flatMap((other) => other.about(party).filter((one) => brings(one, textsIn(view))));
  const left = next === undefined ? [] : farewells(next, party);
  return [...new Set([...own, ...later, ...left])];
}

/** Notifications to an agent about the session, named by their kind and what they tell. */
function notifications(view: TraceView, party: PartyName): readonly Happening[] {
  return toldIn(view, party).map(({ seq, data }) => {
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
            ...bodyOf(view, response.body),
          },
  }));
}

/** The body of an answer: as JSON, or that it is a text. An answer without one has none to compare. */
function bodyOf({ channel }: TraceView, body: Body): { readonly body?: unknown } {
  if (body.form === 'none') return {};
  return { body: body.form === 'json' ? normalised(channel, body.json) : body.form };
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

/** Texts that are no part of the consult, whenever they arrive: what was said before it, and what its source said. */
function textsApart({ trace }: TraceView): ReadonlySet<string> {
  return new Set(
    trace.entries.flatMap((entry) => {
      if (!('trace' in entry) || entry.trace !== trace.key) return [];
      if (entry.kind === 'said') return [entry.text];
      const isBefore = entry.kind === 'exchange' && entry.purpose === 'message-before';
      const text = isBefore ? at(entry.request.body, '/text') : undefined;
      return typeof text === 'string' ? [text] : [];
    }),
  );
}

/** Whether a notification has messages, and all of them are some of these texts. */
function isAllOf(texts: ReadonlySet<string>, data: unknown): boolean {
  const messages = messagesOf(data);
  return messages.length > 0 && messages.every(({ text }) => texts.has(String(text)));
}

/** Everything that happened in a trace until the suite began to tidy up, in order. */
export function happeningsOf(view: TraceView, scope: Scope): readonly Happening[] {
  const begin = scope === 'session' ? 0 : (view.consult?.seq ?? Infinity);
  const end = view.exchange('cleanup')?.seq ?? Infinity;
  const told = (['originator', 'consultant', 'second', 'bystander'] as const).flatMap((party) =>
    notifications(view, party),
  );
  const seen = scope === 'session' ? customerSees(view) : [];
  const apart = scope === 'session' ? new Set<string>() : textsApart(view);
  const all = [...answers(view), ...told.filter(({ content }) => !isAllOf(apart, content)), ...seen];
  return all.filter(({ seq }) => seq >= begin && seq < end).toSorted((a, b) => a.seq - b.seq);
}

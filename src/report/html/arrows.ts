/** Entries of the evidence as arrows between the parties, and as notes beside them: what a sequence diagram shows. */
import { isRefusal } from '../../model/answer.ts';
import { channelIds, channels } from '../../model/channel.ts';
import type { PartyName, Purpose } from '../../model/acts.ts';
import type { Body, Delivery, Entry, Exchange, TransportFailure } from '../../model/evidence.ts';
import { isObject } from '../../model/json.ts';
import { messagesOf, sessionObject } from '../../model/notification.ts';

/** A column of a diagram. */
export type Lane = PartyName | 'server';

/** One line of a diagram: from one column to another; on one column it is a note. */
export interface Arrow {
  /** The entry that it comes from. */
  readonly seq: number;
  /** Milliseconds since the run began. */
  readonly at: number;
  readonly from: Lane;
  readonly to: Lane;
  readonly label: string;
  readonly tone: 'plain' | 'answer' | 'told' | 'bad';
  /** Of a request: whether it is a Consult. */
  readonly consult?: true;
}

const MAX_LABEL = 34;
const MAX_SEGMENT = 12;

/** Requests that are there to look, again and again: they are shown only when a problem cites them. */
const looking: ReadonlySet<Purpose> = new Set<Purpose>(['customer-view', 'probe-spelling', 'version']);

/** Whether an entry is shown only when a problem cites it. */
export function isQuiet(entry: Entry): boolean {
  if (entry.kind === 'exchange') return looking.has(entry.purpose);
  if (entry.kind === 'wait') return entry.met;
  return !['delivery', 'act', 'closing'].includes(entry.kind);
}

/** What an entry is in a diagram, in order of time; some entries are nothing there. */
export function arrowsOf(entry: Entry): readonly Arrow[] {
  const draw = drawings[entry.kind] as (entry: Entry) => readonly Drawn[];
  return draw(entry).map((drawn) => ({
    seq: entry.seq,
    at: entry.at,
    ...drawn,
    label: shortened(drawn.label, MAX_LABEL),
  }));
}

type Drawn = Omit<Arrow, 'seq' | 'at'> & { readonly at?: number };

type Drawings = { readonly [K in Entry['kind']]: (entry: Extract<Entry, { kind: K }>) => readonly Drawn[] };

const note = (lane: Lane, label: string, tone: Arrow['tone'] = 'plain'): Drawn[] => [
  { from: lane, to: lane, label, tone },
];

const drawings: Drawings = {
  exchange: (entry) => [
    {
      from: entry.party,
      to: 'server',
      label: requestWords(entry),
      tone: 'plain',
      ...(entry.purpose === 'consult' ? { consult: true } : {}),
    },
    { from: 'server', to: entry.party, at: entry.end.at, ...answerDrawn(entry) },
  ],
  delivery: (entry) => [{ from: 'server', to: entry.party, label: deliveryWords(entry), tone: 'told' }],
  command: ({ party, program }) => note(party, `runs ${program}`),
  said: ({ text }) => note('customer', `says ${JSON.stringify(text)}`),
  bayeux: ({ party, status, failure, end }) => [
    { from: party, to: 'server', label: 'CometD request', tone: 'plain' },
    {
      from: 'server',
      to: party,
      at: end.at,
      label: failure === undefined ? `HTTP ${status ?? ''}` : failureWords(failure),
      tone: failure === undefined ? 'answer' : 'bad',
    },
  ],
  watch: ({ party, state }) => note(party, `notifications ${state}`, state === 'lost' ? 'bad' : 'plain'),
  view: ({ participants, messages }) =>
    note('customer', `sees ${participants.length} people, ${messages.length} messages`),
  opening: () => [],
  settings: () => [],
  session: () => [],
  act: ({ act, omitted }) => note('originator', `${omitted === undefined ? 'act' : 'not played'}: ${act}`),
  closing: ({ stopped }) =>
    stopped === undefined ? [] : note('originator', `stopped: ${stopped.reason}`, 'bad'),
  wait: ({ party, event, met }) =>
    note(party, met ? `came: ${event}` : `never came: ${event}`, met ? 'plain' : 'bad'),
};

/** What is asked for: the operation, or the method with the end of the path. */
function requestWords({ request }: Exchange): string {
  const operation = isObject(request.body) ? request.body['operationName'] : undefined;
  if (typeof operation === 'string') return operation;
  const path = request.url.replace(/^[a-z]+:\/\/[^/]*/i, '').replace(/\?.*$/s, '');
  const end = path.split('/').slice(-2);
  return `${request.method} …/${end.map((segment) => shortened(segment, MAX_SEGMENT)).join('/')}`;
}

function shortened(words: string, limit: number): string {
  const characters = Array.from(words.slice(0, 4 * limit));
  return characters.length <= limit ? words : `${characters.slice(0, limit - 1).join('')}…`;
}

function answerDrawn({ response, failure }: Exchange): Pick<Drawn, 'label' | 'tone'> {
  if (response === undefined)
    return { label: failure === undefined ? 'no answer' : failureWords(failure), tone: 'bad' };
  const body = jsonOf(response.body);
  const code = isObject(body) ? body['statusCode'] : undefined;
  const label =
    code === undefined ? `${response.status}` : `${response.status}, statusCode ${JSON.stringify(code)}`;
  return { label, tone: isRefusal(response.status, body) ? 'bad' : 'answer' };
}

function failureWords({ kind }: TransportFailure): string {
  return `no answer: ${kind}`;
}

function jsonOf(body: Body): unknown {
  return body.form === 'json' ? body.json : undefined;
}

/** What a notification tells, in a few words: its type, and the session's state or the types of its messages. */
function deliveryWords({ data }: Delivery): string {
  const type = isObject(data) ? data['notificationType'] : undefined;
  const states = channelIds.flatMap((id) => sessionObject(channels[id], data)?.session['state'] ?? []);
  const messages = messagesOf(data).map((message) => message['type']);
  const more = [...states, ...messages].filter((word) => typeof word === 'string').slice(0, 3);
  return [typeof type === 'string' ? type : 'notification', ...more].join(' ');
}

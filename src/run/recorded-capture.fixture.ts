/** Captures of a run, as others would have made them: its evidence as a HAR, as Bayeux messages, as notifications. */
import type { PartyName, Purpose } from '../model/acts.ts';
import type { Bayeux, Delivery, Entry, Exchange } from '../model/evidence.ts';

/** How a capture is made of a run. */
export interface Making {
  /** Whose traffic is in it. */
  readonly parties: readonly PartyName[];
  /** How much slower everything is than in the run, in which all comes at once; pauses come on top. */
  readonly slower?: number;
}

const BEGAN = Date.parse('2026-01-31T12:00:00.000Z');
const PASSWORD = 'a-pass-word-of-somebody';

/** A fictional cookie of a party, and what it is recognised by. */
export const cookieOf = (party: PartyName): string => `session-cookie-of-${party}-0123456789`;

/** The secrets that are in every HAR that is made here. */
export const plantedSecrets: readonly string[] = [
  PASSWORD,
  cookieOf('originator'),
  'client-of-originator-01234567',
];

/** When something of a run is in its capture. */
type Clock = (at: number) => number;

/** What changes a session. */
const turns: readonly Purpose[] = [
  'consult',
  'consultant-leave',
  'transfer',
  'conference',
  'consultant-reject',
  'cleanup',
];

/** People wait before each: longer than a capture has to go on to show that something did not come. */
const PAUSE_MS = 12_000;

function clockOf(evidence: readonly Entry[], slower: number): Clock {
  const pauses = evidence
    .flatMap((entry) => (entry.kind === 'exchange' && turns.includes(entry.purpose) ? [entry.at] : []))
    .toSorted((a, b) => a - b);
  return (at) => at * slower + PAUSE_MS * pauses.filter((pause) => pause <= at).length;
}

const iso = (ms: number): string => new Date(BEGAN + ms).toISOString();

/** The traffic of some parties of a run as a HAR. */
export function harOf(evidence: readonly Entry[], { parties, slower = 100 }: Making): string {
  const own = evidence.filter(
    (entry): entry is Exchange | Bayeux =>
      (entry.kind === 'exchange' || entry.kind === 'bayeux') && parties.includes(entry.party),
  );
  const told = deliveriesByBatch(evidence);
  const clock = clockOf(evidence, slower);
  const origin = new URL(own.find((entry) => entry.kind === 'exchange')?.request.url ?? 'http://127.0.0.1')
    .origin;
  const entries = own
    .filter((entry) => entry.kind === 'bayeux' || entry.response !== undefined)
    .map((entry) =>
      entry.kind === 'bayeux' ? poll(entry, { told, clock, origin }) : exchange(entry, clock),
    );
  return JSON.stringify({ log: { version: '1.2', creator: { name: 'test', version: '1' }, entries } });
}

function deliveriesByBatch(evidence: readonly Entry[]): ReadonlyMap<number, readonly Delivery[]> {
  const batches = new Map<number, Delivery[]>();
  for (const entry of evidence)
    if (entry.kind === 'delivery') batches.set(entry.batch, [...(batches.get(entry.batch) ?? []), entry]);
  return batches;
}

function exchange({ party, request, response, at, end }: Exchange, clock: Clock): unknown {
  const { method, url, body } = request;
  const text =
    response?.body.form === 'json'
      ? JSON.stringify(response.body.json)
      : response?.body.form === 'text'
        ? response.body.text
        : '';
  return {
    startedDateTime: iso(clock(at)),
    time: clock(end.at) - clock(at),
    request: {
      method,
      url,
      headers: credentials(party),
      ...(body === undefined
        ? {}
        : {
            postData: {
              mimeType: 'application/json',
              text: typeof body === 'string' ? body : JSON.stringify(body),
            },
          }),
    },
    response: {
      status: response?.status ?? 0,
      headers: Object.entries(response?.headers ?? {}).map(([name, value]) => ({ name, value })),
      content: { size: Buffer.byteLength(text), mimeType: 'application/json', text },
    },
  };
}

function credentials(party: PartyName): unknown {
  return [
    { name: 'Authorization', value: `Basic ${Buffer.from(`${party}:${PASSWORD}`).toString('base64')}` },
    { name: 'Cookie', value: `JSESSIONID=${cookieOf(party)}; lang=en` },
  ];
}

interface Polling {
  readonly told: ReadonlyMap<number, readonly Delivery[]>;
  readonly clock: Clock;
  readonly origin: string;
}

/** Half of the polls have their answers in base64, as some browsers write them. */
function poll(entry: Bayeux, { told, clock, origin }: Polling): unknown {
  const { party, sent, received, at, end, seq, status = 0 } = entry;
  const named = (one: unknown): unknown =>
    typeof one === 'object' && one !== null && 'clientId' in one
      ? { ...one, clientId: `client-of-${party}-01234567` }
      : one;
  const deliveries = (told.get(seq) ?? []).map(({ topic, data }) => ({ channel: topic, data }));
  const text = JSON.stringify([...deliveries, ...received.map(named)]);
  const content =
    seq % 2 === 0 ? { text } : { text: Buffer.from(text).toString('base64'), encoding: 'base64' };
  return {
    startedDateTime: iso(clock(at)),
    time: clock(end.at) - clock(at),
    request: {
      method: 'POST',
      url: `${origin}/api/v2/notifications`,
      headers: [{ name: 'Cookie', value: `JSESSIONID=${cookieOf(party)}` }],
      postData: { mimeType: 'application/json', text: JSON.stringify(sent.map(named)) },
    },
    response: {
      status,
      headers: [],
      content: { size: Buffer.byteLength(text), mimeType: 'application/json', ...content },
    },
  };
}

/** What a party was told, one notification a line. */
export function notificationsOf(evidence: readonly Entry[], { parties, slower = 100 }: Making): string {
  const clock = clockOf(evidence, slower);
  return evidence
    .filter((entry): entry is Delivery => entry.kind === 'delivery' && parties.includes(entry.party))
    .map(({ at, topic, data }) => `${JSON.stringify({ time: iso(clock(at)), channel: topic, data })}\n`)
    .join('');
}

/** The Bayeux messages of the first of the parties, one array a line, without times. */
export function bayeuxOf(evidence: readonly Entry[], { parties }: Making): string {
  const told = deliveriesByBatch(evidence);
  return evidence
    .filter((entry): entry is Bayeux => entry.kind === 'bayeux' && entry.party === parties[0])
    .toSorted((a, b) => a.end.seq - b.end.seq)
    .flatMap(({ sent, received, seq }) => [
      sent,
      [...(told.get(seq) ?? []).map(({ topic, data }) => ({ channel: topic, data })), ...received],
    ])
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');
}

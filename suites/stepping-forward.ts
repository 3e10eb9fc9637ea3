/** What follows a consult before the customer: the transfer and the conference. */
import {
  at,
  found,
  idsOf,
  isRefusal,
  jsonOf,
  kindOf,
  messagesOf,
  participantsOf,
  problem,
  sessionInBody,
  shown,
  untestable,
  type Delivery,
  type Exchange,
  type Finding,
  type JsonObject,
  type Judge,
  type PartyName,
  type Problem,
  type TraceView,
} from '#kit';
import { textsOf } from './shared.ts';

type Way = 'transfer' | 'conference';

/** The problems of a way that was gone, in the order in which they show. */
const signs: Readonly<Record<Way, (view: TraceView, done: Exchange) => readonly Problem[]>> = {
  transfer: (view, done) => [
    ...isHeard(view, done),
    ...isAlone(view, done),
    ...customerStays(view, 'consultant', done),
  ],
  conference: (view, done) => [
    ...isAnnounced(view, done),
    ...originatorStays(view, done),
    ...customerStays(view, 'originator', done),
  ],
};

/** The originator can go a way with the consultant: it is accepted, nothing fails, and it comes about. */
export function comesAbout(way: Way): Judge {
  return (view): Finding => {
    const done = view.exchange(way);
    if (done === undefined) return untestable(`The consult did not get so far as to a ${way}.`);
    if (done.response === undefined || isRefusal(done.response.status, jsonOf(done)))
      return found([isRefused(way, done)]);
    const [failure] = failuresOf(view, done);
    if (failure !== undefined) {
      return found([
        problem('unexpected-event', `a notification to the originator after the ${way}`, {
          expected: `no failure: the consultant is there, and ${way} is offered`,
          actual: shown(failure.data),
          evidence: [done.seq, failure.seq],
        }),
      ]);
    }
    return found([...signs[way](view, done)]);
  };
}

function isRefused(way: Way, done: Exchange): Problem {
  const { response, failure } = done;
  return problem('refused', `the answer to the ${way}`, {
    expected: 'statusCode 0',
    actual: failure === undefined ? `HTTP ${response?.status} with ${shown(jsonOf(done))}` : failure.message,
    evidence: [done.seq],
  });
}

function failuresOf(view: TraceView, done: Exchange): readonly Delivery[] {
  const reference = at(jsonOf(done), '/referenceId');
  return view
    .about('originator', { after: done.seq })
    .filter(
      ({ data }) =>
        kindOf(view.channel, data) === 'error' &&
        (at(data, '/referenceId') === undefined || at(data, '/referenceId') === reference),
    );
}

/** What the consultant says now is for the customer. */
function isHeard(view: TraceView, done: Exchange): readonly Problem[] {
  const text = textsOf(view, 'heir-message')[0];
  const seen = (['during', 'after'] as const)
    .flatMap((phase) => view.views(phase))
    .some(({ messages }) => messages.some((one) => one.text === text));
  if (text === undefined || seen) return [];
  return [
    problem('missing-event', 'what the customer sees, the log', {
      expected: `the text ${shown(text)} of the one who serves it now`,
      actual: 'no such entry',
      evidence: [done.seq, ...view.exchanges('heir-message').map(({ seq }) => seq)],
    }),
  ];
}

const originatorIds = ({ before }: TraceView): readonly string[] =>
  before.participants
    .filter(({ type }) => type === 'Agent')
    .map(({ participantId }) => String(participantId));

/** The originator is out: as the consultant is told of the participants, or as a GET shows them. */
function isAlone(view: TraceView, done: Exchange): readonly Problem[] {
  const listing = listingsTo(view, 'consultant', done.seq).at(-1); // the later of both
  const own = originatorIds(view);
  const stays = own.find((id) => listing?.ids.has(id));
  if (listing === undefined || stays === undefined) return [];
  return [
    problem('contradiction', 'the session after the transfer, the participants', {
      expected: `nobody of the originator, who was ${shown(own)}`,
      actual: shown([...listing.ids]),
      evidence: [done.seq, listing.seq],
    }),
  ];
}

/** Whoever serves the customer is shown one, as before, wherever it is shown who is there. */
function customerStays(view: TraceView, party: PartyName, done: Exchange): readonly Problem[] {
  const isCustomer = ({ type }: JsonObject): boolean => type === 'Customer';
  const own = originatorIds(view);
  // What an heir is told with the originator in it may be told late, and be of before.
  const without = listingsTo(view, party, done.seq)
    .filter(({ ids }) => party === 'originator' || !own.some((id) => ids.has(id)))
    .find(({ people }) => !people.some(isCustomer));
  if (without === undefined || !view.before.customers.some(isCustomer)) return [];
  return [
    problem('lost', `the session after the ${done.purpose}, the participants`, {
      expected: 'the customer, as before',
      actual: shown(without.people),
      evidence: [done.seq, without.seq],
    }),
  ];
}

interface Listing {
  readonly people: readonly JsonObject[];
  readonly ids: ReadonlySet<string>;
  readonly seq: number;
}

const listingOf = (session: unknown, seq: number): Listing => ({
  people: participantsOf(session),
  ids: idsOf(session),
  seq,
});

/** The participants of the session as a party was told and as its GET showed them, in order. */
function listingsTo(view: TraceView, party: PartyName, after: number): readonly Listing[] {
  const before = view.exchange('cleanup')?.seq ?? Infinity;
  const told = view
    .about(party, { after, before })
    .map((delivery) => listingOf(view.session(delivery), delivery.seq));
  const asked = view
    .exchanges('consultant-state')
    .filter((entry) => entry.party === party && entry.seq > after)
    .map((entry) => listingOf(sessionInBody(view.channel, jsonOf(entry)), entry.end.seq));
  return [...told, ...asked].filter(({ ids }) => ids.size > 0).toSorted((a, b) => a.seq - b.seq);
}

/** A sign that the conference began: to the originator, or at the customer. */
function isAnnounced(view: TraceView, done: Exchange): readonly Problem[] {
  const before = view.exchange('cleanup')?.seq ?? Infinity;
  const told = view.about('originator', { after: done.seq, before }).some(({ data }) => {
    const kind = kindOf(view.channel, data);
    const joins = messagesOf(data).some((entry) => entry['visibility'] !== 'Agents');
    return kind === 'state' || (kind === 'log' && joins);
  });
  return told ? [] : isHeard(view, done);
}

function originatorStays(view: TraceView, done: Exchange): readonly Problem[] {
  const before = view.exchange('cleanup')?.seq ?? Infinity;
  const ended = view.about('originator', { after: done.seq, before }).find(({ data }) => {
    const state = view.session({ data } as Delivery)?.['state'];
    return typeof state === 'string' && state !== 'Chatting';
  });
  if (ended === undefined) return [];
  return [
    problem('wrong-value', "the session after the conference, the originator's state", {
      expected: '"Chatting"',
      actual: shown(view.session(ended)?.['state']),
      evidence: [done.seq, ended.seq],
    }),
  ];
}

/** Makes evidence of a tape: the entries that a run would have recorded, and a trace for each Consult. */
import type { AgentFacts, Entry, Opening, PartyName, TraceKey } from '../model/evidence.ts';
import { at } from '../model/json.ts';
import { participantsOf, sessionObject } from '../model/notification.ts';
import { channels } from '../model/channel.ts';
import { castOf, originatorOf } from './cast.ts';
import { requestedConsults, toldConsults, type Consult } from './consults.ts';
import { isListening, listeningOf, type Turn } from './listening.ts';
import { momentsOf, type Moment } from './moments.ts';
import { operationOf, sessionAt } from './operations.ts';
import { isAbout } from './session-signs.ts';
import { storyOf, type Story } from './story.ts';
import type { Asked, Heard, Tape } from './tape.ts';

/** A Consult as a trace. */
interface Told {
  readonly story: Story;
  readonly key: TraceKey;
  readonly scenario: Opening['scenario'];
  readonly member: number;
  /** Place in the order of moments at which its trace begins. */
  readonly opening: number;
}

/** An entry without its place, which it gets when all are in order. */
interface Draft {
  readonly order: number;
  readonly make: (seq: number, seqAt: (order: number) => number) => Entry | undefined;
}

/** What the tape comes to. */
export interface Made {
  readonly entries: readonly Entry[];
  readonly notes: readonly string[];
}

/** Everything about a tape that its entries are made of. */
interface Scene {
  readonly tape: Tape;
  readonly moments: readonly Moment[];
  readonly cast: ReadonlyMap<string, PartyName>;
  readonly turns: readonly Turn[];
  /** Where each thing on the tape begins and ends in the order of moments. */
  readonly spans: ReadonlyMap<Heard, { readonly from: number; readonly until: number }>;
  readonly traces: readonly Told[];
}

/** Makes evidence of a tape. */
export function evidenceOf(tape: Tape): Made {
  const moments = momentsOf(tape.heard);
  const requested = requestedConsults(moments);
  const all = requested.length > 0 ? requested : toldOf(moments, tape.startedAt !== undefined);
  const originator = originatorOf(tape, all);
  const consults = all.filter((one) => one.originator === originator);
  const turns = listeningOf(moments);
  const stories = storiesOf(consults, moments, turns);
  const cast = castOf(originator, stories);
  const traces = tracesOf(stories, moments);
  const scene = { tape, moments, cast, turns, spans: spansOf(moments), traces };
  const notes = [...notesOn(scene, all.length - consults.length), ...tape.notes];
  return { entries: numbered(draftsOf(scene)), notes };
}

function spansOf(moments: readonly Moment[]): Scene['spans'] {
  const spans = new Map<Heard, { from: number; until: number }>();
  for (const [place, { one }] of moments.entries())
    spans.set(one, { from: spans.get(one)?.from ?? place, until: place });
  return spans;
}

function toldOf(moments: readonly Moment[], isTimed: boolean): readonly Consult[] {
  const listeners = new Set(moments.flatMap(({ what, one }) => (what === 'told' ? [one.who] : [])));
  return [...listeners]
    .flatMap((who) => toldConsults(moments, { who, isTimed }))
    .toSorted((a, b) => a.place - b.place);
}

function storiesOf(
  consults: readonly Consult[],
  moments: readonly Moment[],
  turns: readonly Turn[],
): readonly Story[] {
  const taken = new Set<Asked>();
  return consults.map((consult) => {
    const isHeard = consult.asked === undefined || isListening(turns, consult.originator, consult.place);
    const story = storyOf(consult, { moments, taken, isHeard });
    for (const asked of story.purposes.keys()) taken.add(asked);
    return story;
  });
}

function tracesOf(stories: readonly Story[], moments: readonly Moment[]): readonly Told[] {
  const counts = new Map<string, number>();
  return stories.map((story, i) => {
    const { consult, before } = story;
    const previous = stories.slice(0, i).findLast((other) => other.consult.sessionId === consult.sessionId);
    const opening = Math.min(previous?.cut ?? -0.9, (before?.place ?? consult.place) - 0.4);
    const scenario = scenarioOf(story, { moments, opening });
    const member = (counts.get(`${scenario} ${consult.channel}`) ?? 0) + 1;
    counts.set(`${scenario} ${consult.channel}`, member);
    return { story, scenario, member, opening, key: `${scenario}/${member}/${consult.channel}` };
  });
}

/** Who was told of a session in which a Consult failed may have been its target, and have declined: no bystander. */
function scenarioOf(
  { scenario, consult, before, cut }: Story,
  { moments, opening }: { readonly moments: readonly Moment[]; readonly opening: number },
): Opening['scenario'] {
  if (scenario !== 'consult-failed') return scenario;
  const isTold = moments.some(
    ({ what, one }, place) =>
      what === 'told' &&
      one.kind === 'told' &&
      place > opening &&
      place < cut &&
      one.who !== consult.originator &&
      isAbout(one.data, consult, before?.ids ?? new Set()),
  );
  return isTold ? 'consult-rejected' : scenario;
}

function notesOn({ traces, moments, cast }: Scene, others: number): readonly string[] {
  const strangers = new Set(moments.map(({ one }) => one.who).filter((who) => !cast.has(who)));
  return [
    ...(traces.length > 0
      ? []
      : [
          'The capture shows no Consult: no request with the operationName Consult, nobody who joins for agents only.',
        ]),
    ...(others === 0 ? [] : [`${others} Consults of other agents than the first are not judged.`]),
    ...(strangers.size === 0
      ? []
      : [
          `Of ${strangers.size} others in the capture it is not known what part they have; they are left out.`,
        ]),
  ];
}

function draftsOf(scene: Scene): readonly Draft[] {
  const settings: Draft = {
    order: -1,
    make: (seq) => ({ kind: 'settings', seq, at: 0, declares: {}, budget: {} }),
  };
  return [
    settings,
    ...scene.moments.flatMap((moment, place) => momentDrafts(scene, moment, place)),
    ...scene.turns.flatMap((turn) => turnDrafts(scene, turn)),
    ...scene.traces.flatMap((trace) => traceDrafts(scene, trace)),
  ];
}

/** Gives each entry its place; the answers of requests take one as well. */
function numbered(drafts: readonly Draft[]): readonly Entry[] {
  const sorted = drafts.toSorted((a, b) => a.order - b.order);
  const seqs = new Map(sorted.map(({ order }, seq) => [order, seq]));
  return sorted.flatMap(({ make }, seq) => make(seq, (order) => seqs.get(order) ?? seq) ?? []);
}

function momentDrafts(scene: Scene, moment: Moment, order: number): readonly Draft[] {
  const party = scene.cast.get(moment.one.who);
  if (party === undefined) return [];
  const { at: time } = moment;
  switch (moment.what) {
    case 'told': {
      const { topic, data } = moment.one;
      const batch = batchOf(scene, order);
      return [
        {
          order,
          make: (seq, seqAt) => ({
            kind: 'delivery',
            seq,
            at: time,
            party,
            topic,
            data,
            batch: seqAt(batch),
          }),
        },
      ];
    }
    case 'poll': {
      const { sent, received, status } = moment.one;
      const end = scene.spans.get(moment.one)?.until ?? order;
      const facts = { party, sent, received, ...(status === undefined || status === 0 ? {} : { status }) };
      return [
        {
          order,
          make: (seq, seqAt) => ({
            kind: 'bayeux',
            seq,
            at: time,
            ...facts,
            end: { seq: seqAt(end), at: moment.one.until },
          }),
        },
      ];
    }
    case 'ask':
      return exchangeDrafts(scene, { asked: moment.one, order, party });
    case 'answer':
      return traceFor(scene, moment.one) === undefined ? [] : [{ order, make: () => undefined }];
    case 'polled':
      return [{ order, make: () => undefined }];
  }
}

/** The poll that brought a notification: the one that ended just before, or none. */
function batchOf({ moments, spans }: Scene, place: number): number {
  const { one, at: time } = moments[place] ?? {};
  for (let i = place - 1; i >= 0 && moments[i]?.at === time; i--) {
    const other = moments[i];
    if (other?.what === 'polled' && other.one.who === one?.who) return spans.get(other.one)?.from ?? place;
  }
  return place;
}

/** The trace that a request belongs to: the one that it is of use in, or the one of its session at that time. */
function traceFor({ traces, spans }: Scene, asked: Asked): Told | undefined {
  const place = spans.get(asked)?.from ?? 0;
  const session = sessionAt(asked.url);
  return (
    traces.find(({ story }) => story.purposes.has(asked)) ??
    traces.find(
      ({ story: { consult, cut }, opening }) =>
        consult.sessionId === session?.sessionId &&
        consult.channel === session.channel &&
        place > opening &&
        place < cut,
    )
  );
}

function exchangeDrafts(
  scene: Scene,
  { asked, order, party }: { readonly asked: Asked; readonly order: number; readonly party: PartyName },
): readonly Draft[] {
  const trace = traceFor(scene, asked);
  if (trace === undefined) return [];
  const { method, url, body, response } = asked;
  const end = scene.spans.get(asked)?.until ?? order;
  const purpose = trace.story.purposes.get(asked) ?? 'other';
  const request = { method, url, headers: {}, ...(body === undefined ? {} : { body }) };
  return [
    {
      order,
      make: (seq, seqAt) => ({
        kind: 'exchange',
        seq,
        at: asked.at,
        trace: trace.key,
        party,
        purpose,
        request,
        end: { seq: seqAt(end), at: asked.until },
        ...(response === undefined ? {} : { response }),
      }),
    },
  ];
}

function turnDrafts({ cast, moments }: Scene, { place, who, state, reason }: Turn): readonly Draft[] {
  const party = cast.get(who);
  if (party === undefined) return [];
  const time = moments[Math.floor(place)]?.at ?? 0;
  const facts = { kind: 'watch', party, state, ...(reason === undefined ? {} : { reason }) } as const;
  return [{ order: place, make: (seq) => ({ ...facts, seq, at: time }) }];
}

function traceDrafts(scene: Scene, told: Told): readonly Draft[] {
  const { story, key, scenario, member, opening } = told;
  const { consult, open, cut, cutAt } = story;
  const { channel, spelling, sessionId } = consult;
  const agents = agentsOf(scene, story);
  const captured = { unheard: unheardIn(scene, story) };
  const begun = Math.max(0, scene.moments[Math.max(0, Math.ceil(opening))]?.at ?? 0);
  const step = opening + told.member / 1e6;
  const untimed =
    scene.tape.startedAt === undefined
      ? 'The capture has no times, so that it does not show how long it goes on.'
      : undefined;
  const reason = open ?? untimed;
  const stopped = reason === undefined ? {} : { stopped: { blame: 'configuration', reason } as const };
  const asked = consult.asked === undefined ? [askedNowhere(scene, told)] : [];
  return [
    {
      order: step,
      make: (seq) => ({
        kind: 'opening',
        seq,
        at: begun,
        trace: key,
        scenario,
        member,
        channel,
        spelling,
        agents,
        captured,
      }),
    },
    {
      order: step + 1e-8,
      make: (seq) => ({
        kind: 'session',
        seq,
        at: begun,
        trace: key,
        sessionId,
        source: 'capture',
        unseen: UNSEEN,
      }),
    },
    ...asked,
    {
      order: cut + told.member / 1e6,
      make: (seq) => ({ kind: 'closing', seq, at: cutAt, trace: key, ...stopped }),
    },
  ];
}

const UNSEEN = 'A capture of what agents send and receive does not show what the customer saw.';

/** A Consult whose request is not on the tape. */
function askedNowhere({ moments, cast }: Scene, { story: { consult }, key }: Told): Draft {
  const time = moments[Math.ceil(consult.place)]?.at ?? 0;
  const party = cast.get(consult.originator) ?? 'originator';
  return {
    order: consult.place,
    make: (seq) => ({
      kind: 'exchange',
      seq,
      at: time,
      trace: key,
      party,
      purpose: 'consult',
      request: { method: 'POST', url: '(not in the capture)', headers: {} },
      end: { seq, at: time },
    }),
  };
}

/** Those of a Consult who were not listened to when it was made: what they were told is not known. */
function unheardIn({ cast, turns }: Scene, { consult, consultee }: Story): readonly PartyName[] {
  const who = (party: PartyName): string | undefined => [...cast].find(([, part]) => part === party)?.[0];
  return (['originator', 'consultant', 'second'] as const).filter((party) => {
    const isOther = party === 'consultant' && who(party) !== consultee;
    return isOther || !isListening(turns, who(party), consult.place);
  });
}

function agentsOf({ cast, moments }: Scene, { consult, before, consultee }: Story): Opening['agents'] {
  const facts = (who: string): AgentFacts => ({
    userId: '',
    userName: who,
    nickname: nicknameOf(moments, who, consult) ?? '',
  });
  const own = facts(consult.originator);
  const listed = before === undefined ? undefined : onlyAgentAt(moments, consult, before.place);
  const part = consultee === undefined ? undefined : cast.get(consultee);
  return {
    originator: { ...own, nickname: own.nickname === '' ? (listed ?? '') : own.nickname },
    ...(part === undefined || consultee === undefined ? {} : { [part]: facts(consultee) }),
  };
}

/** The nickname that somebody gave when it accepted a session. */
function nicknameOf(moments: readonly Moment[], who: string, { sessionId }: Consult): string | undefined {
  for (const { what, one } of moments) {
    if (what !== 'ask' || one.kind !== 'asked' || one.who !== who || operationOf(one) !== 'Accept') continue;
    const nickname = at(one.body, '/nickname');
    if (sessionAt(one.url)?.sessionId === sessionId && typeof nickname === 'string') return nickname;
  }
  return undefined;
}

/** The nickname of the first agent whom a session lists. */
function onlyAgentAt(moments: readonly Moment[], { channel }: Consult, place: number): string | undefined {
  const { one } = moments[place] ?? {};
  const body =
    one?.kind === 'told'
      ? one.data
      : one?.kind === 'asked' && one.response?.body.form === 'json'
        ? one.response.body.json
        : undefined;
  const listed = participantsOf(sessionObject(channels[channel], body)?.session ?? body);
  const nickname = listed.find(({ type }) => type === 'Agent')?.['nickname'];
  return typeof nickname === 'string' ? nickname : undefined;
}

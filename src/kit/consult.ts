/** The Consult of an act: its answer, and the notifications that follow from it. */
import { isRefusal, referenceIn } from '../model/answer.ts';
import type { Channel } from '../model/channel.ts';
import type { Purpose } from '../model/acts.ts';
import type { Delivery, Exchange } from '../model/evidence.ts';
import type { Trace } from '../model/trace.ts';
import { at, isObject, type JsonObject } from '../model/json.ts';
import { kindOf, sessionObject } from '../model/notification.ts';
import { deliveriesTo, jsonOf, type IsAbout } from './attribution.ts';
import type { Belonging } from './belonging.ts';
import type { Deeds } from './deeds.ts';
import type { IsGivenElsewhere } from './references.ts';
import { findFailure, findFirst, findSecond, newcomerId, type Known } from './identify.ts';

/** A Consult with what came of it. */
export interface Consult {
  readonly consult: Exchange | undefined;
  /** Place of the transfer or the conference by which the consult is over; `Infinity` when there was none. */
  readonly turn: number;
  /** The body of the answer to the Consult, when it is a JSON object. */
  readonly answer: JsonObject | undefined;
  /** The answer's referenceId, when it is an integer: see {@link referenceIn}. */
  readonly referenceId: number | undefined;
  /** Whether the answer is a refusal: see {@link isRefusal}. */
  readonly refused: boolean;
  readonly first: Delivery | undefined;
  readonly second: Delivery | undefined;
  readonly failure: Delivery | undefined;
  /** The participantId of the consultant in the first notification. */
  readonly consultantId: string | undefined;
}

/** What puts an end to a consult: what is notified from then on is about that. */
const turns: readonly Purpose[] = ['consultant-leave', 'transfer', 'conference', 'cleanup'];

/** What a Consult is found by. */
interface Surroundings {
  readonly channel: Channel;
  readonly deeds: Deeds;
  readonly belonging: Belonging;
  /** Whether a message names a session other than a trace's own in which a request was given a referenceId. */
  readonly isGivenElsewhere: IsGivenElsewhere;
}

/** Finds the Consult of an act. */
export function consultOf(trace: Trace, around: Surroundings): Consult {
  const { channel, deeds, belonging, isGivenElsewhere } = around;
  const { before, about, isAbout } = belonging;
  const { exchange, consultee } = deeds;
  const consult = exchange('consult');
  const since = consult?.seq ?? Infinity;
  const answer = jsonOf(consult);
  const known: Known = {
    channel,
    before: before.ids,
    sentTexts: deeds.sentTexts,
    referenceId: referenceIn(answer),
  };
  const ends = turns.flatMap((purpose) => deeds.exchanges(purpose)).filter(({ seq }) => seq > since);
  const until = Math.min(trace.span.until, ...ends.map(({ seq }) => seq));
  const candidates = consult === undefined ? [] : about('originator', { after: since, before: until });
  const acted = firstDeed(deeds, since);
  const early = candidates.filter(({ seq }) => seq < acted);
  const first = findFirst(early, known) ?? findFirst(candidates, known);
  const consultantId = newcomerId(sessionObject(channel, first?.data)?.session, known, {
    nickname: trace.agents[consultee]?.nickname,
    originator: trace.agents.originator?.nickname,
  });
  const turn = (exchange('transfer') ?? exchange('conference'))?.seq ?? Infinity;
  return {
    consult,
    turn,
    answer: isObject(answer) ? answer : undefined,
    referenceId: known.referenceId,
    refused: isRefusal(consult?.response?.status, answer),
    first,
    second: findSecond(candidates, { ...known, consultantId }),
    failure: findFailure(failureCandidates(trace, known, { since, turn, isAbout, isGivenElsewhere }), known),
    consultantId,
  };
}

/** Place of the first thing that was said after a Consult. */
function firstDeed({ exchanges }: Deeds, since: number): number {
  const said = [...exchanges('agents-message'), ...exchanges('visible-message')];
  return Math.min(...said.flatMap(({ seq }) => (seq > since ? [seq] : [])));
}

/** Tells of a failure whether it is of something else that the originator had asked for by then, after the Consult. */
function isOfAnother(trace: Trace, { referenceId }: Known, since: number): (error: Delivery) => boolean {
  const later = trace.own.filter(
    (entry): entry is Exchange =>
      entry.kind === 'exchange' && entry.party === 'originator' && entry.seq > since,
  );
  const asked = later.map((one) => ({ seq: one.seq, reference: at(jsonOf(one), '/referenceId') }));
  const others = asked.filter(({ reference }) => Number.isInteger(reference) && reference !== referenceId);
  return ({ seq, data }) => others.some((one) => one.seq < seq && one.reference === at(data, '/referenceId'));
}

/** Where failures are looked for, and what tells whose they are. */
interface Around {
  readonly since: number;
  readonly turn: number;
  readonly isAbout: IsAbout;
  readonly isGivenElsewhere: IsGivenElsewhere;
}

/** A failure may also be ours by its referenceId alone: one under a wrong id is, one of a session that has its own count isn't. */
function failureCandidates(trace: Trace, known: Known, about: Around): readonly Delivery[] {
  const isOther = isOfAnother(trace, known, about.since);
  return deliveriesTo(trace, 'originator').filter((delivery) => {
    const { seq, data } = delivery;
    if (seq <= about.since || kindOf(known.channel, data) !== 'error' || isOther(delivery)) return false;
    const byReference =
      known.referenceId !== undefined &&
      isObject(data) &&
      data['referenceId'] === known.referenceId &&
      !about.isGivenElsewhere(data, { reference: known.referenceId, sessionId: trace.sessionId ?? '' });
    return (seq < about.turn && about.isAbout(data)) || byReference;
  });
}

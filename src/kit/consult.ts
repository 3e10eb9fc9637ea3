/** The Consult of an act: its answer, and the notifications that follow from it. */
import { isRefusal, referenceIn } from '../model/answer.ts';
import type { Channel } from '../model/channel.ts';
import type { Delivery, Exchange, Purpose, Trace } from '../model/evidence.ts';
import { isObject, type JsonObject } from '../model/json.ts';
import { kindOf, sessionObject } from '../model/notification.ts';
import { deliveriesTo, jsonOf, type IsAbout } from './attribution.ts';
import type { Belonging } from './belonging.ts';
import type { Deeds } from './deeds.ts';
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
const turns: readonly Purpose[] = ['consultant-leave', 'transfer', 'conference'];

/** What a Consult is found by. */
interface Surroundings {
  readonly channel: Channel;
  readonly deeds: Deeds;
  readonly belonging: Belonging;
}

/** Finds the Consult of an act. */
export function consultOf(trace: Trace, { channel, deeds, belonging }: Surroundings): Consult {
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
  const until = Math.min(...turns.map((purpose) => exchange(purpose)?.seq ?? trace.span.until));
  const candidates = consult === undefined ? [] : about('originator', { after: since, before: until });
  const acted = firstDeed(deeds, since);
  const early = candidates.filter(({ seq }) => seq < acted);
  const first = findFirst(early, known) ?? findFirst(candidates, known);
  const turn = (exchange('transfer') ?? exchange('conference'))?.seq ?? Infinity;
  return {
    consult,
    turn,
    answer: isObject(answer) ? answer : undefined,
    referenceId: known.referenceId,
    refused: isRefusal(consult?.response?.status, answer),
    first,
    second: findSecond(candidates, known),
    failure: findFailure(failureCandidates(trace, known, { since, turn, isAbout }), known),
    consultantId: newcomerId(sessionObject(channel, first?.data)?.session, known, {
      nickname: trace.agents[consultee]?.nickname,
      originator: trace.agents.originator?.nickname,
    }),
  };
}

/** Place of the first thing that was said after a Consult. */
function firstDeed({ exchanges }: Deeds, since: number): number {
  const said = [...exchanges('agents-message'), ...exchanges('visible-message')];
  return Math.min(...said.flatMap(({ seq }) => (seq > since ? [seq] : [])));
}

/** A failure may also be ours by its referenceId alone. */
function failureCandidates(
  trace: Trace,
  known: Known,
  about: { readonly since: number; readonly turn: number; readonly isAbout: IsAbout },
): readonly Delivery[] {
  return deliveriesTo(trace, 'originator').filter(({ seq, data }) => {
    if (seq <= about.since || kindOf(known.channel, data) !== 'error') return false;
    const byReference =
      known.referenceId !== undefined && isObject(data) && data['referenceId'] === known.referenceId;
    return (seq < about.turn && about.isAbout(data)) || byReference;
  });
}

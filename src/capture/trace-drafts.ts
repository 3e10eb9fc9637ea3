/** The entries that make a trace of a Consult. */
import type { PartyName } from '../model/acts.ts';
import { agentsOf } from './agents.ts';
import { isListening } from './listening.ts';
import type { Draft, Scene, Told } from './scene.ts';
import type { Story } from './story.ts';

/** The entries of one Consult that are on no tape: where its trace begins, its session, its end. */
export function traceDrafts(scene: Scene, told: Told): readonly Draft[] {
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

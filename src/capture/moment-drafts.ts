/** The entries that moments of a tape come to. */
import type { PartyName } from '../model/acts.ts';
import type { Turn } from './listening.ts';
import type { Moment } from './moments.ts';
import { sessionAt } from './operations.ts';
import type { Draft, Scene, Told } from './scene.ts';
import type { Asked } from './tape.ts';

/** The entries of one moment of a tape. */
export function momentDrafts(scene: Scene, moment: Moment, order: number): readonly Draft[] {
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

/** The entry that tells how somebody listens from now on. */
export function turnDrafts({ cast, moments }: Scene, { place, who, state, reason }: Turn): readonly Draft[] {
  const party = cast.get(who);
  if (party === undefined) return [];
  const time = moments[Math.floor(place)]?.at ?? 0;
  const facts = { kind: 'watch', party, state, ...(reason === undefined ? {} : { reason }) } as const;
  return [{ order: place, make: (seq) => ({ ...facts, seq, at: time }) }];
}

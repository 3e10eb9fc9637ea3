import { beforeAll, describe, expect, it } from 'vitest';
import { shapeProblems, type ShapeName } from '../../contract/index.ts';
import { seekSecondOpinion, type SecondOpinion } from '../../contract/second-validator.fixture.ts';
import { shapeFile } from '../../contract/shapes.ts';
import { channelIds, type ChannelId } from '../../model/channel.ts';
import {
  faults,
  startReference,
  variants,
  type Answer,
  type AnswerContext,
  type DeliveryContext,
  type Outgoing,
  type Quirk,
  type ReferenceEvent,
} from '../../reference/index.ts';
import { applyAnswer, applyDeliver } from '../../reference/quirk.ts';
import { createRecorder } from '../../model/recorder.ts';
import { drive } from '../drive.ts';
import { scenariosOf } from '../plan.ts';
import { openContext } from '../../target/index.ts';
import { referenceTarget } from '../reference-target.ts';

/** A message that the checks hold against a shape. */
interface Judged {
  readonly channel: ChannelId;
  readonly shape: ShapeName;
  readonly value: unknown;
}

/** What a server was about to send, with what quirks may know of it. */
interface Traffic {
  readonly deliveries: { readonly delivery: Outgoing; readonly at: DeliveryContext }[];
  readonly answers: { readonly answer: Answer; readonly at: AnswerContext }[];
}

const shapes: Readonly<Partial<Record<ReferenceEvent, ShapeName>>> = {
  'consult-participants': 'participants-updated',
  'consult-joined': 'new-messages',
  'consult-failed': 'error-notification',
};

/** Messages of one shape and channel that are looked at for each fault and variant: all of a run's are alike. */
const MOST = 4;

/** Servers that are tried at the same time. */
const SIDE_BY_SIDE = 8;

const deadlines = { answer: 10_000, notification: 1_000, settle: 20, overall: 60_000 };

/** Drives a server through a consult that succeeds and one that fails, and listens to what it sends. */
async function overhear(quirks: readonly Quirk[]): Promise<Traffic> {
  const traffic: Traffic = { deliveries: [], answers: [] };
  const listening: Quirk = {
    id: 'listening',
    channels: channelIds,
    deliver: (delivery, at) => {
      traffic.deliveries.push({ delivery, at });
      return [delivery];
    },
    answer: (answer, at) => {
      if (at.operation === 'Consult') traffic.answers.push({ answer, at });
      return answer;
    },
  };
  const reference = await startReference({ quirks: [...quirks, listening] });
  try {
    const target = referenceTarget(reference, deadlines);
    const now = (): number => performance.now();
    const { signal } = new AbortController();
    await drive({
      context: openContext({ target, recorder: createRecorder(now), now, signal }),
      channels: channelIds,
      scenarios: scenariosOf(['consult-accepted', 'consult-failed']),
      onProgress: () => undefined,
    });
  } finally {
    await reference.close();
  }
  return traffic;
}

/** The messages in some traffic that have a shape, after a quirk had the last word; those that it changed first. */
function judgedIn({ deliveries, answers }: Traffic, quirk?: Quirk): readonly Judged[] {
  const quirks = quirk === undefined ? [] : [quirk];
  const told = deliveries.flatMap(({ delivery, at }) => {
    const shape = shapes[at.event];
    const become = applyDeliver(quirks, delivery, at);
    return shape === undefined
      ? []
      : become.map(({ data }) => ({
          channel: at.channel,
          shape,
          value: data as unknown,
          same: data === delivery.data,
        }));
  });
  const answered = answers.flatMap(({ answer, at }) => {
    const { body, raw } = applyAnswer(quirks, answer, at);
    return at.channel === undefined || raw !== undefined
      ? []
      : [
          {
            channel: at.channel,
            shape: 'response' as const,
            value: body as unknown,
            same: body === answer.body,
          },
        ];
  });
  const all = [...told, ...answered].toSorted((a, b) => Number(a.same) - Number(b.same));
  const counts = new Map<string, number>();
  return all.filter(({ channel, shape }) => {
    const count = (counts.get(`${channel} ${shape}`) ?? 0) + 1;
    counts.set(`${channel} ${shape}`, count);
    return count <= MOST;
  });
}

async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const hand = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, hand));
  return results;
}

/** Quirks that change the server's rules have to be driven; the others change messages, whose originals are known. */
const changesRules = ({ behaviour, settings }: Quirk): boolean =>
  behaviour !== undefined || settings !== undefined;

const quirks: readonly Quirk[] = [
  ...faults.map(({ id, channels, make }) => ({ ...make(), id, channels })),
  ...variants.map(({ id, channels, quirk }) => ({ ...quirk, id, channels })),
];

describe('a second validator', () => {
  let opinion: SecondOpinion;
  let judged: Map<string, Judged>;

  beforeAll(async () => {
    const of = [...Object.values(shapes), 'response' as const];
    opinion = await seekSecondOpinion(
      channelIds.flatMap((channel) => of.map((shape) => shapeFile(channel, shape))),
    );
    const right = await overhear([]);
    const driven = await inTurn(quirks.filter(changesRules), (quirk) => overhear([quirk]));
    const all = [
      ...judgedIn(right),
      ...quirks.filter((quirk) => !changesRules(quirk)).flatMap((quirk) => judgedIn(right, quirk)),
      ...driven.flatMap((traffic) => judgedIn(traffic)),
    ];
    judged = new Map(
      all.map(({ channel, shape, value }) => [
        `${channel} ${shape} ${JSON.stringify(value)}`,
        { channel, shape, value },
      ]),
    );
  }, 90_000);

  it('agrees with every verdict of a schema that faults and variants bring about', () => {
    const disagreed = [...judged.values()].filter(
      ({ channel, shape, value }) =>
        opinion(shapeFile(channel, shape), value) !== (shapeProblems(channel, shape, value).length === 0),
    );

    expect(disagreed).toEqual([]);
  });

  it('was asked about right and wrong messages of every shape on every channel', () => {
    const kinds = [...judged.values()].map(
      ({ channel, shape, value }) =>
        `${channel} ${shape} ${shapeProblems(channel, shape, value).length === 0 ? 'right' : 'wrong'}`,
    );

    expect(new Set(kinds).size).toBe(channelIds.length * 4 * 2);
    expect(judged.size).toBeGreaterThan(faults.length);
  });
});

/**
 * The acts in which rules that hold for every Consult are seen as well, besides the act that is made for them:
 * there only a breach counts. A new act is a new word here.
 */
import { alsoIn, at, untestable, type ActId, type Check, type Judge, type TraceView } from '#kit';
import { isSound } from './crowd.ts';

/** What further acts there are besides each act that rules are made for. */
interface Kind {
  readonly main: ActId;
  readonly further: readonly ActId[];
  /** Whether that which rules of this kind look at was there at all; that it was not is another rule's matter. */
  readonly isSeen: (view: TraceView) => boolean;
  /** Of many sessions alike, in how many rules about notifications are looked at: time is dear. */
  readonly atMost?: number;
}

const kinds: readonly Kind[] = [
  {
    main: 'consult-accepted',
    further: [
      'consult-again',
      'second-consult',
      'consult-targets',
      'consult-queue',
      'consult-by-path',
      'consult-queue-by-path',
      'consult-both-targets',
      'consult-after-failure',
      'transfer',
      'conference',
    ],
    isSeen: ({ first, second }) => first !== undefined && second !== undefined,
  },
  { main: 'consult-accepted', further: ['many-consults'], isSeen: isSound, atMost: 5 },
  {
    main: 'consult-failed',
    further: ['consult-absent'],
    isSeen: ({ failure }) => failure !== undefined,
  },
  // The documents do not say that a rejection is a failure: what tells of it otherwise is no failure that is wrong.
  {
    main: 'consult-failed',
    further: ['consult-rejected'],
    isSeen: ({ failure, channel }) => at(failure?.data, '/messageType') === channel.stateMessageType,
  },
];

function onlyWhen(isSeen: Kind['isSeen'], judge: Judge): Judge {
  return (view, rule) =>
    isSeen(view) ? judge(view, rule) : untestable('Nothing of it was seen in this act.');
}

/** Rules about notifications, in all acts in which those notifications are seen. */
export function wherever(rules: readonly Check[]): readonly Check[] {
  const further = kinds.flatMap(({ main, further: acts, isSeen, atMost }) =>
    alsoIn(
      acts,
      rules
        .filter(({ scenario }) => scenario === main)
        .map((rule) => ({ ...rule, judge: onlyWhen(isSeen, rule.judge) })),
    ).map((rule) => (atMost === undefined ? rule : { ...rule, atMost })),
  );
  return [...rules, ...further];
}

/** Acts in which nothing else is asked of a Consult that is accepted than in the main act, and what they are made for rests on it. */
const alike: readonly ActId[] = ['transfer', 'conference'];

/** Rules about what has to come, which are broken where it does not come in an act like the main one. */
export function evenMissed(rules: readonly Check[]): readonly Check[] {
  const missed = alsoIn(alike, rules).map((rule) => ({
    ...rule,
    countsSilence: true,
    judge: onlyWhen(isTaken, rule.judge),
  }));
  return [...rules, ...missed];
}

/** Whether a Consult was accepted, and nothing says that it failed. */
function isTaken({ consult, refused, failure }: TraceView): boolean {
  return consult?.response !== undefined && !refused && failure === undefined;
}

/** Rules about everything that happens, in all acts. */
export function always(rules: readonly Check[]): readonly Check[] {
  const further = kinds.flatMap(({ main, further: acts }) =>
    alsoIn(
      acts,
      rules.filter(({ scenario }) => scenario === main),
    ),
  );
  return [...rules, ...further];
}

/**
 * Finds the three notifications of a Consult among everything that arrived. Each candidate is weighed by
 * several places, so that one wrong member does not hide the message whose member is wrong.
 */
import type { Channel } from '../model/channel.ts';
import type { Delivery } from '../model/evidence.ts';
import { isObject, type JsonObject } from '../model/json.ts';
import {
  isGiven,
  isTypingType,
  kindOf,
  messagesOf,
  participantsOf,
  sessionObject,
  tellsOfTyping,
} from '../model/notification.ts';
import { containsText, idsOf } from './attribution.ts';

/** What is known when candidates are weighed. */
export interface Known {
  readonly channel: Channel;
  /** participantIds from before the Consult. */
  readonly before: ReadonlySet<string>;
  /** Texts that the suite sent: a message with one of them is not the announcement of a consult. */
  readonly sentTexts: readonly string[];
  readonly referenceId: number | undefined;
  /** The participantId of the consultant in the first notification, once that is found. */
  readonly consultantId?: string | undefined;
}

type Weigh = (data: unknown, known: Known) => number;

const ENOUGH = 3;

/** The weightiest candidate that has enough; of equals the earliest. */
function best(candidates: readonly Delivery[], known: Known, weigh: Weigh): Delivery | undefined {
  const weighed = candidates.map((candidate) => ({ candidate, weight: weigh(candidate.data, known) }));
  const most = Math.max(ENOUGH, ...weighed.map(({ weight }) => weight));
  return weighed.find(({ weight }) => weight === most)?.candidate;
}

function isNew(id: unknown, known: Known): boolean {
  return typeof id === 'string' && id !== '' && !known.before.has(id);
}

/** Whether a session object lists a participant who was not there before. */
function listsNewcomer(session: unknown, known: Known): boolean {
  return [...idsOf(session)].some((id) => isNew(id, known));
}

const weighFirst: Weigh = (data, known) => {
  if (!isObject(data) || kindOf(known.channel, data) !== 'state') return 0;
  const session = sessionObject(known.channel, data)?.session;
  return (
    (data['notificationType'] === 'ParticipantsUpdated' ? 4 : 0) +
    (listsNewcomer(session, known) ? 3 : 0) +
    (participantsOf(session).length > known.before.size ? 2 : 0) +
    (data['messageType'] === known.channel.stateMessageType ? 1 : 0)
  );
};

const weighSecond: Weigh = (data, known) => {
  if (!isObject(data) || kindOf(known.channel, data) !== 'log') return 0;
  const all = messagesOf(data);
  // What was said before may be brought along.
  const entries = all.filter(
    (entry) => !containsText(entry, known.sentTexts) && !isTypingType(entry['type']),
  );
  if (tellsOfTyping({ ...data, messages: [] }) || (all.length > 0 && entries.length === 0)) return 0;
  if (all.length === 0 && containsText(data, known.sentTexts)) return 0;
  const joins = entries.some((entry) => entry['type'] === 'ParticipantJoined');
  const from = entries.map((entry) => entry['from']).filter(isObject);
  const newcomer = from.some((one) => isNew(one['participantId'], known));
  // Others may join beside the consultant: the originator once more, or what routes a queue's consults.
  const listed = from.some(
    (one) => isNew(one['participantId'], known) && one['participantId'] === known.consultantId,
  );
  const bare = entries.length === 0 ? 3 : 0;
  return (
    (joins ? 4 : 0) +
    (newcomer ? 3 : 0) +
    (listed ? 1 : 0) +
    bare +
    (data['notificationType'] === 'NewMessages' ? 1 : 0)
  );
};

const weighFailure: Weigh = (data, known) => {
  if (!isObject(data) || kindOf(known.channel, data) !== 'error') return 0;
  const mine = known.referenceId !== undefined && data['referenceId'] === known.referenceId;
  return (
    (data['notificationType'] === 'Error' ? 3 : 0) + (isGiven(data['errorMessage']) ? 3 : 0) + (mine ? 4 : 0)
  );
};

/**
 * The first notification: ParticipantsUpdated with the consultant in it. A server may tell of the invitation in
 * the same way, before the consultant has joined: of equals it is the latest.
 */
export function findFirst(candidates: readonly Delivery[], known: Known): Delivery | undefined {
  return best(candidates.toReversed(), known, weighFirst);
}

/** The second notification: NewMessages with the consultant's ParticipantJoined. */
export function findSecond(candidates: readonly Delivery[], known: Known): Delivery | undefined {
  return best(candidates, known, weighSecond);
}

/** The failure: Error. */
export function findFailure(candidates: readonly Delivery[], known: Known): Delivery | undefined {
  return best(candidates, known, weighFailure);
}

/** The newcomer of the first notification: the one with the nickname that the consultant gave, else the first new Agent. */
export function newcomerId(
  session: JsonObject | undefined,
  known: Known,
  {
    nickname,
    originator,
  }: { readonly nickname: string | undefined; readonly originator: string | undefined },
): string | undefined {
  const newcomers = participantsOf(session).filter(
    ({ participantId }) =>
      typeof participantId === 'string' && participantId !== '' && !known.before.has(participantId),
  );
  const chosen =
    newcomers.find((one) => one['nickname'] === nickname) ??
    newcomers.find((one) => one['type'] === 'Agent' && one['nickname'] !== originator) ??
    newcomers.find((one) => one['type'] === 'Agent') ??
    newcomers[0];
  return chosen?.['participantId'] as string | undefined;
}

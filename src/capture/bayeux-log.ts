/** Reads the Bayeux messages of one client, requests and answers mixed, as a proxy or a browser wrote them down. */
import { UsageError } from '../model/errors.ts';
import { isObject } from '../model/json.ts';
import {
  isAnswer,
  isMessage,
  isNotification,
  listeningAfter,
  messagesIn,
  type Message,
} from './bayeux-messages.ts';
import { clockOf, instantOf } from './clock.ts';
import type { Placed } from './json-text.ts';
import type { Masks } from './masks.ts';
import { SECRET } from './masks.ts';
import type { CaptureFile } from '../model/capture.ts';
import type { Heard, Tape } from './tape.ts';

const CLIENT = 'agent';

interface Batch {
  readonly messages: readonly Message[];
  readonly time: number | undefined;
  readonly line: number;
}

/**
 * Reads the Bayeux messages of a file.
 * @throws UsageError for a line that holds something else, and for the messages of several clients
 */
export function readBayeuxLog(file: CaptureFile, values: readonly Placed[], masks: Masks): Tape {
  const batches = values.map((one) => batchOf(file, one));
  demandOneClient(file, batches);
  const clock = clockOf(file, batches);
  const heard = batches.flatMap(({ messages, time }, i): readonly Heard[] => {
    const at = clock.at(time, i);
    return [...requestIn(messages, at, masks), ...answerIn(messages, at, masks)];
  });
  return { heard, startedAt: clock.startedAt, roles: new Map(), secrets: masks.found, notes: [] };
}

function requestIn(messages: readonly Message[], at: number, masks: Masks): readonly Heard[] {
  const sent = messages
    .filter((one) => !isAnswer(one) && !isNotification(one))
    .map((one) => open(one, masks));
  return sent.length === 0 ? [] : [{ kind: 'polled', who: CLIENT, at, until: at, sent, received: [] }];
}

/** What came: the answers of the connection, and the notifications that it brought, at one moment. */
export function answerIn(
  messages: readonly Message[],
  at: number,
  masks: Masks,
  who = CLIENT,
): readonly Heard[] {
  const answers = messages.filter(isAnswer);
  const received = answers.map((one) => open(one, masks));
  const listening = listeningAfter(answers);
  const told = messages
    .filter(isNotification)
    .map(({ channel: topic, data }): Heard => ({ kind: 'told', who, at, topic, data: masks.body(data) }));
  if (received.length === 0) return told;
  const polled = { kind: 'polled', who, at, until: at, sent: [], received } as const;
  return [{ ...polled, ...(listening === undefined ? {} : { listening }) }, ...told];
}

/** A Bayeux message as it is written down: without the id by which its client is known. */
export function open(message: Message, { note, body }: Masks): unknown {
  if (typeof message['clientId'] === 'string') note(message['clientId'], 'learnt');
  return Object.hasOwn(message, 'clientId')
    ? { ...(body(message) as object), clientId: SECRET }
    : body(message);
}

function batchOf({ name }: CaptureFile, { value, line, before }: Placed): Batch {
  const envelope = isObject(value) && !isMessage(value) ? value : undefined;
  const content =
    envelope === undefined ? value : (envelope['messages'] ?? envelope['message'] ?? envelope['data']);
  const messages = messagesIn(content);
  if (messages === undefined) {
    throw new UsageError(
      `${name}, line ${line}: expected Bayeux messages (objects with a channel), found ${JSON.stringify(value).slice(0, 80)}.`,
    );
  }
  return { messages, time: instantOf(envelope?.['time'] ?? envelope?.['at'] ?? before), line };
}

/** Deliveries name no client: with two of them on one tape, nobody knows to whom they came. */
function demandOneClient({ name }: CaptureFile, batches: readonly Batch[]): void {
  const seen: { id: string; line: number }[] = [];
  for (const { messages, line } of batches)
    for (const { clientId: id } of messages)
      if (typeof id === 'string' && id !== seen.at(-1)?.id) seen.push({ id, line });
  const again = seen.find(({ id }, i) => seen.slice(0, i).some((one) => one.id === id));
  if (again === undefined) return;
  throw new UsageError(
    `${name}, line ${again.line}: the messages of several clients are mixed, and a notification does not say to whom it came. Expected those of one client; judge a HAR, or a file for each client.`,
  );
}

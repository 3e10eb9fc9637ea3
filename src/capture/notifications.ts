/** Reads a capture of notifications: JSON Lines, each a payload, a Bayeux message, or either with a time and a party. */
import { UsageError } from '../model/errors.ts';
import { isObject, type JsonObject } from '../model/json.ts';
import { isMessage } from './bayeux-messages.ts';
import type { Placed } from './json-text.ts';
import type { Masks } from './masks.ts';
import { clockOf, instantOf } from './clock.ts';
import type { CaptureFile } from '../model/capture.ts';
import type { Tape, Told } from './tape.ts';

/** The agent of a line that names none. */
const SOMEBODY = 'agent';

interface Line {
  readonly time: number | undefined;
  readonly party: string;
  readonly topic: string;
  readonly data: JsonObject;
  readonly line: number;
}

/**
 * Reads the notifications of a file.
 * @throws UsageError for a line that is none, and where times go backwards or stand on some lines only
 */
export function readNotifications(file: CaptureFile, values: readonly Placed[], masks: Masks): Tape {
  const lines = values.flatMap((one) => linesOf(file, one));
  const clock = clockOf(file, lines);
  const heard = lines.map(({ time, party, topic, data }, i): Told => ({
    kind: 'told',
    who: party,
    at: clock.at(time, i),
    topic,
    data: masks.body(data),
  }));
  return {
    heard,
    startedAt: clock.startedAt,
    roles: new Map(lines.map(({ party }) => [party, party])),
    secrets: masks.found,
    notes: [],
  };
}

function linesOf(file: CaptureFile, { value, line, before }: Placed): readonly Line[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.flatMap((one) => {
    const found = lineOf(one, before);
    if (found !== undefined) return [{ ...found, line }];
    if (isMessage(one)) return []; // the connection's own
    throw new UsageError(
      `${file.name}, line ${line}: expected a notification (an object with notificationType or messageType), {"channel", "data"}, or {"time", "party", "data"}, found ${JSON.stringify(one).slice(0, 80)}.`,
    );
  });
}

function lineOf(value: unknown, before: string): Omit<Line, 'line'> | undefined {
  if (!isObject(value)) return undefined;
  const data = isObject(value['data']) ? value['data'] : isPayload(value) ? value : undefined;
  if (data === undefined) return undefined;
  const envelope = data === value ? {} : value;
  const inner = isMessage(data) && isObject(data['data']) ? data : undefined;
  const topic = inner?.channel ?? word(envelope['channel']) ?? word(envelope['topic']) ?? 'unknown';
  return {
    time: instantOf(envelope['time'] ?? envelope['at'] ?? envelope['timestamp'] ?? before),
    party: word(envelope['party']) ?? SOMEBODY,
    topic,
    data: (inner?.['data'] as JsonObject | undefined) ?? data,
  };
}

function word(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Whether an object is a notification by itself, from whatever members it has. */
export function isPayload(value: JsonObject): boolean {
  return ['notificationType', 'messageType', 'errorMessage'].some((member) => Object.hasOwn(value, member));
}

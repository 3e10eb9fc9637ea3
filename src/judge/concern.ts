/**
 * Which notifications may concern a run: those that name one of its sessions, somebody in them, what was said there or
 * asked there. Whoever is too careful here only makes judging slower; whoever is not, makes it wrong.
 */
import { isObject, someValue } from '../model/json.ts';
import { isGiven, lastSegment } from '../model/notification.ts';
import type { FindsText } from './text-finder.ts';

/** The words by which the sessions of a run are known. */
export interface Words {
  /** The ids of sessions. */
  readonly sessions: ReadonlySet<string>;
  readonly participantIds: ReadonlySet<string>;
  /** The referenceIds that were given to requests: a failure may carry nothing else. */
  readonly references: ReadonlySet<unknown>;
  /** Whether something that was said stands in a text. */
  readonly quotes: FindsText;
}

/**
 * How a notification may concern the sessions that are known by some words: it names one of them or somebody in them,
 * or only quotes them.
 */
export type Concern = 'named' | 'quoted';

/** Tells how a notification may concern the sessions that are known by some words; `undefined`: not at all. */
export type ConcernOf = (data: unknown, words: Words) => Concern | undefined;

/** By what stands in a notification, wherever it stands. */
export const concernOf: ConcernOf = (data, { sessions, participantIds, references, quotes }) => {
  const isNamed = someValue(data, (member, value) => {
    if (member === 'participantId' && participantIds.has(String(value))) return true;
    return typeof value === 'string' && linesOf(lastSegment(value)).some((line) => sessions.has(line));
  });
  if (isNamed) return 'named';
  if (isFailure(data) && references.has(data['referenceId'])) return 'quoted';
  return someValue(data, (_, value) => typeof value === 'string' && quotes(value)) ? 'quoted' : undefined;
};

/** A session is also named by a line of a longer text: see `mentions`. */
function linesOf(text: string): readonly string[] {
  return text.includes('\n') ? text.split('\n') : [text];
}

/** Whether a notification tells of a failure, on whatever channel. */
export function isFailure(data: unknown): data is Readonly<Record<string, unknown>> {
  return isObject(data) && (data['notificationType'] === 'Error' || isGiven(data['errorMessage']));
}

/** How those whose notifications are on a tape listened to them: from when to when, and where that broke off. */
import { isObject } from '../model/json.ts';
import type { Moment } from './moments.ts';

/** A change of how somebody listened. */
export interface Turn {
  /** In the order of moments, just after the one that shows it. */
  readonly place: number;
  readonly who: string;
  readonly state: 'subscribed' | 'lost' | 'closed';
  readonly reason?: string;
}

const BROKEN = 'The capture shows that the connection broke off, or not what it brought.';

/** All changes, in order. Who is told something without any poll on the tape is not known to have listened. */
export function listeningOf(moments: readonly Moment[]): readonly Turn[] {
  const turns: Turn[] = [];
  const states = new Map<string, Turn['state']>();
  const last = new Map<string, number>();
  const turn = (who: string, place: number, state: Turn['state'], reason?: string): void => {
    if ((states.get(who) ?? 'lost') === state) return;
    states.set(who, state);
    turns.push({ place: place + 0.2, who, state, ...(reason === undefined ? {} : { reason }) });
  };
  for (const [place, moment] of moments.entries()) {
    if (moment.what === 'told' && last.has(moment.one.who)) last.set(moment.one.who, place);
    if (moment.what !== 'poll' && moment.what !== 'polled') continue;
    const { who, listening, received } = moment.one;
    // What an answer would have brought that is lost may have been on its way since the poll began.
    if (listening === 'breaks') turn(who, place, 'lost', BROKEN);
    if (moment.what === 'poll') continue;
    last.set(who, place);
    if (listening === 'begins' || (listening === undefined && received.some(isConnected)))
      turn(who, place, 'subscribed');
  }
  for (const [who, place] of last)
    turn(who, place + 0.4, 'closed', 'The capture of its notifications ends here.');
  return turns.toSorted((a, b) => a.place - b.place);
}

function isConnected(message: unknown): boolean {
  return isObject(message) && message['channel'] === '/meta/connect' && message['successful'] === true;
}

/** Whether somebody listens at a place. */
export function isListening(turns: readonly Turn[], who: string | undefined, place: number): boolean {
  return turns.findLast((turn) => turn.who === who && turn.place <= place)?.state === 'subscribed';
}

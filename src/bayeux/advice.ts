/** Advice: how a Bayeux server wants its client to go on. */
import { isObject, type JsonObject } from '../model/json.ts';

/** What a client is told to do next. */
export type Reconnect = 'retry' | 'handshake' | 'none';

/** The advice of one message; what it does not say, or says in a wrong type, is `undefined`. */
export interface Advice {
  readonly reconnect: Reconnect | undefined;
  /** Milliseconds to wait before the next connect. */
  readonly interval: number | undefined;
  /** Milliseconds for which the server may hold a connect. */
  readonly timeout: number | undefined;
  /** Whether the server sees several clients behind one set of cookies. */
  readonly multipleClients: boolean;
}

/** The advice that says nothing. */
export const noAdvice: Advice = {
  reconnect: undefined,
  interval: undefined,
  timeout: undefined,
  multipleClients: false,
};

const RECONNECTS: readonly unknown[] = ['retry', 'handshake', 'none'] satisfies Reconnect[];

/** An hour: longer than any sensible server asks for, and far below what a timer can hold. */
const MAX_MILLISECONDS = 3_600_000;

/** Reads a message's `advice` of unknown shape. */
export function readAdvice(value: unknown): Advice {
  if (!isObject(value)) return noAdvice;
  return {
    reconnect: isReconnect(value['reconnect']) ? value['reconnect'] : undefined,
    interval: milliseconds(value, 'interval'),
    timeout: milliseconds(value, 'timeout'),
    multipleClients: value['multiple-clients'] === true,
  };
}

function isReconnect(value: unknown): value is Reconnect {
  return RECONNECTS.includes(value);
}

function milliseconds(advice: JsonObject, member: string): number | undefined {
  const value = advice[member];
  if (typeof value !== 'number' || Number.isNaN(value) || value < 0) return undefined;
  return Math.min(value, MAX_MILLISECONDS);
}

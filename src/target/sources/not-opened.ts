/** The errors of session sources: each names the source, what was expected and what was seen. */
import type { Channel } from '../../model/channel.ts';
import { TargetError } from '../../model/errors.ts';
import type { Body, Exchange } from '../../model/evidence.ts';
import type { SessionSource } from '../../model/target.ts';

/** No session could be opened, and the source is to blame. */
export class NotOpened extends TargetError {
  /** Whether the source may have made a session all the same: it did not answer. */
  readonly isUncertain: boolean;
  constructor(message: string, isUncertain = false) {
    super(message, 'session-source');
    this.isUncertain = isUncertain;
  }
}

/** What is said of a source that failed. */
export interface Trouble {
  readonly kind: SessionSource['kind'];
  readonly channel: Channel;
  readonly expected: string;
  readonly seen: string;
  /** What to look at. */
  readonly advice: string;
  readonly isUncertain?: boolean;
}

/** The error of a source that opened no session. */
export function notOpened({ kind, channel, expected, seen, advice, isUncertain }: Trouble): NotOpened {
  return new NotOpened(
    `The session source "${kind}" opened no ${channel.title} session: expected ${expected}; seen: ${seen}. ${advice}`,
    isUncertain,
  );
}

const LONGEST = 200;

/** What came of an HTTP request, for a message; the exchange has no secrets any more. */
export function seenIn({ request, response, failure }: Exchange): string {
  const what = `${request.method} ${request.url}`;
  if (failure !== undefined) return `${what}: ${failure.kind}: ${failure.message}`;
  return `${what}: status ${response?.status ?? '-'}${beginning(response?.body)}`;
}

/** Whether nothing says that the request did not reach the other side. */
export function mayHaveArrived({ failure }: Exchange): boolean {
  return failure !== undefined && !['refused', 'name-resolution', 'tls'].includes(failure.kind);
}

/** The beginning of a body, for a message. */
export function beginning(body: Body | undefined): string {
  if (body === undefined || body.form === 'none') return ', no body';
  const text = body.form === 'json' ? JSON.stringify(body.json) : body.text;
  return `, ${text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}`;
}

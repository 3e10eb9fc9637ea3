/** Copies of evidence in which what was said is written otherwise; what happened, and when, stays as it is. */
import type { Body, Entry, Exchange } from '../model/evidence.ts';

/** How things are written otherwise. */
export interface Means {
  /** A message: what a party sent, received, or was shown. */
  readonly json: (value: unknown) => unknown;
  /** A line of text: an address, a header, a reason. */
  readonly line: (text: string) => string;
  /** A body that could not be read. */
  readonly unread: (text: string) => string;
}

/** Writes every entry otherwise. */
export function rewrite(entries: readonly Entry[], means: Means): readonly Entry[] {
  return entries.map((entry) => copyOf(entry, means));
}

function copyOf(entry: Entry, means: Means): Entry {
  const { json } = means;
  switch (entry.kind) {
    case 'exchange':
      return exchangeOf(entry, means);
    case 'delivery':
      return { ...entry, data: json(entry.data) };
    case 'bayeux':
      return {
        ...entry,
        sent: entry.sent.map(json),
        received: entry.received.map(json),
        ...failureOf(entry, means),
      };
    case 'view':
      return {
        ...entry,
        participants: json(entry.participants) as typeof entry.participants,
        messages: json(entry.messages) as typeof entry.messages,
      };
    case 'opening':
      return { ...entry, agents: json(entry.agents) as typeof entry.agents };
    case 'watch':
      return { ...entry, ...(entry.reason === undefined ? {} : { reason: means.line(entry.reason) }) };
    case 'closing': {
      const { stopped } = entry;
      return { ...entry, ...(stopped && { stopped: { ...stopped, reason: means.line(stopped.reason) } }) };
    }
    case 'wait':
      return entry.text === undefined
        ? entry
        : { ...entry, ...(json({ text: entry.text }) as { text: string }) };
    case 'act':
      return { ...entry, ...(entry.omitted === undefined ? {} : { omitted: means.line(entry.omitted) }) };
    case 'settings':
    case 'session':
      return entry;
  }
}

function exchangeOf(entry: Exchange, means: Means): Exchange {
  const { request, response } = entry;
  const headers = (of: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(Object.entries(of).map(([name, value]) => [name, means.line(value)]));
  return {
    ...entry,
    request: {
      ...request,
      url: means.line(request.url),
      headers: headers(request.headers),
      ...(request.body === undefined ? {} : { body: means.json(request.body) }),
    },
    ...(response && {
      response: { ...response, headers: headers(response.headers), body: bodyOf(response.body, means) },
    }),
    ...failureOf(entry, means),
  };
}

/** Of what can't be read, nothing is known: all of it is replaced. */
function bodyOf(body: Body, means: Means): Body {
  if (body.form === 'json') return { form: 'json', json: means.json(body.json) };
  return body.form === 'none' ? body : { ...body, text: means.unread(body.text) };
}

function failureOf({ failure }: Pick<Exchange, 'failure'>, { line }: Means): Pick<Exchange, 'failure'> {
  return failure === undefined ? {} : { failure: { ...failure, message: line(failure.message) } };
}

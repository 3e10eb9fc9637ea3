/** What was done, seen and waited for in an act: its own entries, found by what they are for. */
import type { PartyName, Purpose } from '../model/acts.ts';
import type { Awaited, CustomerView, Entry, Exchange, Wait } from '../model/evidence.ts';
import type { Trace } from '../model/trace.ts';
import { isObject } from '../model/json.ts';

/** The deeds of an act. */
export interface Deeds {
  readonly exchange: (purpose: Purpose) => Exchange | undefined;
  readonly exchanges: (purpose: Purpose) => readonly Exchange[];
  readonly views: (phase: CustomerView['phase']) => readonly CustomerView[];
  readonly wait: (event: Awaited) => Wait | undefined;
  /** The role of the agent who was consulted: who accepted, else who was told, else who was meant. */
  readonly consultee: PartyName;
  /** Texts that the suite or the customer sent. */
  readonly sentTexts: readonly string[];
}

/** The deeds of the act that a trace is of. */
export function deedsOf({ own: whole, span: { from } }: Trace): Deeds {
  const own = whole.filter(({ seq }) => seq >= from);
  const exchanges = (purpose: Purpose): Exchange[] =>
    own.filter((entry): entry is Exchange => entry.kind === 'exchange' && entry.purpose === purpose);
  return {
    exchange: (purpose) => exchanges(purpose)[0],
    exchanges,
    views: (phase) => viewsIn(whole, from, phase),
    wait: (event) => own.find((entry): entry is Wait => entry.kind === 'wait' && entry.event === event),
    consultee: consulteeIn(own, exchanges('consultant-accept')[0]),
    sentTexts: sentTexts(own),
  };
}

/** What the customer saw in a phase of an act; before a further act it is what was seen last. */
function viewsIn(whole: readonly Entry[], from: number, phase: CustomerView['phase']): CustomerView[] {
  const views = whole.filter((entry): entry is CustomerView => entry.kind === 'view');
  if (phase === 'before' && from > 0) return views.filter(({ seq }) => seq < from).slice(-1);
  return views.filter((view) => view.seq >= from && view.phase === phase);
}

/** Who was consulted in an act. */
function consulteeIn(own: readonly Entry[], accepted: Exchange | undefined): PartyName {
  if (accepted !== undefined) return accepted.party;
  const told = own.find(
    (entry): entry is Wait => entry.kind === 'wait' && entry.event === 'consultant-invitation' && entry.met,
  );
  return told?.party ?? 'consultant';
}

function sentTexts(own: readonly Entry[]): string[] {
  return own.flatMap((entry) => {
    if (entry.kind === 'said') return [entry.text];
    const body = entry.kind === 'exchange' ? entry.request.body : undefined;
    const text = isObject(body) ? body['text'] : undefined;
    return typeof text === 'string' ? [text] : [];
  });
}

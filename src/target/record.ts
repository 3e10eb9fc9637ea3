/** Writes exchanges down, without what is secret. */
import type { Body, Exchange } from '../model/evidence.ts';
import { MAX_TEXT } from './body.ts';
import type { Call } from './context.ts';
import type { Identity } from './identity.ts';
import type { Outcome } from './transport.ts';
import type { Line, Trip } from './trip.ts';

/** Records a trip as the exchange that a call asked for. */
export function writeExchange(
  { identity, context }: Pick<Line, 'identity' | 'context'>,
  trip: Trip,
  { call, superseded }: { readonly call: Call; readonly superseded: boolean },
): Exchange {
  const { redact } = identity.secrets;
  const { request, url, begun, end } = trip;
  const sent = request.body === undefined ? undefined : (call.raw?.body ?? call.body);
  const { response, failure } = writeOutcome(trip.outcome, identity);
  return context.recorder.record<Exchange>(
    {
      kind: 'exchange',
      trace: call.trace,
      party: identity.party,
      purpose: call.purpose,
      ...(call.case === undefined ? {} : { case: call.case }),
      request: {
        method: request.method,
        url: redact(url.href),
        headers: identity.veil(request.headers),
        ...(sent === undefined ? {} : { body: redact(sent) }),
      },
      end,
      ...(superseded ? { superseded } : {}),
      ...(response === undefined ? {} : { response }),
      ...(failure === undefined ? {} : { failure }),
    },
    begun,
  );
}

type Written = Pick<Exchange, 'response' | 'failure'>;

function writeOutcome({ answer, failure }: Outcome, identity: Identity): Written {
  const { redact } = identity.secrets;
  if (failure !== undefined) return { failure: redact(failure) };
  const headers = identity.veil(answer.headers);
  return { response: { status: answer.status, headers, body: writeBody(answer.body, identity) } };
}

/** A body that may be written down. It is clipped last, so that no half of a secret is left over. */
export function writeBody(body: Body, { secrets }: Pick<Identity, 'secrets'>): Body {
  if (body.form === 'json') return { form: 'json', json: secrets.redact(body.json) };
  if (body.form === 'none') return body;
  return { ...body, text: secrets.redact(body.text).slice(0, MAX_TEXT) };
}

/** What became of requests that must be refused. */
import {
  at,
  fine,
  found,
  isRefusal,
  jsonOf,
  kindOf,
  lastSegment,
  mentions,
  problem,
  shown,
  untestable,
  type Exchange,
  type Finding,
  type Judge,
  type TraceView,
} from '#kit';

/**
 * `failed`: accepted, and a notification of failure followed, which is a refusal too. `silent`: the server broke off
 * or said nothing. `unread`: something else kept the answer from being read, or the server asked to be asked later.
 */
export type Fate = 'refused' | 'failed' | 'accepted' | 'silent' | 'unread';

const silences: readonly unknown[] = ['timeout', 'reset', 'refused', 'protocol'];

/**
 * Whether a request shows that its sender is not who it should be. Such a one is to be refused at once: nobody is there
 * to be told later. Servers may also send it to a page where one logs in.
 */
function isFromNobody({ case: name = '' }: Exchange): boolean {
  return /^SAFE-01[01]\//.test(name);
}

/** What became of a request, as far as the answer and the notifications to the originator tell. */
export function fateOf(view: TraceView, one: Exchange): Fate {
  const { response, failure } = one;
  if (response === undefined) return silences.includes(failure?.kind) ? 'silent' : 'unread';
  const { status } = response;
  if (status === 429) return 'unread';
  if (isRefusal(status, jsonOf(one))) return 'refused';
  if (isFromNobody(one)) return status >= 300 && status < 400 ? 'refused' : 'accepted';
  if (isCarriedOut(view, one)) return 'accepted';
  return failsLater(view, one) ? 'failed' : 'accepted';
}

/**
 * Whether a notification of failure is about a request: it names the session, and carries the request's referenceId, or
 * one that no other request was given.
 */
function failsLater(view: TraceView, one: Exchange): boolean {
  const references = new Set(view.refusals.map(referenceOf));
  const sessionId = lastSegment(one.request.url);
  return [...view.arrived('originator'), ...view.arrived(one.party)].some(({ seq, data }) => {
    if (seq < one.seq || kindOf(view.channel, data) !== 'error') return false;
    if (!view.isAbout(data) && !mentions(data, sessionId)) return false;
    const reference = at(data, '/referenceId');
    return reference === undefined || !references.has(reference) || reference === referenceOf(one);
  });
}

/** Whether somebody was invited by a request, and had to decline for it: what fails then fails by that. */
function isCarriedOut(view: TraceView, { case: name = '' }: Exchange): boolean {
  return view.exchanges('cleanup').some((one) => one.case?.split(', ').includes(name) === true);
}

function referenceOf(one: Exchange): unknown {
  return at(jsonOf(one), '/referenceId');
}

/** The requests that were made for a requirement. */
export function refusalsFor({ refusals }: TraceView, requirement: string): readonly Exchange[] {
  return refusals.filter((one) => one.case?.startsWith(`${requirement}/`));
}

/** The place of a problem with an answer. */
export function answerTo(one: Exchange): string {
  return `the answer to the request "${one.case ?? one.purpose}"`;
}

/** Whether all of these requests were refused. */
export function areRefused(view: TraceView, made: readonly Exchange[]): Finding {
  const fates = made.map((one) => ({ one, fate: fateOf(view, one) }));
  const accepted = fates.filter(({ fate }) => fate === 'accepted');
  const isPlain = accepted.some(({ one }) => isFromNobody(one) || isCarriedOut(view, one));
  if (accepted.length > 0 && !isPlain && isDumb(view)) {
    return untestable(
      'Not even the Consult of nobody was told to have failed, so that accepted requests may have failed as well.',
      'FAIL-001',
    );
  }
  if (accepted.length > 0) {
    return found(
      accepted.map(({ one }) =>
        // A failure that was not heard of may have been lost; who was invited is a fact.
        problem(isCarriedOut(view, one) ? 'unexpected-event' : 'missing-event', answerTo(one), {
          expected:
            'a refusal: a statusCode other than 0, a status of 400 to 499, or a notification of failure',
          actual: `HTTP ${one.response?.status ?? '-'} with ${shown(jsonOf(one))}, and no failure followed`,
          evidence: [one.seq],
        }),
      ),
    );
  }
  if (fates.some(({ fate }) => fate === 'silent'))
    return untestable('A request was not answered; see SAFE-013.', 'SAFE-013');
  if (fates.some(({ fate }) => fate === 'unread'))
    return untestable('An answer could not be read, or the server asked to be asked later.');
  return made.length > 0 ? fine : unmade(view);
}

/** Whether a Consult that is right but for a target that nobody has is accepted, and never told to have failed. */
function isDumb(view: TraceView): boolean {
  const control = view.refusals.find((one) => one.case === 'control/nobody');
  return control !== undefined && fateOf(view, control) === 'accepted';
}

/** Why a request was not made. */
function unmade(view: TraceView): Finding {
  const stop = view.refusals.find((one) => fateOf(view, one) === 'silent');
  return stop === undefined
    ? untestable('No such request was made.')
    : untestable(`The request "${stop.case ?? ''}" was not answered, and no more were made.`, 'SAFE-013');
}

/** Every request that was made for the requirement was refused. */
export const isRefused: Judge = (view, { id }) => areRefused(view, refusalsFor(view, id));

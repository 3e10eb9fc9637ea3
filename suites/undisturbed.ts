/** Whether requests that were refused left the session, its participants and everybody else as they were. */
import {
  fine,
  found,
  idsOf,
  isOfNewcomer,
  jsonOf,
  kindOf,
  messagesOf,
  problem,
  sessionInBody,
  shown,
  untestable,
  type Delivery,
  type Exchange,
  type Finding,
  type Judge,
  type PartyName,
  type Problem,
  type TraceView,
} from '#kit';
import { changeSince } from './as-before.ts';
import { fateOf } from './refusal.ts';
import { textsOf } from './shared.ts';
import { citing, suspectsOf, wereRefused, type Sign } from './suspects.ts';

/** The first request about the session that was carried out: what comes after it may be its doing. */
function firstAccepted(view: TraceView): Exchange | undefined {
  return view.refusals.find(
    (one) => one.case?.endsWith('/own session') !== true && fateOf(view, one) === 'accepted',
  );
}

const others: readonly PartyName[] = ['consultant', 'bystander', 'second', 'featureless'];

const disturbs = (what: string, of: { expected: string; actual: unknown; evidence: readonly number[] }) =>
  problem('unexpected-event', what, { ...of, actual: shown(of.actual) });

/** What nobody should have been told or shown, with the requests that may have brought it about. */
function brought(
  view: TraceView,
  sign: Sign,
  of: { what: string; expected: string; actual: unknown },
): Problem {
  const suspects = suspectsOf(view, sign);
  const expected = `${of.expected}: ${wereRefused(suspects)}`;
  return disturbs(of.what, { expected, actual: of.actual, evidence: citing(suspects, sign) });
}

/** Notifications about the session to agents who have no part in it. */
function toldOthers(view: TraceView, until: number): Problem[] {
  const from = view.refusals[0]?.seq ?? Infinity;
  return others.flatMap((party) =>
    view
      .about(party, { after: from, before: until })
      .map((told) =>
        brought(view, told, { what: `a notification to the ${party}`, expected: 'none', actual: told.data }),
      ),
  );
}

/** What the originator is told of the session that says that it changed. */
function toldOwner(view: TraceView, until: number): Problem[] {
  const from = view.refusals[0]?.seq ?? Infinity;
  const texts = textsOf(view, 'visible-message');
  const isChange = (delivery: Delivery): boolean => {
    // What a notification of failure has to say has rules of its own.
    if (kindOf(view.channel, delivery.data) === 'error') return false;
    const session = view.session(delivery);
    const entries = messagesOf(delivery.data).filter(
      (entry) => entry['type'] !== 'Text' || !texts.includes(String(entry['text'])),
    );
    const hasNews = entries.some(
      (entry) => String(entry['type']).startsWith('Participant') && isOfNewcomer(view, entry),
    );
    return hasNews || (session !== undefined && changeOf(view, session) !== undefined);
  };
  return view
    .about('originator', { after: from, before: until })
    .filter(isChange)
    .map((told) =>
      brought(view, told, {
        what: 'a notification to the originator',
        expected: 'at most a notification of failure, with the session as it was',
        actual: told.data,
      }),
    );
}

/** In what a session is not as it was before; `undefined`: in nothing. */
function changeOf(view: TraceView, session: unknown): string | undefined {
  const { state, gone, added } = changeSince(view, session);
  if (state !== undefined) return `the state ${shown(state)}`;
  return gone.size === 0 && added.length === 0 ? undefined : `the participants ${shown([...idsOf(session)])}`;
}

/** What the server answers to a GET after each group of requests. */
function asked(view: TraceView, until: number): Problem[] {
  return view
    .exchanges('state-after')
    .filter(({ seq }) => seq < until)
    .flatMap((one) => {
      const change = changeOf(view, sessionInBody(view.channel, jsonOf(one)));
      if (change === undefined) return [];
      return brought(
        view,
        { seq: one.seq },
        {
          what: 'the session that a GET returns',
          expected: `the session as before, Chatting with ${shown([...view.before.ids])}`,
          actual: change,
        },
      );
    });
}

/** What the customer sees at the end beyond what it saw before and what was said to it. */
function shownToCustomer(view: TraceView): Problem[] {
  const first = view.views('before')[0];
  const last = view.views('after').at(-1);
  if (first === undefined || last === undefined) return [];
  const key = (value: unknown): string => JSON.stringify(value);
  const old = new Set(first.messages.map(key));
  const texts = textsOf(view, 'visible-message');
  const added = last.messages.filter((one) => !old.has(key(one)) && !texts.includes(one.text ?? ''));
  const people = (one: typeof first): string => one.participants.map(key).sort().join();
  if (added.length === 0 && people(first) === people(last) && first.state === last.state) return [];
  const { state, participants } = last;
  const evidence = [first.seq, last.seq];
  const expected = 'what it saw before, and what the originator said';
  return [disturbs('what the customer sees', { expected, actual: { state, participants, added }, evidence })];
}

/** Nothing that was refused has changed anything, as far as any party can tell. */
export const leavesAllAsItWas: Judge = (view) => {
  const accepted = firstAccepted(view);
  // When the suite tidies up, the session is over for everybody.
  const end = view.exchanges('cleanup').find(({ party }) => party === 'originator')?.seq ?? Infinity;
  const until = Math.min(accepted?.seq ?? Infinity, end);
  const seen = [...toldOthers(view, until), ...toldOwner(view, until), ...asked(view, until)];
  // A consult that the server may rightly begin is no more to the customer's notice than any other.
  const isExcused = accepted !== undefined && accepted.case?.startsWith('FOREIGN-HOST/') !== true;
  const problems = isExcused ? seen : [...seen, ...shownToCustomer(view)];
  if (problems.length > 0) return found(problems.slice(0, 5));
  if (!isExcused) return isLookedAt(view);
  return untestable(
    `The request "${accepted.case ?? ''}" was carried out, and all that came after it may be its doing.`,
    /^[A-Z]+-\d+/.exec(accepted.case ?? '')?.[0],
  );
};

/**
 * That nothing changed means something only where somebody looked: by a GET, or, where the server has none, which the
 * documents do not define, by being told of what was said last.
 */
function isLookedAt(view: TraceView): Finding {
  if (view.before.ids.size === 0) return untestable('Who was in the session before is not known.');
  const looked = view
    .exchanges('state-after')
    .some((one) => idsOf(sessionInBody(view.channel, jsonOf(one))).size > 0);
  const listened = view.trace.entries.some(
    (entry) =>
      entry.kind === 'wait' &&
      entry.party === 'originator' &&
      entry.event === 'message-at-consultant' &&
      entry.met,
  );
  return looked || listened ? fine : untestable('The session could not be looked at after the requests.');
}

/** The session when it is asked for, against what the notifications said. */
import {
  check,
  defineSuite,
  idsOf,
  jsonOf,
  problem,
  sessionInBody,
  shown,
  unless,
  untestable,
  type Judge,
  type TraceView,
} from '#kit';

/** The participantIds of the session that a GET returned for a purpose. */
function askedIds(
  view: TraceView,
  purpose: 'state-during' | 'state-after',
): { ids: Set<string>; seq: number } | undefined {
  const asked = view.exchange(purpose);
  const ids = idsOf(sessionInBody(view.channel, jsonOf(asked)));
  return asked === undefined || ids.size === 0 ? undefined : { ids, seq: asked.seq };
}

/** A GET lists the same participants as something else does. */
function listsSame(
  purpose: 'state-during' | 'state-after',
  of: (view: TraceView) => { ids: ReadonlySet<string>; evidence: number[] },
): Judge {
  return (view) => {
    const asked = askedIds(view, purpose);
    const { ids, evidence } = of(view);
    if (asked === undefined) return untestable('The GET of the session returned no participants to compare.');
    if (ids.size === 0) return untestable('There are no participants to compare with.');
    return unless(sameSet(asked.ids, ids), () =>
      problem('contradiction', 'the session that a GET returns, the participants', {
        expected: shown([...ids].sort()),
        actual: shown([...asked.ids].sort()),
        evidence: [...evidence, asked.seq],
      }),
    );
  };
}

function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((one) => b.has(one));
}

export const state = defineSuite('state', [
  check(
    'STATE-001',
    'consult-accepted',
    listsSame('state-during', (view) => ({
      ids: idsOf(view.session(view.first)),
      evidence: view.first === undefined ? [] : [view.first.seq],
    })),
  ),
  check(
    'STATE-002',
    'consult-failed',
    listsSame('state-after', (view) => ({ ids: view.before.ids, evidence: [] })),
  ),
]);

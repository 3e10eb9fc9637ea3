/** What the agents may do next, as the capabilities tell. */
import {
  alsoIn,
  capabilitiesOf,
  check,
  defineSuite,
  jsonOf,
  kindOf,
  problem,
  sessionInBody,
  unless,
  untestable,
  type Delivery,
  type Finding,
  type Judge,
  type TraceView,
} from '#kit';
import { wherever } from './acts.ts';
import { afterLeave } from './shared.ts';

/** Capabilities that exist only while another agent is in the session (both documents, the two lists compared). */
const besideAnotherAgent = [
  'SendToAgents',
  'SendStartTypingToAgentsNotification',
  'SendStopTypingToAgentsNotification',
];

/** The capabilities of the failed sample; those of the successful one are these and the three above. */
const alone = [
  'Transfer',
  'Leave',
  'Invite',
  'Consult',
  'SetInFocus',
  'SetDisposition',
  'AttachUserData',
  'DeleteUserData',
  'UpdateUserData',
  'Complete',
  'SendMessage',
  'SendStartTypingNotification',
  'SendStopTypingNotification',
];

/** Every name of the samples, and the other one of the prose: of names that the documents lack they promise nothing. */
const documented: readonly string[] = [...alone, ...besideAnotherAgent, 'Conference'];

type Message = { readonly name: string; readonly of: (view: TraceView) => Delivery | undefined };
const first: Message = { name: 'the first notification, the capabilities', of: (view) => view.first };
const failure: Message = { name: 'the failure, the capabilities', of: (view) => view.failure };

const offered = (view: TraceView, message: Message): readonly string[] =>
  capabilitiesOf(view.session(message.of(view)));
const evidence = (view: TraceView, message: Message): number[] => [message.of(view)?.seq ?? []].flat();

/** Every one of the capabilities is offered. */
function offers(message: Message, wanted: (view: TraceView) => readonly string[]): Judge {
  return (view) => {
    const has = offered(view, message);
    const missing = wanted(view).filter((name) => !has.includes(name));
    return unless(missing.length === 0, () =>
      absent(message, missing, { has, evidence: evidence(view, message) }),
    );
  };
}

function absent(
  message: Message,
  missing: readonly string[],
  seen: { readonly has: readonly string[]; readonly evidence: number[] },
) {
  return problem('not-gained', message.name, {
    expected: missing.join(', '),
    actual: `only ${seen.has.join(', ') || 'none'}`,
    evidence: seen.evidence,
  });
}

const offersConference: Judge = (view) => {
  const has = offered(view, first);
  return unless(has.includes('Invite') || has.includes('Conference'), () =>
    absent(first, ['Invite or Conference'], { has, evidence: evidence(view, first) }),
  );
};

/** What was offered before the Consult is offered still, as far as it is meant. */
function keeps(message: Message, isMeant: (name: string) => boolean): Judge {
  return (view): Finding => {
    if (view.before.capabilities.length === 0)
      return untestable('The capabilities from before the Consult are not known.');
    const has = offered(view, message);
    const lost = view.before.capabilities.filter((name) => isMeant(name) && !has.includes(name));
    return unless(lost.length === 0, () =>
      problem('lost', message.name, {
        expected: `still ${lost.join(', ')}, as before the Consult`,
        actual: has.join(', ') || 'none',
        evidence: evidence(view, message),
      }),
    );
  };
}

const gainsNothingByFailure: Judge = (view) => {
  const gained = offered(view, failure).filter(
    (name) => besideAnotherAgent.includes(name) && !view.before.capabilities.includes(name),
  );
  return unless(gained.length === 0, () =>
    problem('unexpected-event', failure.name, {
      expected: `none of ${besideAnotherAgent.join(', ')}`,
      actual: gained.join(', '),
      evidence: evidence(view, failure),
    }),
  );
};

const consultantMayLeave: Judge = (view) => {
  const told = view
    .about(view.consultee)
    .filter(
      ({ data }) =>
        kindOf(view.channel, data) === 'state' &&
        view.session({ data } as Delivery)?.['state'] === 'Chatting',
    );
  const asked = view.exchange('consultant-state');
  const lists = [
    ...told.map((one) => capabilitiesOf(view.session(one))),
    capabilitiesOf(sessionInBody(view.channel, jsonOf(asked))),
  ];
  const known = lists.filter((list) => list.length > 0);
  if (known.length === 0) return untestable("The consultant's capabilities were not seen.");
  return unless(
    known.some((list) => list.includes('Leave')),
    () =>
      problem('not-gained', "the session as the consultant's, the capabilities", {
        expected: 'Leave',
        actual: `only ${(known.at(-1) ?? []).join(', ')}`,
        evidence: [...told.map(({ seq }) => seq), ...(asked === undefined ? [] : [asked.seq])],
      }),
  );
};

const withdrawsAfterLeave: Judge = (view) => {
  const update = afterLeave(view);
  if (update === undefined) return untestable('The originator was not told of the session after the leave.');
  const isFurther = view.trace.span.from > 0 || view.trace.captured !== undefined;
  if (isFurther && besideAnotherAgent.some((name) => view.before.capabilities.includes(name)))
    return untestable('Another agent was there before this Consult, and stays.');
  const left = capabilitiesOf(view.session(update)).filter((name) => besideAnotherAgent.includes(name));
  return unless(left.length === 0, () =>
    problem('not-withdrawn', 'the session after the consultant left, the capabilities', {
      expected: `none of ${besideAnotherAgent.join(', ')}`,
      actual: left.join(', '),
      evidence: [update.seq],
    }),
  );
};

function listsNoneTwice(message: Message): Judge {
  return (view) => {
    const has = offered(view, message);
    const twice = has.filter((name, i) => has.indexOf(name) !== i);
    return unless(twice.length === 0, () =>
      problem('contradiction', message.name, {
        expected: 'each once',
        actual: `${twice.join(', ')} twice`,
        evidence: evidence(view, message),
      }),
    );
  };
}

/** The checks of the subject capabilities. */
export const capabilities = defineSuite(
  'capabilities',
  wherever([
    check(
      'CAP-001',
      'consult-accepted',
      offers(first, () => ['Transfer']),
    ),
    check('CAP-002', 'consult-accepted', offersConference),
    check(
      'CAP-003',
      'consult-accepted',
      offers(first, () => ['SendToAgents']),
    ),
    check(
      'CAP-004',
      'consult-accepted',
      offers(first, () => besideAnotherAgent.slice(1)),
    ),
    check(
      'CAP-005',
      'consult-accepted',
      keeps(first, (name) => documented.includes(name)),
    ),
    check(
      'CAP-006',
      'consult-accepted',
      offers(first, ({ before }) =>
        alone.filter((name) => !before.capabilities.includes(name) && name !== 'Invite'),
      ),
    ),
    check('CAP-007', 'consult-failed', gainsNothingByFailure),
    check(
      'CAP-008',
      'consult-failed',
      offers(failure, () => alone.filter((name) => name !== 'Invite')),
    ),
    check(
      'CAP-009',
      'consult-failed',
      keeps(failure, (name) => documented.includes(name)),
    ),
    check('CAP-010', 'consult-accepted', consultantMayLeave),
    check('CAP-011', 'consult-accepted', withdrawsAfterLeave),
    check('CAP-012', 'consult-accepted', listsNoneTwice(first)),
    ...alsoIn(['consult-failed'], [check('CAP-012', 'consult-accepted', listsNoneTwice(failure))]),
  ]),
);

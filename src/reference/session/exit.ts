/** How parties go: they leave, complete, reject, or the whole session ends. */
import type { ReferenceEvent } from '../quirk.ts';
import type { World } from '../world.ts';
import type { Behaviour } from '../behaviour.ts';
import { enter, invite } from './enter.ts';
import { append } from './log.ts';
import { logNotices, stateNotices } from './render.ts';
import {
  invitedAgents,
  presentAgents,
  visibleAgents,
  type AgentParty,
  type AgentState,
  type Notice,
  type Session,
} from './session.ts';

const eventOfState: Readonly<Partial<Record<AgentState, ReferenceEvent>>> = {
  LeftChat: 'left',
  Completed: 'completed',
  Revoked: 'revoked',
};

function change(
  world: World,
  session: Session,
  { to, state }: { readonly to: readonly AgentParty[]; readonly state: AgentState },
): readonly Notice[] {
  for (const party of to) party.state = state;
  const event = eventOfState[state] ?? 'completed';
  return stateNotices(world, session, { event, notificationType: 'StatusChange', to });
}

/** Leaves. A consultant's leaving is for agents alone; with the last agent whom the customer sees, the session ends. */
export function leave(
  world: World,
  session: Session,
  { party, state }: { readonly party: AgentParty; readonly state: 'LeftChat' | 'Completed' },
): readonly Notice[] {
  if (party.standing === 'consultant') return leaveConsult(world, session, party);
  const entry = append(world, session, { from: party, type: 'ParticipantLeft', visibility: 'All' });
  delete party.secondId;
  const isLast = visibleAgents(session).length === 1;
  if (isLast) session.customer.state = 'Completed';
  const own = change(world, session, { to: [party], state });
  if (isLast) return [...own, ...dismiss(world, session, [])];
  const to = presentAgents(session);
  const news = { event: 'departed-participants', notificationType: 'ParticipantsUpdated', to } as const;
  return [
    ...own,
    ...stateNotices(world, session, news),
    ...logNotices(world, session, { event: 'departed-message', entries: [entry], to }),
  ];
}

function leaveConsult(world: World, session: Session, party: AgentParty): readonly Notice[] {
  const { leaveIgnored, leaveEndsSession, secondIdStays } = world.behaviour[session.channel];
  if (leaveIgnored) return [];
  const entry = append(world, session, { from: party, type: 'ParticipantLeft', visibility: 'Agents' });
  const own = change(world, session, { to: [party], state: 'Completed' });
  const to = presentAgents(session);
  const isLast = !to.some(({ standing }) => standing === 'consultant');
  if (isLast && !secondIdStays) for (const other of to) delete other.secondId;
  const news = { event: 'left-participants', notificationType: 'ParticipantsUpdated', to } as const;
  const others = [
    ...stateNotices(world, session, news),
    ...logNotices(world, session, { event: 'left-message', entries: [entry], to }),
  ];
  return [...own, ...(leaveEndsSession ? endSession(world, session) : others)];
}

/** Sends away whoever is still there or invited: the customer is gone. */
function dismiss(world: World, session: Session, owners: readonly AgentParty[]): readonly Notice[] {
  const invited = invitedAgents(session);
  const present = presentAgents(session);
  return [
    ...change(world, session, { to: owners, state: 'LeftChat' }),
    ...change(world, session, { to: present.filter((party) => !owners.includes(party)), state: 'Completed' }),
    ...change(world, session, { to: invited, state: 'Revoked' }),
  ];
}

/** Ends the session for everybody at once. */
export function endSession(world: World, session: Session): readonly Notice[] {
  session.customer.state = 'Completed';
  return dismiss(world, session, []);
}

/** The customer leaves: those who served it may still complete. */
export function customerLeaves(world: World, session: Session): readonly Notice[] {
  if (session.customer.state === 'Completed') return [];
  session.customer.state = 'Completed';
  const entry = append(world, session, {
    from: session.customer,
    type: 'ParticipantLeft',
    visibility: 'All',
  });
  const to = presentAgents(session);
  const owners = visibleAgents(session);
  return [
    ...dismiss(world, session, owners),
    ...logNotices(world, session, { event: 'departed-message', entries: [entry], to }),
  ];
}

/** Completes: leaves first where that has not happened yet. */
export function complete(world: World, session: Session, party: AgentParty): readonly Notice[] {
  if (party.state === 'Chatting') return leave(world, session, { party, state: 'Completed' });
  return change(world, session, { to: [party], state: 'Completed' });
}

/** Rejects an invitation: a customer's waiting is over, another agent's request has failed. */
export function reject(world: World, session: Session, party: AgentParty): readonly Notice[] {
  const { kind, by, referenceId } = party.invitation;
  const { rejectionJoins, rejectionIgnored, rejection } = world.behaviour[session.channel];
  if (kind === 'consult' && rejectionJoins) return enter(world, session, party);
  const state = kind === 'consult' && rejectionIgnored ? 'Invited' : 'Revoked';
  const own = change(world, session, { to: [party], state });
  if (kind === 'contact') return [...own, ...endSession(world, session)];
  if (by?.state !== 'Chatting' || referenceId === undefined) return own;
  if (kind !== 'consult')
    return [...own, ...fail(world, session, { by, referenceId, event: 'operation-failed' })];
  return [...own, ...telling[rejection](world, session, { by, referenceId, event: 'consult-failed' })];
}

/** How the one who asked is told that the agent rejected. */
const telling: Readonly<
  Record<Behaviour['rejection'], (world: World, session: Session, failure: Failure) => readonly Notice[]>
> = {
  error: fail,
  state: (world, session, { by }) =>
    stateNotices(world, session, {
      event: 'consult-rejected',
      notificationType: 'ParticipantsUpdated',
      to: [by],
    }),
  nothing: () => [],
};

/** A request that failed after it was accepted. */
export interface Failure {
  readonly by: AgentParty;
  readonly referenceId: number;
  readonly event: 'consult-failed' | 'operation-failed';
}

/** Tells the one who asked that the request failed (both documents, "Failed"). */
export function fail(world: World, session: Session, { by, referenceId, event }: Failure): readonly Notice[] {
  const after = event === 'consult-failed' ? failWrongly(world, session, by) : [];
  const news = {
    event,
    notificationType: 'Error',
    members: { errorMessage: 'Operation failed', referenceId },
    to: [by],
  } as const;
  return [...stateNotices(world, session, news), ...after];
}

function failWrongly(world: World, session: Session, by: AgentParty): readonly Notice[] {
  const { customerToldOnFailure, failureAddsParticipant, failureEndsSession } =
    world.behaviour[session.channel];
  if (customerToldOnFailure)
    append(world, session, {
      from: by,
      type: 'Notice',
      visibility: 'All',
      text: 'Your agent asked for help in vain.',
    });
  if (failureAddsParticipant) {
    const agent = { ...by.agent, nickname: 'Unreachable', userName: '' };
    invite(world, session, { agent, standing: 'consultant', invitation: { kind: 'consult' } }).state =
      'Revoked';
  }
  return failureEndsSession ? endSession(world, session) : [];
}

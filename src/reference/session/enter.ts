/** How parties come into a session: it opens, agents are invited, they accept. */
import type { ChannelId } from '../../model/channel.ts';
import type { Agent } from '../staff.ts';
import type { Behaviour } from '../behaviour.ts';
import type { World } from '../world.ts';
import { append } from './log.ts';
import { logNotices, stateNotices } from './render.ts';
import { hasSeat } from './seats.ts';
import {
  presentAgents,
  type AgentParty,
  type Author,
  type Guest,
  type Invitation,
  type Notice,
  type Session,
} from './session.ts';

/** A session that a customer asks for. */
export interface Opening {
  readonly channel: ChannelId;
  readonly agent: Agent;
  /** The customer's. */
  readonly nickname: string;
}

/** Opens a session: the customer waits, the agent is invited as soon as there is room. */
export function openSession(
  world: World,
  { channel, agent, nickname }: Opening,
): { readonly session: Session; readonly notices: readonly Notice[] } {
  const session: Session = {
    id: world.ids.session(),
    channel,
    customerId: world.ids.customer(),
    customer: {
      type: 'Customer',
      participantId: world.ids.participant(),
      nickname,
      state: 'WaitingForAgent',
    },
    agents: [],
    log: [],
    userData: new Map(),
    consults: 0,
    waiting: [],
  };
  world.sessions.set(session.id, session);
  world.sessionsByCustomer.set(session.customerId, session);
  append(world, session, { from: session.customer, type: 'ParticipantJoined', visibility: 'All' });
  const guest: Guest = { agent, standing: 'owner', invitation: { kind: 'contact' } };
  if (!hasSeat(world, channel, guest)) {
    session.waiting = [guest];
    return { session, notices: [] };
  }
  const party = invite(world, session, guest);
  const news = { event: 'invited', notificationType: 'StatusChange', to: [party] } as const;
  return { session, notices: stateNotices(world, session, news) };
}

/** Gives an agent a part in the session, in state Invited. */
export function invite(world: World, session: Session, { agent, standing, invitation }: Guest): AgentParty {
  const party: AgentParty = {
    type: 'Agent',
    agent,
    participantId: world.ids.participant(),
    invitation,
    nickname: agent.nickname,
    standing,
    state: 'Invited',
  };
  session.agents.push(party);
  return party;
}

type Entering = (world: World, session: Session, party: AgentParty) => readonly Notice[];

/** Takes an invited agent in, as the invitation says. */
export function enter(world: World, session: Session, party: AgentParty): readonly Notice[] {
  party.state = 'Chatting';
  party.standing = party.next ?? party.standing;
  delete party.next;
  return entering[party.invitation.kind](world, session, party);
}

const entering: Readonly<Record<Invitation['kind'], Entering>> = {
  contact: enterOpenly,
  conference: enterOpenly,
  transfer: (world, session, party) => {
    const came = enterOpenly(world, session, party);
    const { by } = party.invitation;
    return by?.state === 'Chatting' ? [...came, ...handOver(world, session, by)] : came;
  },
  consult: enterConsult,
};

/** Comes in where the customer sees it. */
function enterOpenly(world: World, session: Session, party: AgentParty): readonly Notice[] {
  if (session.customer.state === 'WaitingForAgent') session.customer.state = 'Chatting';
  const entries = [append(world, session, { from: party, type: 'ParticipantJoined', visibility: 'All' })];
  if (world.behaviour[session.channel].greeting) entries.push(greet(world, session));
  const to = presentAgents(session);
  const others = to.filter((other) => other !== party);
  const state = { notificationType: 'ParticipantsUpdated', event: 'joined-participants' } as const;
  return [
    ...stateNotices(world, session, { event: 'accepted', notificationType: 'StatusChange', to: [party] }),
    ...stateNotices(world, session, { ...state, to: others }),
    ...logNotices(world, session, { event: 'joined-message', entries, to }),
  ];
}

function greet(world: World, session: Session): ReturnType<typeof append> {
  const from = { nickname: 'system', type: 'System', participantId: world.ids.participant() } as const;
  return append(world, session, {
    from,
    type: 'Notice',
    visibility: 'Agents',
    text: 'The session is recorded.',
  });
}

/** Comes in as a consultant: the two notifications of the documents, to every agent in the session. */
function enterConsult(world: World, session: Session, party: AgentParty): readonly Notice[] {
  const behaviour = world.behaviour[session.channel];
  const { by, referenceId } = party.invitation;
  session.consults++;
  if (behaviour.secondConsultEndsFirst) {
    const first = presentAgents(session).filter((one) => one !== party && one.standing === 'consultant');
    for (const one of first) one.state = 'Completed';
  }
  if (behaviour.consultDropsCustomer) session.customer.state = 'Completed';
  if (behaviour.consultDropsOriginator && by !== undefined) by.state = 'Completed';
  if (behaviour.secondIdStays) delete by?.secondId;
  if (behaviour.originatorTwice && by !== undefined) by.secondId ??= world.ids.participant();
  const along = behaviour.lastEntryAlong ? session.log.slice(-1) : [];
  const beside = besideConsultant(party, behaviour).map((from) =>
    append(world, session, { from, type: 'ParticipantJoined', visibility: 'Agents' }),
  );
  const entry = append(world, session, { from: party, type: 'ParticipantJoined', visibility: 'Agents' });
  const told =
    behaviour.referenceIdOnSuccess && referenceId !== undefined ? { members: { referenceId } } : {};
  const to = presentAgents(session);
  const state = {
    event: 'consult-participants',
    notificationType: 'ParticipantsUpdated',
    to,
    ...told,
  } as const;
  const first = stateNotices(world, session, state);
  const second = logNotices(world, session, {
    event: 'consult-joined',
    entries: [...along, entry],
    to,
    ...told,
  });
  const others = beside.flatMap((one) =>
    logNotices(world, session, { event: 'joined-message', entries: [one], to }),
  );
  return [
    ...stateNotices(world, session, {
      event: 'consult-accepted',
      notificationType: 'StatusChange',
      to: [party],
    }),
    ...others,
    ...(behaviour.consultOrder === 'state-first' ? [...first, ...second] : [...second, ...first]),
  ];
}

/** Who joins beside a consultant, where the server tells of that: the originator once more, and what routed the consult. */
function besideConsultant(
  { invitation: { by, routing } }: AgentParty,
  { originatorJoinsTwice }: Behaviour,
): readonly Author[] {
  const again =
    originatorJoinsTwice && by?.secondId !== undefined
      ? [{ nickname: by.nickname, type: by.type, participantId: by.secondId }]
      : [];
  return [...again, ...(routing === undefined ? [] : [routing])];
}

/** Makes a consultant a full participant whom the customer sees. */
export function promote(
  world: World,
  session: Session,
  change: { readonly party: AgentParty; readonly standing: 'owner' | 'conferee' },
): readonly Notice[] {
  const { party, standing } = change;
  party.standing = standing;
  const entries = [append(world, session, { from: party, type: 'ParticipantJoined', visibility: 'All' })];
  const to = presentAgents(session);
  const others = to.filter((other) => other !== party);
  const state = { event: 'joined-participants', notificationType: 'ParticipantsUpdated' } as const;
  return [
    ...stateNotices(world, session, { event: 'promoted', notificationType: 'StatusChange', to: [party] }),
    ...stateNotices(world, session, { ...state, to: others }),
    ...logNotices(world, session, { event: 'joined-message', entries, to }),
  ];
}

/** Takes an agent out who has handed the customer over; somebody else serves the customer by now. */
export function handOver(world: World, session: Session, party: AgentParty): readonly Notice[] {
  party.state = 'Completed';
  delete party.secondId;
  const entries = [append(world, session, { from: party, type: 'ParticipantLeft', visibility: 'All' })];
  const to = presentAgents(session);
  const state = { event: 'departed-participants', notificationType: 'ParticipantsUpdated', to } as const;
  return [
    ...stateNotices(world, session, { event: 'completed', notificationType: 'StatusChange', to: [party] }),
    ...stateNotices(world, session, state),
    ...logNotices(world, session, { event: 'departed-message', entries, to }),
  ];
}

/** Operations that bring another agent in: Consult, Invite (the conference), Transfer. */
import type { TargetFacts } from '../quirk.ts';
import { enter, handOver, invite, promote } from '../session/enter.ts';
import { fail } from '../session/exit.ts';
import { stateNotices } from '../session/render.ts';
import { hasSeat } from '../session/seats.ts';
import {
  isEngaged,
  partOf,
  presentAgents,
  type AgentParty,
  type Guest,
  type Notice,
} from '../session/session.ts';
import { refuse, type Refusal } from '../status.ts';
import type { Agent } from '../staff.ts';
import { type Call, type Done, type Operation, quietly } from './operation.ts';
import { agentBehind, isReachable, isTarget, queueNamed, targetOf } from './target.ts';

type Kind = 'consult' | 'conference' | 'transfer';

/** Asks the agent whom the target stands for to come in; fails, now or later, when there is none. */
function ask(call: Call, target: TargetFacts, kind: Kind): Done | Refusal {
  const { world, session, party } = call;
  const { unreachableKinds } = world.behaviour[session.channel];
  const agent = unreachableKinds.includes(target.kind) ? undefined : agentBehind(call, target);
  if (agent === party.agent) return refuse(2, 'the target is the caller');
  if (agent === undefined) return failed(call, { kind, target, agent });
  if (!isReachable(world, session, agent)) return missed(call, { kind, target, agent });
  if (kind === 'consult' && isFull(call, agent)) return failed(call, { kind, target, agent });
  if (kind === 'consult' && !hasSeat(world, session.channel, { agent, standing: 'consultant' }))
    return tooBusy(call, { kind, target, agent });
  return { target, notices: invitation(call, agent, { kind, target }) };
}

/** An agent who is not there: the request fails, or waits for the agent to come. */
function missed(
  call: Call,
  { agent, ...of }: { readonly kind: Kind; readonly target: TargetFacts; readonly agent: Agent },
): Done | Refusal {
  const { world, session, party: by, referenceId } = call;
  const { absence, absentJoins } = world.behaviour[session.channel];
  if (of.kind !== 'consult' || (absence === 'fails' && !absentJoins)) return failed(call, { agent, ...of });
  const guest: Guest = {
    agent,
    standing: 'consultant',
    invitation: { kind: of.kind, by, referenceId },
  };
  const invited = invite(world, session, guest);
  return { target: of.target, notices: absentJoins ? enter(world, session, invited) : [] };
}

/** Whether an agent is in as many consults as it is let into. */
function isFull({ world, session: { channel, customer } }: Call, agent: Agent): boolean {
  const { consultCapacity } = world.behaviour[channel];
  if (consultCapacity === undefined) return false;
  const { word, most } = consultCapacity;
  if (!customer.nickname.includes(word)) return false;
  const busy = [...world.sessions.values()].filter(
    (other) =>
      other.channel === channel &&
      other.customer.nickname.includes(word) &&
      isEngaged(other, agent) &&
      partOf(other, agent)?.standing === 'consultant',
  );
  return busy.length >= most;
}

/** An agent who is in as many sessions as it may be: the request fails, or waits until there is room. */
function tooBusy(
  call: Call,
  { agent, ...of }: { readonly kind: Kind; readonly target: TargetFacts; readonly agent: Agent },
): Done | Refusal {
  const { world, session, party: by, referenceId } = call;
  if (world.behaviour[session.channel].seats?.whenFull !== 'waits') return failed(call, { agent, ...of });
  const guest: Guest = { agent, standing: 'consultant', invitation: { kind: of.kind, by, referenceId } };
  session.waiting = [...session.waiting, guest];
  return { ...quietly, target: of.target };
}

const failureEvents = {
  consult: 'consult-failed',
  conference: 'operation-failed',
  transfer: 'operation-failed',
} as const;

interface Missed {
  readonly kind: Kind;
  readonly target: TargetFacts;
  readonly agent: Agent | undefined;
}

function failed(call: Call, { kind, target, agent }: Missed): Done | Refusal {
  const { world, session, party: by, referenceId } = call;
  if (world.behaviour[session.channel].failure === 'synchronous')
    return agent === undefined ? refuse(6, 'no such target') : refuse(2, 'the target is not ready');
  return { target, notices: fail(world, session, { by, referenceId, event: failureEvents[kind] }) };
}

const standings = { consult: 'consultant', conference: 'conferee', transfer: 'owner' } as const;
const invitedEvents = { consult: 'consult-invited', conference: 'invited', transfer: 'invited' } as const;

function invitation(
  { world, session, party: by, referenceId }: Call,
  agent: Agent,
  { kind, target }: { readonly kind: Kind; readonly target: TargetFacts },
): readonly Notice[] {
  const isRouted = target.kind === 'queues' && world.behaviour[session.channel].routingJoins;
  const routing = { nickname: 'system', type: 'External', participantId: world.ids.participant() } as const;
  const guest: Guest = {
    agent,
    standing: standings[kind],
    invitation: { kind, by, referenceId, ...(isRouted ? { routing } : {}) },
  };
  const invited = invite(world, session, guest);
  if (kind === 'consult' && world.behaviour[session.channel].autoAccept)
    return enter(world, session, invited);
  const news = { event: invitedEvents[kind], notificationType: 'StatusChange', to: [invited] } as const;
  return stateNotices(world, session, news);
}

const consultMembers: ReadonlySet<string> = new Set(['operationName', 'targetUri', 'targetPath']);

/** Consult (both documents): the other agent comes in unseen by the customer. */
function consult(call: Call): Done | Refusal {
  const { world, session, body, referenceId } = call;
  const behaviour = world.behaviour[session.channel];
  const unknown = Object.keys(body).filter((name) => !consultMembers.has(name));
  if (behaviour.unknownMembers === 'refused' && unknown.length > 0)
    return refuse(10, `unknown: ${unknown.join(', ')}`);
  const target = targetOf(call);
  if (!isTarget(target)) return mistargeted(call, target);
  if (isThere(call, target)) return refuse(2, 'the target is in the session or invited');
  if (behaviour.consultOnce && session.consults > 0) return refuse(2, 'there was a consult');
  const isSecond = presentAgents(session).some(({ standing }) => standing === 'consultant');
  if (isSecond && behaviour.secondConsult === 'refused') return refuse(2, 'a consult is running');
  session.lastReferenceId = referenceId;
  if (behaviour.consultIgnored) return { ...quietly, target };
  if (isSecond && behaviour.secondConsult === 'fails')
    return failed(call, { kind: 'consult', target, agent: undefined });
  return ask(call, misled(call, target), 'consult');
}

/** What becomes of a Consult that names no target. */
function mistargeted({ world, session, party: by, referenceId }: Call, refusal: Refusal): Done | Refusal {
  const { targetNotChecked, wrongTargets } = world.behaviour[session.channel];
  if (targetNotChecked) return quietly;
  if (wrongTargets === 'at-once') return refusal;
  session.lastReferenceId = referenceId;
  return { notices: fail(world, session, { by, referenceId, event: 'consult-failed' }) };
}

/** Whether the target is another agent who is in the session or invited. */
function isThere(call: Call, target: TargetFacts): boolean {
  const agent = agentBehind(call, target);
  return agent !== undefined && agent !== call.party.agent && isEngaged(call.session, agent);
}

/** Whom a Consult reaches: the target, where the server is right. */
function misled({ world, session }: Call, target: TargetFacts): TargetFacts {
  const { consultReachesBystander, contactsReachOther } = world.behaviour[session.channel];
  const isOther = contactsReachOther && target.kind === 'contacts';
  const reached = consultReachesBystander ? 'bystander' : isOther ? 'second' : undefined;
  const agent = world.agents.find(({ key }) => key === reached);
  return agent === undefined ? target : { kind: 'users', id: agent.userId };
}

/** The consultant, when the target is one who is in the session already. */
function consultantBehind({ world, session }: Call, { kind, id }: TargetFacts): AgentParty | undefined {
  const agent = kind === 'queues' ? undefined : world.agents.find(({ userId }) => userId === id);
  const there = agent === undefined ? undefined : partOf(session, agent);
  return there?.state === 'Chatting' && there.standing === 'consultant' ? there : undefined;
}

/** The consultant comes before the customer; of a transfer the one who asked for it is out then. */
function bringForward(
  { world, session, party: by, referenceId }: Call,
  consultant: AgentParty,
  standing: 'owner' | 'conferee',
): readonly Notice[] {
  const behaviour = world.behaviour[session.channel];
  if (behaviour.steppingForwardIgnored) return [];
  if (behaviour.steppingForward === 'by-invitation') {
    const kind = standing === 'owner' ? 'transfer' : 'conference';
    Object.assign(consultant, { state: 'Invited', next: standing, invitation: { kind, by, referenceId } });
    return stateNotices(world, session, {
      event: 'invited',
      notificationType: 'StatusChange',
      to: [consultant],
    });
  }
  const stepsForward = promote(world, session, { party: consultant, standing });
  const isOut =
    standing === 'owner' ? !behaviour.transferKeepsOriginator : behaviour.conferenceDropsOriginator;
  return isOut ? [...stepsForward, ...handOver(world, session, by)] : stepsForward;
}

/** Invite or Conference: the other agent comes in, or the consultant steps forward, and the customer sees it. */
function conference(call: Call): Done | Refusal {
  const target = targetOf(call);
  if (!isTarget(target)) return target;
  const party = consultantBehind(call, target);
  if (party !== undefined) return { target, notices: bringForward(call, party, 'conferee') };
  if (isThere(call, target)) return refuse(2, 'the target is in the session or invited');
  return ask(call, target, 'conference');
}

/** Transfer: the consultant takes over at once; another agent takes over when it accepts. */
function transfer(call: Call): Done | Refusal {
  const { world, body } = call;
  const target = Object.hasOwn(body, 'queueName') ? queueNamed(world, body) : targetOf(call);
  if (!isTarget(target)) return target;
  const heir = consultantBehind(call, target);
  if (heir !== undefined) return { target, notices: bringForward(call, heir, 'owner') };
  if (isThere(call, target)) return refuse(2, 'the target is in the session or invited');
  return ask(call, target, 'transfer');
}

/** The operations that bring another agent in. */
export const inviting: Readonly<Record<'Consult' | 'Invite' | 'Conference' | 'Transfer', Operation>> = {
  Consult: { demandsFeature: true, run: consult },
  Invite: { run: conference, exists: ({ conferenceName }) => conferenceName !== 'conference' },
  Conference: {
    capability: 'Invite',
    run: conference,
    exists: ({ conferenceName }) => conferenceName !== 'invite',
  },
  Transfer: { run: transfer },
};

/** One session: who is in it, in which state, and what was said. */
import type { ChannelId } from '../../model/channel.ts';
import type { JsonObject, Json } from '../json.ts';
import type { ReferenceEvent, Role, SessionFacts } from '../quirk.ts';
import type { Agent } from '../staff.ts';

/** The state of a session for one agent. */
export type AgentState = 'Invited' | 'Chatting' | 'LeftChat' | 'Completed' | 'Revoked';

/** How an agent takes part. `owner` and `conferee` are seen by the customer, `consultant` is not. */
export type Standing = 'owner' | 'conferee' | 'consultant';

/** Who may see an entry of the log. */
export type Visibility = 'All' | 'Agents';

/** Why an agent was invited, and by whom. */
export interface Invitation {
  readonly kind: 'contact' | 'consult' | 'conference' | 'transfer';
  readonly by?: AgentParty;
  readonly referenceId?: number;
  /** What routed the invitation, where a queue was asked and the server shows that. */
  readonly routing?: Author;
}

/** An agent's part in a session. An agent who comes again has a new one. */
export interface AgentParty {
  readonly type: 'Agent';
  readonly agent: Agent;
  readonly participantId: string;
  invitation: Invitation;
  nickname: string;
  standing: Standing;
  state: AgentState;
  /** What a consultant becomes when it accepts to come before the customer. */
  next?: Standing;
  /** The participantId under which an originator is listed again while a consult runs. */
  secondId?: string;
}

/** The customer's part in a session. */
export interface CustomerParty {
  readonly type: 'Customer';
  readonly participantId: string;
  readonly nickname: string;
  state: 'WaitingForAgent' | 'Chatting' | 'Completed';
}

/** Somebody's part in a session. */
export type Party = AgentParty | CustomerParty;

/** Whom an entry of the log is from: a party, or the server itself. */
export interface Author {
  readonly nickname: string;
  readonly type: Party['type'] | 'System' | 'External';
  readonly participantId: string;
}

/** One entry of the log. */
export interface Entry {
  readonly index: number;
  readonly from: Author;
  /** Whether it is from an agent who is only consulted. */
  readonly fromConsultant: boolean;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly visibility: Visibility;
  readonly type: string;
  readonly text?: string;
  /** Written for all while a consult ran. */
  readonly duringConsult: boolean;
}

/** What a customer who came by Genesys Mobile Services has to show with every request. */
export interface CustomerKeys {
  readonly userId: string;
  readonly secureKey: string;
  readonly alias: string;
}

/** One session. It lives in the world's maps and changes by operations. */
export interface Session {
  readonly id: string;
  readonly channel: ChannelId;
  /** The id under which the customer knows it. */
  readonly customerId: string;
  readonly customer: CustomerParty;
  /** Absent: the customer did not come by Genesys Mobile Services. */
  keys?: CustomerKeys;
  /** In the order of coming. */
  readonly agents: AgentParty[];
  readonly log: Entry[];
  readonly userData: Map<string, Json>;
  /** Consults that began, and the referenceId of the latest one asked for. */
  consults: number;
  lastReferenceId?: number;
  /** Agents who are to come in, and have no room for it yet. */
  waiting: readonly Guest[];
}

/** Whom to invite, and as what. */
export interface Guest {
  readonly agent: Agent;
  readonly standing: Standing;
  readonly invitation: Invitation;
}

/** One notification to one agent. */
export interface Notice {
  readonly event: ReferenceEvent;
  readonly session: Session;
  readonly to: AgentParty;
  readonly data: JsonObject;
  /** The session and the recipient's role as they were when the notice was made. */
  readonly facts: SessionFacts;
  readonly role: Role;
}

/** Agents who take part now, in the order of coming. */
export function presentAgents(session: Session): readonly AgentParty[] {
  return session.agents.filter(({ state }) => state === 'Chatting');
}

/** Agents who take part now and whom the customer sees. */
export function visibleAgents(session: Session): readonly AgentParty[] {
  return presentAgents(session).filter(({ standing }) => standing !== 'consultant');
}

/** Whether somebody takes part who is only consulted. */
export function isConsultOn(session: Session): boolean {
  return presentAgents(session).some(({ standing }) => standing === 'consultant');
}

/** Agents who are invited and have not answered. */
export function invitedAgents(session: Session): readonly AgentParty[] {
  return session.agents.filter(({ state }) => state === 'Invited');
}

/** The latest part of an agent in a session. */
export function partOf(session: Session, agent: Agent): AgentParty | undefined {
  return session.agents.findLast((party) => party.agent === agent);
}

/** Whether the agent is in the session or asked to be. */
export function isEngaged(session: Session, agent: Agent): boolean {
  const state = partOf(session, agent)?.state;
  return state === 'Chatting' || state === 'Invited';
}

const roles: Readonly<Record<Standing, Role>> = {
  owner: 'originator',
  conferee: 'conferee',
  consultant: 'consultant',
};

/** The role of a party, as quirks know it. */
export function roleOf(party: AgentParty | undefined): Role {
  return party === undefined ? 'outsider' : roles[party.standing];
}

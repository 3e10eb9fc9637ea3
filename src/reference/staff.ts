/** Who works at the server, and what can be consulted besides. */
import type { AgentFacts } from './quirk.ts';

/** An agent of the world. */
export interface Agent extends AgentFacts {
  readonly key: AgentKey;
  readonly password: string;
  readonly firstName: string;
  readonly lastName: string;
  /** Ids of features (both documents, "Required Features"). */
  readonly features: readonly string[];
  /** Ids of the queues whose interactions this agent takes. */
  readonly serves: readonly string[];
  /** Whether customers who ask for nobody in particular are routed here. */
  readonly takesCustomers: boolean;
}

/** A queue of the world. */
export interface Queue {
  readonly id: string;
  readonly name: string;
}

/** The one queue. */
export const theQueue: Queue = { id: 'b5d2f1c7a94e4c0b8e6a1f03d7c92e58', name: 'Specialists' };

const multimedia = { features: ['api-multimedia', 'api-multimedia-chat'], serves: [], takesCustomers: false };

/** The agents, by what they are for. The consultant's id is the one of the documents' samples. */
const agentRows = {
  originator: {
    ...multimedia,
    userName: 'originator@reference.example',
    password: 'originator-password',
    nickname: 'TestName',
    firstName: 'Test',
    lastName: 'Name',
    userId: '7c1d2e90b84a4f6f9d03c5a6e1b27f48',
    takesCustomers: true,
  },
  consultant: {
    ...multimedia,
    userName: 'consultant@reference.example',
    password: 'consultant-password',
    nickname: 'BFriend',
    firstName: 'Bob',
    lastName: 'Friend',
    userId: '429a55994ef64991a77acb77c1cf9041',
    serves: [theQueue.id],
  },
  bystander: {
    ...multimedia,
    userName: 'bystander@reference.example',
    password: 'bystander-password',
    nickname: 'Onlooker',
    firstName: 'Olga',
    lastName: 'Onlooker',
    userId: 'e03b6d2f51c7489a8f4e92d0ab7c6315',
  },
  featureless: {
    ...multimedia,
    userName: 'featureless@reference.example',
    password: 'featureless-password',
    nickname: 'VoiceOnly',
    firstName: 'Vera',
    lastName: 'Voice',
    userId: '1f8e4ac76d0b43529b7e36c1d5f09a82',
    features: ['api-voice'],
  },
  second: {
    ...multimedia,
    userName: 'second@reference.example',
    password: 'second-password',
    nickname: 'CFriend',
    firstName: 'Carla',
    lastName: 'Friend',
    userId: '90d7e5b2f3a146c8b15c8e07f24d6ba3',
  },
  absent: {
    ...multimedia,
    userName: 'absent@reference.example',
    password: 'absent-password',
    nickname: 'Absent',
    firstName: 'Abel',
    lastName: 'Absent',
    userId: '5ac3901be7d24f84a6f0d8127e9b3c56',
  },
} satisfies Record<string, Omit<Agent, 'key'>>;

/** What an agent of the world is for: `absent` is for never logging in. */
export type AgentKey = keyof typeof agentRows;

/** All agents, as an outsider may know them. */
export const accounts: readonly Agent[] = (Object.keys(agentRows) as AgentKey[]).map((key) => ({
  key,
  ...agentRows[key],
}));

/** The agent with a user name. */
export function agentNamed(userName: string): Agent | undefined {
  return accounts.find((agent) => agent.userName === userName);
}

/** The part of an agent that others may know. */
export function factsOfAgent({ key, userName, userId, nickname }: Agent): AgentFacts {
  return { key, userName, userId, nickname };
}

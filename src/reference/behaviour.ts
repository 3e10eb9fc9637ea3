/** The switches of the server's rules: one flat record a channel, right by default. */
import { channelIds, channels, type ChannelId, type Spelling } from '../model/channel.ts';

/** A kind of resource that can be consulted. */
export type TargetKind = 'users' | 'contacts' | 'queues';

/** How a moment is written. */
export interface TimestampForm {
  /** Between date and time. */
  readonly separator: ' ' | 'T';
  /** The server's zone, minutes east of UTC. */
  readonly offsetMinutes: number;
}

/** Rules in which right servers differ. */
export interface Choices {
  /** Which spelling of the channel the server uses; a channel without it uses its first. */
  readonly spelling: Spelling['id'];
  readonly timestamp: TimestampForm;
  /** Whether a target that can't be consulted is refused at once or told of later. */
  readonly failure: 'asynchronous' | 'synchronous';
  /** Whether a Consult of an agent who exists and is not ready fails, or waits for the agent to come. */
  readonly absence: 'fails' | 'waits';
  /** What the originator is told when an agent rejects who was to be consulted. */
  readonly rejection: 'error' | 'state' | 'nothing';
  /** Whether an agent can reject an invitation. */
  readonly knowsReject: boolean;
  /** What becomes of a Consult while another runs. */
  readonly secondConsult: 'joins' | 'refused' | 'fails';
  /** The consultant is in the session without being asked. */
  readonly autoAccept: boolean;
  /** Notifications are received before the response to the request that caused them. */
  readonly notifyBeforeResponse: boolean;
  /** Notifications of one request to one agent travel in one CometD array. */
  readonly batch: boolean;
  /** Notifications of other sessions of the same agents go before, between and after those of a consult. */
  readonly chatterAround: boolean;
  /** Which of the two notifications of success goes first. */
  readonly consultOrder: 'state-first' | 'log-first';
  /** The originator is listed under a second participantId while a consult runs, as in the samples. */
  readonly originatorTwice: boolean;
  /** That second participantId stays when the consult is over, and is another one in the next. */
  readonly secondIdStays: boolean;
  /** That the originator is listed once more is told by an entry of the log, before the consultant's. */
  readonly originatorJoinsTwice: boolean;
  /** What routes the consults of queues is listed and joins as well, while such a consult runs. */
  readonly routingJoins: boolean;
  /** The notification of a consultant's joining brings the last entry before it along. */
  readonly lastEntryAlong: boolean;
  /** Numbers skipped between two entries of the log. */
  readonly indexGaps: number;
  /** Members that the documents do not have, everywhere. */
  readonly extraMembers: boolean;
  readonly referenceIdOnSuccess: boolean;
  /** The requests whose referenceIds are counted together. */
  readonly referencesOf: 'server' | 'agent' | 'channel' | 'session';
  readonly visibilityOnParticipants: boolean;
  readonly statusMessageOnSuccess: boolean;
  /** Members of a request that may name the target. */
  readonly targetMembers: readonly ('targetUri' | 'targetPath')[];
  /** What is done with targetUri and targetPath in one request. */
  readonly bothTargets: 'uri' | 'path' | 'refused';
  /** What is done with members of a Consult request that are not documented. */
  readonly unknownMembers: 'ignored' | 'refused';
  /** Whether a Consult whose target is missing or no address is refused at once or told of later. */
  readonly wrongTargets: 'at-once' | 'later';
  /** Whether the case of an operation's name counts. */
  readonly operationCase: 'exact' | 'ignored';
  /** What is done with a member that stands twice. */
  readonly duplicateMembers: 'last' | 'refused';
  /** Which bodies are read as JSON. */
  readonly contentTypes: 'json' | 'any';
  /** Which hosts the address of a target may have. */
  readonly hosts: 'any' | 'own';
  /** Whether an agent without the feature may become ready. */
  readonly readyWithoutFeature: boolean;
  /** Whether sessions are also served without /me, where that address is free. */
  readonly servedWithoutMe: boolean;
  /** Under which name a conference is offered and taken. */
  readonly conferenceName: 'invite' | 'conference' | 'both';
  /** The HTTP status that goes with a refusal. */
  readonly refusalStatus: 'error' | 'success';
  /** Whether a consultant comes before the customer at once, or is invited to it and accepts. */
  readonly steppingForward: 'at-once' | 'by-invitation';
  /** Capabilities that an agent does not have while it is only consulted, besides those that no consultant has. */
  readonly consultantLacks: readonly string[];
  /** The server writes a text entry of its own, visible to agents, when a session begins. */
  readonly greeting: boolean;
  /** How many consults an agent is let into at a time; `undefined`: as many as there are. */
  readonly consultCapacity: ConsultCapacity | undefined;
  /** In how many sessions an agent may be at a time, those of all channels counted; `undefined`: in any number. */
  readonly seats: Seats | undefined;
}

/** A limit of the sessions of one agent, whatever its part in them. */
export interface Seats {
  readonly most: number;
  /** Whether customers wait, too, while the agent whom they came for is in so many. */
  readonly holdFor: 'consults' | 'all';
  /** What becomes of a Consult of an agent who is in so many. */
  readonly whenFull: 'fails' | 'waits';
}

/** A limit of the consults of one agent, among sessions of customers in whose nickname a word stands. */
export interface ConsultCapacity {
  readonly word: string;
  readonly most: number;
}

/** Rules that a right server does not have. */
export interface Defects {
  /** The customer's participants include a consultant. */
  readonly customerSeesConsultant: boolean;
  /** The customer's log includes that a consultant came or went. */
  readonly customerSeesConsultJoin: boolean;
  /** The customer's log includes texts for agents only. */
  readonly customerSeesAgentsTexts: boolean;
  /** The customer's log includes typing for agents only. */
  readonly customerSeesAgentsTyping: boolean;
  /** What a consultant says with the operation for all is for all. */
  readonly consultantSpeaksToAll: boolean;
  /** A consultant's typing for all is shown to all. */
  readonly consultantTypesForAll: boolean;
  /** A consultant who has left is still told what is said. */
  readonly leftAgentsHear: boolean;
  /** Transfer, or Invite of a consultant, is accepted, and nothing happens. */
  readonly steppingForwardIgnored: boolean;
  /** A transfer leaves the one who asked for it in the session. */
  readonly transferKeepsOriginator: boolean;
  /** A conference ends the part of the one who asked for it. */
  readonly conferenceDropsOriginator: boolean;
  /** The customer is told by a notice when a consult fails. */
  readonly customerToldOnFailure: boolean;
  /** A message for all does not reach the customer while a consult runs. */
  readonly consultMutesOriginator: boolean;
  /** What the customer writes is refused while a consult runs. */
  readonly consultMutesCustomer: boolean;
  /** The customer of a conference sees what was said to the agents before. */
  readonly conferenceShowsHistory: boolean;
  /** The customer is not shown the other agent of a conference. */
  readonly conferenceHidden: boolean;
  /** The capabilities beside another agent are withheld. */
  readonly consultAddsNoCapabilities: boolean;
  /** They stay when the other agent has left. */
  readonly capabilitiesStayAfterLeave: boolean;
  /** The customer is out of the session when a consultant joins. */
  readonly consultDropsCustomer: boolean;
  /** The originator is out of the session when a consultant joins. */
  readonly consultDropsOriginator: boolean;
  /** A Consult is accepted, and nothing happens. */
  readonly consultIgnored: boolean;
  /** A session can be consulted about once. */
  readonly consultOnce: boolean;
  /** Another agent than the target is invited. */
  readonly consultReachesBystander: boolean;
  /** By the address of a contact, another agent is reached than the one who has it. */
  readonly contactsReachOther: boolean;
  /** An agent who is not ready is put into the session. */
  readonly absentJoins: boolean;
  /** An agent who rejects is put into the session. */
  readonly rejectionJoins: boolean;
  /** An agent who rejects stays invited. */
  readonly rejectionIgnored: boolean;
  /** The first consultant is out of the session when a second joins. */
  readonly secondConsultEndsFirst: boolean;
  /** A Consult that fails ends the session. */
  readonly failureEndsSession: boolean;
  /** A Consult that fails puts its target into the list of participants. */
  readonly failureAddsParticipant: boolean;
  /** A consultant's Leave is accepted, and nothing happens. */
  readonly leaveIgnored: boolean;
  /** A consultant's Leave ends the session for everybody. */
  readonly leaveEndsSession: boolean;
  /** Ways to name a target, `targetPath queues`, that are not understood. */
  readonly unreadTargets: readonly `${'targetUri' | 'targetPath'} ${TargetKind}`[];
  /** Kinds of resources that can't be consulted though they exist. */
  readonly unreachableKinds: readonly TargetKind[];
  readonly featureNotChecked: boolean;
  readonly authNotChecked: boolean;
  readonly csrfNotChecked: boolean;
  /** An agent outside a session may act in it as its owner. */
  readonly membershipNotChecked: boolean;
  /** A Consult about a session that does not exist is accepted. */
  readonly sessionNotChecked: boolean;
  /** A Consult whose target is missing or no address is accepted, and nothing happens. */
  readonly targetNotChecked: boolean;
  /** An unknown operation is accepted. */
  readonly operationNotChecked: boolean;
  /** A body that is no JSON object is read as an empty one, and a Consult as accepted. */
  readonly bodyNotChecked: boolean;
}

/** All switches of one channel. */
export interface Behaviour extends Choices, Defects {}

const choices: Omit<Choices, 'targetMembers'> = {
  spelling: 'documented',
  timestamp: { separator: ' ', offsetMinutes: -480 },
  failure: 'asynchronous',
  absence: 'fails',
  rejection: 'error',
  knowsReject: true,
  secondConsult: 'joins',
  autoAccept: false,
  notifyBeforeResponse: false,
  batch: false,
  chatterAround: false,
  consultOrder: 'state-first',
  originatorTwice: false,
  secondIdStays: false,
  originatorJoinsTwice: false,
  routingJoins: false,
  lastEntryAlong: false,
  indexGaps: 0,
  extraMembers: false,
  referenceIdOnSuccess: false,
  referencesOf: 'server',
  visibilityOnParticipants: false,
  statusMessageOnSuccess: false,
  bothTargets: 'uri',
  unknownMembers: 'ignored',
  wrongTargets: 'at-once',
  operationCase: 'exact',
  duplicateMembers: 'last',
  contentTypes: 'json',
  hosts: 'any',
  readyWithoutFeature: true,
  servedWithoutMe: false,
  conferenceName: 'invite',
  refusalStatus: 'error',
  steppingForward: 'at-once',
  consultantLacks: [],
  greeting: false,
  consultCapacity: undefined,
  seats: undefined,
};

const noDefects: Defects = {
  customerSeesConsultant: false,
  customerSeesConsultJoin: false,
  customerSeesAgentsTexts: false,
  customerSeesAgentsTyping: false,
  consultantSpeaksToAll: false,
  consultantTypesForAll: false,
  leftAgentsHear: false,
  steppingForwardIgnored: false,
  transferKeepsOriginator: false,
  conferenceDropsOriginator: false,
  customerToldOnFailure: false,
  consultMutesOriginator: false,
  consultMutesCustomer: false,
  conferenceShowsHistory: false,
  conferenceHidden: false,
  consultAddsNoCapabilities: false,
  capabilitiesStayAfterLeave: false,
  consultDropsCustomer: false,
  consultDropsOriginator: false,
  consultIgnored: false,
  consultOnce: false,
  consultReachesBystander: false,
  failureEndsSession: false,
  failureAddsParticipant: false,
  leaveIgnored: false,
  leaveEndsSession: false,
  contactsReachOther: false,
  absentJoins: false,
  rejectionJoins: false,
  rejectionIgnored: false,
  secondConsultEndsFirst: false,
  unreadTargets: [],
  unreachableKinds: [],
  featureNotChecked: false,
  authNotChecked: false,
  csrfNotChecked: false,
  membershipNotChecked: false,
  sessionNotChecked: false,
  targetNotChecked: false,
  operationNotChecked: false,
  bodyNotChecked: false,
};

/** The right behaviour on a channel. */
export function rightBehaviour(channel: ChannelId): Behaviour {
  return { ...choices, ...noDefects, targetMembers: channels[channel].targetMembers };
}

/** A change of behaviour, and the channels on which it holds. */
export interface BehaviourChange {
  readonly channels: readonly ChannelId[];
  readonly behaviour?: Partial<Behaviour>;
}

/** The behaviour on every channel after some changes, later ones over earlier ones. */
export function behaviourAfter(changes: readonly BehaviourChange[]): Readonly<Record<ChannelId, Behaviour>> {
  const after = (channel: ChannelId): Behaviour =>
    changes
      .filter((change) => change.channels.includes(channel))
      .reduce((behaviour, change) => ({ ...behaviour, ...change.behaviour }), rightBehaviour(channel));
  return Object.fromEntries(channelIds.map((id) => [id, after(id)])) as Record<ChannelId, Behaviour>;
}

/** How a behaviour spells its channel. */
export function spellingFor(channel: ChannelId, behaviour: Behaviour): Spelling {
  const { spellings } = channels[channel];
  return spellings.find(({ id }) => id === behaviour.spelling) ?? spellings[0];
}

/** Sessions and logs as the documents print them: exactly the members of the samples, unless the behaviour adds some. */
import { channels } from '../../model/channel.ts';
import type { Json, JsonObject } from '../json.ts';
import { uriOf, type World } from '../world.ts';
import { listedCapabilities } from './capabilities.ts';
import { factsOf } from './facts.ts';
import {
  presentAgents,
  roleOf,
  type AgentParty,
  type Author,
  type Entry,
  type Notice,
  type Session,
  type Visibility,
} from './session.ts';
import { formatTimestamp } from './timestamp.ts';

/** The path of a session below `/api/v2`. */
export function pathOf(world: World, session: Session): string {
  return `/${world.spelling[session.channel].collection}/${encodeURIComponent(session.id)}`;
}

/** Members beyond the documents, for each kind of object; real payloads carry such. */
const extras: Readonly<
  Record<'participant' | 'session' | 'entry' | 'notification' | 'response', JsonObject>
> = {
  participant: { path: '/participants/1', capacity: 3, tags: ['a', null] },
  session: {
    path: '/sessions/1',
    userData: { Origin: 'Web' },
    metrics: { waiting: 1.5 },
    dispositionCode: null,
  },
  entry: { messageType: 'Text', chatPath: '/sessions/1', text: '', attachments: [] },
  notification: { metrics: { version: 1, sent: true }, source: 'gws' },
  response: { path: '/sessions/1', operationId: 'a1', data: [] },
};

/** The extra members for a kind of object, when the behaviour has them. */
export function extrasFor(
  world: World,
  { channel }: Pick<Session, 'channel'>,
  kind: keyof typeof extras,
): JsonObject {
  return world.behaviour[channel].extraMembers ? extras[kind] : {};
}

function participant(
  { world, session }: Scene,
  { nickname, type, participantId }: Author,
  visibility: Visibility,
): JsonObject {
  const shown = world.behaviour[session.channel].visibilityOnParticipants ? { visibility } : {};
  return { nickname, type, participantId, ...shown, ...extrasFor(world, session, 'participant') };
}

interface Scene {
  readonly world: World;
  readonly session: Session;
}

/** Who takes part, in the order of the samples: agents, customer, and the originator again where it is listed twice. */
function participants(scene: Scene): readonly JsonObject[] {
  const { world, session } = scene;
  const present = presentAgents(session);
  const failed = world.behaviour[session.channel].failureAddsParticipant
    ? session.agents.filter(({ state, invitation }) => state === 'Revoked' && invitation.kind === 'consult')
    : [];
  const routing = present.flatMap(({ invitation }) => invitation.routing ?? []);
  const twice = present.filter(({ secondId }) => secondId !== undefined);
  const visibilityOf = ({ standing }: AgentParty): Visibility =>
    standing === 'consultant' ? 'Agents' : 'All';
  return [
    ...[...present, ...failed].map((party) =>
      participant(
        scene,
        { ...party, participantId: party.secondId ?? party.participantId },
        visibilityOf(party),
      ),
    ),
    ...(session.customer.state === 'Completed' ? [] : [participant(scene, session.customer, 'All')]),
    ...twice.map((party) => participant(scene, party, visibilityOf(party))),
    ...routing.map((author) => participant(scene, author, 'Agents')),
  ];
}

/** The session as one agent sees it (both documents, "First Notification"). */
export function renderSession(world: World, session: Session, party: AgentParty): JsonObject {
  return {
    participants: participants({ world, session }),
    state: party.state,
    id: session.id,
    capabilities: listedCapabilities(world.behaviour[session.channel], session, party),
    uri: uriOf(world, pathOf(world, session)),
    ...extrasFor(world, session, 'session'),
  };
}

/** One entry of the log (both documents, "Second Notification"). */
export function renderEntry(world: World, session: Session, entry: Entry): JsonObject {
  return {
    index: entry.index,
    from: participant({ world, session }, entry.from, entry.fromConsultant ? 'Agents' : 'All'),
    timestamp: formatTimestamp(entry.at, world.behaviour[session.channel].timestamp),
    visibility: entry.visibility,
    type: entry.type,
    timestampSeconds: entry.at,
    ...extrasFor(world, session, 'entry'),
    ...(entry.text === undefined ? {} : { text: entry.text }),
  };
}

/** What a notice says about the state of a session. */
export interface StateNews {
  readonly event: Notice['event'];
  readonly notificationType: string;
  /** Members between the types and the session, such as errorMessage. */
  readonly members?: JsonObject;
  readonly to: readonly AgentParty[];
}

/** Notices about the state of a session, one for each agent, with that agent's own view. */
export function stateNotices(world: World, session: Session, news: StateNews): readonly Notice[] {
  const { stateMessageType } = channels[session.channel];
  const { key } = world.spelling[session.channel];
  const facts = factsOf(world, session);
  return news.to.map((to) => ({
    event: news.event,
    session,
    to,
    facts,
    role: roleOf(to),
    data: {
      notificationType: news.notificationType,
      messageType: stateMessageType,
      ...news.members,
      [key]: renderSession(world, session, to),
      ...extrasFor(world, session, 'notification'),
    },
  }));
}

/** What a notice says about the log of a session. */
export interface LogNews {
  readonly event: Notice['event'];
  readonly entries: readonly Entry[];
  readonly to: readonly AgentParty[];
  readonly members?: JsonObject;
}

/** Notices about new entries of a session's log. */
export function logNotices(world: World, session: Session, news: LogNews): readonly Notice[] {
  const { logMessageType } = channels[session.channel];
  const { uriKey } = world.spelling[session.channel];
  const messages: Json = news.entries.map((entry) => renderEntry(world, session, entry));
  const data: JsonObject = {
    messages,
    notificationType: 'NewMessages',
    messageType: logMessageType,
    ...news.members,
    [uriKey]: uriOf(world, pathOf(world, session)),
    ...extrasFor(world, session, 'notification'),
  };
  const facts = factsOf(world, session);
  return news.to.map((to) => ({ event: news.event, session, to, data, facts, role: roleOf(to) }));
}

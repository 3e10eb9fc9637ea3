/** What happens in every consult: it is asked for, the consultant joins, and leaves again. */
import { isRefusal, referenceIn } from '../model/answer.ts';
import type { Exchange } from '../model/evidence.ts';
import { at } from '../model/json.ts';
import { kindOf, mentions, messagesOf, participantsOf, sessionObject } from '../model/notification.ts';
import type { Party } from '../target/index.ts';
import { containsNickname } from './contains-nickname.ts';
import {
  catchUp,
  customerNickname,
  expect,
  isLogOf,
  isStateOf,
  operate,
  sessionIdIn,
  stateIn,
  userUri,
  type Expected,
  type Scene,
} from './stage.ts';

/** Whether it is worth waiting for what an accepted request leads to. */
export function isAccepted({ response }: Exchange): boolean {
  if (response === undefined) return false;
  return !isRefusal(response.status, response.body.form === 'json' ? response.body.json : undefined);
}

/**
 * Posts a Consult; `target` names whom, in the members of the request. With a member that the channel does not
 * have, it is a probe: a request that the documents do not have, to learn what comes of it.
 */
export function consult(scene: Scene, target: Readonly<Record<string, string>>): Promise<Exchange> {
  const { owner: party, sessionId, channel } = scene;
  const members: readonly string[] = channel.targetMembers;
  const isProbe = Object.keys(target).some((member) => !members.includes(member));
  const by = { party, sessionId, purpose: 'consult', ...(isProbe ? { case: 'probe' } : {}) } as const;
  return operate(scene, by, { operationName: 'Consult', ...target });
}

/** Consults an agent by the address of its user, and lets it join. Returns the session's id as the consultant knows it. */
export async function consultAgent(scene: Scene, consultant: Party): Promise<string | undefined> {
  const asked = await consult(scene, { targetUri: userUri(scene, consultant) });
  return isAccepted(asked) ? join(scene, consultant, asked) : undefined;
}

/**
 * The consultant accepts where it is asked; both notifications are awaited.
 * Returns the session's id as the consultant knows it; `undefined` when it was neither invited nor listed.
 */
export async function join(
  scene: Scene,
  consultant: Party,
  { seq: after }: Exchange,
): Promise<string | undefined> {
  const invitation = await invitedTo(scene, consultant, after);
  const came = await comeIn(scene, { consultant, invitation, after });
  return invitation?.id ?? (came.isListed ? scene.sessionId : undefined);
}

/** A session that an agent is consulted in, as that agent is told of it. */
export interface Invitation {
  readonly id: string;
  /** Whether the agent still has to accept. */
  readonly accepts: boolean;
}

/** An agent accepts where it is asked; both notifications of success are awaited. Says which of them came. */
export async function comeIn(
  scene: Scene,
  {
    consultant,
    invitation,
    after,
  }: { readonly consultant: Party; readonly invitation: Invitation | undefined; readonly after: number },
): Promise<{ readonly isListed: boolean; readonly isAnnounced: boolean }> {
  if (invitation?.accepts === true) {
    const body = { operationName: 'Accept', nickname: consultant.user.nickname };
    const { id } = invitation;
    await operate(scene, { party: consultant, sessionId: id, purpose: 'consultant-accept' }, body);
  }
  const party = scene.owner;
  const isLog = isLogOf(scene, scene.sessionId);
  const isState = isStateOf(scene, scene.sessionId);
  const isFirst = (data: unknown): boolean => isState(data) && tellsOfNew(scene, listedIn(scene, data));
  const isJoin = (data: unknown): boolean =>
    isLog(data) && (tellsOfJoining(data) || !tellsOfOthers(data)) && tellsOfNew(scene, authorsIn(data));
  const [first, second] = await Promise.all([
    expect(scene, {
      party,
      event: 'first-notification',
      after,
      wanted: isFirst,
    }),
    expect(scene, { party, event: 'second-notification', after, wanted: isJoin }),
  ]);
  return { isListed: first !== undefined, isAnnounced: second !== undefined };
}

function tellsOfJoining(data: unknown): boolean {
  return messagesOf(data).some(({ type }) => type === 'ParticipantJoined');
}

/** Entries that were there to be written before a consultant joins, and may be told of late. */
function tellsOfOthers(data: unknown): boolean {
  return messagesOf(data).some(({ type }) => type === 'Text' || type === 'ParticipantLeft');
}

/** Whether somebody is named who was not there before, or nobody: what is told late of an Accept names others. */
function tellsOfNew({ present }: Scene, ids: readonly unknown[]): boolean {
  return ids.length === 0 || ids.some((id) => typeof id !== 'string' || !present.has(id));
}

function listedIn({ channel }: Scene, data: unknown): readonly unknown[] {
  return participantsOf(sessionObject(channel, data)?.session).map(({ participantId }) => participantId);
}

function authorsIn(data: unknown): readonly unknown[] {
  return messagesOf(data).map((entry) => at(entry, '/from/participantId'));
}

/** How many were in the session before the Consult, as the server last answered to a GET; `undefined` when it did not say. */
function presentBefore({ context, key, channel }: Scene): number | undefined {
  const asked = context.recorder
    .entries()
    .findLast(
      (entry) => entry.kind === 'exchange' && entry.trace === key && entry.purpose === 'state-before',
    );
  const body = asked?.kind === 'exchange' ? asked.response?.body : undefined;
  const json = body?.form === 'json' ? body.json : undefined;
  const listed = participantsOf(sessionObject(channel, json)?.session ?? json).length;
  return listed === 0 ? undefined : listed;
}

/** The session that an agent is consulted in, as that agent is told of it, and whether it still has to accept. */
export async function invitedTo(
  scene: Scene,
  consultant: Party,
  after: number,
): Promise<Invitation | undefined> {
  const told = await expect(scene, invitationOf(scene, consultant, after));
  return told && invitationIn(scene, told.data);
}

/** States in which an agent's part in a session is over: an earlier part, of which it may be told late. */
const isOver: readonly unknown[] = ['LeftChat', 'Completed', 'Revoked'];

/** That an agent is told of the session, after a place in the order. */
export function invitationOf(scene: Scene, party: Party, after: number): Expected {
  const isOurs = isStateOf(scene, scene.sessionId);
  const nickname = customerNickname(scene);
  const isForUs = (data: unknown): boolean =>
    isOurs(data) || (containsNickname(data, nickname) && !namesAnother(scene, data));
  const wanted = (data: unknown): boolean => isForUs(data) && !isOver.includes(stateIn(scene, data));
  return { party, event: 'consultant-invitation', after, wanted };
}

/** Whether something names the session of another scenario: customers of some sources have one name in several. */
function namesAnother({ context, key, namedIn }: Scene, data: unknown): boolean {
  const { segments } = namedIn(data);
  return context.recorder
    .entries()
    .some((entry) => entry.kind === 'session' && entry.trace !== key && segments.has(entry.sessionId));
}

/** The invitation that a notification is. */
export function invitationIn(scene: Scene, data: unknown): Invitation {
  const id = sessionIdIn(scene, data) ?? scene.sessionId;
  return { id, accepts: stateIn(scene, data) !== 'Chatting' };
}

/** That the originator is told that a Consult failed. */
export function failureOf(scene: Scene, asked: Exchange): Expected {
  const { channel, sessionId, owner: party } = scene;
  const reference = givenIn(asked);
  const wanted = (data: unknown): boolean =>
    kindOf(channel, data) === 'error' &&
    (mentions(data, sessionId) || (reference !== undefined && isFailureWith(scene, reference)(data)));
  return { party, event: 'error-notification', after: asked.seq, wanted };
}

/**
 * Tells of a failure whether it is by its referenceId that of a request in this session: it carries it, and does not
 * name the session of another scenario in which a request was given the same. Servers may count by session.
 */
export function isFailureWith(scene: Scene, reference: number): (data: unknown) => boolean {
  const { context, key, namedIn, sessionId } = scene;
  return (data) => {
    if (at(data, '/referenceId') !== reference) return false;
    const { segments } = namedIn(data);
    if (segments.has(sessionId)) return true;
    const entries = context.recorder.entries();
    const named = entries.flatMap((entry) =>
      entry.kind === 'session' && entry.trace !== key && segments.has(entry.sessionId) ? [entry.trace] : [],
    );
    return !entries.some(
      (entry) =>
        entry.kind === 'exchange' &&
        named.some((trace) => trace === entry.trace) &&
        givenIn(entry) === reference,
    );
  };
}

function givenIn({ response }: Exchange): number | undefined {
  return response?.body.form === 'json' ? referenceIn(response.body.json) : undefined;
}

/** Lets a consultant who joined be told of that itself. */
export async function seeItselfJoin(scene: Scene, party: Party, sessionId: string): Promise<void> {
  const { context, key } = scene;
  const asked = context.recorder
    .entries()
    .findLast((entry) => entry.kind === 'exchange' && entry.trace === key && entry.purpose === 'consult');
  const isLog = isLogOf(scene, sessionId);
  const wanted = (data: unknown): boolean => isLog(data) && tellsOfJoining(data);
  await catchUp(scene, { party, after: asked?.seq ?? 0, wanted });
}

/** That the log tells of somebody who left. */
function tellsOfLeaving(scene: Scene): (data: unknown) => boolean {
  const isLog = isLogOf(scene, scene.sessionId);
  return (data) => isLog(data) && messagesOf(data).some(({ type }) => type === 'ParticipantLeft');
}

/** That an agent's own part in a session is over. */
function hasEnded(scene: Scene, sessionId: string): (data: unknown) => boolean {
  const isOurs = isStateOf(scene, sessionId);
  return (data) => isOurs(data) && isOver.includes(stateIn(scene, data));
}

/**
 * Tells of a list of participants whether an agent is no longer in it: it lacks the agent's nickname, where the list
 * before had it, or it is no longer than before the Consult. The originator may stay listed twice.
 */
function isWithout(scene: Scene, { user }: Party, left: Exchange): (data: unknown) => boolean {
  const { context, owner, channel, sessionId } = scene;
  const isOurs = isStateOf(scene, sessionId);
  const listed = (data: unknown) => participantsOf(sessionObject(channel, data)?.session);
  const isNamed = (data: unknown): boolean => listed(data).some(({ nickname }) => nickname === user.nickname);
  const before = presentBefore(scene) ?? Infinity;
  const last = context.recorder
    .entries()
    .findLast(
      (entry) =>
        entry.kind === 'delivery' &&
        entry.party === owner.name &&
        entry.seq < left.seq &&
        isOurs(entry.data) &&
        listed(entry.data).length > 0,
    );
  const tells = user.nickname !== owner.user.nickname && last?.kind === 'delivery' && isNamed(last.data);
  return (data) => {
    const { length } = listed(data);
    return isOurs(data) && (length <= before || (tells && !isNamed(data)));
  };
}

/** Lets the agent whose session it was be told that its part is over. */
export function seeItselfOut(scene: Scene): Promise<void> {
  return catchUp(scene, { party: scene.owner, after: 0, wanted: hasEnded(scene, scene.sessionId) });
}

/** The consultant leaves; resolves with whether the originator was told of it. */
export async function leave(scene: Scene, consultant: Party, sessionId: string): Promise<boolean> {
  const by = { party: consultant, sessionId, purpose: 'consultant-leave' } as const;
  const left = await operate(scene, by, { operationName: 'Leave' });
  if (!isAccepted(left)) return false;
  const wanted = isWithout(scene, consultant, left);
  const event = 'leave-notification';
  const [told] = await Promise.all([
    expect(scene, { party: scene.owner, event, after: left.seq, wanted }),
    catchUp(scene, { party: scene.owner, after: left.seq, wanted: tellsOfLeaving(scene) }),
    catchUp(scene, { party: consultant, after: left.seq, wanted: hasEnded(scene, sessionId) }),
  ]);
  return told !== undefined;
}

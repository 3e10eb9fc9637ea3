/** Opens a session: a customer asks, the agent is invited and accepts. */
import { TargetError } from '../model/errors.ts';
import type { Exchange } from '../model/evidence.ts';
import { at } from '../model/json.ts';
import { participantsOf, sessionObject } from '../model/notification.ts';
import { containsNickname } from './contains-nickname.ts';
import {
  customerNickname,
  expect,
  getSession,
  isStateOf,
  operate,
  partyOf,
  sessionIdIn,
  stateIn,
  type Scene,
  type Stage,
} from './stage.ts';
import type { AgentName, Party } from '../target/index.ts';

/**
 * Opens the scenario's session for one of its agents and looks at it before anything happens.
 * Throws TargetError when there is no session, no invitation, or the agent can't accept.
 */
export async function openSession(stage: Stage, agent: AgentName): Promise<Scene> {
  const { recorder } = stage.context;
  const owner = partyOf(stage, agent);
  const nickname = customerNickname(stage);
  const { seq: after } = recorder.moment();
  const customer = await stage.source.open({
    trace: stage.key,
    channel: stage.channel.id,
    agentUserName: owner.user.userName,
    customerNickname: nickname,
  });
  const sessionId = customer.sessionId ?? (await invitedTo(stage, { owner, nickname, after }));
  recorder.record({ kind: 'session', trace: stage.key, sessionId });
  const scene: Scene = { ...stage, owner, customer, sessionId, present: new Set() };
  try {
    const told = presentIn(scene, await accept(scene, after));
    const [asked] = await Promise.all([
      isOneOfMany(stage) && told.length > 0
        ? undefined
        : getSession(scene, { party: owner, sessionId, purpose: 'state-before' }),
      isOneOfMany(stage) ? undefined : customer.look('before'),
    ]);
    const body = asked?.response?.body;
    const got = body?.form === 'json' ? presentIn(scene, body.json) : [];
    return { ...scene, present: new Set([...told, ...got]) };
  } catch (error) {
    await customer.leave();
    throw error;
  }
}

/** Of many sessions at once, what notifications say is enough; more is asked only where they don't. */
function isOneOfMany({ member }: Stage): boolean {
  return member !== undefined;
}

/** The participantIds that a message about a session lists. */
function presentIn({ channel }: Stage, json: unknown): readonly string[] {
  const listed = participantsOf(sessionObject(channel, json)?.session ?? json);
  return listed.flatMap(({ participantId: id }) => (typeof id === 'string' && id !== '' ? [id] : []));
}

/** The id of the session that the agent is invited to, where the source does not know it. */
async function invitedTo(
  stage: Stage,
  by: { readonly owner: Party; readonly nickname: string; readonly after: number },
): Promise<string> {
  const wanted = (data: unknown): boolean =>
    containsNickname(data, by.nickname) && sessionIdIn(stage, data) !== undefined;
  const invitation = await expect(stage, { party: by.owner, event: 'invitation', after: by.after, wanted });
  const id = invitation === undefined ? undefined : sessionIdIn(stage, invitation.data);
  if (id === undefined) throw notInvited(stage, by.owner);
  return id;
}

/** Accepts where that is asked; resolves with the notification that says that the agent is in the session. */
async function accept(scene: Scene, after: number): Promise<unknown> {
  const { owner, sessionId } = scene;
  const isOurs = isStateOf(scene, sessionId);
  const invitation = await expect(scene, { party: owner, event: 'invitation', after, wanted: isOurs });
  if (invitation === undefined) throw notInvited(scene, owner);
  if (stateIn(scene, invitation.data) === 'Chatting') return invitation.data;
  const body = { operationName: 'Accept', nickname: owner.user.nickname };
  const accepted = await operate(scene, { party: owner, sessionId, purpose: 'accept' }, body);
  const isChatting = (data: unknown): boolean => isOurs(data) && stateIn(scene, data) === 'Chatting';
  const chatting = await expect(scene, { party: owner, event: 'chatting', after, wanted: isChatting });
  if (chatting === undefined) throw notAccepted(scene, accepted);
  return chatting.data;
}

function notInvited(stage: Stage, owner: Party): TargetError {
  return new TargetError(
    `A ${stage.channel.title} session was opened, but ${owner.user.userName} was not told of it within ` +
      `${stage.context.target.deadlines.notification} ms: is this agent ready, and does the source route to it?`,
    'session-source',
  );
}

function notAccepted(stage: Stage, { response, failure }: Exchange): TargetError {
  const body = response?.body.form === 'json' ? response.body.json : undefined;
  const seen = failure?.message ?? `HTTP ${response?.status}, statusCode ${String(at(body, '/statusCode'))}`;
  return new TargetError(
    `The ${stage.channel.title} session was not Chatting within ${stage.context.target.deadlines.notification} ms of its Accept (${seen}).`,
    'server',
  );
}

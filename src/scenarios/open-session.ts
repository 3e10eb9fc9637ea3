/** Opens a session: a customer asks, the agent is invited and accepts. */
import { TargetError } from '../model/errors.ts';
import type { CustomerView, Exchange } from '../model/evidence.ts';
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
import { waitForCustomer, type AgentName, type CustomerSide, type Party } from '../target/index.ts';

/**
 * Opens the scenario's session for one of its agents and looks at it before anything happens.
 * Throws TargetError when there is no session, no invitation, or the agent can't accept.
 */
export async function openSession(stage: Stage, agent: AgentName): Promise<Scene> {
  const { recorder } = stage.context;
  const owner = partyOf(stage, agent);
  const { seq: after } = recorder.moment();
  const customer = await stage.source.open({
    trace: stage.key,
    channel: stage.channel,
    spelling: stage.spelling,
    agent: owner,
    nickname: customerNickname(stage),
    tag: stage.tag,
  });
  try {
    const sessionId = customer.sessionId ?? (await invitedTo(stage, { owner, customer, after }));
    const scene: Scene = { ...stage, owner, customer, sessionId, present: new Set() };
    recordSession(scene);
    const told = presentIn(scene, await accept(scene, after));
    const [asked] = await Promise.all([
      isOneOfMany(stage) && told.length > 0
        ? undefined
        : getSession(scene, { party: owner, sessionId, purpose: 'state-before' }),
      isOneOfMany(stage) ? undefined : lookBefore(scene),
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

function recordSession({ context, key, channel, customer: { unseen }, sessionId }: Scene): void {
  const source = context.target.channels[channel.id]?.source.kind;
  context.recorder.record({
    kind: 'session',
    trace: key,
    sessionId,
    ...(source === undefined ? {} : { source }),
    ...(unseen === undefined ? {} : { unseen }),
  });
}

interface Opened {
  readonly owner: Party;
  readonly customer: CustomerSide;
  readonly after: number;
}

/** The id of the session that the agent is invited to, where the source does not know it. */
async function invitedTo(stage: Stage, { owner, customer, after }: Opened): Promise<string> {
  const wanted = isInvitation(stage, { customer });
  const invitation = await expect(stage, { party: owner, event: 'invitation', after, wanted });
  const id = invitation === undefined ? undefined : sessionIdIn(stage, invitation.data);
  if (id === undefined)
    throw notInvited(stage, owner, await invitedInstead(stage, { owner, customer, after }));
  customer.identify(id);
  return id;
}

function isInvitation(stage: Stage, { customer }: Pick<Opened, 'customer'>): (data: unknown) => boolean {
  const nickname = customerNickname({ ...stage, customer });
  return (data) => containsNickname(data, nickname) && sessionIdIn(stage, data) !== undefined;
}

/** The agent who was invited in place of the one who should have been. */
async function invitedInstead(stage: Stage, opened: Opened): Promise<Party | undefined> {
  const wanted = isInvitation(stage, opened);
  const others = Object.values(stage.parties).filter((party) => party !== opened.owner);
  const invited = await Promise.all(
    others.map((party) =>
      party.awaitDelivery(({ data }) => wanted(data), { after: opened.after, deadlineMs: 0 }),
    ),
  );
  return others.find((_, i) => invited[i] !== undefined);
}

/** Accepts where that is asked; resolves with the notification that says that the agent is in the session. */
async function accept(scene: Scene, after: number): Promise<unknown> {
  const { owner, sessionId, customer } = scene;
  const isOurs = isStateOf(scene, sessionId);
  const told = customer.state === undefined ? await invitationOf(scene, after) : undefined;
  const state = customer.state ?? stateIn(scene, told);
  if (state === 'Chatting') return told;
  if (typeof state === 'string' && state !== 'Invited') throw notInvitedBut(scene, state);
  const body = { operationName: 'Accept', nickname: owner.user.nickname };
  const accepted = await operate(scene, { party: owner, sessionId, purpose: 'accept' }, body);
  const isChatting = (data: unknown): boolean => isOurs(data) && stateIn(scene, data) === 'Chatting';
  const chatting = await expect(scene, { party: owner, event: 'chatting', after, wanted: isChatting });
  if (chatting === undefined) throw notAccepted(scene, accepted);
  return chatting.data;
}

/** The invitation, as the agent is told of it. */
async function invitationOf(scene: Scene, after: number): Promise<unknown> {
  const { owner, customer, sessionId } = scene;
  const wanted = isStateOf(scene, sessionId);
  const told = await expect(scene, { party: owner, event: 'invitation', after, wanted });
  if (told === undefined)
    throw notInvited(scene, owner, await invitedInstead(scene, { owner, customer, after }));
  return told.data;
}

/**
 * Looks at the customer's side until the agent is seen there: what is compared with it later must not differ because
 * the customer was told late. Where the view lists nobody, one look is all that it gives.
 */
async function lookBefore({ context, customer }: Scene): Promise<void> {
  if (!customer.capabilities.look) return;
  const deadlineMs = context.target.deadlines.notification;
  const wanted = ({ participants }: CustomerView): boolean =>
    participants.length === 0 || participants.some(({ type }) => type === 'Agent');
  await waitForCustomer(context, customer, { phase: 'before', wanted, deadlineMs });
}

function notInvited(stage: Stage, owner: Party, instead: Party | undefined): TargetError {
  const { channel, context, source } = stage;
  const { userName } = owner.user;
  const seen =
    instead === undefined
      ? `was not told of it within ${context.target.deadlines.notification} ms: is this agent ready, and does the source route to it?`
      : `was not invited; ${instead.user.userName}, the ${instead.name}, was.${
          source.capabilities.choosesAgent
            ? ' Is the agent that the source names the right one?'
            : ' The source does not say which agent it wants: put ${agent} or ${party} where the server routes by it.'
        }`;
  return new TargetError(`A ${channel.title} session was opened, but ${userName} ${seen}`, 'session-source');
}

function notInvitedBut({ channel, owner, sessionId }: Scene, state: string): TargetError {
  return new TargetError(
    `The ${channel.title} session ${sessionId} that was opened is ${state} for ${owner.user.userName}: expected Invited or Chatting. It is not used.`,
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

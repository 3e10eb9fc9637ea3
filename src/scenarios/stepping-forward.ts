/** The two ways in which a consultant comes before the customer: a transfer, and a conference (both documents, "Overview"). */
import type { Purpose } from '../model/acts.ts';
import type { Exchange } from '../model/evidence.ts';
import { capabilitiesOf, kindOf, mentions, sessionObject } from '../model/notification.ts';
import type { Party } from '../target/index.ts';
import { consultAgent, isAccepted } from './consulting.ts';
import { say } from './saying.ts';
import type { Scenario } from './scenario.ts';
import {
  expect,
  expectAtCustomer,
  getSession,
  isStateOf,
  operate,
  partyOf,
  stateIn,
  userUri,
  type Scene,
} from './stage.ts';

/** How one way is asked for, and how the originator learns that it was gone. */
interface Way {
  readonly purpose: Purpose;
  /** The operation's name, as the originator's capabilities offer it. */
  readonly operationName: (offered: readonly string[]) => string;
  /** What the originator is told when it is done. */
  readonly isDone: (scene: Scene) => (data: unknown) => boolean;
}

/** A transfer is over when the originator's own session is. */
const transferring: Way = {
  purpose: 'transfer',
  operationName: () => 'Transfer',
  isDone: (scene) => (data) => isStateOf(scene, scene.sessionId)(data) && stateIn(scene, data) !== 'Chatting',
};

/** A conference begins with whatever news of the session: nothing else is under way then. */
const conferring: Way = {
  purpose: 'conference',
  operationName: (offered) =>
    offered.includes('Conference') && !offered.includes('Invite') ? 'Conference' : 'Invite',
  isDone: (scene) => (data) =>
    ['state', 'log'].includes(kindOf(scene.channel, data)) && mentions(data, scene.sessionId),
};

function playing(way: Way): Scenario['play'] {
  return async (scene) => {
    const consultant = partyOf(scene, 'consultant');
    const joined = await consultAgent(scene, consultant);
    if (joined === undefined) return;
    await scene.customer.look('during');
    const text = `For the agents ${scene.tag}`;
    const secret = { party: consultant, listener: scene.owner, sessionId: joined, text } as const;
    await say(scene, { purpose: 'agents-message', ...secret });
    const stepped = await stepForward(scene, { consultant, joined }, way);
    if (!isAccepted(stepped)) return;
    await getSession(scene, { party: consultant, sessionId: joined, purpose: 'consultant-state' });
    const toAll = `I take part ${scene.tag}`;
    const by = { party: consultant, sessionId: joined, purpose: 'heir-message' } as const;
    const said = await operate(scene, by, { operationName: 'SendMessage', text: toAll });
    if (isAccepted(said)) await expectAtCustomer(scene, toAll);
  };
}

interface Guest {
  readonly consultant: Party;
  /** The session's id as the consultant knows it. */
  readonly joined: string;
}

/** Asks for it; where the consultant is invited once more it accepts. */
async function stepForward(scene: Scene, { consultant, joined }: Guest, way: Way): Promise<Exchange> {
  const { owner: party, sessionId } = scene;
  const operationName = way.operationName(offeredIn(scene));
  const stepped = await operate(
    scene,
    { party, sessionId, purpose: way.purpose },
    { operationName, targetUri: userUri(scene, consultant) },
  );
  if (!isAccepted(stepped)) return stepped;
  const { seq: after } = stepped;
  const isOurs = isStateOf(scene, joined);
  const { notification: deadlineMs } = scene.context.target.deadlines;
  const acceptWhenInvited = async (): Promise<void> => {
    const isInvited = (data: unknown): boolean => isOurs(data) && stateIn(scene, data) === 'Invited';
    const options = { after, deadlineMs };
    const invitation = await consultant.awaitDelivery(({ data }) => isInvited(data), options);
    const by = { party: consultant, sessionId: joined, purpose: 'second-accept' } as const;
    const body = { operationName: 'Accept', nickname: consultant.user.nickname };
    if (invitation !== undefined) await operate(scene, by, body);
  };
  void acceptWhenInvited(); // an invitation need not come: nothing waits for it
  await expect(scene, { party, event: 'stepping-forward', after, wanted: way.isDone(scene) });
  return stepped;
}

/** The capabilities that the originator was shown last. */
function offeredIn({ context, channel, sessionId }: Scene): readonly string[] {
  const told = context.recorder
    .entries()
    .findLast(
      (entry) =>
        entry.kind === 'delivery' &&
        entry.party === 'originator' &&
        kindOf(channel, entry.data) === 'state' &&
        mentions(entry.data, sessionId),
    );
  return told?.kind === 'delivery' ? capabilitiesOf(sessionObject(channel, told.data)?.session) : [];
}

/** The consultant, who now serves the customer too, leaves it. */
async function tidy(scene: Scene): Promise<void> {
  const { parties, sessionId } = scene;
  if (parties.consultant === undefined) return;
  const by = { party: parties.consultant, sessionId, purpose: 'cleanup' } as const;
  await operate(scene, by, { operationName: 'Complete' });
}

const shared = {
  owner: 'originator',
  needs: ['originator', 'consultant'],
  seats: ['originator', 'consultant'],
  tidy,
} as const;

/** The scenario of a transfer. */
export const transfer: Scenario = {
  ...shared,
  id: 'transfer',
  title: 'An agent is consulted and takes the session over',
  requests: [
    'Accept',
    'Consult',
    'Accept (consultant)',
    'SendToAgents (consultant)',
    'Transfer',
    'SendMessage (consultant)',
    'Complete (consultant)',
    'Complete',
  ],
  play: playing(transferring),
};

/** The scenario of a conference. */
export const conference: Scenario = {
  ...shared,
  id: 'conference',
  title: 'An agent is consulted and joins the conversation with the customer',
  requests: [
    'Accept',
    'Consult',
    'Accept (consultant)',
    'SendToAgents (consultant)',
    'Invite or Conference',
    'SendMessage (consultant)',
    'Complete (consultant)',
    'Complete',
  ],
  play: playing(conferring),
};

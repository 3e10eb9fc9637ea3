/** The originator consults an agent, who accepts, writes to the agents, and leaves again. */
import { isRefusal } from '../model/answer.ts';
import type { Exchange } from '../model/evidence.ts';
import type { Party } from '../target/index.ts';
import { containsNickname } from './contains-nickname.ts';
import type { Scenario } from './scenario.ts';
import {
  customerNickname,
  expect,
  expectAtCustomer,
  getSession,
  hasText,
  isLogOf,
  isStateOf,
  operate,
  partyOf,
  sessionIdIn,
  stateIn,
  userUri,
  type Scene,
} from './stage.ts';

/** The scenario. */
export const consultAccepted: Scenario = {
  id: 'consult-accepted',
  title: 'An agent is consulted, accepts, writes to the agents and leaves',
  owner: 'originator',
  needs: ['originator', 'consultant'],
  requests: [
    'Accept',
    'Consult',
    'Accept (consultant)',
    'SendToAgents (consultant)',
    'SendMessage',
    'Leave (consultant)',
    'SendMessage',
    'Complete',
  ],
  play,
};

async function play(scene: Scene): Promise<void> {
  const consultant = partyOf(scene, 'consultant');
  const consult = await operate(
    scene,
    { party: scene.owner, sessionId: scene.sessionId, purpose: 'consult' },
    { operationName: 'Consult', targetUri: userUri(scene, consultant) },
  );
  const joined = isAccepted(consult) ? await join(scene, consultant, consult) : undefined;
  if (joined !== undefined) {
    await lookAround(scene, consultant, joined);
    await say(
      scene,
      {
        party: consultant,
        listener: scene.owner,
        purpose: 'agents-message',
        text: `For the agents ${scene.tag}`,
      },
      joined,
    );
  }
  const listener = joined === undefined ? undefined : consultant;
  await say(
    scene,
    { party: scene.owner, listener, purpose: 'visible-message', text: `For all ${scene.tag} 1` },
    scene.sessionId,
  );
  if (joined !== undefined) await leave(scene, consultant, joined);
}

/** Whether it is worth waiting for what an accepted request leads to. */
function isAccepted({ response }: Exchange): boolean {
  if (response === undefined) return false;
  return !isRefusal(response.status, response.body.form === 'json' ? response.body.json : undefined);
}

/** The consultant accepts where it is asked; both notifications are awaited. Returns the session's id as the consultant knows it. */
async function join(scene: Scene, consultant: Party, consult: Exchange): Promise<string | undefined> {
  const after = consult.seq;
  const isOurs = isStateOf(scene, scene.sessionId);
  const wanted = (data: unknown): boolean => isOurs(data) || containsNickname(data, customerNickname(scene));
  const invitation = await expect(scene, {
    party: consultant,
    event: 'consultant-invitation',
    after,
    wanted,
  });
  const sessionId = invitation && (sessionIdIn(scene, invitation.data) ?? scene.sessionId);
  if (invitation !== undefined && sessionId !== undefined && stateIn(scene, invitation.data) !== 'Chatting') {
    const body = { operationName: 'Accept', nickname: consultant.user.nickname };
    await operate(scene, { party: consultant, sessionId, purpose: 'consultant-accept' }, body);
  }
  const party = scene.owner;
  const isJoin = isLogOf(scene, scene.sessionId);
  const [first] = await Promise.all([
    expect(scene, { party, event: 'first-notification', after, wanted: isOurs }),
    expect(scene, { party, event: 'second-notification', after, wanted: isJoin }),
  ]);
  return sessionId ?? (first && scene.sessionId);
}

async function lookAround(scene: Scene, consultant: Party, joined: string): Promise<void> {
  await Promise.all([
    getSession(scene, { party: scene.owner, sessionId: scene.sessionId, purpose: 'state-during' }),
    getSession(scene, { party: consultant, sessionId: joined, purpose: 'consultant-state' }),
    scene.customer.look('during'),
  ]);
}

interface Saying {
  readonly party: Party;
  readonly listener: Party | undefined;
  readonly purpose: 'agents-message' | 'visible-message';
  readonly text: string;
}

/** How each kind of message is sent, and whether the customer is to see it. */
const operations = {
  'agents-message': { operationName: 'SendToAgents', event: 'message-at-originator', forCustomer: false },
  'visible-message': { operationName: 'SendMessage', event: 'message-at-consultant', forCustomer: true },
} as const;

/** Sends a text and waits until it is where it should be: the fence behind everything that was sent before. */
async function say(
  scene: Scene,
  { party, listener, purpose, text }: Saying,
  sessionId: string,
): Promise<void> {
  const { operationName, event, forCustomer } = operations[purpose];
  const sent = await operate(scene, { party, sessionId, purpose }, { operationName, text });
  if (!isAccepted(sent)) return;
  const heard = listener && expect(scene, { party: listener, event, after: sent.seq, wanted: hasText(text) });
  await Promise.all([heard, forCustomer ? expectAtCustomer(scene, text) : undefined]);
}

async function leave(scene: Scene, consultant: Party, sessionId: string): Promise<void> {
  const left = await operate(
    scene,
    { party: consultant, sessionId, purpose: 'consultant-leave' },
    { operationName: 'Leave' },
  );
  if (!isAccepted(left)) return;
  const wanted = isStateOf(scene, scene.sessionId);
  await expect(scene, { party: scene.owner, event: 'leave-notification', after: left.seq, wanted });
  await say(
    scene,
    { party: scene.owner, listener: undefined, purpose: 'visible-message', text: `For all ${scene.tag} 2` },
    scene.sessionId,
  );
}

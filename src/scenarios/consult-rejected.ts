/** The originator consults an agent who rejects. */
import { comeIn, consult, invitedTo, isAccepted, leave } from './consulting.ts';
import { say } from './saying.ts';
import type { Scenario } from './scenario.ts';
import { expect, getSession, operate, partyOf, userUri, type Scene } from './stage.ts';
import { kindOf, mentions } from '../model/notification.ts';

/** The scenario. */
export const consultRejected: Scenario = {
  id: 'consult-rejected',
  title: 'An agent is consulted, and rejects',
  owner: 'originator',
  needs: ['originator', 'consultant'],
  seats: ['originator', 'consultant'],
  requests: ['Accept', 'Consult', 'Reject (consultant)', 'SendMessage', 'Complete'],
  play,
};

async function play(scene: Scene): Promise<void> {
  const { owner: party, sessionId } = scene;
  const consultant = partyOf(scene, 'consultant');
  const asked = await consult(scene, { targetUri: userUri(scene, consultant) });
  if (!isAccepted(asked)) return;
  const invitation = await invitedTo(scene, consultant, asked.seq);
  if (invitation?.accepts === false) {
    await comeIn(scene, { consultant, invitation, after: asked.seq });
    await leave(scene, consultant, invitation.id);
  }
  if (invitation?.accepts !== true) return;
  await scene.customer.look('during');
  if (!(await reject(scene, invitation.id))) return;
  const text = `For all ${scene.tag}`;
  await say(scene, { party, listener: undefined, purpose: 'visible-message', text });
  await Promise.all([
    getSession(scene, { party, sessionId, purpose: 'state-after' }),
    getSession(scene, { party: consultant, sessionId: invitation.id, purpose: 'consultant-state' }),
  ]);
}

/** The consultant rejects. Whatever the originator is told of it is waited for; resolves with whether it was taken. */
async function reject(scene: Scene, sessionId: string): Promise<boolean> {
  const by = { party: partyOf(scene, 'consultant'), sessionId, purpose: 'consultant-reject' } as const;
  const rejected = await operate(scene, by, { operationName: 'Reject' });
  if (!isAccepted(rejected)) return false;
  const wanted = (data: unknown): boolean =>
    kindOf(scene.channel, data) !== 'other' && mentions(data, scene.sessionId);
  const event = 'rejection-notification';
  await expect(scene, { party: scene.owner, event, after: rejected.seq, wanted });
  return true;
}

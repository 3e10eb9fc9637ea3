/**
 * The originator consults an agent, who accepts, writes to the agents, and leaves again; then once more, and
 * meanwhile another.
 */
import type { ActId } from '../model/acts.ts';
import type { Party } from '../target/index.ts';
import { attempt, conclude } from './attempt.ts';
import { consultAgent, leave, seeItselfJoin } from './consulting.ts';
import { say } from './saying.ts';
import { speakAgain, talk, talkBefore } from './talking.ts';
import type { Scenario } from './scenario.ts';
import { beginAct, getSession, partyOf, sessionPath, userUri, type Scene } from './stage.ts';

const further: readonly ActId[] = ['consult-again', 'second-consult'];

/** The scenario. */
export const consultAccepted: Scenario = {
  id: 'consult-accepted',
  acts: further,
  title:
    'An agent is consulted, accepts, writes to the agents and leaves, and is consulted again; meanwhile another is',
  owner: 'originator',
  needs: ['originator', 'consultant'],
  seats: ['originator', 'consultant', 'second'],
  requests: [
    'Accept',
    'SendMessage',
    'SendMessage (customer)',
    'Consult',
    'Accept (consultant)',
    'SendToAgents (consultant)',
    'SendToAgents',
    'SendMessage (consultant)',
    'SendStartTypingToAgentsNotification (consultant)',
    'SendStartTypingToAgentsNotification',
    'SendStartTypingNotification (consultant)',
    'SendMessage (customer)',
    'SendMessage',
    'Leave (consultant)',
    'SendMessage (customer), where it was refused during the consult',
    'SendMessage',
    'Consult',
    'Accept (consultant)',
    'Consult',
    'Accept (second)',
    'SendToAgents (consultant)',
    'SendMessage',
    'Leave (second)',
    'Leave (consultant)',
    'Complete',
  ],
  play,
};

async function play(scene: Scene): Promise<void> {
  const consultant = partyOf(scene, 'consultant');
  const { owner } = scene;
  await talkBefore(scene);
  const joined = await consultAgent(scene, consultant);
  const toAll = { party: owner, purpose: 'visible-message', text: `For all ${scene.tag} 1` } as const;
  if (joined === undefined) {
    await say(scene, { ...toAll, listener: undefined });
    await omitFrom(scene, 'consult-again', 'The consultant did not join by the first Consult.');
    return;
  }
  await lookAround(scene, consultant, joined);
  const said = await talk(scene, { consultant, joined });
  const isGone = await leave(scene, consultant, joined);
  if (isGone) await speakAgain(scene, said);
  await say(scene, { ...toAll, listener: undefined, text: `For all ${scene.tag} 2` });
  await readLog(scene);
  await consultAgain(scene, consultant, isGone);
}

/** The same agent is consulted once more, when it has left. */
async function consultAgain(scene: Scene, consultant: Party, isGone: boolean): Promise<void> {
  if (!isGone) {
    const reason = 'The consultant did not leave, so that it can not be consulted again.';
    await omitFrom(scene, 'consult-again', reason);
    return;
  }
  await beginAct(scene, 'consult-again');
  const joined = await consultAgent(scene, consultant);
  if (joined === undefined) {
    await omitFrom(scene, 'second-consult', 'There was no consult beside which another could begin.');
    return;
  }
  await seeItselfJoin(scene, consultant, joined);
  await consultSecond(scene, consultant, joined);
  await leave(scene, consultant, joined);
}

/** Another agent is consulted while the consult goes on; where there is no other, the same agent is. */
async function consultSecond(scene: Scene, consultant: Party, joined: string): Promise<void> {
  const { owner, sessionId, parties } = scene;
  const { second } = parties;
  await beginAct(scene, 'second-consult');
  const target = { targetUri: userUri(scene, second ?? consultant) };
  const attempted = await attempt(scene, target, second === undefined ? [] : [second]);
  if (attempted.kind === 'joined' && attempted.consultant !== consultant) {
    await say(scene, {
      party: consultant,
      listener: attempted.consultant,
      purpose: 'agents-message',
      text: `For every agent ${scene.tag}`,
      sessionId: joined,
    });
  }
  const text = `For all ${scene.tag} 3`;
  await say(scene, { party: owner, listener: consultant, purpose: 'visible-message', text });
  await Promise.all([
    getSession(scene, { party: owner, sessionId, purpose: 'state-during' }),
    scene.customer.look('during'),
  ]);
  await conclude(scene, attempted);
}

/** Notes that an act can not be played, nor any that follows it. */
async function omitFrom(scene: Scene, from: ActId, reason: string): Promise<void> {
  for (const act of further.slice(further.indexOf(from))) await beginAct(scene, act, reason);
}

/** Gets the log of the session. */
async function readLog(scene: Scene): Promise<void> {
  const path = `${sessionPath(scene, scene.sessionId)}/messages`;
  await scene.owner.request({ purpose: 'state-log', trace: scene.key, method: 'GET', path });
}

async function lookAround(scene: Scene, consultant: Party, joined: string): Promise<void> {
  await Promise.all([
    getSession(scene, { party: scene.owner, sessionId: scene.sessionId, purpose: 'state-during' }),
    getSession(scene, { party: consultant, sessionId: joined, purpose: 'consultant-state' }),
    scene.customer.look('during'),
  ]);
}

/** The originator consults an agent who does not exist, then one who is there, and one who is not. */
import { attempt, conclude } from './attempt.ts';
import { consult, failureOf, isAccepted } from './consulting.ts';
import { say } from './saying.ts';
import type { Scenario } from './scenario.ts';
import { beginAct, expect, getSession, userUri, type Scene } from './stage.ts';

/** The scenario. */
export const consultFailed: Scenario = {
  id: 'consult-failed',
  acts: ['consult-after-failure', 'consult-absent'],
  title: 'An agent is consulted who does not exist, then one who is there, and one who is not logged in',
  owner: 'originator',
  needs: ['originator'],
  requests: [
    'Accept',
    'Consult',
    'SendMessage',
    'Consult',
    'Accept (consultant)',
    'Leave (consultant)',
    'Consult',
    'SendMessage',
    'Complete',
  ],
  seats: ['originator', 'consultant'],
  play,
};

const open = 'It is open what became of the Consult before.';

async function play(scene: Scene): Promise<void> {
  const isOver = await inVain(scene, { target: nobodysUri(userUri(scene, scene.owner)), count: 1 });
  await consultAbsent(scene, await succeed(scene, isOver));
}

/** After one who could not be consulted, one is who can. Resolves with whether that is over, and another can be consulted. */
async function succeed(scene: Scene, isOver: boolean): Promise<boolean> {
  const { consultant } = scene.parties;
  if (consultant === undefined || !isOver) {
    await beginAct(
      scene,
      'consult-after-failure',
      isOver ? 'There is no agent who could be consulted.' : open,
    );
    return isOver;
  }
  await beginAct(scene, 'consult-after-failure');
  const attempted = await attempt(scene, { targetUri: userUri(scene, consultant) }, [consultant]);
  await scene.customer.look('during');
  return conclude(scene, attempted);
}

/** An agent is consulted who is not logged in. */
async function consultAbsent(scene: Scene, isOver: boolean): Promise<void> {
  const absent = scene.context.target.consultees?.absent;
  if (absent === undefined || !isOver) {
    const unnamed = "The target's description names no agent who is never logged in.";
    await beginAct(scene, 'consult-absent', isOver ? unnamed : open);
    return;
  }
  await beginAct(scene, 'consult-absent');
  await inVain(scene, { target: absent.uri, count: 2 });
}

/** Consults somebody who can not come, and looks at what is left. Resolves with whether the server said so. */
async function inVain(
  scene: Scene,
  { target, count }: { readonly target: string; readonly count: number },
): Promise<boolean> {
  const { owner: party, sessionId } = scene;
  const asked = await consult(scene, { targetUri: target });
  const told = isAccepted(asked) ? await expect(scene, failureOf(scene, asked)) : undefined;
  const text = `For all ${scene.tag} ${count}`;
  await Promise.all([
    say(scene, { party, listener: undefined, purpose: 'visible-message', text }),
    getSession(scene, { party, sessionId, purpose: 'state-after' }),
  ]);
  return told !== undefined || (asked.response !== undefined && !isAccepted(asked));
}

/**
 * An address of a user who does not exist, as like a real one as can be: the originator's own, with every
 * character of the id replaced by the next digit or letter.
 */
export function nobodysUri(uri: string): string {
  const slash = uri.lastIndexOf('/') + 1;
  const next = (character: string): string => {
    const i = '0123456789abcdef'.indexOf(character.toLowerCase());
    return i < 0 ? character : ('123456789abcdef0'[i] ?? character);
  };
  return uri.slice(0, slash) + Array.from(uri.slice(slash), next).join('');
}

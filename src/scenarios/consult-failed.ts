/** The originator consults an agent who does not exist, and one who is not there. */
import { consult, failureOf, isAccepted } from './consulting.ts';
import { say } from './saying.ts';
import type { Scenario } from './scenario.ts';
import { beginAct, expect, getSession, userUri, type Scene } from './stage.ts';

/** The scenario. */
export const consultFailed: Scenario = {
  id: 'consult-failed',
  acts: ['consult-absent'],
  title: 'An agent is consulted who does not exist, and one who is not logged in',
  owner: 'originator',
  needs: ['originator'],
  seats: ['originator'],
  requests: ['Accept', 'Consult', 'SendMessage', 'Consult', 'SendMessage', 'Complete'],
  play,
};

async function play(scene: Scene): Promise<void> {
  const isOver = await inVain(scene, { target: nobodysUri(userUri(scene, scene.owner)), count: 1 });
  const absent = scene.context.target.consultees?.absent;
  const omitted = isOver ? undefined : 'It is open what became of the Consult before.';
  if (absent === undefined || !isOver) {
    const unnamed = "The target's description names no agent who is never logged in.";
    await beginAct(scene, 'consult-absent', omitted ?? unnamed);
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

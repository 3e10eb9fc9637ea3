/** The originator consults an agent who does not exist. */
import { isRefusal } from '../model/answer.ts';
import { at } from '../model/json.ts';
import { kindOf, mentions } from '../model/notification.ts';
import type { Scenario } from './scenario.ts';
import { expect, expectAtCustomer, getSession, operate, userUri, type Scene } from './stage.ts';

/** The scenario. */
export const consultFailed: Scenario = {
  id: 'consult-failed',
  title: 'An agent is consulted who does not exist',
  owner: 'originator',
  needs: ['originator'],
  requests: ['Accept', 'Consult', 'SendMessage', 'Complete'],
  play,
};

async function play(scene: Scene): Promise<void> {
  const { owner, sessionId, channel } = scene;
  const by = { party: owner, sessionId };
  const consult = await operate(
    scene,
    { ...by, purpose: 'consult' },
    { operationName: 'Consult', targetUri: nobodysUri(userUri(scene, owner)) },
  );
  const body = consult.response?.body.form === 'json' ? consult.response.body.json : undefined;
  const refused = consult.response === undefined || isRefusal(consult.response.status, body);
  if (!refused) {
    const reference = at(body, '/referenceId');
    const wanted = (data: unknown): boolean =>
      kindOf(channel, data) === 'error' &&
      (mentions(data, sessionId) || (reference !== undefined && at(data, '/referenceId') === reference));
    await expect(scene, { party: owner, event: 'error-notification', after: consult.seq, wanted });
  }
  const text = `For all ${scene.tag} 1`;
  const sent = await operate(
    scene,
    { ...by, purpose: 'visible-message' },
    { operationName: 'SendMessage', text },
  );
  await Promise.all([
    sent.response === undefined ? undefined : expectAtCustomer(scene, text),
    getSession(scene, { ...by, purpose: 'state-after' }),
  ]);
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

/** The bystander's own session: the proof that it could have been told, when it is told nothing. */
import type { TraceKey } from '../model/acts.ts';
import type { Scenario } from './scenario.ts';
import { expect, hasText, operate, type Scene } from './stage.ts';

/** The scenario. */
export const bystanderControl: Scenario = {
  id: 'bystander-control',
  title: 'The bystander serves a session of its own',
  owner: 'bystander',
  needs: ['bystander'],
  seats: ['bystander'],
  requests: ['Accept', 'SendMessage', 'Complete'],
  play: async () => undefined,
};

/** What a fence is for. */
interface Fence {
  readonly proves: readonly TraceKey[];
  /** How many there were in this session, with this one. */
  readonly count: number;
}

/**
 * Has the bystander say something in its own session and waits until it is told so: what was sent to it
 * before has arrived by then. Recorded in the traces whose silence it proves.
 */
export async function fence(scene: Scene, { proves, count }: Fence): Promise<void> {
  const { owner, sessionId } = scene;
  const text = count === 1 ? `Fence ${scene.tag}` : `Fence ${scene.tag} ${count}`;
  const sent = await operate(
    scene,
    { party: owner, sessionId, purpose: 'fence' },
    { operationName: 'SendMessage', text },
  );
  if (sent.response === undefined) return;
  const wanted = hasText(text);
  await Promise.all(
    [scene.key, ...proves].map((key) =>
      expect({ ...scene, key }, { party: owner, event: 'bystander-fence', after: sent.seq, wanted }),
    ),
  );
}

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
 * Has the bystander be told of something in its own session: what was sent to it before has arrived by then. It says
 * something itself; where the server doesn't tell those who speak of their own words, its customer does. Recorded in the
 * traces whose silence it proves.
 */
export async function fence(scene: Scene, { proves, count }: Fence): Promise<void> {
  const { owner, sessionId, customer, tag } = scene;
  const text = count === 1 ? `Fence ${tag}` : `Fence ${tag} ${count}`;
  const keys = [scene.key, ...proves];
  const sent = await operate(
    scene,
    { party: owner, sessionId, purpose: 'fence' },
    { operationName: 'SendMessage', text },
  );
  if (sent.response === undefined || (await isTold(scene, keys, { after: sent.seq, text }))) return;
  if (!customer.capabilities.say) return;
  const words = `${text} of the customer`;
  const said = await customer.say(words, 'fence');
  if (said.accepted) await isTold(scene, keys, { after: sent.seq, text: words });
}

/** Waits until the bystander is told of a text, and records how that ended in some traces. */
async function isTold(
  scene: Scene,
  keys: readonly TraceKey[],
  { after, text }: { readonly after: number; readonly text: string },
): Promise<boolean> {
  const { owner: party } = scene;
  const told = await Promise.all(
    keys.map((key) =>
      expect({ ...scene, key }, { party, event: 'bystander-fence', after, wanted: hasText(text) }),
    ),
  );
  return told.some((delivery) => delivery !== undefined);
}

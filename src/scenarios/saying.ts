/** Messages: one party says something, and everybody who should hear it is waited for. */
import type { Exchange } from '../model/evidence.ts';
import type { Party } from '../target/index.ts';
import { isAccepted } from './consulting.ts';
import { catchUp, expect, expectAtCustomer, hasText, operate, type Scene } from './stage.ts';

/** A message of an agent. */
export interface Saying {
  readonly party: Party;
  /** The agent who must hear it; `undefined` when there is none, and the one who speaks may be told of it. */
  readonly listener: Party | undefined;
  readonly purpose: 'agents-message' | 'visible-message';
  readonly text: string;
  /** The session's id as the one who speaks knows it; the scene's unless given. */
  readonly sessionId?: string;
}

/** How each kind of message is sent, and whether the customer is to see it. */
const operations = {
  'agents-message': { operationName: 'SendToAgents', event: 'message-at-originator', forCustomer: false },
  'visible-message': { operationName: 'SendMessage', event: 'message-at-consultant', forCustomer: true },
} as const;

/** Sends a text and waits until it is where it should be: the fence behind everything that was sent before. */
export async function say(
  scene: Scene,
  { party, listener, purpose, text, sessionId = scene.sessionId }: Saying,
): Promise<Exchange> {
  const { operationName, event, forCustomer } = operations[purpose];
  const sent = await operate(scene, { party, sessionId, purpose }, { operationName, text });
  if (!isAccepted(sent)) return sent;
  const told = { after: sent.seq, wanted: hasText(text) };
  const heard =
    listener === undefined
      ? catchUp(scene, { party, ...told })
      : expect(scene, { party: listener, event, ...told });
  await Promise.all([heard, forCustomer ? expectAtCustomer(scene, text) : undefined]);
  return sent;
}

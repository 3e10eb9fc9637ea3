/** What the parties say and show while a consult runs: each in turn, and waited for where it has to arrive. */
import type { Purpose } from '../model/acts.ts';
import type { Awaited, Said } from '../model/evidence.ts';
import { mentions, tellsOfTyping } from '../model/notification.ts';
import type { Party } from '../target/index.ts';
import { isAccepted } from './consulting.ts';
import { say } from './saying.ts';
import { catchUp, expect, expectAtCustomer, hasText, operate, type Scene } from './stage.ts';

/** Everybody who can speak while a consult runs. */
interface Company {
  readonly consultant: Party;
  /** The session's id as the consultant knows it. */
  readonly joined: string;
}

/** One thing that an agent does for others to notice. */
interface Deed {
  readonly by: 'originator' | 'consultant';
  readonly purpose: Purpose;
  readonly operationName: string;
  /** Begins the text, where it is one. */
  readonly text?: string;
  /** What the other agent has to notice. */
  readonly event: Awaited;
}

/** What is said and shown beside the two plain messages, in this order. */
const deeds: readonly Deed[] = [
  {
    by: 'originator',
    purpose: 'originator-to-agents',
    operationName: 'SendToAgents',
    text: 'Between us',
    event: 'message-at-consultant',
  },
  {
    by: 'consultant',
    purpose: 'consultant-to-all',
    operationName: 'SendMessage',
    text: 'Not for the customer',
    event: 'message-at-originator',
  },
  {
    by: 'consultant',
    purpose: 'consultant-typing',
    operationName: 'SendStartTypingToAgentsNotification',
    event: 'typing-at-originator',
  },
  {
    by: 'originator',
    purpose: 'originator-typing',
    operationName: 'SendStartTypingToAgentsNotification',
    event: 'typing-at-consultant',
  },
  {
    by: 'consultant',
    purpose: 'consultant-typing-to-all',
    operationName: 'SendStartTypingNotification',
    event: 'typing-at-originator',
  },
];

/**
 * Lets all parties speak while the consultant is in the session. Last comes a message of the originator for
 * all: when the customer has it, it has had the chance to see everything before it. Resolves with what the customer said.
 */
export async function talk(scene: Scene, { consultant, joined }: Company): Promise<Said> {
  const toAgents = `For the agents ${scene.tag}`;
  await say(scene, {
    party: consultant,
    listener: scene.owner,
    purpose: 'agents-message',
    text: toAgents,
    sessionId: joined,
  });
  for (const deed of deeds) await perform(scene, { consultant, joined }, deed);
  const said = await customerSpeaks(scene, consultant);
  const toAll = `For all ${scene.tag} 1`;
  await say(scene, { party: scene.owner, listener: consultant, purpose: 'visible-message', text: toAll });
  return said;
}

/**
 * Lets the originator and the customer talk before anything else: that both hear each other is what later
 * silence is measured by.
 */
export async function talkBefore(scene: Scene): Promise<void> {
  const { owner, sessionId, customer } = scene;
  const toCustomer = `Good day ${scene.tag}`;
  const by = { party: owner, sessionId, purpose: 'message-before' } as const;
  const sent = await operate(scene, by, { operationName: 'SendMessage', text: toCustomer });
  if (isAccepted(sent)) {
    const told = { party: owner, after: sent.seq, wanted: hasText(toCustomer) };
    await Promise.all([expectAtCustomer(scene, toCustomer), catchUp(scene, told)]);
  }
  const text = `A question ${scene.tag}`;
  const asked = await customer.say(text, 'customer-before');
  const expected = { after: asked.seq, wanted: hasText(text), text };
  if (asked.accepted) await expect(scene, { party: owner, event: 'customer-message-before', ...expected });
  await customer.look('before');
}

async function perform(scene: Scene, { consultant, joined }: Company, deed: Deed): Promise<void> {
  const { by, purpose, operationName, event } = deed;
  const text = deed.text === undefined ? undefined : `${deed.text} ${scene.tag}`;
  const speaks = by === 'consultant' ? consultant : scene.owner;
  const hears = by === 'consultant' ? scene.owner : consultant;
  const sessionId = by === 'consultant' ? joined : scene.sessionId;
  const body = { operationName, ...(text === undefined ? {} : { text }) };
  const done = await operate(scene, { party: speaks, sessionId, purpose }, body);
  if (!isAccepted(done)) return;
  const wanted =
    text === undefined
      ? (data: unknown) => mentions(data, scene.sessionId) && tellsOfTyping(data)
      : hasText(text);
  const after = done.seq;
  await expect(scene, { party: hears, event, after, wanted, ...(text === undefined ? {} : { text }) });
}

/** The customer says something; both agents are waited for. Nothing is waited for where the source can't speak. */
async function customerSpeaks(scene: Scene, consultant: Party): Promise<Said> {
  const text = `From the customer ${scene.tag}`;
  const sent = await scene.customer.say(text, 'customer-message');
  if (!sent.accepted) return sent;
  const expected = { after: sent.seq, wanted: hasText(text), text };
  await Promise.all([
    expect(scene, { party: scene.owner, event: 'customer-message-at-originator', ...expected }),
    expect(scene, { party: consultant, event: 'customer-message-at-consultant', ...expected }),
  ]);
  return sent;
}

/**
 * Lets the customer speak once more when the consult is over, where it was not taken what it said meanwhile: whether it
 * was refused because of the consult shows by what is taken without.
 */
export async function speakAgain({ customer, tag }: Scene, meanwhile: Said): Promise<void> {
  if (meanwhile.accepted || meanwhile.by === undefined) return;
  await customer.say(`Once more ${tag}`, 'customer-after');
}

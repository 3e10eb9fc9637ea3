/** What every scenario stands on: its parties, its session, and the few things that all of them do. */
import type { Channel, Spelling } from '../model/channel.ts';
import { TargetError } from '../model/errors.ts';
import type { ActId, Purpose, ScenarioId, TraceKey } from '../model/acts.ts';
import type { Awaited, CustomerView, Delivery, Exchange } from '../model/evidence.ts';
import type { NamedIn } from '../model/named.ts';
import { kindOf, messagesOf, sessionObject } from '../model/notification.ts';
import type { Violate } from '../model/violation.ts';
import {
  waitForCustomer,
  type AgentName,
  type Context,
  type CustomerSide,
  type Party,
  type SessionSource,
} from '../target/index.ts';

/** Who and what a scenario is played with. */
export interface Stage {
  readonly context: Context;
  readonly key: TraceKey;
  readonly scenario: ScenarioId;
  /** Which of several sessions at once it is. */
  readonly member?: number;
  readonly channel: Channel;
  readonly spelling: Spelling;
  readonly parties: Readonly<Partial<Record<AgentName, Party>>>;
  readonly source: SessionSource;
  /** Breaks the shape of a request, one rule at a time. */
  readonly violations: Violate;
  /** What a message names, the same for all scenarios of a run. */
  readonly namedIn: NamedIn;
  /** Stands in the customer's nickname and in every text: tells this scenario's things from all others. */
  readonly tag: string;
  /** Aborted when it is known that nothing more will come: waits end then, and how they ended is not recorded. */
  readonly givenUp?: AbortSignal;
}

/** A stage with a session that its agent has accepted. */
export interface Scene extends Stage {
  /** The agent whose session it is. */
  readonly owner: Party;
  readonly customer: CustomerSide;
  readonly sessionId: string;
  /** The participantIds that were there when the session was opened, as far as the server told. */
  readonly present: ReadonlySet<string>;
}

/** The nickname of the scenario's customer: its own, where it has one, or else the one that it is given. */
export function customerNickname(scene: Pick<Stage, 'tag'> & Partial<Pick<Scene, 'customer'>>): string {
  return scene.customer?.nickname ?? `Customer ${scene.tag}`;
}

/** The address of a session below the target's base. */
export function sessionPath({ spelling }: Stage, sessionId: string): string {
  return `/api/v2/me/${spelling.collection}/${encodeURIComponent(sessionId)}`;
}

/** The agent of a role, who must be there. Throws TargetError when the target's description names none. */
export function partyOf(stage: Stage, name: AgentName): Party {
  const party = stage.parties[name];
  if (party === undefined)
    throw new TargetError(`The target's description names no ${name}.`, 'configuration');
  return party;
}

/** Posts an operation to a session. */
export function operate(
  stage: Stage,
  by: {
    readonly party: Party;
    readonly sessionId: string;
    readonly purpose: Purpose;
    readonly case?: string;
  },
  body: Readonly<Record<string, unknown>>,
): Promise<Exchange> {
  const { party, sessionId, ...why } = by;
  return party.request({
    ...why,
    trace: stage.key,
    method: 'POST',
    path: sessionPath(stage, sessionId),
    body,
  });
}

/** Gets a session. */
export function getSession(
  stage: Stage,
  by: { readonly party: Party; readonly sessionId: string; readonly purpose: Purpose },
): Promise<Exchange> {
  const { party, sessionId, purpose } = by;
  return party.request({ purpose, trace: stage.key, method: 'GET', path: sessionPath(stage, sessionId) });
}

/**
 * Begins a further act in the same session: the customer is looked at as the last act left it, and the session
 * as the next one finds it. With `omitted` the act is not played, and why.
 */
export async function beginAct(scene: Scene, act: ActId, omitted?: string): Promise<void> {
  const { key, owner, sessionId, context } = scene;
  if (omitted === undefined) await scene.customer.look('after');
  context.recorder.record({ kind: 'act', trace: key, act, ...(omitted === undefined ? {} : { omitted }) });
  if (omitted === undefined) await getSession(scene, { party: owner, sessionId, purpose: 'state-before' });
}

/** What to wait for at one party, among what arrives after a place in the order. */
export interface Expected {
  readonly party: Party;
  readonly event: Awaited;
  readonly after: number;
  readonly wanted: (data: unknown) => boolean;
  /** The text that is waited for, where it is one. */
  readonly text?: string;
}

/** Waits for a notification until the target's deadline, and records how that ended. */
export async function expect(
  stage: Stage,
  { party, event, after, wanted, text }: Expected,
): Promise<Delivery | undefined> {
  const { recorder, now, target } = stage.context;
  const deadlineMs = target.deadlines.notification;
  const start = now();
  const delivery = await party.awaitDelivery(({ data }) => wanted(data), {
    after,
    deadlineMs,
    signal: stage.givenUp,
  });
  if (delivery === undefined && stage.givenUp?.aborted === true) return undefined;
  const tookMs = Math.round(now() - start);
  recorder.record({
    kind: 'wait',
    trace: stage.key,
    party: party.name,
    event,
    deadlineMs,
    met: delivery !== undefined,
    tookMs,
    ...(text === undefined ? {} : { text }),
  });
  return delivery;
}

/**
 * Lets an agent be told of what was done, before another act begins: told later, it would count to that act. What need
 * not be told at all is waited for no longer than what must not arrive, and nothing is recorded.
 */
export async function catchUp(
  { context, givenUp: signal }: Stage,
  { party, after, wanted }: Pick<Expected, 'party' | 'after' | 'wanted'>,
): Promise<void> {
  const deadlineMs = context.target.deadlines.settle;
  await party.awaitDelivery(({ data }) => wanted(data), { after, deadlineMs, signal });
}

/** What came first of several things that were waited for, and at whom. */
export interface First {
  readonly event: Awaited;
  readonly party: AgentName;
  readonly delivery: Delivery;
}

/** Waits until the first of several notifications comes; the waits for the others are given up then. */
export async function expectAny(stage: Stage, all: readonly Expected[]): Promise<First | undefined> {
  const over = new AbortController();
  let first: First | undefined;
  await Promise.all(
    all.map(async (expected) => {
      const delivery = await expect({ ...stage, givenUp: over.signal }, expected);
      if (delivery === undefined) return;
      first ??= { event: expected.event, party: expected.party.name, delivery };
      over.abort();
    }),
  );
  return first;
}

/** Waits until the customer sees a text, and records how that ended; does nothing where the customer can't be seen. */
export async function expectAtCustomer(scene: Scene, text: string): Promise<CustomerView | undefined> {
  if (!scene.customer.capabilities.look) return undefined;
  const { recorder, now, target } = scene.context;
  const deadlineMs = target.deadlines.notification;
  const start = now();
  const wanted = (view: CustomerView): boolean => view.messages.some((message) => message.text === text);
  const view = await waitForCustomer(scene.context, scene.customer, { phase: 'during', wanted, deadlineMs });
  const tookMs = Math.round(now() - start);
  const met = view !== undefined;
  recorder.record({
    kind: 'wait',
    trace: scene.key,
    party: 'customer',
    event: 'message-at-customer',
    deadlineMs,
    met,
    tookMs,
    text,
  });
  return view;
}

/** A state notification that names a session. */
export function isStateOf(stage: Stage, sessionId: string): (data: unknown) => boolean {
  return (data) => kindOf(stage.channel, data) === 'state' && stage.namedIn(data).segments.has(sessionId);
}

/** A log notification that names a session. */
export function isLogOf(stage: Stage, sessionId: string): (data: unknown) => boolean {
  return (data) => kindOf(stage.channel, data) === 'log' && stage.namedIn(data).segments.has(sessionId);
}

/** A log notification with an entry of a text. */
export function hasText(text: string): (data: unknown) => boolean {
  return (data) => messagesOf(data).some((entry) => entry['text'] === text);
}

/** The state of the session in a notification. */
export function stateIn(stage: Stage, data: unknown): unknown {
  return sessionObject(stage.channel, data)?.session['state'];
}

/** The id of the session in a notification. */
export function sessionIdIn(stage: Stage, data: unknown): string | undefined {
  const id = sessionObject(stage.channel, data)?.session['id'];
  return typeof id === 'string' && id !== '' ? id : undefined;
}

/**
 * The absolute address of a user: the one that the server shows, or else one made of its base and the user's id.
 * Real servers show an absolute `uri`, whose host may differ from the one that was dialled.
 */
export function userUri({ context }: Stage, { user }: Party): string {
  if (user.uri !== undefined && /^https?:\/\/[^/\s]+\/[^\s<>"{}|\\^`]*$/.test(user.uri)) return user.uri;
  return `${context.target.baseUrl}/api/v2/users/${encodeURIComponent(user.id)}`;
}

/** The path of a user: the one that the server itself shows, or else the one below `/api/v2`. No document says its form. */
export function userPath({ user }: { readonly user: Pick<Party['user'], 'id' | 'path'> }): string {
  if (user.path !== undefined && /^\/[^\s<>"{}|\\^`]+$/.test(user.path)) return user.path;
  return `/users/${encodeURIComponent(user.id)}`;
}

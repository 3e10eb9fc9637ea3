/** The originator and others make requests that must be refused, and nothing may come of them. */
import { referenceIn } from '../model/answer.ts';
import { TargetError } from '../model/errors.ts';
import type { Exchange } from '../model/evidence.ts';
import { kindOf, mentions } from '../model/notification.ts';
import type { AgentName, Party } from '../target/index.ts';
import { nobodysUri } from './consult-failed.ts';
import { isAccepted, isFailureWith } from './consulting.ts';
import { openSession } from './open-session.ts';
import { elsewhere, open, wrongBodies, wrongSenders, type Refusal, type Words } from './refusals.ts';
import { say } from './saying.ts';
import type { Scenario } from './scenario.ts';
import {
  expect,
  getSession,
  operate,
  partyOf,
  sessionIdIn,
  sessionPath,
  stateIn,
  userPath,
  userUri,
  type Scene,
} from './stage.ts';

/** The scenario. */
export const refusedRequests: Scenario = {
  id: 'refused-requests',
  title: 'Requests that must be refused are made, and nothing comes of them',
  owner: 'originator',
  needs: ['originator', 'consultant'],
  seats: ['originator', 'consultant', 'featureless'],
  sessions: 2,
  requests: [
    'Accept',
    'about 50 wrong requests (Consult, six at a time)',
    'SendMessage (three times)',
    'Reject (consultant), where one was carried out',
    'Complete',
    'Accept (an agent without the feature)',
    'Consult (an agent without the feature)',
    'Complete (an agent without the feature)',
  ],
  play,
};

/** So many requests are made side by side: fewer than a party has connections. */
const SIDE_BY_SIDE = 6;

async function play(scene: Scene): Promise<void> {
  const words = wordsFor(scene);
  const without = lacking(scene);
  const groups: readonly (readonly Refusal[])[] = [
    [...wrongBodies(scene.channel.id, words), ...generated(scene, words)],
    wrongSenders(words, { csrf: usesTokens(scene), outsider: outsiderOf(scene) }),
    open(words),
  ];
  let isWell = true;
  for (const [i, group] of groups.entries()) {
    // What is said last proves that the owner could have been told of everything before.
    const listener = i === groups.length - 1 ? scene.owner : undefined;
    isWell = isWell && (await playGroup(scene, group, { count: i + 1, listener }));
  }
  await without;
  if (isWell) await attempt(scene, [elsewhere(words)]);
}

/**
 * Makes the requests of a group, a few at a time, and no more of them when one was not answered. Resolves with whether
 * the session still serves, so that there is reason to go on.
 */
async function playGroup(
  scene: Scene,
  group: readonly Refusal[],
  { count, listener }: { readonly count: number; readonly listener: Party | undefined },
): Promise<boolean> {
  let isAnswering = true;
  for (let i = 0; i < group.length && isAnswering; i += SIDE_BY_SIDE) {
    const made = await attempt(scene, group.slice(i, i + SIDE_BY_SIDE));
    isAnswering = !made.some(({ failure }) => failure?.kind === 'timeout' || failure?.kind === 'cancelled');
  }
  const { owner, sessionId } = scene;
  const text = `For all ${scene.tag} ${count}`;
  const [said] = await Promise.all([
    say(scene, { party: owner, listener, purpose: 'visible-message', text }),
    getSession(scene, { party: owner, sessionId, purpose: 'state-after' }),
  ]);
  return isAccepted(said);
}

/** Makes requests side by side, and undoes what came of them. */
async function attempt(
  scene: Scene,
  refusals: readonly Refusal[],
  sessionId = scene.sessionId,
): Promise<readonly Exchange[]> {
  const made = await Promise.all(refusals.map((refusal) => request(scene, refusal, sessionId)));
  const accepted = made.filter(isAccepted);
  if (accepted.length > 0) await undo(scene, accepted, sessionId);
  return made;
}

function request(scene: Scene, refusal: Refusal, sessionId: string): Promise<Exchange> {
  const { id, by, identity, method = 'POST', address = 'session', body, raw } = refusal;
  const party = by === undefined ? scene.owner : partyOf(scene, by);
  return party.request({
    purpose: 'refused-request',
    trace: scene.key,
    case: id,
    method,
    path: paths[address](scene, sessionId),
    asIs: true,
    keepsLogin: showsLogin(identity),
    ...(identity === undefined ? {} : { identity }),
    ...(raw === undefined ? { body } : { raw }),
  });
}

/** Whether a request shows a login: a refusal of one that ended would say nothing of what is wrong about the request. */
function showsLogin(identity: Refusal['identity']): boolean {
  return identity === undefined || identity === 'no-csrf';
}

const paths: Readonly<Record<NonNullable<Refusal['address']>, (scene: Scene, sessionId: string) => string>> =
  {
    session: sessionPath,
    'unknown-session': (scene, sessionId) => sessionPath(scene, otherId(sessionId)),
    'without-me': (scene, sessionId) => sessionPath(scene, sessionId).replace('/me/', '/'),
  };

/** The id of no session, as like a real one as can be. */
function otherId(sessionId: string): string {
  const other = nobodysUri(`/${sessionId}`).slice(1);
  return other === sessionId ? `${sessionId}0` : other;
}

/**
 * Waits until accepted requests have failed after all, or somebody is invited by one of them, who then declines: in the
 * name of those that have not failed.
 */
async function undo(scene: Scene, accepted: readonly Exchange[], sessionId: string): Promise<void> {
  const consultant = partyOf(scene, 'consultant');
  const after = Math.min(...accepted.map(({ seq }) => seq));
  const deadlineMs = scene.context.target.deadlines.notification;
  const invitation = consultant.awaitDelivery(({ data }) => mentions(data, sessionId), { after, deadlineMs });
  const failures = accepted.map((one) => awaitFailure(scene, one, sessionId));
  // Of several, each has its time to fail before anybody declines, which may be told of as a failure, too.
  const [first = invitation, ...more] = failures;
  const failed =
    more.length === 0 ? [await Promise.race([first, notFailed(invitation)])] : await Promise.all(failures);
  const left = accepted.filter((_, i) => failed[i] !== true);
  if (left.length === 0) return;
  const invited = await invitation;
  if (invited === undefined) return;
  const operationName = stateIn(scene, invited.data) === 'Invited' ? 'Reject' : 'Leave';
  await consultant.request({
    purpose: 'cleanup',
    trace: scene.key,
    case: left.map((one) => one.case).join(', '),
    method: 'POST',
    path: sessionPath(scene, sessionIdIn(scene, invited.data) ?? sessionId),
    body: { operationName },
  });
}

async function notFailed(invitation: Promise<unknown>): Promise<false> {
  await invitation;
  return false;
}

/** Waits for the notification that an accepted request failed, and records how that ended. */
async function awaitFailure(
  scene: Scene,
  { seq, party, response }: Exchange,
  sessionId: string,
): Promise<boolean> {
  const reference = referenceIn(response?.body.form === 'json' ? response.body.json : undefined);
  const wanted = (data: unknown): boolean =>
    kindOf(scene.channel, data) === 'error' &&
    (reference === undefined ? mentions(data, sessionId) : isFailureWith(scene, reference)(data));
  const listener = party === 'customer' ? scene.owner : partyOf(scene, party);
  return (
    (await expect(scene, { party: listener, event: 'refusal-notification', after: seq, wanted })) !==
    undefined
  );
}

function wordsFor(scene: Scene): Words {
  const { context, owner, spelling, sessionId } = scene;
  const somebody = userUri(scene, partyOf(scene, 'consultant'));
  const own = userUri(scene, owner);
  const root = own.slice(0, own.lastIndexOf('/users/') + 1) || `${context.target.baseUrl}/api/v2/`;
  return {
    somebody,
    nobody: nobodysUri(own),
    elsewhere: somebody.replace(/^(https?:\/\/)[^/]+/, '$1consult-conformance.invalid'),
    session: `${root}${spelling.collection}/${encodeURIComponent(sessionId)}`,
    root,
  };
}

/** Every way to break the shape of a right request that no row of the table has. */
function generated(scene: Scene, words: Words): readonly Refusal[] {
  const targets = {
    targetUri: words.somebody,
    targetPath: userPath(partyOf(scene, 'consultant')),
  } as const;
  const known = new Set(wrongBodies(scene.channel.id, words).map(({ body }) => JSON.stringify(body)));
  const made = scene.channel.targetMembers.flatMap((member) =>
    scene.violations({ operationName: 'Consult', [member]: targets[member] }),
  );
  return made
    .filter(
      ({ id, body }, i) => made.findIndex((one) => one.id === id) === i && !known.has(JSON.stringify(body)),
    )
    .map(({ id, body }) => ({ id: `SAFE-018/${id}`, body }));
}

/** Whether the server gave the owner a token against cross-site requests. */
function usesTokens({ context, owner }: Scene): boolean {
  return context.recorder
    .entries()
    .some(
      (entry) =>
        entry.kind === 'exchange' &&
        entry.party === owner.name &&
        entry.response?.headers['x-csrf-header'] !== undefined,
    );
}

/** An agent who has no part in the session. */
function outsiderOf({ parties }: Scene): AgentName | undefined {
  return (['bystander', 'second'] as const).find((name) => parties[name] !== undefined);
}

/** The agent without the feature consults in a session of its own; where it can have none, in the one there is. */
async function lacking(scene: Scene): Promise<void> {
  const party = scene.parties.featureless;
  if (party === undefined) return;
  const { somebody } = wordsFor(scene);
  const body = { operationName: 'Consult', targetUri: somebody };
  const own = isReady(scene, party) ? await sessionOf(scene) : undefined;
  if (own === undefined) {
    await attempt(scene, [{ id: "FEAT-002/another's session", by: 'featureless', body }]);
    return;
  }
  await attempt(scene, [{ id: 'FEAT-002/own session', by: 'featureless', body }], own.sessionId);
  if (!own.customer.isOurs) return; // it was there before, and stays
  await operate(
    scene,
    { party, sessionId: own.sessionId, purpose: 'cleanup' },
    { operationName: 'Complete' },
  );
  await own.customer.leave();
}

/** Whether the server made an agent ready on the channel. */
function isReady({ context, channel }: Scene, { name }: Party): boolean {
  const media = context.target.channels[channel.id]?.mediaName ?? channel.id;
  return context.recorder
    .entries()
    .some(
      (entry) =>
        entry.kind === 'exchange' &&
        entry.party === name &&
        entry.purpose === 'ready' &&
        entry.request.url.endsWith(`/channels/${media}`) &&
        isAccepted(entry),
    );
}

/** A session of the agent without the feature; `undefined` when none comes about. */
function sessionOf(scene: Scene): Promise<Scene | undefined> {
  return openSession({ ...scene, tag: `${scene.tag} featureless` }, 'featureless').catch((error: unknown) => {
    if (error instanceof TargetError) return undefined;
    throw error;
  });
}

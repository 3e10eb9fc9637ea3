/** Many sessions of one agent consult the same agent at the same time; then the consultant leaves one of them. */
import { referenceIn } from '../model/answer.ts';
import type { Exchange } from '../model/evidence.ts';
import { at } from '../model/json.ts';
import { kindOf } from '../model/notification.ts';
import type { Party } from '../target/index.ts';
import { consult, isAccepted, join, leave } from './consulting.ts';
import { say } from './saying.ts';
import type { Scenario } from './scenario.ts';
import { expect, partyOf, userUri, type Scene } from './stage.ts';

/** The scenario. */
export const manyConsults: Scenario = {
  id: 'many-consults',
  title: 'An agent is consulted in many sessions at once, and leaves one of them',
  owner: 'originator',
  needs: ['originator', 'consultant'],
  seats: ['originator', 'consultant'],
  requests: [
    'Accept',
    'Consult',
    'Accept (consultant)',
    'Leave (consultant) (in one session)',
    'SendToAgents (consultant) (in one session)',
    'SendMessage (in one session)',
    'Complete',
  ],
  play: async () => undefined,
  playTogether,
};

/** A session with the consultant in it, and the id under which the consultant knows it. */
interface Joined {
  readonly scene: Scene;
  readonly joined: string;
}

async function playTogether(scenes: readonly Scene[]): Promise<void> {
  const asked = await Promise.all(
    scenes.map(async (scene): Promise<Joined[]> => {
      const joined = await consultOne(scene, partyOf(scene, 'consultant'));
      return joined === undefined ? [] : [{ scene, joined }];
    }),
  );
  const [one, other] = asked.flat();
  const isInTwo = one !== undefined && other !== undefined;
  if (isInTwo) await leaveOneOfTwo(one, other);
  const speaker = isInTwo ? other.scene : scenes[0];
  if (speaker !== undefined) await sayToAll(speaker, isInTwo ? partyOf(speaker, 'consultant') : undefined);
}

/** What one customer is told, the others must not be. */
async function sayToAll(scene: Scene, listener: Party | undefined): Promise<void> {
  const { owner: party, tag } = scene;
  await say(scene, { party, listener, purpose: 'visible-message', text: `For all ${tag} 1` });
}

/** Consults in one of the sessions, until the consultant has joined or the failure is told, whichever it is. */
async function consultOne(scene: Scene, consultant: Party): Promise<string | undefined> {
  const asked = await consult(scene, { targetUri: userUri(scene, consultant) });
  if (!isAccepted(asked)) return undefined;
  const failed = new AbortController();
  const over = new AbortController();
  const failure = expect(
    { ...scene, givenUp: over.signal },
    {
      party: scene.owner,
      event: 'error-notification',
      after: asked.seq,
      wanted: isFailureOf(scene, asked),
    },
  ).then((delivery) => delivery !== undefined && failed.abort());
  const joined = await join({ ...scene, givenUp: failed.signal }, consultant, asked);
  over.abort();
  await failure;
  return failed.signal.aborted ? undefined : joined;
}

/** The failure of this session's Consult: it names the session, or no session and the Consult's referenceId. */
function isFailureOf(scene: Scene, { response }: Exchange): (data: unknown) => boolean {
  const reference = response?.body.form === 'json' ? referenceIn(response.body.json) : undefined;
  return (data) => {
    const { segments, sessions } = scene.namedIn(data);
    const isByReference =
      sessions.size === 0 && reference !== undefined && at(data, '/referenceId') === reference;
    return kindOf(scene.channel, data) === 'error' && (segments.has(scene.sessionId) || isByReference);
  };
}

/** The consultant leaves one session; what is then said in another shows whether the consult there goes on. */
async function leaveOneOfTwo(one: Joined, other: Joined): Promise<void> {
  const consultant = partyOf(one.scene, 'consultant');
  await leave(one.scene, consultant, one.joined);
  const { scene, joined } = other;
  const { owner, tag } = scene;
  await say(scene, {
    party: consultant,
    listener: owner,
    purpose: 'agents-message',
    text: `For the agents ${tag}`,
    sessionId: joined,
  });
}

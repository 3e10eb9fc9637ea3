/** The originator consults in each of the ways in which a target can be named, one after the other. */
import type { ActId } from '../model/acts.ts';
import { channelIds, channels } from '../model/channel.ts';
import { madeOnlyOn } from '../model/planned-requests.ts';
import { attempt, conclude } from './attempt.ts';
import type { Scenario } from './scenario.ts';
import { beginAct, partyOf, userPath, userUri, type Scene } from './stage.ts';

/** One way to name a target. */
interface Way {
  readonly act: ActId;
  /** What the plan of a run calls such a Consult. */
  readonly consult: string;
  /** Whether it is tried only on channels whose document has targetPath. */
  readonly needsPath?: true;
  /** The members of the request that name it; a text: why this way can't be gone. */
  readonly target: (scene: Scene) => Readonly<Record<string, string>> | string;
}

const noQueue = "The target's description names no queue.";

const ways: readonly Way[] = [
  {
    act: 'consult-targets',
    consult: 'Consult (a contact)',
    target: (scene) => ({ targetUri: contactUri(scene) }),
  },
  {
    act: 'consult-queue',
    consult: 'Consult (a queue)',
    target: ({ context: { target } }) =>
      target.consultees?.queue === undefined ? noQueue : { targetUri: target.consultees.queue.uri },
  },
  {
    act: 'consult-by-path',
    consult: 'Consult (by path)',
    target: (scene) => ({ targetPath: userPath(partyOf(scene, 'consultant')) }),
  },
  {
    act: 'consult-queue-by-path',
    consult: 'Consult (a queue by path)',
    needsPath: true,
    target: ({ context: { target }, channel }) => {
      if (!knowsPath({ channel })) return noPath;
      return target.consultees?.queue === undefined ? noQueue : { targetPath: target.consultees.queue.path };
    },
  },
  {
    act: 'consult-both-targets',
    consult: 'Consult (by address and path)',
    needsPath: true,
    target: (scene) => {
      const { second } = scene.parties;
      if (!knowsPath(scene)) return noPath;
      if (second === undefined) return "The target's description names no second agent to consult.";
      return { targetUri: consultantUri(scene), targetPath: userPath(second) };
    },
  },
];

const noPath = 'The document of this channel has no targetPath.';

function knowsPath({ channel }: Pick<Scene, 'channel'>): boolean {
  const members: readonly string[] = channel.targetMembers;
  return members.includes('targetPath');
}

const withPath = channelIds.filter((id) => knowsPath({ channel: channels[id] }));

/** The scenario. */
export const consultTargets: Scenario = {
  id: 'consult-targets',
  acts: ways.slice(1).map(({ act }) => act),
  title: 'Agents are consulted as contacts, through a queue, by path and by address, one after the other',
  owner: 'originator',
  needs: ['originator', 'consultant'],
  seats: ['originator', 'consultant', 'second'],
  requests: [
    'Accept',
    ...ways.flatMap(({ consult, needsPath }) => {
      const made = [consult, 'Accept (consultant)', 'Leave (consultant)'];
      return needsPath === undefined
        ? made
        : withPath.flatMap((id) => made.map((one) => madeOnlyOn(id, one)));
    }),
    'Complete',
  ],
  play,
};

async function play(scene: Scene): Promise<void> {
  let isOver = true;
  for (const { act, target: name } of ways) {
    const target = isOver ? name(scene) : 'It is open what became of the Consult before.';
    const isFirst = act === scene.scenario;
    if (typeof target === 'string') await beginAct(scene, act, target);
    else {
      if (!isFirst) await beginAct(scene, act);
      isOver = await tryOut(scene, target);
    }
  }
}

async function tryOut(scene: Scene, target: Readonly<Record<string, string>>): Promise<boolean> {
  const { consultant, second } = scene.parties;
  const candidates = [consultant, second].filter((party) => party !== undefined);
  const attempted = await attempt(scene, target, candidates);
  if (attempted.kind === 'joined') await scene.customer.look('during');
  return conclude(scene, attempted);
}

function consultantUri(scene: Scene): string {
  return userUri(scene, partyOf(scene, 'consultant'));
}

/** The address of the consultant as a contact: users have the same id as contacts (both documents, "Request"). */
function contactUri(scene: Scene): string {
  const uri = consultantUri(scene);
  const asContact = uri.replace(/\/users\/([^/]*)$/, '/contacts/$1');
  const { baseUrl } = scene.context.target;
  const { id } = partyOf(scene, 'consultant').user;
  return asContact === uri ? `${baseUrl}/api/v2/contacts/${encodeURIComponent(id)}` : asContact;
}

/** A Consult whose outcome is open: it is waited for whatever comes first. */
import type { Party } from '../target/index.ts';
import {
  comeIn,
  consult,
  failureOf,
  invitationIn,
  invitationOf,
  isAccepted,
  leave,
  type Invitation,
} from './consulting.ts';
import { expectAny, type Scene } from './stage.ts';

/**
 * How a Consult ended. `refused`: at once; `failed`: the originator was notified; `joined`: an agent is in the
 * session and both notifications came; `open`: the server took it, and it is not known what became of it.
 */
export type Attempt =
  | { readonly kind: 'refused' | 'failed' | 'open' }
  | { readonly kind: 'joined'; readonly consultant: Party; readonly sessionId: string };

/** Consults, and lets whoever of the candidates is told of it first join. */
export async function attempt(
  scene: Scene,
  target: Readonly<Record<string, string>>,
  candidates: readonly Party[],
): Promise<Attempt> {
  const asked = await consult(scene, target);
  if (asked.response === undefined) return { kind: 'open' };
  if (!isAccepted(asked)) return { kind: 'refused' };
  const after = asked.seq;
  const told = await expectAny(scene, [
    ...candidates.map((party) => invitationOf(scene, party, after)),
    failureOf(scene, asked),
  ]);
  if (told?.event === 'error-notification') return { kind: 'failed' };
  const consultant = candidates.find(({ name }) => name === told?.party) ?? candidates[0];
  if (consultant === undefined) return { kind: 'open' };
  return joined(scene, {
    consultant,
    invitation: told && invitationIn(scene, told.delivery.data),
    after,
  });
}

async function joined(
  scene: Scene,
  came: { readonly consultant: Party; readonly invitation: Invitation | undefined; readonly after: number },
): Promise<Attempt> {
  const { isListed, isAnnounced } = await comeIn(scene, came);
  if (!isListed || !isAnnounced) return { kind: 'open' };
  const { consultant, invitation } = came;
  return { kind: 'joined', consultant, sessionId: invitation?.id ?? scene.sessionId };
}

/** Lets whoever joined leave again. Resolves with whether the Consult is over, so that another can begin. */
export async function conclude(scene: Scene, attempted: Attempt): Promise<boolean> {
  if (attempted.kind === 'joined') return leave(scene, attempted.consultant, attempted.sessionId);
  return attempted.kind !== 'open';
}

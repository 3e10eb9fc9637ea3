/** Those who are to come into a session and wait until there is room for them. */
import type { PostOffice } from '../notify/post-office.ts';
import type { World } from '../world.ts';
import { invite } from './enter.ts';
import { stateNotices } from './render.ts';
import { hasSeat } from './seats.ts';
import type { Guest, Notice, Session } from './session.ts';

/** Sees to it that those who wait come in when there is room. */
export interface Waiting {
  /** Looks who has room; to be called when something has happened. */
  readonly look: () => void;
}

/** Nobody waits yet. */
export function createWaiting(world: World, office: Pick<PostOffice, 'post'>): Waiting {
  const see = (session: Session): void => {
    const { waiting, channel } = session;
    session.waiting = waiting.filter((guest) => !isGivenUp(session, guest));
    for (const guest of session.waiting) {
      if (!hasSeat(world, channel, guest)) continue;
      session.waiting = session.waiting.filter((other) => other !== guest);
      office.post(session, ask(world, session, guest))();
    }
  };
  return { look: () => [...world.sessions.values()].forEach(see) };
}

/** Whoever asked is gone. */
function isGivenUp({ customer }: Session, { invitation: { by } }: Guest): boolean {
  return customer.state === 'Completed' || (by !== undefined && by.state !== 'Chatting');
}

function ask(world: World, session: Session, guest: Guest): readonly Notice[] {
  const to = invite(world, session, guest);
  const event = guest.invitation.kind === 'consult' ? 'consult-invited' : 'invited';
  return stateNotices(world, session, { event, notificationType: 'StatusChange', to: [to] });
}

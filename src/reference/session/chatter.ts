/** Notifications of another session of the same agent: what goes on around a consult on a busy server. */
import type { World } from '../world.ts';
import { append } from './log.ts';
import { logNotices, stateNotices } from './render.ts';
import type { AgentParty, Notice, Session } from './session.ts';

/** A state and a log notification of a session that nobody asked about, in which another consult begins. */
export function chatterFor(world: World, { session, to }: Notice): readonly Notice[] {
  const { ids } = world;
  const { secondId: _, ...template } = to; // an id that belongs to the real session
  const part = (nickname: string, standing: AgentParty['standing']): AgentParty => ({
    ...template,
    participantId: ids.participant(),
    invitation: { kind: 'contact' }, // that of the real session may name what routed it
    nickname,
    standing,
    state: 'Chatting',
  });
  const owner = part(to.nickname, 'owner');
  const guest = part('Another Colleague', 'consultant');
  const other: Session = {
    id: ids.session(),
    channel: session.channel,
    customerId: ids.customer(),
    customer: {
      type: 'Customer',
      participantId: ids.participant(),
      nickname: 'Another Customer',
      state: 'Chatting',
    },
    agents: [owner, guest],
    log: [],
    userData: new Map(),
    consults: 1,
    waiting: [],
  };
  const entry = append(world, other, { from: guest, type: 'ParticipantJoined', visibility: 'Agents' });
  const state = { event: 'chatter', notificationType: 'ParticipantsUpdated', to: [owner] } as const;
  return [
    ...stateNotices(world, other, state),
    ...logNotices(world, other, { event: 'chatter', entries: [entry], to: [owner] }),
  ];
}

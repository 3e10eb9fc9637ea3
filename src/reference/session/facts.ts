/** Sessions as quirks may know them. */
import type { ParticipantFacts, SessionFacts } from '../quirk.ts';
import { uriOf, type World } from '../world.ts';
import { presentAgents, roleOf, type Session } from './session.ts';

/** How many other sessions a quirk is told of. */
const OTHERS = 20;

/** A copy of what quirks may know of a session, taken now. */
export function factsOf(world: World, session: Session): SessionFacts {
  const { id, channel, customerId, customer } = session;
  const agents = presentAgents(session).map((party): ParticipantFacts => ({
    participantId: party.participantId,
    nickname: party.nickname,
    type: 'Agent',
    role: roleOf(party),
    userName: party.agent.userName,
  }));
  const { participantId, nickname } = customer;
  const asParticipant: ParticipantFacts = { participantId, nickname, type: 'Customer', role: 'customer' };
  return {
    id,
    channel,
    customerId,
    uri: uriOf(world, `/${world.spelling[channel].collection}/${id}`),
    participants: [...agents, ...(customer.state === 'Completed' ? [] : [asParticipant])],
    lastIndex: session.log.at(-1)?.index ?? 0,
    referenceId: session.lastReferenceId,
    get otherSessionIds() {
      return [...world.sessions.keys()].filter((other) => other !== id).slice(-OTHERS);
    },
  };
}

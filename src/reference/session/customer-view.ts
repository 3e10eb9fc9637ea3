/** What the customer sees: nothing of a consult (both documents, "Overview"), everything of a conference. */
import type { Behaviour } from '../behaviour.ts';
import type { CustomerView } from '../quirk.ts';
import type { World } from '../world.ts';
import { presentAgents, type AgentParty, type Entry, type Session } from './session.ts';

/** The session as the customer sees it, before any quirk. */
export function customerView(world: World, session: Session): CustomerView {
  const behaviour = world.behaviour[session.channel];
  const { customer } = session;
  const agents = presentAgents(session).filter((party) => showsParty(behaviour, party));
  const isIn = customer.state !== 'Completed';
  return {
    state: customer.state,
    participants: [...agents, ...(isIn ? [customer] : [])].map(({ nickname, type }) => ({ nickname, type })),
    messages: session.log
      .filter((entry) => showsEntry(behaviour, session, entry))
      .map(({ index, from: { nickname, type }, type: kind, text, at }) => ({
        index,
        from: { nickname, type },
        type: kind,
        ...(text === undefined ? {} : { text }),
        timestampSeconds: at,
      })),
  };
}

function showsParty(behaviour: Behaviour, { standing, invitation }: AgentParty): boolean {
  if (standing === 'consultant') return behaviour.customerSeesConsultant;
  const isGuest = standing === 'conferee' || invitation.kind === 'conference';
  return !(behaviour.conferenceHidden && isGuest);
}

/** Switches that show to the customer what is for agents, by the kind of entry. */
const leaks: readonly { readonly types: RegExp; readonly by: keyof Behaviour }[] = [
  { types: /^Participant/, by: 'customerSeesConsultJoin' },
  { types: /^Typing/, by: 'customerSeesAgentsTyping' },
  { types: /^Text$/, by: 'customerSeesAgentsTexts' },
];

function showsEntry(behaviour: Behaviour, session: Session, entry: Entry): boolean {
  const isConference = session.agents.some(({ standing }) => standing === 'conferee');
  if (entry.visibility === 'Agents' && behaviour.conferenceShowsHistory && isConference) return true;
  if (entry.visibility === 'Agents')
    return leaks.some(({ types, by }) => types.test(entry.type) && behaviour[by] === true);
  if (behaviour.consultMutesOriginator && entry.duringConsult) return false;
  const author = session.agents.find(({ participantId }) => participantId === entry.from.participantId);
  return author === undefined || author.standing === 'consultant' || showsParty(behaviour, author);
}

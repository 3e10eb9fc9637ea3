/** What an agent may do next, by state and standing. */
import type { Behaviour } from '../behaviour.ts';
import { presentAgents, type AgentParty, type Session } from './session.ts';

/** All capabilities of the samples, in their order (chat and SMS Consult, "First Notification"). */
const sampleCapabilities = [
  'Transfer',
  'Leave',
  'Invite',
  'Consult',
  'SetInFocus',
  'SetDisposition',
  'AttachUserData',
  'DeleteUserData',
  'UpdateUserData',
  'SendToAgents',
  'SendStartTypingToAgentsNotification',
  'SendStopTypingToAgentsNotification',
  'Complete',
  'SendMessage',
  'SendStartTypingNotification',
  'SendStopTypingNotification',
] as const;

/** Those that exist only beside another agent: the ones that "Failed" lacks (both documents). */
const besideAgent: ReadonlySet<string> = new Set([
  'SendToAgents',
  'SendStartTypingToAgentsNotification',
  'SendStopTypingToAgentsNotification',
]);

/** Those that an agent does not have who is only consulted: what would show to the customer, or be the originator's decision. */
const notForConsultant: ReadonlySet<string> = new Set([
  'Transfer',
  'Invite',
  'Consult',
  'SetDisposition',
  'Complete',
]);

const afterwards: ReadonlySet<string> = new Set([
  'SetInFocus',
  'SetDisposition',
  'AttachUserData',
  'DeleteUserData',
  'UpdateUserData',
  'Complete',
]);

/** What an agent may do now; the rule by which operations are allowed. */
export function capabilitiesOf(behaviour: Behaviour, session: Session, party: AgentParty): readonly string[] {
  const names = byState[party.state](session, party);
  if (party.standing !== 'consultant') return names;
  return names.filter((name) => !behaviour.consultantLacks.includes(name));
}

const byState: Readonly<
  Record<AgentParty['state'], (session: Session, party: AgentParty) => readonly string[]>
> = {
  Invited: () => ['Accept', 'Reject'],
  Chatting: (session, party) => {
    const isAlone = presentAgents(session).length < 2;
    const isConsultant = party.standing === 'consultant';
    return sampleCapabilities.filter(
      (name) => !(isAlone && besideAgent.has(name)) && !(isConsultant && notForConsultant.has(name)),
    );
  },
  LeftChat: () => sampleCapabilities.filter((name) => afterwards.has(name)),
  Completed: () => [],
  Revoked: () => [],
};

const conferenceNames: Readonly<Record<Behaviour['conferenceName'], readonly string[]>> = {
  invite: ['Invite'],
  conference: ['Conference'],
  both: ['Invite', 'Conference'],
};

/** The capabilities as the server lists them: the rule, and what the behaviour makes of it. */
export function listedCapabilities(
  behaviour: Behaviour,
  session: Session,
  party: AgentParty,
): readonly string[] {
  const stays = behaviour.capabilitiesStayAfterLeave && session.consults > 0 && party.state === 'Chatting';
  const allowed = new Set(capabilitiesOf(behaviour, session, party));
  const names = stays
    ? sampleCapabilities.filter((name) => allowed.has(name) || besideAgent.has(name))
    : [...allowed];
  const withheld = behaviour.consultAddsNoCapabilities && party.standing !== 'consultant';
  return names
    .filter((name) => !(withheld && besideAgent.has(name)))
    .flatMap((name) => (name === 'Invite' ? conferenceNames[behaviour.conferenceName] : [name]));
}

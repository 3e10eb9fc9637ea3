/** Who of those listed in a session is a person. Servers may list themselves too, or what routes: these come and go. */
import { at, isObject, type JsonObject } from '../model/json.ts';
import { participantsOf } from '../model/notification.ts';
import type { TraceView } from './view.ts';

/** What of a view it takes to tell people from others. */
export type Company = Pick<TraceView, 'before' | 'trace'>;

/**
 * Whether a participant, of a session or of an entry of its log, is an agent or a customer: by its type, by the type of
 * those whom the server calls customers, or by the nickname of an agent of the run. One without a type may be anybody.
 */
function isPerson({ before, trace }: Company, one: JsonObject): boolean {
  const { type, nickname } = one;
  if (typeof type !== 'string' || type === 'Agent' || type === 'Customer') return true;
  if (before.customers.some((customer) => customer['type'] === type)) return true;
  return Object.values(trace.agents).some((agent) => agent.nickname === nickname);
}

const isNew = ({ before }: Company, { participantId }: JsonObject): boolean =>
  typeof participantId === 'string' && participantId !== '' && !before.ids.has(participantId);

/** The participantIds of the people whom a session lists, and who were not there before the Consult. */
export function newcomersOf(company: Company, session: unknown): readonly string[] {
  return participantsOf(session)
    .filter((one) => isNew(company, one) && isPerson(company, one))
    .map(({ participantId }) => String(participantId));
}

/** Whether an entry of the log is of a person who was not there before the Consult, or does not say of whom it is. */
export function isOfNewcomer(company: Company, entry: JsonObject): boolean {
  const from = at(entry, '/from');
  if (!isObject(from)) return true;
  return !company.before.ids.has(String(from['participantId'])) && isPerson(company, from);
}

/** Whether an entry tells that somebody joined who was not there before: of the others it may be told late. */
export function tellsOfNewcomer(company: Company, entry: JsonObject): boolean {
  return entry['type'] === 'ParticipantJoined' && isOfNewcomer(company, entry);
}

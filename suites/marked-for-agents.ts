/** How that which is for agents alone is marked, to whichever agent it is told. */
import {
  at,
  found,
  isGiven,
  messagesOf,
  notApplicable,
  problem,
  shown,
  untestable,
  type JsonObject,
  type Judge,
  type PartyName,
  type TraceView,
} from '#kit';
import { firstConsultants, textsOf } from './shared.ts';

/** The agents who are in the session: what others are told is another rule's matter. */
function agentsIn(view: TraceView): readonly PartyName[] {
  const first: readonly PartyName[] = firstConsultants(view).length > 0 ? ['consultant'] : [];
  return [...new Set<PartyName>(['originator', view.consultee, ...first])];
}

/** Tells of an entry whether it is for agents alone: whatever comes from a consultant, and what was said with the operation for agents. */
function secretIn(view: TraceView): (entry: JsonObject) => boolean {
  const texts = [...textsOf(view, 'originator-to-agents'), ...textsOf(view, 'agents-message')];
  const listed = firstConsultants(view).map(({ participantId }) => participantId);
  const consultants = [view.consultantId, ...listed].filter((id) => typeof id === 'string');
  return (entry) =>
    consultants.includes(String(at(entry, '/from/participantId'))) || texts.includes(String(entry['text']));
}

/** Whether an entry to the originator has a rule of its own: the joining, the leaving, what is written to the agents. */
function isJudgedElsewhere(view: TraceView, entry: JsonObject): boolean {
  return (
    ['ParticipantJoined', 'ParticipantLeft'].includes(String(entry['type'])) ||
    textsOf(view, 'agents-message').includes(String(entry['text']))
  );
}

/** Whoever is told of what is for agents alone is told that it is. */
export const isMarkedForAgents: Judge = (view) => {
  if (view.consultantId === undefined) return untestable('Nobody is known as the consultant.');
  const end = Math.min(view.turn, view.exchange('cleanup')?.seq ?? Infinity);
  const span = { after: view.consult?.seq ?? Infinity, before: end };
  const isSecret = secretIn(view);
  const told = agentsIn(view).flatMap((party) =>
    view.about(party, span).flatMap((delivery) =>
      messagesOf(delivery.data)
        .filter((entry) => isSecret(entry) && isGiven(entry['visibility']))
        .filter((entry) => party !== 'originator' || !isJudgedElsewhere(view, entry))
        .map((entry) => ({ party, entry, delivery })),
    ),
  );
  if (told.length === 0) return notApplicable('No agent was told of any such entry with a visibility.');
  const wrong = told.filter(({ entry }) => entry['visibility'] !== 'Agents');
  return found(
    wrong.slice(0, 3).map(({ party, entry, delivery }) =>
      problem('wrong-value', `a notification to the ${party}, /messages/*/visibility`, {
        expected: `"Agents", of ${shown({ type: entry['type'], text: entry['text'] })}`,
        actual: shown(entry['visibility']),
        evidence: [delivery.seq],
      }),
    ),
  );
};

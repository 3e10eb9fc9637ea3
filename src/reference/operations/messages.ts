/** Operations that say something: texts and typing, for all or for agents alone. */
import type { ReferenceEvent } from '../quirk.ts';
import { append, visibilityOf } from '../session/log.ts';
import { logNotices } from '../session/render.ts';
import { presentAgents, type Visibility } from '../session/session.ts';
import { refuse } from '../status.ts';
import type { Operation } from './operation.ts';

interface Events {
  readonly text: ReferenceEvent;
  readonly typing: ReferenceEvent;
}

const events: Readonly<Record<Visibility, Events>> = {
  All: { text: 'message', typing: 'typing' },
  Agents: { text: 'agents-message', typing: 'agents-typing' },
};

/** Says a text. What a consultant says is for agents, whatever the operation (both documents, "Overview"). */
function saying(audience: Visibility): Operation {
  return {
    run: ({ world, session, party, body: { text } }) => {
      if (text === undefined) return refuse(1, 'text');
      if (typeof text !== 'string' || text === '') return refuse(10, 'text is no text');
      const { consultantSpeaksToAll, leftAgentsHear } = world.behaviour[session.channel];
      const visibility = audience === 'All' && !consultantSpeaksToAll ? visibilityOf(party) : audience;
      const entry = append(world, session, { from: party, type: 'Text', visibility, text });
      const to = leftAgentsHear ? session.agents : presentAgents(session);
      const news = { event: events[visibility].text, entries: [entry], to };
      return { notices: logNotices(world, session, news) };
    },
  };
}

/** Shows the others that one types, or no longer does. */
function typing(type: 'TypingStarted' | 'TypingStopped', audience: Visibility): Operation {
  return {
    run: ({ world, session, party }) => {
      const { consultantTypesForAll } = world.behaviour[session.channel];
      const visibility = audience === 'All' && !consultantTypesForAll ? visibilityOf(party) : audience;
      const entry = append(world, session, { from: party, type, visibility });
      const to = presentAgents(session).filter((other) => other !== party);
      const news = { event: events[visibility].typing, entries: [entry], to };
      return { notices: logNotices(world, session, news) };
    },
  };
}

/** The operations that say something. */
export const messages = {
  SendMessage: saying('All'),
  SendToAgents: saying('Agents'),
  SendStartTypingNotification: typing('TypingStarted', 'All'),
  SendStopTypingNotification: typing('TypingStopped', 'All'),
  SendStartTypingToAgentsNotification: typing('TypingStarted', 'Agents'),
  SendStopTypingToAgentsNotification: typing('TypingStopped', 'Agents'),
} as const satisfies Readonly<Record<string, Operation>>;

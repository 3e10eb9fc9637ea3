/** Finds out how a server answers the questions that the documents leave open. Nobody fails for an answer. */
import { observersOfRefusals } from './refusal-readings.ts';
import { jsonOf } from '../kit/attribution.ts';
import type { TraceView } from '../kit/view.ts';
import type { ChannelId } from '../model/channel.ts';
import { isRefusal } from '../model/answer.ts';
import type { ActId, PartyName } from '../model/acts.ts';
import type { Delivery } from '../model/evidence.ts';
import { at, isObject } from '../model/json.ts';
import { capabilitiesOf, isGiven, kindOf, messagesOf, participantsOf } from '../model/notification.ts';
import type { ObservedReading } from '../model/outcome.ts';
import type { Reading } from '../model/requirement.ts';

/** What one trace says to one question; `undefined`: nothing. */
type Observe = (view: TraceView) => string | undefined;

const pair = (view: TraceView): readonly [Delivery, Delivery] | undefined =>
  view.first === undefined || view.second === undefined ? undefined : [view.first, view.second];

const topics: Readonly<Record<string, string>> = {
  '/v2/me/chats': 'chats',
  '/v2/me/smsessions': 'smsessions',
  '/v2/me/smssessions': 'smssessions',
};

/** Whether an agent was told of the session after the Consult, and may still be in it. */
const isTold = (view: TraceView, party: PartyName): boolean =>
  view
    .about(party, { after: view.consult?.seq ?? Infinity })
    .some(({ data }) => kindOf(view.channel, data) === 'state');

/** What became of the Consult of an act: refused at once, failed later, or neither. */
const inVain = (view: TraceView): 'refused' | 'failed' | undefined => {
  if (view.refused) return 'refused';
  return view.failure === undefined ? undefined : 'failed';
};

/** An observer of one act alone, once its Consult was answered. */
const inAct =
  (act: ActId, observe: Observe): Observe =>
  (view) =>
    view.trace.act === act && view.consult?.response !== undefined ? observe(view) : undefined;

const observers: Readonly<Record<string, Observe>> = {
  SPELLING: (view) => {
    const data = [view.first, view.failure].map((delivery) => delivery?.data).find(isObject);
    return view.channel.spellings.find(({ key }) => data !== undefined && Object.hasOwn(data, key))?.id;
  },
  'FAILURE-TIME': (view) => {
    if (view.trace.act !== 'consult-failed' || view.consult?.response === undefined) return undefined;
    if (view.refused) return 'synchronous';
    return view.failure === undefined ? undefined : 'asynchronous';
  },
  'ABSENT-TARGET': inAct('consult-absent', (view) => {
    const isWaitedFor = view.wait('error-notification')?.met === false;
    return inVain(view) ?? (isWaitedFor ? 'pending' : undefined);
  }),
  'BOTH-TARGETS': inAct('consult-both-targets', (view) => {
    if (inVain(view) !== undefined) return 'refused';
    const told = { uri: isTold(view, 'consultant'), path: isTold(view, 'second') };
    return told.uri === told.path ? undefined : told.uri ? 'uri' : 'path';
  }),
  'CHAT-TARGET-PATH': inAct('consult-by-path', (view) => {
    if (inVain(view) !== undefined) return 'refused';
    return isTold(view, 'consultant') ? 'taken' : undefined;
  }),
  REJECTION: inAct('consult-rejected', (view) => {
    const rejected = view.exchange('consultant-reject');
    if (rejected === undefined || isRefusal(rejected.response?.status, jsonOf(rejected))) return undefined;
    if (view.failure !== undefined) return 'error';
    const until = view.exchange('visible-message')?.seq ?? Infinity;
    const told = view.about('originator', { after: rejected.seq, before: until });
    return told.length > 0 ? 'other' : 'silence';
  }),
  'SECOND-CONSULT': inAct(
    'second-consult',
    (view) => inVain(view) ?? (view.first === undefined ? undefined : 'accepted'),
  ),
  'CONFERENCE-NAME': (view) => {
    const offered = capabilitiesOf(view.session(view.first));
    const names = [
      offered.includes('Invite') ? 'invite' : '',
      offered.includes('Conference') ? 'conference' : '',
    ].filter(Boolean);
    return names.length === 2 ? 'both' : names[0];
  },
  'SMS-TOPIC': (view) => {
    const told = [view.first, view.second, view.failure].flatMap((one) => one?.topic ?? []);
    const answers = new Set(told.map((topic) => topics[topic] ?? 'other'));
    return answers.size > 1 ? 'mixed' : [...answers][0];
  },
  'TIMESTAMP-FORM': (view) => {
    const timestamp = messagesOf(view.second?.data)[0]?.['timestamp'];
    if (typeof timestamp !== 'string') return undefined;
    return timestamp.charAt(10) === 'T' ? 't' : timestamp.charAt(10) === ' ' ? 'space' : undefined;
  },
  'SUCCESS-REFERENCE': (view) =>
    pair(view)?.some(({ data }) => isGiven(at(data, '/referenceId'))) === true
      ? 'present'
      : pair(view) && 'absent',
  'PARTICIPANT-VISIBILITY': (view) => {
    const listed = participantsOf(view.session(view.first));
    if (listed.length === 0) return undefined;
    return listed.some((one) => isGiven(one['visibility'])) ? 'present' : 'absent';
  },
  'CONSULTANT-ACCEPTS': (view) => {
    const hasRejected = view.exchange('consultant-reject') !== undefined;
    if (view.first === undefined || view.consultantId === undefined || hasRejected) return undefined;
    return view.exchange('consultant-accept') === undefined ? 'automatic' : 'accepts';
  },
  'CONSULTANT-TO-ALL': (view) => {
    const sent = view.exchange('consultant-to-all');
    if (sent?.response === undefined) return undefined;
    if (isRefusal(sent.response.status, jsonOf(sent))) return 'refused';
    const text = at(sent.request.body, '/text');
    const isHeard = view
      .about('originator', { after: sent.seq })
      .some(({ data }) => messagesOf(data).some((entry) => isGiven(text) && entry['text'] === text));
    return isHeard ? 'agents' : undefined;
  },
  'NOTIFICATION-ORDER': (view) => {
    const both = pair(view);
    return both && (both[0].seq < both[1].seq ? 'as-documented' : 'reversed');
  },
  'RESPONSE-ORDER': (view) => {
    const both = pair(view);
    const answered = view.consult?.end.seq;
    return both && answered !== undefined
      ? both.every(({ seq }) => seq > answered)
        ? 'after'
        : 'before'
      : undefined;
  },
  'ORIGINATOR-LISTED': (view) => {
    const listed = participantsOf(view.session(view.first));
    const own = view.before.originators.map(({ nickname }) => nickname);
    const count = listed.filter(({ nickname, type }) => type === 'Agent' && own.includes(nickname)).length;
    return count === 0 ? undefined : count === 1 ? 'once' : 'twice';
  },
  ...observersOfRefusals,
};

/** The readings that runs can find out; the catalogue says of the others why not. */
export const observedReadings: readonly string[] = Object.keys(observers);

/** The answers of the server to all questions, channel by channel. */
export function readingsOf(
  readings: readonly Reading[],
  channels: readonly ChannelId[],
  views: readonly TraceView[],
): readonly ObservedReading[] {
  return readings.flatMap(({ id, channels: asked }) =>
    channels
      .filter((channel) => asked.includes(channel))
      .map((channel) => ({
        id,
        channel,
        answer: answerOf(
          id,
          views.filter(({ trace }) => trace.channel === channel),
        ),
      })),
  );
}

/** What one trace shows of a reading. */
export interface SeenAnswer {
  readonly answer: string;
  readonly view: TraceView;
}

/** The answer that each trace shows to one question; traces that show none are left out. */
export function answersOf(id: string, views: readonly TraceView[]): readonly SeenAnswer[] {
  return views.flatMap((view) => {
    const answer = observers[id]?.(view);
    return answer === undefined ? [] : [{ answer, view }];
  });
}

function answerOf(id: string, views: readonly TraceView[]): string {
  const answers = new Set(answersOf(id, views).map(({ answer }) => answer));
  if (answers.size > 1) return 'mixed';
  return [...answers][0] ?? 'not-seen';
}

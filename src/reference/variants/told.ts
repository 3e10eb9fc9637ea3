/** Right servers that say less, or otherwise, of agents, of sessions that are over, and of requests that they refuse. */
import { isObject, type Json, type JsonObject } from '../json.ts';
import { replace } from '../mutate.ts';
import type { Answer, AnswerContext, ReferenceEvent } from '../quirk.ts';
import { everywhere, variant, type Parts } from './changing.ts';
import type { Variant } from './variant.ts';

/** Shows whoever logs in other features than it has by its account; `undefined`: none at all. */
function showingFeatures(change: (features: readonly JsonObject[]) => Json | undefined): Parts {
  return {
    answers: 'every',
    answer: (answer, { operation }) => {
      const { user = null } = (answer.body ?? {}) as JsonObject;
      if (operation !== 'me' || !isObject(user)) return answer;
      const { features = [], ...rest } = user;
      const shown = change(features as readonly JsonObject[]);
      return {
        ...answer,
        body: { statusCode: 0, user: { ...rest, ...(shown === undefined ? {} : { features: shown }) } },
      };
    },
  };
}

const FEATURE = 'api-multimedia';

const byChannel = (features: readonly JsonObject[]): Json =>
  features.flatMap((one) =>
    one['id'] === FEATURE ? [{ id: `${FEATURE}-chat` }, { id: `${FEATURE}-sms` }] : [one],
  );

const emailInstead = (features: readonly JsonObject[]): Json =>
  features.some(({ id }) => id === FEATURE) ? features : [...features, { id: `${FEATURE}-email` }];

/** Leaves some events untold. */
function untold(...events: readonly ReferenceEvent[]): Parts {
  return { deliver: (delivery, { event }) => (events.includes(event) ? [] : [delivery]) };
}

function refusing(change: (answer: Answer, at: AnswerContext) => Answer): Parts {
  return { answers: 'every', answer: (answer, at) => (answer.status >= 400 ? change(answer, at) : answer) };
}

const quoted = ({ sent = null }: AnswerContext): string => `This is refused: ${JSON.stringify(sent)}`;

const escapes = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (mark) => escapes.get(mark) ?? mark);

/** Addresses of sessions, at which agents find them. */
const underMe = (one: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(one).map(([name, value]) => {
      const isAddress =
        /uri$/i.test(name) && typeof value === 'string' && /\/(chats|smsessions)\//.test(value);
      return [name, isAddress ? value.replace('/api/v2/', '/api/v2/me/') : value];
    }),
  );

/** Differences in what is said of agents. */
const agents: readonly Variant[] = [
  variant('features-by-channel', 'There is a feature for each channel.', showingFeatures(byChannel)),
  variant(
    'features-by-name',
    'Features are listed by their names alone.',
    showingFeatures((list) => list.map(({ id = null }) => id)),
  ),
  variant(
    'features-unlisted',
    'Who logs in is not told its features.',
    showingFeatures(() => undefined),
  ),
  variant(
    'feature-of-another-channel',
    'Who lacks the feature has that of another channel.',
    showingFeatures(emailInstead),
  ),
  variant('consultant-sees-agents', 'A consultant is told of the agents in the session alone.', {
    deliver: (delivery, at) => {
      if (at.recipient.role !== 'consultant') return [delivery];
      const isAgent = ({ type }: JsonObject): boolean => type === 'Agent';
      const change = replace('/{session}/participants', (list) =>
        (list as readonly JsonObject[]).filter(isAgent),
      );
      return [{ ...delivery, data: change(delivery.data, at) }];
    },
  }),
];

/** Differences in what is said of sessions. */
const sessions: readonly Variant[] = [
  variant('left-not-completed', 'Whose part in a session is over is told that it left it.', {
    deliver: (delivery, at) => [
      at.event === 'completed'
        ? { ...delivery, data: replace('/{session}/state', 'LeftChat')(delivery.data, at) }
        : delivery,
    ],
  }),
  variant('rejecter-untold', 'Who rejects is not told that the invitation is withdrawn.', untold('revoked')),
  variant('leaver-untold', 'Whose part in a session is over is not told so.', untold('completed')),
  variant(
    'addresses-under-me',
    'Sessions have the addresses at which agents find them.',
    everywhere(underMe),
  ),
  variant('joining-without-words', 'The joining is told with an empty text.', {
    deliver: (delivery, at) => {
      const worded = replace('/messages', (list) =>
        (list as readonly JsonObject[]).map((one) => ({ ...one, text: '' })),
      );
      return [at.event === 'consult-joined' ? { ...delivery, data: worded(delivery.data, at) } : delivery];
    },
  }),
];

/** Differences in how requests are refused. */
const refusals: readonly Variant[] = [
  variant(
    'empty-refusals',
    'Refusals have no body.',
    refusing(({ status, headers }) => ({ status, headers, raw: '' })),
  ),
  variant(
    'quoting-refusals',
    'Refusals quote what was sent.',
    refusing((answer, at) => ({
      ...answer,
      body: { ...(answer.body as JsonObject), statusMessage: quoted(at) },
    })),
  ),
  variant(
    'quoting-pages',
    'Refusals are pages that quote what was sent, escaped.',
    refusing((answer, at) => ({
      ...answer,
      headers: { ...answer.headers, 'content-type': 'text/html' },
      raw: `<html><body><p>${escaped(quoted(at))}</p></body></html>`,
    })),
  ),
];

/** The rows. */
export const toldVariants: readonly Variant[] = [...agents, ...sessions, ...refusals];

/** The feature that Consult requires. */
import {
  at,
  check,
  defineSuite,
  fine,
  found,
  isObject,
  isRefusal,
  jsonOf,
  lastSegment,
  mentions,
  problem,
  shown,
  untestable,
  type Exchange,
  type Judge,
  type PartyName,
  type TraceView,
} from '#kit';
import { areRefused, refusalsFor } from './refusal.ts';

/** The feature that the documents name. */
const FEATURE = 'api-multimedia';

/** GWS status codes of missing rights: forbidden, and no permission. */
const forbidden: readonly unknown[] = [3, 5];

/** The features of an agent, as its login showed them; `undefined` when it showed none. */
function featuresOf(view: TraceView, party: PartyName): readonly string[] | undefined {
  const login = view.trace.entries.find(
    (entry): entry is Exchange =>
      entry.kind === 'exchange' && entry.party === party && entry.purpose === 'login',
  );
  const body = jsonOf(login);
  const features = at(body, '/user/features') ?? at(body, '/features');
  if (!Array.isArray(features)) return undefined;
  return features.map((one) => String(isObject(one) ? one['id'] : one));
}

const mayConsult: Judge = (view) => {
  const { consult, answer, refused } = view;
  if (consult === undefined) return untestable('No Consult was sent.');
  const denied = refused && (consult.response?.status === 403 || forbidden.includes(answer?.['statusCode']));
  if (!denied) return fine;
  const features = featuresOf(view, 'originator');
  if (features?.includes(FEATURE) !== true) {
    return untestable(
      `The originator was denied, and is not known to have the feature: it has ${shown(features)}.`,
    );
  }
  return found([
    problem('refused', 'the answer to the Consult', {
      expected: `no denial: the agent has ${features.join(', ')}`,
      actual: `HTTP ${consult.response?.status ?? '-'} with ${shown(answer)}`,
      evidence: [consult.seq],
    }),
  ]);
};

/** The agent without the feature. */
const isDenied: Judge = (view, { id }) => {
  const { trace } = view;
  if (trace.agents.featureless === undefined)
    return untestable('The target file names no featureless agent.');
  const features = featuresOf(view, 'featureless');
  const hasOwn = features?.includes(FEATURE) === true;
  const has = hasOwn ? FEATURE : features?.find((name) => name.startsWith(FEATURE));
  const made = refusalsFor(view, id);
  const refused = areRefused(view, made);
  // Servers may have a feature for each channel: who has one of these may be let in, and need not.
  if (has !== undefined && (hasOwn || !('problems' in refused) || refused.problems.length > 0))
    return untestable(`The agent that the target file calls featureless has the feature ${has}.`);
  const isRefusedAtAll = 'problems' in refused && refused.problems.length === 0;
  const one = made[0];
  if (!isRefusedAtAll || one === undefined) return refused;
  const isOwn = one.case?.endsWith('/own session') === true;
  const told = view
    .arrived('consultant')
    .filter(({ seq, data }) => seq > one.seq && mentions(data, lastSegment(one.request.url)));
  if (isOwn && told.length > 0) {
    return found([
      problem('unexpected-event', 'a notification to the consultant', {
        expected: 'none: the Consult was refused',
        actual: shown(told[0]?.data),
        evidence: [one.seq, ...told.map(({ seq }) => seq)],
      }),
    ]);
  }
  if (isOwn || isNeverReady(view)) return refused;
  return untestable(
    'No session came about for the agent without the feature, so that its Consult in one of another agent was refused for that alone.',
  );
};

/** Whether the server does not even let the agent without the feature become ready: then it can have no session. */
function isNeverReady({ trace, channel }: TraceView): boolean {
  const asked = trace.entries.filter(
    (entry): entry is Exchange =>
      entry.kind === 'exchange' && entry.party === 'featureless' && entry.purpose === 'ready',
  );
  const refused = asked.filter((one) => isRefusal(one.response?.status, jsonOf(one)));
  const isHere = refused.some((one) => one.case === channel.id);
  return isHere || (refused.length > 0 && refused.length === asked.length);
}

/** The checks of the subject feature. */
export const feature = defineSuite('feature', [
  check('FEAT-001', 'consult-accepted', mayConsult),
  check('FEAT-002', 'refused-requests', isDenied),
]);

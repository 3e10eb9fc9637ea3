/** The feature that Consult requires. */
import {
  at,
  check,
  defineSuite,
  fine,
  found,
  isObject,
  jsonOf,
  problem,
  shown,
  untestable,
  type Exchange,
  type Judge,
  type TraceView,
} from '#kit';

/** GWS status codes of missing rights: forbidden, and no permission. */
const forbidden: readonly unknown[] = [3, 5];

/** The features of the originator, as its login showed them; `undefined` when it showed none. */
function featuresOf(view: TraceView): readonly string[] | undefined {
  const login = view.trace.entries.find(
    (entry): entry is Exchange =>
      entry.kind === 'exchange' && entry.party === 'originator' && entry.purpose === 'login',
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
  const features = featuresOf(view);
  if (features === undefined || !features.some((name) => name.startsWith('api-multimedia'))) {
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

export const feature = defineSuite('feature', [check('FEAT-001', 'consult-accepted', mayConsult)]);

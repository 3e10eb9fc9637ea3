/**
 * What servers may take or refuse, found out by requests whose target nobody has: each is compared with the answer to
 * the same request without what is in question. Whoever tells them apart has looked at it.
 */
import { jsonOf } from '../kit/attribution.ts';
import type { TraceView } from '../kit/view.ts';
import { isRefusal } from '../model/answer.ts';
import type { Exchange } from '../model/evidence.ts';
import { at } from '../model/json.ts';
import { kindOf } from '../model/notification.ts';

type Observe = (view: TraceView) => string | undefined;

const CONTROL = 'control/nobody';

function made(view: TraceView, name: string): Exchange | undefined {
  return view.refusals.find((one) => one.case === name && one.response !== undefined);
}

/** How an answer reads without what differs from one request to the next. */
function manner(one: Exchange | undefined): string | undefined {
  if (one?.response === undefined) return undefined;
  const { status } = one.response;
  const body = jsonOf(one);
  if (!isRefusal(status, body)) return 'accepted';
  const message = String(at(body, '/statusMessage') ?? '').replace(/\d+/g, '');
  return `${status} ${String(at(body, '/statusCode'))} ${message}`;
}

/** Whether a request was answered as the control; `undefined` when one of them was not answered. */
function isLikeControl(view: TraceView, name: string): boolean | undefined {
  const own = manner(made(view, name));
  const control = manner(made(view, CONTROL));
  return own === undefined || control === undefined ? undefined : own === control;
}

/** One of two words, by whether a request was answered as the control. */
function byLikeness(name: string, alike: string, otherwise: string): Observe {
  return (view) => {
    const isAlike = isLikeControl(view, name);
    return isAlike === undefined ? undefined : isAlike ? alike : otherwise;
  };
}

/** Requests that are not refused as Consults: for who sends them, for their method, or by another interface. */
const refusedBefore = /^(SAFE-010|SAFE-011|SAFE-017|ME-IN-PATH)\//;

/** The answers to Consults, right or wrong ones, that say by a statusCode that they are refused. */
function refusalsByCode({ consult, refusals }: TraceView): readonly number[] {
  const asked = refusals.filter((one) => !refusedBefore.test(one.case ?? ''));
  return [...asked, ...(consult === undefined ? [] : [consult])].flatMap((one) => {
    const status = one.response?.status;
    const isByCode = at(jsonOf(one), '/statusCode') !== undefined && isRefusal(status, jsonOf(one));
    return isByCode && status !== undefined ? [status] : [];
  });
}

/** The classes of HTTP statuses that the reading tells apart, by their first digit. */
const classes: Readonly<Record<number, string>> = { 2: 'http-200', 4: 'http-4xx', 5: 'http-5xx' };

/** The observers of the readings that the scenario of requests that must be refused shows. */
export const observersOfRefusals: Readonly<Record<string, Observe>> = {
  'UNKNOWN-MEMBERS': byLikeness('UNKNOWN-MEMBERS/one', 'accepted', 'refused'),
  'OPERATION-CASE': byLikeness('OPERATION-CASE/lower', 'ignored', 'exact'),
  'DUPLICATE-MEMBERS': (view) => {
    const first = isLikeControl(view, 'DUPLICATE-MEMBERS/right first');
    const last = isLikeControl(view, 'DUPLICATE-MEMBERS/right last');
    if (first === undefined || last === undefined || (first && last)) return undefined;
    return first ? 'first' : last ? 'last' : 'refused';
  },
  'ME-IN-PATH': (view) => {
    const isAlike = isLikeControl(view, 'ME-IN-PATH/without');
    if (isAlike === true) return 'both';
    const without = manner(made(view, 'ME-IN-PATH/without'));
    return isAlike === undefined ? undefined : without === 'accepted' ? 'without-me' : 'with-me';
  },
  'ERROR-STATUS': (view) => {
    const seen = new Set(refusalsByCode(view).flatMap((status) => classes[Math.floor(status / 100)] ?? []));
    return seen.size > 1 ? 'mixed' : [...seen][0];
  },
  'FOREIGN-HOST': (view) => {
    const one = made(view, 'FOREIGN-HOST/somebody');
    if (one === undefined) return undefined;
    if (manner(one) !== 'accepted') return 'refused';
    if (view.exchanges('cleanup').some((other) => other.case === one.case)) return 'ignored';
    const isFailed = view
      .arrived('originator')
      .some(
        ({ data }) =>
          kindOf(view.channel, data) === 'error' &&
          (view.isAbout(data) || view.namedIn(data).sessions.size === 0) &&
          at(data, '/referenceId') === at(jsonOf(one), '/referenceId'),
      );
    return isFailed ? 'refused' : undefined;
  },
};

/** What an answer to a customer's request means. */
import { at } from '../../model/json.ts';
import { jsonIn, type Answered } from './http.ts';

/** Whether the other side did what it was asked: a status of success, and a statusCode, where there is one, of 0. */
export function isTaken({ isSuccess, json }: Answered): boolean {
  const code = at(json, '/statusCode');
  return isSuccess && (code === undefined || code === 0);
}

/** GWS: not found. */
const NOT_FOUND = 6;

/** Whether a session is over for the customer after an answer to its goodbye: done, or there is none any more. */
export function isOver(answered: Answered): boolean {
  const status = answered.exchange.response?.status;
  if (isTaken(answered) || status === 404 || status === 410) return true;
  return at(jsonIn(answered.exchange), '/statusCode') === NOT_FOUND;
}

/** GWS status codes and the HTTP status that goes with each. */

/** What each status code means (GWS, "Return values"), and the HTTP status: 4 and 20 as seen on real servers, the others a choice. */
const codes = {
  1: { http: 400, says: 'Required parameter is missing' },
  2: { http: 400, says: 'Parameter is not valid in this state' },
  3: { http: 403, says: 'Operation is forbidden' },
  4: { http: 500, says: 'Internal error' },
  5: { http: 403, says: 'No permission for this operation' },
  6: { http: 404, says: 'Resource is not found' },
  10: { http: 400, says: 'Input validation failed' },
  20: { http: 403, says: 'Not authenticated' },
} as const;

/** A status code that refuses. */
export type RefusalCode = keyof typeof codes;

/** A request that is not carried out. */
export interface Refusal {
  readonly statusCode: RefusalCode;
  readonly statusMessage: string;
  readonly httpStatus: number;
}

/** A refusal: `what` says what exactly is wrong; `httpStatus` replaces the table's. */
export function refuse(statusCode: RefusalCode, what?: string, httpStatus?: number): Refusal {
  const { http, says } = codes[statusCode];
  return {
    statusCode,
    statusMessage: what === undefined ? says : `${says}: ${what}`,
    httpStatus: httpStatus ?? http,
  };
}

/** Whether a value is a refusal. */
export function isRefusal(value: object): value is Refusal {
  return Object.hasOwn(value, 'statusMessage') && Object.hasOwn(value, 'httpStatus');
}

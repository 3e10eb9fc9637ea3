/** What the vendor of a server says of it, and is held to. */

/** What servers may rightly lack, and a vendor declares to have. */
export type Capability = 'consult-queue';

/** Largest latencies, in milliseconds; only what is here is judged. */
export interface LatencyBudget {
  /** 95th percentile of the time from the request to the first notification, and to the second. */
  readonly first?: number;
  readonly second?: number;
}

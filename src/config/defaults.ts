/** What a target has when nothing else is said; `schemas/tool/target.schema.json` says the same. */
import type { Deadlines } from '../model/target.ts';

/** How long the suite waits by default, in milliseconds. */
export const defaultDeadlines: Deadlines = {
  answer: 10_000,
  notification: 10_000,
  settle: 2_000,
  overall: 120_000,
};

/** Where CometD answers by default, below the base URL. */
export const defaultNotificationsPath = '/api/v2/notifications';

/** The largest answer that is read by default, in bytes. */
export const defaultMaxBodyBytes = 10_000_000;

/** How many sessions consult at the same time in the scenario of many sessions, by default. */
export const defaultConcurrentSessions = 1;

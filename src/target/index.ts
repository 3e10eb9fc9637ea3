/** Reaches the server under test and records everything; judges nothing. */
export type { Call, Context, Disguise, RawBody } from './context.ts';
export { createDeadline } from './deadline.ts';
export type { WaitOptions } from './delivery-log.ts';
export { readVersion, type User } from './login.ts';
export type { AgentName } from '../model/target.ts';
export { connectParty, type Party } from './party.ts';
export {
  createSessionSource,
  type CustomerSide,
  type OpenOptions,
  type SessionSource,
} from './session-source.ts';
export { waitForCustomer, type CustomerWait } from './wait-for-customer.ts';

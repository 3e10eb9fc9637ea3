/** Reaches the server under test and records everything; judges nothing. */
export { createClient, type Client } from './client.ts';
export { openContext, type Call, type Context, type Disguise, type RawBody } from './context.ts';
export { createDeadline } from './deadline.ts';
export type { WaitOptions } from './delivery-log.ts';
export { toFailure } from './failure.ts';
export { login, readVersion, type User } from './login.ts';
export { startNotifications, type Notifications } from './notifications.ts';
export type { AgentName } from '../model/target.ts';
export { connectParty, type Party } from './party.ts';
export {
  createSessionSource,
  type Capabilities,
  type CustomerSide,
  type Fate,
  type Ledger,
  type OpenOptions,
  type Planned,
  type Remainder,
  type SessionSource,
} from './sources/index.ts';
export { isDone } from './sources/ledger.ts';
export { keptMs } from './tidying.ts';
export { visit, type Visitor } from './visit.ts';
export { waitForCustomer, type CustomerWait } from './wait-for-customer.ts';
export { ending, isAnswered, refusedWork } from './work.ts';

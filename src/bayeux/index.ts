/** The CometD (Bayeux 1.0) protocol without I/O: long-polling, one client. */
export { readAnswer, type Answer, type Malformed, type Published, type Reply } from './answer.ts';
export { begin, farewell, next, type ClientEvent, type Send, type Step, type WatchChange } from './client.ts';
export type { Outgoing } from './outgoing.ts';

/** The CometD (Bayeux 1.0) protocol without I/O: long-polling, one client. */
export { readAdvice, type Advice, type Reconnect } from './advice.ts';
export { readAnswer, type Answer, type Malformed, type Published, type Reply } from './answer.ts';
export {
  begin,
  farewell,
  next,
  type ClientEvent,
  type ClientState,
  type Phase,
  type Send,
  type Settings,
  type Step,
  type WatchChange,
} from './client.ts';
export { CONNECTION_TYPE, metaChannels, type Outgoing } from './outgoing.ts';

/** What suites import: how to define checks, what to say they found, and how to look at a trace. */
export { containsText, deliveriesTo, idsOf, isDistinctive, jsonOf, sessionInBody } from './attribution.ts';
export { alsoIn, check, checks, defineSuite, type Check, type Judge, type Suite } from './check.ts';
export { fine, found, notApplicable, problem, shown, unless, untestable } from './finding.ts';
export { latenciesOf } from './latency.ts';
export { isOfNewcomer, newcomersOf, tellsOfNewcomer } from './people.ts';
export { shapeOf } from './shape.ts';
export { viewsOf, type TraceView } from './view.ts';
export { channels, type Channel, type ChannelId } from '../model/channel.ts';
export type { ActId, PartyName, Purpose } from '../model/acts.ts';
export type { CustomerView, Delivery, Exchange } from '../model/evidence.ts';
export type { Trace } from '../model/trace.ts';
export { isRefusal, referenceIn } from '../model/answer.ts';
export { at, isObject, type JsonObject } from '../model/json.ts';
export {
  capabilitiesOf,
  isGiven,
  isTypingType,
  kindOf,
  lastSegment,
  mentions,
  messagesOf,
  participantIds,
  participantsOf,
  tellsOfTyping,
} from '../model/notification.ts';
export type { Finding, Problem, ProblemKind } from '../model/outcome.ts';

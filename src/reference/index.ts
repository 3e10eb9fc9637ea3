/** The embedded server: Consult on chat and on SMS, right by default, wrong or differently right on request. */
export { authFormNames, type AuthForm } from './auth/credentials.ts';
export type { Behaviour, Choices, Defects, TargetKind, TimestampForm } from './behaviour.ts';
export { makeCertificates, type CertificateRequest, type Certificates } from './certificates.ts';
export { faults, type Fault } from './faults/index.ts';
export { nullServers, type NullServer, type RunningNullServer } from './null-servers.ts';
export type {
  AgentFacts,
  Answer,
  AnswerContext,
  CustomerView,
  DeliveryContext,
  Outgoing,
  Quirk,
  ReferenceEvent,
  Role,
  SessionFacts,
  ViewContext,
} from './quirk.ts';
export {
  startReference,
  type Reference,
  type ReferenceAccount,
  type ReferenceOptions,
  type TlsOptions,
} from './start.ts';
export { variants, type Variant } from './variants/index.ts';

/** Signed statements about runs: in-toto test results in DSSE envelopes. */
export {
  canonical,
  isSignedBy,
  PAYLOAD_TYPE,
  payloadOf,
  seal,
  type Envelope,
  type EnvelopeSignature,
} from './envelope.ts';
export { provingKey, signingKey, type ProvingKey, type SigningKey } from './keys.ts';
export {
  statementOf,
  type Descriptor,
  type SignedFiles,
  type Statement,
  type TestResult,
} from './statement.ts';

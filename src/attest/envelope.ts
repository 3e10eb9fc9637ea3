/** DSSE envelopes: a statement as bytes, with who signed it (DSSE 1.0). */
import { createRequire } from 'node:module';
import type { ProvingKey, SigningKey } from './keys.ts';
import type { Statement } from './statement.ts';

/** What the payload of an envelope is. */
export const PAYLOAD_TYPE = 'application/vnd.in-toto+json';

/** A signature and a hint at its key. */
export interface EnvelopeSignature {
  readonly keyid?: string;
  /** Base64. */
  readonly sig: string;
}

/** An envelope, as it stands in a file. */
export interface Envelope {
  readonly payloadType: string;
  /** Base64. */
  readonly payload: string;
  readonly signatures: readonly EnvelopeSignature[];
}

/**
 * The statement in an envelope that the key signed. Signatures of others on the very same statement, in an envelope
 * that is there already, are kept; one of the same key is replaced.
 */
export function seal(statement: Statement, key: SigningKey, before?: Envelope): Envelope {
  const payload = canonical(statement);
  const kept =
    before?.payloadType === PAYLOAD_TYPE && payloadOf(before).equals(payload)
      ? before.signatures.filter(({ keyid }) => keyid !== key.id)
      : [];
  const sig = key.sign(signedBytes(PAYLOAD_TYPE, payload)).toString('base64');
  return {
    payloadType: PAYLOAD_TYPE,
    payload: payload.toString('base64'),
    signatures: [...kept, { keyid: key.id, sig }],
  };
}

/** Whether a key signed what is in the envelope. What the envelope says of keys is a hint, and not looked at. */
export function isSignedBy(envelope: Envelope, key: ProvingKey): boolean {
  const bytes = signedBytes(envelope.payloadType, payloadOf(envelope));
  return envelope.signatures.some(({ sig }) => key.verify(bytes, Buffer.from(sig, 'base64')));
}

/** The bytes that the envelope holds. */
export function payloadOf({ payload }: Pick<Envelope, 'payload'>): Buffer {
  return Buffer.from(payload, 'base64');
}

function signedBytes(type: string, payload: Buffer): Buffer {
  return sigstore().dsse.preAuthEncoding(type, payload);
}

/** The bytes of a statement: the same for the same statement, whatever the order of its members. */
export function canonical(statement: Statement): Buffer {
  return Buffer.from(sigstore().json.canonicalize(statement));
}

// Loaded only where something is signed or a signature is looked at.
function sigstore(): typeof import('@sigstore/core') {
  return createRequire(import.meta.url)('@sigstore/core') as typeof import('@sigstore/core');
}

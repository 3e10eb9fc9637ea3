/** Keys that sign runs, and those that prove it: PEM files. */
import {
  constants,
  createHash,
  createPrivateKey,
  createPublicKey,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { UsageError } from '../model/errors.ts';

/** How a kind of key signs. */
interface Scheme {
  /** `null`: the scheme has its own. */
  readonly digest: string | null;
  readonly options?: { readonly padding: number; readonly saltLength: number };
}

const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };

/** The kinds of keys, with the digest that goes with the strength of each; signatures of curves are in DER. */
const schemes: Readonly<Record<string, Scheme>> = {
  ed25519: { digest: null },
  prime256v1: { digest: 'sha256' },
  secp384r1: { digest: 'sha384' },
  secp521r1: { digest: 'sha512' },
  rsa: { digest: 'sha256', options: pss },
};

const KINDS = 'Ed25519, ECDSA on P-256, P-384 or P-521, and RSA of at least 2048 bits';
const LEAST_RSA_BITS = 2048;

/** A key and how it signs. */
export interface SigningKey {
  /** Hex of the SHA-256 of the public key (SPKI, DER). */
  readonly id: string;
  readonly sign: (bytes: Buffer) => Buffer;
}

/** A public key and how it proves. */
export interface ProvingKey {
  readonly id: string;
  readonly verify: (bytes: Buffer, signature: Buffer) => boolean;
}

/**
 * Reads a private key.
 * @param pem its file's text; `path` is named in messages, never the text
 * @throws UsageError when it is none, is of another kind, or can't be opened with the passphrase
 */
export function signingKey(pem: string, path: string, passphrase?: string): SigningKey {
  const isLocked = /ENCRYPTED/.test(pem);
  if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem))
    throw new UsageError(`${path} holds no private key. Expected PEM that begins with BEGIN PRIVATE KEY.`);
  if (isLocked && passphrase === undefined)
    throw new UsageError(
      `${path} is locked with a passphrase. Give it in CONSULT_SIGN_PASSPHRASE, or name a file that holds it in CONSULT_SIGN_PASSPHRASE_FILE.`,
    );
  const key = opened(pem, path, isLocked ? passphrase : undefined);
  const { digest, options } = schemeOf(key, path);
  return { id: idOf(createPublicKey(key)), sign: (bytes) => sign(digest, bytes, { key, ...options }) };
}

function opened(pem: string, path: string, passphrase: string | undefined): KeyObject {
  try {
    return createPrivateKey({ key: pem, format: 'pem', ...(passphrase === undefined ? {} : { passphrase }) });
  } catch {
    // What OpenSSL says of it helps nobody.
    const why =
      passphrase === undefined ? 'can not be read as a private key' : 'does not open with the passphrase';
    throw new UsageError(`${path} ${why}.`);
  }
}

/** Reads a public key. @throws UsageError when the text is none, or one of another kind */
export function provingKey(pem: string, path: string): ProvingKey {
  if (/PRIVATE KEY-----/.test(pem))
    throw new UsageError(
      `${path} holds a private key, which nobody but its owner should have. Expected the public one: openssl pkey -in FILE -pubout.`,
    );
  if (/BEGIN CERTIFICATE-----/.test(pem))
    throw new UsageError(
      `${path} holds a certificate. Expected a public key, which it contains: openssl x509 -in FILE -noout -pubkey.`,
    );
  const key = publicKey(pem, path);
  const { digest, options } = schemeOf(key, path);
  return {
    id: idOf(key),
    verify: (bytes, signature) => verify(digest, bytes, { key, ...options }, signature),
  };
}

function publicKey(pem: string, path: string): KeyObject {
  try {
    return createPublicKey({ key: pem, format: 'pem' });
  } catch {
    throw new UsageError(`${path} holds no public key. Expected PEM that begins with BEGIN PUBLIC KEY.`);
  }
}

function schemeOf(key: KeyObject, path: string): Scheme {
  const { asymmetricKeyType: type = '', asymmetricKeyDetails: details = {} } = key;
  const name = type === 'ec' ? (details.namedCurve ?? '') : type;
  const scheme = Object.hasOwn(schemes, name) ? schemes[name] : undefined;
  if (scheme === undefined || (type === 'rsa' && (details.modulusLength ?? 0) < LEAST_RSA_BITS))
    throw new UsageError(`${path} holds a key that is not used here (${name}). Known are ${KINDS}.`);
  return scheme;
}

function idOf(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

/** Certificates for trying out: an authority of its own, and what it signed for a server and its clients. */
import { generateKeyPair, randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { promisify } from 'node:util';
import type { pki } from 'node-forge';

/** What a server needs for TLS, and what its clients have to trust. Everything is PEM. */
export interface Certificates {
  /** The authority's certificate. */
  readonly ca: string;
  /** The server's certificate. */
  readonly cert: string;
  readonly key: string;
  /** A certificate of the same authority for clients, where one was asked for. */
  readonly client?: { readonly cert: string; readonly key: string };
}

/** For whom certificates are made. */
export interface CertificateRequest {
  /** Host names and IP addresses of the server. */
  readonly hosts: readonly string[];
  /** Milliseconds since 1970: when they are made. */
  readonly now: number;
  /** Whether clients get a certificate too. */
  readonly forClients?: boolean;
}

type Forge = typeof import('node-forge');

const DAYS_VALID = 7;
const DAY_MS = 86_400_000;

/** Makes an authority, a server's certificate and perhaps a client's, good for a week. */
export async function makeCertificates(request: CertificateRequest): Promise<Certificates> {
  const { hosts, now, forClients = false } = request;
  const { default: forge } = await import('node-forge');
  const [caKeys, ownKeys, clientKeys] = await Promise.all([
    newKeys(),
    newKeys(),
    forClients ? newKeys() : undefined,
  ]);
  const ca = sign(forge, {
    subject: 'Embedded server authority',
    keys: caKeys,
    now,
    extensions: ofAuthority,
  });
  const issuer = { name: ca.subject, key: caKeys.privateKey };
  const altNames = hosts.map((host) => (isIP(host) === 0 ? { type: 2, value: host } : { type: 7, ip: host }));
  const ofServer = [
    ...ofLeaf,
    { name: 'extKeyUsage', serverAuth: true },
    { name: 'subjectAltName', altNames },
  ];
  const ofClient = [...ofLeaf, { name: 'extKeyUsage', clientAuth: true }];
  const own = { subject: hosts[0] ?? 'localhost', keys: ownKeys, now, extensions: ofServer, issuer };
  const pem = (certificate: pki.Certificate): string => forge.pki.certificateToPem(certificate);
  const made = { ca: pem(ca), cert: pem(sign(forge, own)), key: ownKeys.privateKey };
  if (clientKeys === undefined) return made;
  const client = { subject: 'client', keys: clientKeys, now, extensions: ofClient, issuer };
  return { ...made, client: { cert: pem(sign(forge, client)), key: clientKeys.privateKey } };
}

const ofAuthority = [
  { name: 'basicConstraints', cA: true, critical: true },
  { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
  { name: 'subjectKeyIdentifier' },
] as const;

const ofLeaf = [
  { name: 'basicConstraints', cA: false, critical: true },
  { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
] as const;

interface Keys {
  readonly publicKey: string;
  readonly privateKey: string;
}

function newKeys(): Promise<Keys> {
  return promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
}

interface Wish {
  readonly subject: string;
  readonly keys: Keys;
  readonly now: number;
  readonly extensions: readonly object[];
  /** Absent: itself. */
  readonly issuer?: { readonly name: pki.Certificate['subject']; readonly key: string };
}

function sign(
  { pki: { createCertificate, publicKeyFromPem, privateKeyFromPem }, md }: Forge,
  wish: Wish,
): pki.Certificate {
  const { subject, keys, now, extensions, issuer } = wish;
  const certificate = createCertificate();
  certificate.publicKey = publicKeyFromPem(keys.publicKey);
  // A serial number is a positive integer: its first bit is 0.
  certificate.serialNumber = `01${randomBytes(15).toString('hex')}`;
  certificate.validity.notBefore = new Date(now - DAY_MS);
  certificate.validity.notAfter = new Date(now + DAYS_VALID * DAY_MS);
  certificate.setSubject([{ name: 'commonName', value: subject }]);
  certificate.setIssuer(issuer?.name.attributes ?? certificate.subject.attributes);
  certificate.setExtensions([...extensions]);
  certificate.sign(privateKeyFromPem(issuer?.key ?? keys.privateKey), md.sha256.create());
  return certificate;
}

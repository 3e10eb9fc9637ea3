/** For tests only: an authority, and certificates that it signed. */
import { generate } from 'selfsigned';

/** A certificate with its key, as PEM. */
export interface Pair {
  readonly cert: string;
  readonly key: string;
}

/** An authority with the certificates of a server on loopback and of a client. */
export interface Certificates {
  readonly authority: Pair;
  readonly server: Pair;
  readonly client: Pair;
}

/** Makes all of them anew. */
export async function makeCertificates(): Promise<Certificates> {
  const options = { keyType: 'ec', algorithm: 'sha256' } as const;
  const authority = toPair(
    await generate([{ name: 'commonName', value: 'authority of a test' }], {
      ...options,
      extensions: [
        { name: 'basicConstraints', cA: true, critical: true },
        { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
      ],
    }),
  );
  const ca = { key: authority.key, cert: authority.cert };
  const server = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    ...options,
    ca,
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
  });
  const client = await generate([{ name: 'commonName', value: 'client of a test' }], { ...options, ca });
  return { authority, server: toPair(server), client: toPair(client) };
}

function toPair({ cert, private: key }: { readonly cert: string; readonly private: string }): Pair {
  return { cert, key };
}

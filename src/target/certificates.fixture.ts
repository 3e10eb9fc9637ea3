/** For tests only: an authority, and certificates that it signed. */
import { makeCertificates as make } from '../reference/index.ts';

/** A certificate with its key, as PEM. */
export interface Pair {
  readonly cert: string;
  readonly key: string;
}

/** An authority's certificate, and those of a server on loopback and of a client. */
export interface Certificates {
  readonly authority: Pick<Pair, 'cert'>;
  readonly server: Pair;
  readonly client: Pair;
}

/** Makes all of them anew. */
export async function makeCertificates(): Promise<Certificates> {
  const made = await make({ hosts: ['127.0.0.1'], now: Date.now(), forClients: true });
  const { ca, cert, key, client = { cert, key } } = made;
  return { authority: { cert: ca }, server: { cert, key }, client };
}

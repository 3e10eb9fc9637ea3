/** Ids that look like those of the documents' samples, made by counting. */

/** Makes ids; each is new for the server that it was made for. */
export interface Ids {
  /** Sixteen characters, as `0000Na9B26EF006E`. */
  readonly session: () => string;
  /** Sixteen characters: the customer's own id of a session. */
  readonly customer: () => string;
  /** Sixteen hex digits, as `009052CB05CA00EB`. */
  readonly participant: () => string;
  /** An integer, one more than the last of those that are counted together. */
  readonly reference: (together: string) => number;
  /** Cookies and tokens: what nobody can guess. */
  readonly secret: () => string;
}

/** An id source that begins near the documents' samples; `secret` makes what can't be guessed. */
export function createIds(secret: () => string): Ids {
  const session = counter(0xef006e);
  const customer = counter(0x10);
  const participant = counter(0x05c900ea);
  const references = new Map<string, () => number>();
  return {
    session: () => `0000Na9B26${padded(session(), 16, 6)}`,
    customer: () => `0001Ka7C41${padded(customer(), 16, 6)}`,
    participant: () => `009052CB${padded(participant(), 16, 8)}`,
    reference: (together) => {
      const next = references.get(together) ?? counter(35);
      references.set(together, next);
      return next();
    },
    secret,
  };
}

function counter(first: number): () => number {
  let next = first;
  return () => next++;
}

function padded(value: number, radix: number, width: number): string {
  return value.toString(radix).toUpperCase().padStart(width, '0');
}

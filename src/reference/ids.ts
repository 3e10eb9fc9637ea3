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

/** What ids look like. `samples`: as in the documents; `short`: counted from 1; `marked`: with marks that addresses escape. */
export type IdForm = 'samples' | 'short' | 'marked';

/** An id source; `secret` makes what can't be guessed. */
export function createIds(secret: () => string, form: IdForm = 'samples'): Ids {
  const references = new Map<string, () => number>();
  return {
    ...forms[form](),
    reference: (together) => {
      const next = references.get(together) ?? counter(form === 'short' ? 1 : 35);
      references.set(together, next);
      return next();
    },
    secret,
  };
}

type Made = Pick<Ids, 'session' | 'customer' | 'participant'>;

const forms: Readonly<Record<IdForm, () => Made>> = {
  samples,
  short: () => {
    const [session, customer, participant] = [counter(1), counter(1), counter(1)];
    return {
      session: () => String(session()),
      customer: () => String(customer()),
      participant: () => String(participant()),
    };
  },
  marked: () => {
    const { session, ...rest } = samples();
    return { ...rest, session: () => `media:${session()}+@=` };
  },
};

/** Ids that begin near the documents' samples. */
function samples(): Made {
  const session = counter(0xef006e);
  const customer = counter(0x10);
  const participant = counter(0x05c900ea);
  return {
    session: () => `0000Na9B26${padded(session(), 16, 6)}`,
    customer: () => `0001Ka7C41${padded(customer(), 16, 6)}`,
    participant: () => `009052CB${padded(participant(), 16, 8)}`,
  };
}

function counter(first: number): () => number {
  let next = first;
  return () => next++;
}

function padded(value: number, radix: number, width: number): string {
  return value.toString(radix).toUpperCase().padStart(width, '0');
}

/** A secret that a program has at hand, wrapped so that it is not printed by accident. */
import { UsageError } from '../model/errors.ts';

const SHOWN = '(secret)';

/**
 * A password, token, key or certificate that a program got from somewhere else than the environment or a file, as
 * from a vault. It may stand wherever a target file has `env:NAME` or `file:PATH`. Printed, written as JSON or put
 * into a text, it shows that it is secret and nothing else.
 */
export class Secret {
  readonly #value: string;

  /** @throws UsageError when the value is empty or no text */
  constructor(value: string) {
    if (typeof value !== 'string' || value === '')
      throw new UsageError('A secret is empty or no text. Expected the password, token or PEM text itself.');
    this.#value = value;
  }

  /** The value itself. */
  reveal(): string {
    return this.#value;
  }

  /** What a text shows in its place. */
  toString(): string {
    return SHOWN;
  }

  /** What JSON shows in its place. */
  toJSON(): string {
    return SHOWN;
  }
}

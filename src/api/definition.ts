/** A target as an object of a program: what a target file says, with secrets in it. */
import type { TargetFile } from '../../schemas/generated/tool.ts';
import { UsageError } from '../model/errors.ts';
import { Secret } from './secret.ts';

/** A value of a target file; where it has text, there may be a secret. */
export type Defined<T> = T extends string
  ? T | Secret
  : T extends readonly (infer Item)[]
    ? readonly Defined<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Defined<T[Key]> }
      : T;

/**
 * What a target file says, as an object: the same keys, the same values (docs/target.md). A secret is `env:NAME`,
 * `file:PATH` or a {@link Secret}, never plain text.
 */
export type TargetDefinition = Defined<TargetFile>;

type Environment = Readonly<Record<string, string | undefined>>;

/** A definition as the value that a target file would have, and where its secrets are found. */
export interface Unwrapped {
  readonly value: unknown;
  readonly environment: Environment;
}

/** Deeper than any target file, and too deep for none. */
const MAX_DEPTH = 100;

/**
 * Puts `env:NAME` in the place of each secret, with a name that the environment does not have, and adds it there.
 * Members that are `undefined` are left out.
 * @throws UsageError when the definition is nested without end
 */
export function unwrap(definition: unknown, environment: Environment): Unwrapped {
  const secrets: Record<string, string> = {};
  const nameOf = (number: number): string => {
    const name = `secret_of_this_program_${number}`;
    return Object.hasOwn(environment, name) ? nameOf(number + 1_000) : name;
  };
  const walk = (value: unknown, depth: number): unknown => {
    if (depth > MAX_DEPTH)
      throw new UsageError('The target is nested too deeply. Does a part of it contain itself?');
    if (value instanceof Secret) {
      const name = nameOf(Object.keys(secrets).length + 1);
      secrets[name] = value.reveal();
      return `env:${name}`;
    }
    if (Array.isArray(value)) return value.map((item) => walk(item, depth + 1));
    if (typeof value !== 'object' || value === null) return value;
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return Object.fromEntries(members.map(([key, member]) => [key, walk(member, depth + 1)]));
  };
  const value = walk(definition, 0);
  return { value, environment: { ...environment, ...secrets } };
}

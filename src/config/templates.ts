/** Texts of the target file with places to fill in: their names are checked, and their secrets are looked up. */
import { nearest } from '../model/nearest.ts';
import type { Mistake } from './mistakes.ts';
import { resolveSecret, type SecretPlaces } from './secret.ts';
import type { YamlSource } from './yaml-source.ts';

/** What is at hand while a part of the file is read; mistakes and secrets are gathered. */
export interface TemplateReading {
  readonly source: YamlSource;
  readonly places: SecretPlaces;
  readonly mistakes: Mistake[];
  /** The secrets that were found, by `env:NAME` or `file:PATH`. */
  readonly secrets: Record<string, string>;
}

/** A value of the file: where it stands, and which names may stand in its texts. */
export interface Templated {
  readonly path: readonly string[];
  readonly names: readonly string[];
}

const PLACE = /\$\{([^{}]*)\}/g;
const SECRET = /^(env:[A-Za-z_][A-Za-z0-9_]*|file:.+)$/;

/**
 * A value with the same texts, in which a text that is nothing but `env:NAME` or `file:PATH` is written as a place.
 * Names that may not stand there, and secrets that are not there, become mistakes.
 */
export function readTemplates<T>(value: T, about: Templated, reading: TemplateReading): T {
  return walk(value, about, reading) as T;
}

function walk(value: unknown, about: Templated, reading: TemplateReading): unknown {
  if (typeof value === 'string') return template(value, about, reading);
  if (typeof value !== 'object' || value === null) return value;
  const below = (step: string): Templated => ({ ...about, path: [...about.path, step] });
  if (Array.isArray(value)) return value.map((item, i) => walk(item, below(String(i)), reading));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, walk(item, below(name), reading)]),
  );
}

function template(text: string, about: Templated, reading: TemplateReading): string {
  const whole = SECRET.test(text) ? `\${${text}}` : text;
  for (const [, name = ''] of whole.matchAll(PLACE)) check(name, about, reading);
  return whole;
}

function check(name: string, { path, names }: Templated, reading: TemplateReading): void {
  const at = { place: reading.source.placeOf(path), key: path.join('.') };
  if (SECRET.test(name)) {
    const secret = resolveSecret(name, reading.places);
    if ('mistake' in secret) reading.mistakes.push({ ...at, said: secret.mistake });
    else reading.secrets[name] = secret.value;
  } else if (!names.includes(name)) {
    const known = names.map((each) => `\${${each}}`).join(', ');
    const near = nearest(name, names);
    const suggestion = near === undefined ? undefined : `\${${near}}`;
    reading.mistakes.push({
      ...at,
      said: `this \${...} is not known here; expected one of ${known}`,
      suggestion,
    });
  }
}

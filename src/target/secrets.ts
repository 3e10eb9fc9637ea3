/** Keeps secrets out of the evidence: passwords, cookies, tokens and CometD client ids. */

/** What stands where a secret was. */
export const SECRET = '(secret)';

/** The secrets that are known so far. */
export interface Secrets {
  /** Adds a value that is secret from now on; `kind` says how sure it is that the value is one. */
  readonly add: (value: string, kind?: keyof typeof minimum) => void;
  /** A copy of a JSON value without secrets; the value itself when it holds none. */
  readonly redact: <T>(value: T) => T;
}

/** From which length a secret is looked for as a whole string, and from which inside longer strings as well. */
const minimum = {
  given: { whole: 1, inside: 6 },
  /** What a server hands out is a secret only when it is long: `lang=en` is none, and would blot out words. */
  learnt: { whole: 8, inside: 16 },
} as const;

/**
 * A set of secrets.
 * @param open values that are public, as user names are: they stay legible even when a password is the same
 */
export function createSecrets(open: readonly string[]): Secrets {
  const known = new Set<string>();
  const long = new Set<string>();
  let inside: RegExp | undefined;
  let shortest = Infinity;
  const text = (value: string): string => {
    if (known.has(value)) return SECRET;
    // Most texts are too short for any secret to stand in them: they need no search.
    return inside === undefined || value.length < shortest ? value : value.replace(inside, SECRET);
  };
  return {
    add: (value, kind = 'given') => {
      if (value === '' || known.has(value) || open.includes(value)) return;
      if (value.length < minimum[kind].whole) return;
      known.add(value);
      if (value.length < minimum[kind].inside) return;
      long.add(value);
      shortest = Math.min(shortest, value.length);
      inside = toPattern([...long]);
    },
    redact: <T>(value: T): T => walk(value, text) as T,
  };
}

/** Replaces the member `clientId` of a Bayeux message. */
export function hideClientId(message: unknown): unknown {
  if (typeof message !== 'object' || message === null || !Object.hasOwn(message, 'clientId')) return message;
  return { ...message, clientId: SECRET };
}

/** Longer secrets first, so that one that contains another goes whole; each also in its form inside a URL. */
function toPattern(secrets: readonly string[]): RegExp {
  const forms = new Set(secrets.flatMap((secret) => [secret, encodeURIComponent(wellFormed(secret))]));
  const escaped = [...forms]
    .sort((a, b) => b.length - a.length)
    .map((form) => form.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
  return new RegExp(escaped.join('|'), 'g');
}

/** Without half surrogate pairs, which can't be encoded. */
function wellFormed(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}

/** Walks to the depth that bodies are held to; copies only what changes. */
function walk(value: unknown, text: (value: string) => string): unknown {
  if (typeof value === 'string') return text(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value as unknown[];
    const copy = items.map((item) => walk(item, text));
    return copy.some((item, i) => item !== items[i]) ? copy : value;
  }
  let changed = false;
  const members = Object.entries(value).map(([name, member]) => {
    const entry = [text(name), walk(member, text)] as const;
    changed ||= entry[0] !== name || entry[1] !== member;
    return entry;
  });
  return changed ? Object.fromEntries(members) : value;
}

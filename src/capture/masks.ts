/** What must not be written down of a capture, found by where it stands: credentials, cookies, tokens, passwords. */
import { isObject } from '../model/json.ts';

/** What stands where a secret was; the same word as in the evidence of a run. */
export const SECRET = '(secret)';

/** How sure it is that a value is a secret: `learnt` ones, such as cookies, may be words that stand elsewhere too. */
export type SecretKind = 'given' | 'learnt';

/** Finds secrets, takes them out of where they stand, and notes them, since they may stand elsewhere as well. */
export interface Masks {
  /** By value, how sure it is. */
  readonly found: ReadonlyMap<string, SecretKind>;
  /** Notes the secrets of a header, where it has such. */
  readonly header: (name: string, value: string) => void;
  /** A copy of a body without the members that are secret by their names. */
  readonly body: (value: unknown) => unknown;
  /** An address without user information, and without parameters that are secret by their names. */
  readonly url: (address: string) => string;
  readonly note: (value: string, kind: SecretKind) => void;
}

const secretMember =
  /^(password|passwd|pwd|secret|client_?secret|secure_?key|api_?key|(access|refresh|id|csrf|auth)?_?-?token|authorization|cookie|assertion|clientid)$/i;

/** How the secrets of a header are found, by its name. */
const secretHeaders: readonly (readonly [RegExp, (value: string, note: Masks['note']) => void])[] = [
  [/^(proxy-)?authorization$/i, noteCredentials],
  [/^cookie$/i, (value, note) => value.split(';').forEach((pair) => noteCookie(pair, note))],
  [/^set-cookie$/i, (value, note) => value.split('\n').forEach((one) => noteCookie(one, note))],
  [/token|secret|api-?key|csrf|^x-auth/i, (value, note) => note(value.trim(), 'learnt')],
];

function noteCredentials(value: string, note: Masks['note']): void {
  const [, scheme = '', credentials = ''] = /^\s*(\S+)\s+(.*\S)\s*$/s.exec(value) ?? ['', '', value.trim()];
  note(credentials, 'given');
  if (!/^basic$/i.test(scheme)) return;
  const plain = Buffer.from(credentials, 'base64').toString('utf8');
  note(plain.slice(plain.indexOf(':') + 1), 'given');
}

/** Of a cookie with its attributes, only the first pair is a value that somebody was given. */
function noteCookie(cookie: string, note: Masks['note']): void {
  const pair = cookie.split(';', 1)[0] ?? '';
  note(
    pair
      .slice(pair.indexOf('=') + 1)
      .trim()
      .replace(/^"(.*)"$/, '$1'),
    'learnt',
  );
}

/** Masks for one capture. */
export function createMasks(): Masks {
  const found = new Map<string, SecretKind>();
  const note: Masks['note'] = (value, kind) => {
    if (value !== '' && value !== SECRET && found.get(value) !== 'given') found.set(value, kind);
  };
  const body: Masks['body'] = (value) => {
    if (Array.isArray(value)) return value.map(body);
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => {
        const isSecret =
          secretMember.test(name) && (typeof member === 'string' || typeof member === 'number');
        if (isSecret) note(String(member), /^pass|^pwd/i.test(name) ? 'given' : 'learnt');
        return [name, isSecret ? SECRET : body(member)];
      }),
    );
  };
  return {
    found,
    note,
    body,
    header: (name, value) => secretHeaders.find(([names]) => names.test(name))?.[1](value, note),
    url: (address) => maskedUrl(address, note),
  };
}

function maskedUrl(address: string, note: Masks['note']): string {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  note(url.password, 'given');
  url.username = '';
  url.password = '';
  for (const [name, value] of Array.from(url.searchParams)) {
    if (!secretMember.test(name)) continue;
    note(value, 'learnt');
    url.searchParams.set(name, 'secret');
  }
  return url.href.replace(/;jsessionid=[^/;?#]*/gi, '');
}

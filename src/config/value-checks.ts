/** What a schema can't say of a target file: a table of places, each with what has to be right there. */
import { createSecureContext } from 'node:tls';
import { isObject } from '../model/json.ts';
import { nearest } from '../model/nearest.ts';
import { durationForm, parseDuration } from './duration.ts';
import type { Mistake } from './mistakes.ts';
import { isReference, resolveSecret, type SecretPlaces } from './secret.ts';
import type { YamlSource } from './yaml-source.ts';

/** The answers of each reading that can be asked for, by the reading's id. */
export type KnownReadings = Readonly<Record<string, readonly string[]>>;

/** What the checks look things up in. */
export interface Lookup {
  readonly secrets: SecretPlaces;
  /** `undefined`: which readings there are is not known, and not checked. */
  readonly readings?: KnownReadings | undefined;
}

/** What is wrong with a value. */
interface Wrong {
  readonly said: string;
  readonly suggestion?: string | undefined;
  /** The key is wrong, not the value. */
  readonly atKey?: boolean;
  /** Below the place that was checked. */
  readonly below?: readonly string[];
}

type ValueCheck = (value: unknown, lookup: Lookup, path: readonly string[]) => Wrong | undefined;

/** Text that points at a secret; any other value is the schema's matter. */
const secret: ValueCheck = (value, { secrets }) => {
  if (typeof value !== 'string' || !isReference(value)) return undefined;
  const found = resolveSecret(value, secrets);
  return 'mistake' in found ? { said: found.mistake } : undefined;
};

const address: ValueCheck = (value) =>
  typeof value === 'string' && !URL.canParse(value)
    ? { said: 'expected an http or https address' }
    : undefined;

const base: ValueCheck = (value) =>
  typeof value !== 'string' || (/^https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/.test(value) && URL.canParse(value))
    ? undefined
    : { said: 'expected an http or https address without credentials, query and fragment' };

const mayBeNothing: ValueCheck = (value) =>
  (typeof value === 'string' || typeof value === 'number') && parseDuration(value) === undefined
    ? { said: `expected ${durationForm}` }
    : undefined;

const duration: ValueCheck = (value, lookup, path) =>
  (typeof value === 'string' || typeof value === 'number') && parseDuration(value) === 0
    ? { said: `expected ${durationForm}, more than 0` }
    : mayBeNothing(value, lookup, path);

const proxy: ValueCheck = (value, lookup, path) => {
  const missing = secret(value, lookup, path);
  if (missing !== undefined || typeof value !== 'string') return missing;
  const written = textOf(value, lookup.secrets);
  if (/^https?:$/.test(URL.canParse(written) ? new URL(written).protocol : '')) return undefined;
  return { said: 'expected the http or https address of a proxy, http://proxy.example.com:3128' };
};

/** Headers that are the suite's own, and what to write instead. */
const ownHeaders: Readonly<Record<string, string>> = {
  authorization: 'password, token or oauth of a party says how it logs in',
  'proxy-authorization': 'the address of proxy may have credentials in it',
  cookie: 'each party keeps the cookies that the server gives it',
  host: 'baseUrl says which host is meant',
  accept: 'the suite asks for JSON',
  'accept-encoding': 'the suite chooses it',
  'content-type': 'it depends on the request',
  'content-length': 'it depends on the request',
  connection: 'it is about one hop only',
  'transfer-encoding': 'it is about one hop only',
  upgrade: 'it is about one hop only',
};

const header: ValueCheck = (value, lookup, path) => {
  const name = path.at(-1) ?? '';
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name))
    return { said: 'expected the name of a header: letters, digits and hyphens', atKey: true };
  const why = ownHeaders[name.toLowerCase()];
  if (why !== undefined) return { said: `this header is not yours to set: ${why}`, atKey: true };
  const missing = secret(value, lookup, path);
  if (missing !== undefined || typeof value !== 'string') return missing;
  const fits = /^[\t\x20-\x7e\x80-\xff]+$/.test(textOf(value, lookup.secrets));
  return fits ? undefined : { said: 'expected text on one line that a header can hold' };
};

const reading: ValueCheck = (value, { readings }, path) => {
  const id = path.at(-1) ?? '';
  if (readings === undefined) return undefined;
  const answers = Object.hasOwn(readings, id) ? readings[id] : undefined;
  const ids = Object.keys(readings);
  if (answers === undefined)
    return {
      said: `there is no such reading; expected one of ${ids.join(', ')}`,
      suggestion: nearest(id, ids),
      atKey: true,
    };
  if (typeof value !== 'string' || answers.includes(value)) return undefined;
  return { said: `expected one of ${answers.join(', ')}`, suggestion: nearest(value, answers) };
};

const certificates: ValueCheck = (value, lookup, path) => {
  const missing = secret(value, lookup, path);
  if (missing !== undefined || typeof value !== 'string' || !isReference(value)) return missing;
  const said =
    'there is no certificate in it; expected PEM text that begins with -----BEGIN CERTIFICATE-----';
  return holdsCertificates(textOf(value, lookup.secrets)) ? undefined : { said };
};

function holdsCertificates(pem: string): boolean {
  if (!pem.includes('-----BEGIN CERTIFICATE-----')) return false;
  return opens({ cert: pem });
}

function opens(options: Parameters<typeof createSecureContext>[0]): boolean {
  try {
    createSecureContext(options);
    return true;
  } catch {
    return false; // its own message may quote the file
  }
}

/** What of a client certificate is of no use alone. */
const ownParts: readonly (readonly [part: string, needs: string])[] = [
  ['cert', 'key'],
  ['key', 'cert'],
  ['passphrase', 'key'],
];

const wholeCertificate: ValueCheck = (value) => {
  if (!isObject(value)) return undefined;
  const alone = ownParts.find(([part, needs]) => value[part] !== undefined && value[needs] === undefined);
  if (alone === undefined) return undefined;
  const [part, needs] = alone;
  return { said: `it goes with ${needs}, which is missing`, below: [part], atKey: true };
};

/** The client's certificate, key and passphrase together, when each is there by itself. */
const ownCertificate: ValueCheck = (value, { secrets }) => {
  if (!isObject(value)) return undefined;
  const { cert, key, passphrase } = value;
  const written = [cert, key, passphrase].filter((part) => part !== undefined);
  if (key === undefined || cert === undefined) return undefined;
  if (!written.every((part): part is string => typeof part === 'string' && isThere(part, secrets)))
    return undefined;
  const [certText = '', keyText = '', phrase] = written.map((part) => textOf(String(part), secrets));
  if (!holdsCertificates(certText)) return undefined;
  const parts = { cert: certText, key: keyText, ...(phrase === undefined ? {} : { passphrase: phrase }) };
  const said =
    'it does not open the client certificate; expected the private key (PEM) of tls.cert, and its passphrase where it has one';
  return opens(parts) ? undefined : { said, below: ['key'] };
};

function isThere(reference: string, secrets: SecretPlaces): boolean {
  return isReference(reference) && 'value' in resolveSecret(reference, secrets);
}

/** One agent in two roles would be told of what it does itself. */
const differentAgents: ValueCheck = (value) => {
  if (!isObject(value)) return undefined;
  const names = Object.entries(value).map(
    ([role, agent]) => [role, isObject(agent) ? agent['userName'] : undefined] as const,
  );
  const again = names.find(
    ([, name], i) => typeof name === 'string' && names.findIndex(([, other]) => other === name) < i,
  );
  if (again === undefined) return undefined;
  const first = names.find(([, name]) => name === again[1])?.[0] ?? '';
  return { said: `expected another agent than the ${first}`, below: [again[0], 'userName'] };
};

/** The table; `*` stands for any key, and for any place in a list. */
const checks: readonly (readonly [path: string, check: ValueCheck])[] = [
  ['baseUrl', base],
  ['externalBase', base],
  ['notifications.hold', duration],
  ['parties', differentAgents],
  ['parties.*.password', secret],
  ['parties.*.token', secret],
  ['parties.*.oauth.tokenUrl', address],
  ['parties.*.oauth.clientSecret', secret],
  ['parties.*.oauth.password', secret],
  ['parties.*.uri', address],
  ['deadlines.answer', duration],
  ['deadlines.notification', duration],
  ['deadlines.settle', mayBeNothing],
  ['deadlines.overall', duration],
  ['budget.*', duration],
  ['headers.*', header],
  ['proxy', proxy],
  ['tls.ca', certificates],
  ['tls.ca.*', certificates],
  ['tls.cert', certificates],
  ['tls.key', secret],
  ['tls.passphrase', secret],
  ['tls', wholeCertificate],
  ['tls', ownCertificate],
  ['readings.*', reading],
  ['secrets.*', secret],
];

/** Everything that the table finds wrong in a file; places that are not as the schema says are left out. */
export function valueMistakes(source: YamlSource, lookup: Lookup): readonly Mistake[] {
  return checks.flatMap(([pattern, check]) =>
    placesOf(source.value, pattern.split('.')).flatMap(([path, value]) => {
      const wrong = check(value, lookup, path);
      return wrong === undefined ? [] : [toMistake(source, path, wrong)];
    }),
  );
}

function toMistake(source: YamlSource, path: readonly string[], wrong: Wrong): Mistake {
  const full = [...path, ...(wrong.below ?? [])];
  const place = wrong.atKey === true ? source.placeOfKey(full) : source.placeOf(full);
  return { place, key: safeKey(full), said: wrong.said, suggestion: wrong.suggestion };
}

/** A key that a person made up may be a secret in the wrong place. */
function safeKey(path: readonly string[]): string {
  return path.map((key) => (/^[\w.-]{1,40}$/.test(key) ? key : '(this key)')).join('.');
}

type Placed = readonly [path: readonly string[], value: unknown];

function placesOf(value: unknown, pattern: readonly string[]): readonly Placed[] {
  const [key, ...rest] = pattern;
  if (key === undefined) return [[[], value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value)
    .filter(([name]) => key === '*' || name === key)
    .flatMap(([name, inner]) =>
      placesOf(inner, rest).map(([path, found]): Placed => [[name, ...path], found]),
    );
}

/** The text that a value stands for: itself, or what it points at. */
export function textOf(value: string, places: SecretPlaces): string {
  if (!isReference(value)) return value;
  const found = resolveSecret(value, places);
  return 'value' in found ? found.value : '';
}

/**
 * Replaces what tells who people are and what they said: phone numbers, names, texts. The same becomes the same
 * everywhere, also inside longer texts, and different things stay different, so that whatever compares them sees what
 * it saw before: judging the copy gives the verdicts that the original gives.
 */
import type { Entry } from '../model/evidence.ts';
import { isObject } from '../model/json.ts';
import { createMask, createSearch } from './pseudonyms.ts';
import { rewrite } from './rewrite.ts';

/** Evidence in which nobody is recognised, and the way to treat a text that speaks of it. */
export interface Disguised {
  readonly entries: readonly Entry[];
  readonly hide: (text: string) => string;
}

/** Members whose value is somebody's name, address or words. */
const personal: ReadonlySet<string> = new Set([
  'nickname',
  'text',
  'subject',
  'firstName',
  'lastName',
  'displayName',
  'emailAddress',
  'email',
]);

/** Members whose value is a phone number, however it is written. */
const PHONE_MEMBER = /phone|msisdn|mobile|^ani$|^dnis$/i;

/** Members whose words belong to the protocol, whatever somebody is called. */
const vocabulary: ReadonlySet<string> = new Set([
  'type',
  'state',
  'visibility',
  'messageType',
  'notificationType',
  'operationName',
  'capabilities',
  'features',
  'channel',
  'channels',
  'subscription',
  'connectionType',
  'supportedConnectionTypes',
]);

/** A name shorter than this is replaced where it stands alone, and not looked for inside other texts. */
const SHORTEST_INSIDE = 3;

/** A copy of evidence without what tells who people are. */
export function disguise(entries: readonly Entry[]): Disguised {
  const found = gather(entries);
  const mask = createMask(found.phones, marksIn(entries));
  const inside = createSearch([...found.phrases, ...found.phones], mask);
  const text = (value: string, member: string): string => {
    if (vocabulary.has(member)) return value;
    if (personal.has(member) || PHONE_MEMBER.test(member) || found.values.has(value)) return mask(value);
    return inside(value);
  };
  const hide = (value: string): string => text(value, '');
  const json = (value: unknown): unknown => walk(value, '', text);
  return { entries: rewrite(entries, { json, line: hide, unread: mask }), hide };
}

/** What is to be replaced. */
interface Found {
  /** Every value that is personal as a whole. */
  readonly values: ReadonlySet<string>;
  /** Those that are looked for inside other texts, too: names, and what the suite itself said. */
  readonly phrases: ReadonlySet<string>;
  readonly phones: ReadonlySet<string>;
}

function gather(entries: readonly Entry[]): Found {
  const [values, phrases, phones, words] = [
    new Set<string>(),
    new Set<string>(),
    new Set<string>(),
    new Set<string>(),
  ];
  const look = (value: string, member: string): string => {
    if (vocabulary.has(member)) words.add(value.toLowerCase());
    if (PHONE_MEMBER.test(member)) phones.add(value);
    if (personal.has(member)) values.add(value);
    if (personal.has(member) && member !== 'text') phrases.add(value);
    return value;
  };
  for (const entry of entries) {
    walk(messagesIn(entry), '', look);
    for (const text of sentTexts(entry)) phrases.add(text);
    for (const step of stepsOf(entry)) words.add(step.toLowerCase());
  }
  for (const phrase of phrases)
    if (phrase.length < SHORTEST_INSIDE || words.has(phrase.toLowerCase())) phrases.delete(phrase);
  return { values, phrases, phones };
}

/** The part of an entry that somebody else wrote, or that we wrote to them. */
function messagesIn(entry: Entry): unknown {
  switch (entry.kind) {
    case 'exchange': {
      const { request, response } = entry;
      const answer = response?.body.form === 'json' ? response.body.json : null;
      return { request: request.body, answer };
    }
    case 'delivery':
      return entry.data;
    case 'bayeux':
      return [entry.sent, entry.received];
    case 'view':
      return { participants: entry.participants, messages: entry.messages };
    case 'opening':
      return Object.values(entry.agents).map(({ nickname }) => ({ nickname }));
    default:
      return null;
  }
}

/** The steps of an address that was asked for: they are the server's words. */
function stepsOf(entry: Entry): readonly string[] {
  return entry.kind === 'exchange' && URL.canParse(entry.request.url)
    ? new URL(entry.request.url).pathname.split('/')
    : [];
}

function sentTexts(entry: Entry): readonly string[] {
  const body = entry.kind === 'exchange' ? entry.request.body : undefined;
  const text = isObject(body) ? body['text'] : undefined;
  return typeof text === 'string' ? [text] : [];
}

/** The suite's own marks, by which things belong to a scenario. */
function marksIn(entries: readonly Entry[]): readonly string[] {
  const marks = entries.flatMap((entry) =>
    entry.kind === 'opening' ? [`${entry.scenario} ${entry.channel} [0-9a-z]+`] : [],
  );
  return [...new Set(marks)];
}

type TextAt = (value: string, member: string) => string;

/** A copy of a JSON value; an item of an array stands in the member of the array. */
function walk(value: unknown, member: string, text: TextAt): unknown {
  if (typeof value === 'string') return text(value, member);
  // A phone number may be a JSON number, and stays one.
  if (typeof value === 'number' && PHONE_MEMBER.test(member)) return Number(text(String(value), member));
  if (Array.isArray(value)) return value.map((item: unknown) => walk(item, member, text));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, walk(inner, name, text)]));
}

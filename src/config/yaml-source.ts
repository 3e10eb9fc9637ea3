/** A YAML text as a value whose parts know their line and column. */
import { isMap, isScalar, isNode, LineCounter, parseDocument, type Document, type ErrorCode } from 'yaml';
import type { Mistake, Place } from './mistakes.ts';

/** A YAML text that was read, or a value that never was text: that has no places. */
export interface YamlSource<P extends Place | undefined = Place | undefined> {
  readonly value: unknown;
  /** Where the value at a path stands; the nearest value around it when it is not there. */
  readonly placeOf: (path: readonly string[]) => P;
  /** Where the key of a path stands. */
  readonly placeOfKey: (path: readonly string[]) => P;
}

/** What each error of the YAML parser means; its own messages are not used, because they may quote a secret. */
const syntaxErrors: Readonly<Record<ErrorCode, string>> = {
  ALIAS_PROPS: 'an alias (*name) can have neither an anchor nor a tag',
  BAD_ALIAS: 'this alias (*name) has no anchor (&name) before it; text that begins with * needs quotes',
  BAD_COLLECTION_TYPE: 'this tag does not fit the value',
  BAD_DIRECTIVE: 'this line begins with %, and is not a YAML directive; text that begins with % needs quotes',
  BAD_DQ_ESCAPE: 'in double quotes a backslash begins an escape; use single quotes',
  BAD_INDENT: 'the indentation does not fit the lines above',
  BAD_PROP_ORDER: 'anchors and tags stand after the indicator, not before',
  BAD_SCALAR_START: 'text can not begin with this character unless it is in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a key can not stand here; text that holds a colon and a space needs quotes',
  BLOCK_IN_FLOW: 'inside { } and [ ] everything stays in this notation',
  DUPLICATE_KEY: 'this key is here a second time',
  IMPOSSIBLE: 'this is not YAML',
  KEY_OVER_1024_CHARS: 'this key is longer than 1024 characters',
  MISSING_CHAR: 'something is missing here: a colon and a space after the key, or a closing quote or bracket',
  MULTILINE_IMPLICIT_KEY: 'a key has to end on its line, with a colon and a space after it',
  MULTIPLE_ANCHORS: 'a value can have one anchor (&name) only',
  MULTIPLE_DOCS: 'a second document begins here; a target file is one document',
  MULTIPLE_TAGS: 'a value can have one tag (!name) only; text that begins with ! needs quotes',
  NON_STRING_KEY: 'a key has to be text',
  RESOURCE_EXHAUSTION: 'the nesting is too deep',
  TAB_AS_INDENT: 'indentation is made of spaces, not of tabs',
  TAG_RESOLVE_FAILED: 'this tag (!name) is not known; text that begins with ! needs quotes',
  UNEXPECTED_TOKEN: 'this is not expected here',
};

/** Reads a YAML text: its value, or everything that is wrong with its syntax. */
export function readYaml(text: string): YamlSource<Place> | { readonly mistakes: readonly Mistake[] } {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, stringKeys: true });
  const place = (offset: number): Place => {
    const { line, col } = counter.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problems = [...document.errors, ...document.warnings];
  if (problems.length > 0) {
    return {
      mistakes: problems.map(({ code, pos }) => ({
        place: place(pos[0]),
        key: code === 'DUPLICATE_KEY' ? keyAt(text, pos[0]) : '',
        said: syntaxErrors[code],
      })),
    };
  }
  return sourceOf(document, place);
}

function sourceOf(document: Document, place: (offset: number) => Place): ReturnType<typeof readYaml> {
  try {
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    return {
      value,
      placeOf: (path) => place(offsetOf(document, path)),
      placeOfKey: (path) => place(keyOffsetOf(document, path)),
    };
  } catch {
    return { mistakes: [{ key: '', said: 'its aliases unfold to too much; write the values out' }] };
  }
}

function keyAt(text: string, offset: number): string {
  return /^[\w-]+/.exec(text.slice(offset, offset + 80))?.[0] ?? '';
}

function offsetOf(document: Document, path: readonly string[]): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

function keyOffsetOf(document: Document, path: readonly string[]): number {
  if (path.length === 0) return 0;
  const parents = path.slice(0, -1);
  const parent = parents.length === 0 ? document.contents : document.getIn(parents, true);
  const pair = isMap(parent)
    ? parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1))
    : undefined;
  return isScalar(pair?.key) && pair.key.range ? pair.key.range[0] : offsetOf(document, path);
}

/** A JSON value as lines for reading, of bounded length, with the places marked that problems are about. */
import { clipText } from '../safe-text.ts';
import { pointerSteps } from '../../model/json.ts';

/** One line. */
export interface Line {
  readonly depth: number;
  readonly text: string;
  /** The pointer whose value stands here. */
  readonly place?: string;
  /** The pointer whose value would stand here, and doesn't. */
  readonly missing?: string;
}

/** How a value is written. */
export interface PrettyOptions {
  /** JSON pointers into the value, whose places are shown whatever else is left out. */
  readonly pointers: readonly string[];
  readonly maxLines: number;
}

/** How many members of one object or array are shown besides those on the way to a pointer. */
const MAX_CHILDREN = 24;
const MAX_DEPTH = 12;
const MAX_TEXT = 300;

interface Walk {
  readonly lines: Line[];
  left: number;
}

/** The steps that are still to go to each pointer. */
type Ways = readonly { readonly pointer: string; readonly steps: readonly string[] }[];

/** The lines of a value. */
export function prettyLines(value: unknown, { pointers, maxLines }: PrettyOptions): readonly Line[] {
  const walk: Walk = { lines: [], left: maxLines };
  const ways = pointers.map((pointer) => ({ pointer, steps: pointerSteps(pointer) }));
  write(walk, { value, depth: 0, before: '', after: '', ways });
  return walk.lines;
}

/** How many steps of a pointer lead somewhere in a value, and whether all of them do. */
export function reach(value: unknown, pointer: string): { readonly steps: number; readonly whole: boolean } {
  const steps = pointerSteps(pointer);
  let node = value;
  for (const [i, step] of steps.entries()) {
    if (!isNode(node) || !Object.hasOwn(node, step)) return { steps: i, whole: false };
    node = (node as Record<string, unknown>)[step];
  }
  return { steps: steps.length, whole: true };
}

interface Place {
  readonly value: unknown;
  readonly depth: number;
  /** The member's name with its colon. */
  readonly before: string;
  /** The comma. */
  readonly after: string;
  readonly ways: Ways;
}

function write(walk: Walk, place: Place): void {
  const { value, depth, before, after, ways } = place;
  const here = ways.find(({ steps }) => steps.length === 0)?.pointer;
  const mark = here === undefined ? {} : { place: here };
  const entries = entriesOf(value);
  if (entries === undefined || (entries.length === 0 && ways.length === 0)) {
    put(walk, { depth, text: `${before}${scalar(value)}${after}`, ...mark });
    return;
  }
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  if (depth >= MAX_DEPTH && ways.length === 0) {
    put(walk, { depth, text: `${before}${open} … ${close}${after}`, ...mark });
    return;
  }
  put(walk, { depth, text: `${before}${open}`, ...mark });
  writeChildren(walk, entries, place);
  put(walk, { depth, text: `${close}${after}` });
}

function writeChildren(
  walk: Walk,
  entries: readonly [string, unknown][],
  { value, depth, ways }: Place,
): void {
  let omitted = 0;
  for (const [i, [name, child]] of entries.entries()) {
    const onWay = ways.filter(({ steps }) => steps[0] === name);
    if (onWay.length === 0 && (i >= MAX_CHILDREN || walk.left <= 0)) {
      omitted += 1;
      continue;
    }
    write(walk, {
      value: child,
      depth: depth + 1,
      before: Array.isArray(value) ? '' : `${JSON.stringify(clipText(name, MAX_TEXT))}: `,
      after: i === entries.length - 1 ? '' : ',',
      ways: onWay.map(({ pointer, steps }) => ({ pointer, steps: steps.slice(1) })),
    });
  }
  if (omitted > 0) put(walk, { depth: depth + 1, text: `… ${omitted} more` });
  for (const { pointer, steps } of ways) {
    const [next] = steps;
    if (next === undefined || entries.some(([name]) => name === next)) continue;
    put(walk, {
      depth: depth + 1,
      text: `no ${JSON.stringify(clipText(next, MAX_TEXT))} here`,
      missing: pointer,
    });
  }
}

function put(walk: Walk, line: Line): void {
  walk.left -= 1;
  walk.lines.push(line);
}

function isNode(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function entriesOf(value: unknown): [string, unknown][] | undefined {
  return isNode(value) ? Object.entries(value) : undefined;
}

function scalar(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(clipText(value, MAX_TEXT));
  if (Array.isArray(value)) return '[]';
  return isNode(value) ? '{}' : (JSON.stringify(value) ?? 'undefined');
}

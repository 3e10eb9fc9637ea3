/** JSON values in a text: the whole of it, one a line, or one after the other. */
import { UsageError } from '../model/errors.ts';
import type { CaptureFile } from '../model/capture.ts';

/** A JSON value with its place, and what stands before it in its line. */
export interface Placed {
  readonly value: unknown;
  /** From 1. */
  readonly line: number;
  readonly before: string;
}

/** Deeper than any message is; walks over deeper ones might not end well. */
const DEEPEST = 200;

/**
 * Every JSON object and array of a file. A line may begin with other words, as those of logs do.
 * @throws UsageError when there is none, or one that is not whole and not the last
 */
export function jsonValues(file: CaptureFile): readonly Placed[] {
  const whole = parsed(file.text);
  if (whole !== undefined) return [{ value: whole, line: 1, before: '' }];
  const lines = byLine(file.text);
  if (lines !== undefined) return lines;
  return oneAfterTheOther(file);
}

/** A JSON value; `undefined` when a text is none, or nested too deeply. */
export function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && isShallow(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isShallow(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return false;
    const nodes = level.filter((one) => typeof one === 'object' && one !== null) as object[];
    level = nodes.flatMap((one) => Object.values(one) as unknown[]);
  }
  return true;
}

/** One value a line; the last line may be cut off. `undefined`: some other line is none. */
function byLine(text: string): readonly Placed[] | undefined {
  const values: Placed[] = [];
  const lines = text.split('\n');
  const last = lines.findLastIndex((line) => line.trim() !== '');
  for (const [i, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const found = inLine(line);
    if (found !== undefined) values.push({ ...found, line: i + 1 });
    else if (i !== last || /[[{]/.test(line) === false) return undefined;
  }
  return values.length === 0 ? undefined : values;
}

/** The value that a line ends in, after whatever words a log puts before it. */
function inLine(line: string): Omit<Placed, 'line'> | undefined {
  const starts = [...line.matchAll(/[[{]/g)].slice(0, 20);
  for (const { index } of starts) {
    const before = line.slice(0, index);
    if (before.includes('"')) return undefined; // inside a value that is not whole
    const value = parsed(line.slice(index));
    if (value !== undefined) return { value, before };
  }
  return undefined;
}

/** Values that go over several lines, one after the other. */
function oneAfterTheOther({ name, text }: CaptureFile): readonly Placed[] {
  const values: Placed[] = [];
  let rest = 0;
  let line = 1;
  for (;;) {
    const start = nextStart(text, rest);
    if (start === undefined) break;
    const end = endOf(text, start);
    const value = end === undefined ? undefined : parsed(text.slice(start, end));
    if (end === undefined || value === undefined) {
      if (end === undefined && values.length > 0) break; // the last one was cut off
      throw new UsageError(notJson(name, text, start));
    }
    line += breaksIn(text, rest, start);
    values.push({ value, line, before: text.slice(rest, start) });
    line += breaksIn(text, start, end);
    rest = end;
  }
  if (values.length === 0) throw new UsageError(notJson(name, text, 0));
  return values;
}

function nextStart(text: string, from: number): number | undefined {
  const found = text.slice(from).search(/[[{]/);
  return found < 0 ? undefined : from + found;
}

/** The place after the bracket that closes the one at `start`; `undefined`: the text ends before. */
function endOf(text: string, start: number): number | undefined {
  let depth = 0;
  let isQuoted = false;
  for (let i = start; i < text.length; i++) {
    const sign = text[i];
    if (isQuoted) {
      if (sign === '\\') i++;
      else if (sign === '"') isQuoted = false;
    } else if (sign === '"') isQuoted = true;
    else if (sign === '{' || sign === '[') depth++;
    else if (sign === '}' || sign === ']') {
      depth--;
      if (depth === 0) return i + 1;
    }
  }
  return undefined;
}

function breaksIn(text: string, from: number, until: number): number {
  let count = 0;
  for (let i = text.indexOf('\n', from); i >= 0 && i < until; i = text.indexOf('\n', i + 1)) count++;
  return count;
}

function notJson(name: string, text: string, place: number): string {
  const line = breaksIn(text, 0, place) + 1;
  const shown = JSON.stringify((text.split('\n')[line - 1] ?? '').trim().slice(0, 60));
  return `${name}, line ${line}: expected JSON (a HAR, or one message a line), found ${shown}. Save the capture again, or take away the lines that are not part of it.`;
}

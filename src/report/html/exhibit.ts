/** An entry of the evidence for reading: what was sent and received, word for word, as lines. */
import type { Body, Entry } from '../../model/evidence.ts';
import { clipText } from '../safe-text.ts';
import { limits } from './limits.ts';
import { prettyLines, reach, type Line } from './pretty-json.ts';

/** An entry for reading. */
export interface Exhibit {
  readonly seq: number;
  readonly at: number;
  /** Who did what. */
  readonly title: string;
  readonly parts: readonly Part[];
  /** How far each pointer leads in it. */
  readonly reach: ReadonlyMap<string, { readonly steps: number; readonly whole: boolean }>;
}

/** One message of it. */
export interface Part {
  readonly name: string;
  readonly lines: readonly Line[];
}

const MAX_HEADERS = 16;
const MAX_LINE = 320;
const MAX_TEXT = 2_000;
/** No message is nested as deeply as this but by malice. */
const MAX_STEPS = 40;

/** An entry for reading, with the places kept that the pointers name. */
export function exhibitOf(entry: Entry, pointers: readonly string[]): Exhibit {
  const sane = pointers.filter((pointer) => pointer.split('/').length <= MAX_STEPS);
  const subject = subjectOf(entry);
  return {
    seq: entry.seq,
    at: entry.at,
    title: titleOf(entry),
    parts: partsOf(entry, sane),
    reach: new Map(sane.map((pointer) => [pointer, reach(subject, pointer)])),
  };
}

/** The value that pointers lead into. */
function subjectOf(entry: Entry): unknown {
  if (entry.kind === 'delivery') return entry.data;
  if (entry.kind === 'exchange') return bodyOf(entry.response?.body);
  return entry.kind === 'command' ? bodyOf(entry.output) : entry;
}

function bodyOf(body: Body | undefined): unknown {
  return body?.form === 'json' ? body.json : undefined;
}

function titleOf(entry: Entry): string {
  switch (entry.kind) {
    case 'exchange':
      return `${entry.party} → server: ${entry.purpose}${entry.case === undefined ? '' : ` (${entry.case})`}`;
    case 'delivery':
      return `server → ${entry.party}: notification on ${clipText(entry.topic, 80)}`;
    case 'bayeux':
      return `${entry.party} → server: CometD request`;
    case 'wait':
      return `wait at the ${entry.party}: ${entry.event} ${entry.met ? 'came' : 'did not come'}`;
    case 'view':
      return `what the customer saw ${entry.phase} the consult`;
    case 'said':
      return 'what the customer said';
    case 'command':
      return `${entry.party}: a command was run`;
    case 'watch':
      return `notifications of the ${entry.party}: ${entry.state}`;
    default:
      return `${entry.kind} of ${'trace' in entry ? entry.trace : 'the run'}`;
  }
}

function partsOf(entry: Entry, pointers: readonly string[]): readonly Part[] {
  const pretty = (value: unknown, marked: readonly string[] = pointers): readonly Line[] =>
    prettyLines(value, { pointers: marked, maxLines: limits.lines });
  switch (entry.kind) {
    case 'exchange':
      return exchangeParts(entry, pretty);
    case 'delivery':
      return [{ name: 'data', lines: pretty(entry.data) }];
    default:
      return [{ name: entry.kind, lines: pretty(entry) }];
  }
}

type Pretty = (value: unknown, marked?: readonly string[]) => readonly Line[];

function exchangeParts(
  { request, response, failure, at, end }: Extract<Entry, { kind: 'exchange' }>,
  pretty: Pretty,
): readonly Part[] {
  const sent = [line(`${request.method} ${request.url}`), ...headerLines(request.headers)];
  const body = request.body === undefined ? [] : [line(''), ...pretty(request.body, [])];
  const took = `${Math.round(end.at - at)} ms later`;
  const asked = { name: 'request', lines: [...sent, ...body] };
  if (response === undefined)
    return [
      asked,
      { name: took, lines: [line(`no answer: ${failure?.kind ?? 'none'}: ${failure?.message ?? ''}`)] },
    ];
  const got = [line(`HTTP ${response.status}`), ...headerLines(response.headers), line('')];
  return [asked, { name: `answer, ${took}`, lines: [...got, ...bodyLines(response.body, pretty)] }];
}

function bodyLines(body: Body, pretty: Pretty): readonly Line[] {
  if (body.form === 'json') return pretty(body.json);
  if (body.form === 'none') return [line('(no body)')];
  return [line(`(not read as JSON: ${body.why})`), ...clipText(body.text, MAX_TEXT).split('\n').map(line)];
}

function headerLines(headers: Readonly<Record<string, string>>): readonly Line[] {
  const all = Object.entries(headers);
  const lines = all.slice(0, MAX_HEADERS).map(([name, value]) => line(`${name}: ${value}`));
  return all.length > MAX_HEADERS ? [...lines, line(`… ${all.length - MAX_HEADERS} more headers`)] : lines;
}

function line(text: string): Line {
  return { depth: 0, text: clipText(text, MAX_LINE) };
}

/** Reads the body of a request, however hostile. */
import type { IncomingMessage } from 'node:http';
import type { Json, JsonObject } from '../json.ts';
import { refuse, type Refusal } from '../status.ts';

/** Largest body that is read, in bytes. */
const MAX_BODY_BYTES = 1_000_000;

/** Largest body that is received and thrown away, so that the refusal can be read. */
const MAX_DRAINED_BYTES = 16_000_000;

/** A body that was read as JSON. */
export interface ReadBody {
  readonly json: Json;
  /** The body as it was sent. */
  readonly text: string;
}

/** Reads a body as JSON, or says why it can't be. `any`: whatever it is declared as. Rejects when the connection breaks. */
export async function readJson(
  request: IncomingMessage,
  types: 'json' | 'any' = 'json',
): Promise<ReadBody | Refusal> {
  const bytes = await readBytes(request);
  if (bytes === undefined) return refuse(10, `a body may have ${MAX_BODY_BYTES} bytes`, 413);
  if (bytes.length === 0) return refuse(10, 'the body is missing');
  if (types === 'json' && !isDeclaredAsJson(request))
    return refuse(10, 'the body is to be application/json', 415);
  return parse(bytes) ?? refuse(10, 'the body is no JSON');
}

/** Reads a body as a form: its fields by name, the last of each; or says why it can't be. */
export async function readForm(request: IncomingMessage): Promise<JsonObject | Refusal> {
  const bytes = await readBytes(request);
  if (bytes === undefined) return refuse(10, `a body may have ${MAX_BODY_BYTES} bytes`, 413);
  if (typeOf(request) !== 'application/x-www-form-urlencoded' && bytes.length > 0)
    return refuse(10, 'the body is to be application/x-www-form-urlencoded', 415);
  return Object.fromEntries(new URLSearchParams(bytes.toString('utf8')));
}

async function readBytes(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_DRAINED_BYTES) break;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return size > MAX_BODY_BYTES ? undefined : Buffer.concat(chunks);
}

function typeOf({ headers }: IncomingMessage): string {
  return headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

function isDeclaredAsJson(request: IncomingMessage): boolean {
  const type = typeOf(request);
  const coding = request.headers['content-encoding'] ?? 'identity';
  return (
    coding === 'identity' && (type === 'application/json' || type === 'text/json' || type.endsWith('+json'))
  );
}

function parse(bytes: Buffer): ReadBody | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { text, json: JSON.parse(text) as Json };
  } catch {
    return undefined;
  }
}

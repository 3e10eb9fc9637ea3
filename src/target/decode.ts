/** Undoes the content codings of an answer (RFC 9110, section 8.4). */
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';

/** Bytes as they were meant, or why there are none. */
export type Decoded =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'unreadable'; readonly why: string };

type Decoder = (bytes: Uint8Array, limit: { readonly maxOutputLength: number }) => Promise<Uint8Array>;

const asZlib: Decoder = promisify(inflate);
const asDeflate: Decoder = promisify(inflateRaw);
const asGzip: Decoder = promisify(gunzip);

/** `deflate` is meant to be zlib's format, and is sent without its header by some. */
const deflate: Decoder = (bytes, limit) => {
  const hasHeader = ((bytes[0] ?? 0) & 0x0f) === 8;
  return hasHeader ? asZlib(bytes, limit) : asDeflate(bytes, limit);
};

const decoders: Readonly<Record<string, Decoder>> = {
  gzip: asGzip,
  'x-gzip': asGzip,
  deflate,
  br: promisify(brotliDecompress),
};

/** How many codings one upon another are undone. */
const MAX_CODINGS = 3;

/**
 * Undoes the codings that a `Content-Encoding` names, the last first. No step makes more than `limit` bytes.
 * Nothing is undone of an empty body, which has no codings whatever its header says.
 */
export async function decode(bytes: Uint8Array, header: string, limit: number): Promise<Decoded> {
  const codings = header
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity');
  if (codings.length > MAX_CODINGS) return { kind: 'unreadable', why: `${codings.length} content codings` };
  let plain = bytes;
  for (const coding of bytes.byteLength === 0 ? [] : codings.toReversed()) {
    const decoder = Object.hasOwn(decoders, coding) ? decoders[coding] : undefined;
    if (decoder === undefined) return { kind: 'unreadable', why: `the content coding ${coding} is unknown` };
    try {
      plain = await decoder(plain, { maxOutputLength: limit });
    } catch (error) {
      if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') return { kind: 'too-large' };
      return { kind: 'unreadable', why: `the body is not ${coding} (${codeOf(error)})` };
    }
  }
  return { kind: 'bytes', bytes: plain };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

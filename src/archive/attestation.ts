/** attestation.dsse.json, read back. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../model/errors.ts';
import { explained } from './explained.ts';
import { ATTESTATION } from '../model/run-files.ts';
import { openSchema } from './schema.ts';

/** Larger than any that a run gets. */
const MAX_BYTES = 10_000_000;

/** The envelope, as `schemas/tool/attestation.schema.json` says. */
export interface ReadEnvelope {
  readonly payloadType: string;
  readonly payload: string;
  readonly signatures: readonly { readonly keyid?: string; readonly sig: string }[];
}

/** A statement that somebody made: see the same schema. */
export interface ReadStatement {
  readonly subject: readonly { readonly name: string; readonly digest: Readonly<Record<string, string>> }[];
  readonly predicate: Readonly<Record<string, unknown>>;
}

/** The envelope of a folder; `undefined`: it has none. @throws UsageError when it is no envelope */
export function readAttestation(folder: string): ReadEnvelope | undefined {
  const path = join(folder, ATTESTATION);
  if (!existsSync(path)) return undefined;
  if (statSync(path).size > MAX_BYTES)
    throw new UsageError(`${path} is too large to be the attestation of a run.`);
  const value = parsed(explained(path, () => readFileSync(path, 'utf8')));
  const mistakes = openSchema('attestation').mistakes(value);
  if (mistakes.length > 0)
    throw new UsageError(
      [`${path} is not a DSSE envelope:`, ...mistakes.map((line) => `  ${line}`)].join('\n'),
    );
  return value as ReadEnvelope;
}

/** The statement in the payload of an envelope. @throws UsageError when the payload is something else */
export function readStatement(payload: Buffer, folder: string): ReadStatement {
  const value = parsed(payload.toString('utf8'));
  const [mistake] = openSchema('attestation').definition('statement')?.(value) ?? [];
  if (mistake !== undefined)
    throw new UsageError(
      `${join(folder, ATTESTATION)} holds something else than a test result of in-toto: ${mistake}.`,
    );
  return value as ReadStatement;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

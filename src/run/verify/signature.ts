/** Whether a run was signed by whom it should be, and whether what was signed is what lies there. */
import { join } from 'node:path';
import { ATTESTATION, isInside, readAttestation, readStatement, RESULTS } from '../../archive/index.ts';
import type { ReadEnvelope, ReadStatement } from '../../archive/index.ts';
import { isSignedBy, PAYLOAD_TYPE, payloadOf, statementOf, type ProvingKey } from '../../attest/index.ts';
import { UsageError } from '../../model/errors.ts';
import type { Results } from '../../model/outcome.ts';
import type { Deviation, VerifyStep } from '../../model/verification.ts';
import { lyingAt } from './files.ts';

/** A public key with the file that it came from. */
export interface GivenKey {
  readonly path: string;
  readonly key: ProvingKey;
}

/** The step about the signature; empty: the run is not signed, and nobody asked. */
export function signatureSteps(
  folder: string,
  results: Results | undefined,
  keys: readonly GivenKey[],
): readonly VerifyStep[] {
  try {
    const envelope = readAttestation(folder);
    if (envelope !== undefined) return [stepOf(envelope, { folder, results, keys })];
    return keys.length === 0 ? [] : [step('failed', `The run is not signed: there is no ${ATTESTATION}.`)];
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return [
      step('failed', 'The attestation can not be read.', [{ what: ATTESTATION, found: error.message }]),
    ];
  }
}

function step(state: VerifyStep['state'], said: string, deviations: readonly Deviation[] = []): VerifyStep {
  return { id: 'signature', state, said, deviations };
}

interface Signed {
  readonly folder: string;
  readonly results: Results | undefined;
  readonly keys: readonly GivenKey[];
}

function stepOf(envelope: ReadEnvelope, { folder, results, keys }: Signed): VerifyStep {
  const others = keys.filter(({ key }) => !isSignedBy(envelope, key));
  if (others.length > 0)
    return step(
      'failed',
      'The run is not signed by a key that was given, or what was signed was changed.',
      others.map((other) => unsigned(other, envelope)),
    );
  if (envelope.payloadType !== PAYLOAD_TYPE)
    return step('failed', 'Something else than a statement of in-toto was signed.', [
      {
        what: `${ATTESTATION}: payloadType`,
        reported: envelope.payloadType,
        found: `${PAYLOAD_TYPE} is a statement`,
      },
    ]);
  const statement = readStatement(payloadOf(envelope), folder);
  const deviations = [
    ...subjectsIn(folder, statement),
    ...(results === undefined ? [] : claimsIn(statement, results)),
  ];
  if (deviations.length > 0) return step('failed', 'What was signed is not what lies there.', deviations);
  if (keys.length === 0)
    return step(
      'note',
      `${ATTESTATION} is about these files. Who signed it was not looked at; it names the key ${idsIn(envelope)}. --key FILE looks.`,
    );
  const ids = keys.map(({ path, key }) => `${path} (${key.id})`).join(' and ');
  return step('ok', `Signed by the key ${ids}.`);
}

function unsigned({ path, key }: GivenKey, envelope: ReadEnvelope): Deviation {
  return {
    what: path,
    reported: `by the key ${idsIn(envelope)}`,
    found: `the key ${key.id} was given`,
  };
}

function idsIn({ signatures }: ReadEnvelope): string {
  return signatures.map(({ keyid = 'without a name' }) => keyid).join(' and ');
}

/** Subjects that are not the files of their name; the results have to be one of them. */
function subjectsIn(folder: string, { subject }: ReadStatement): readonly Deviation[] {
  const isAboutResults = subject.some(({ name }) => name === RESULTS);
  return [
    ...(isAboutResults ? [] : [{ what: RESULTS, found: 'a file that was not signed' }]),
    ...subject.flatMap(({ name, digest }) => {
      const signed = digest['sha256'];
      const now = isInside(name) ? lyingAt(join(folder, name)) : 'nothing';
      const found = typeof now === 'string' ? undefined : now.sha256;
      if (signed !== undefined && signed === found) return [];
      return [
        {
          what: name,
          reported: `sha256 ${signed ?? 'not given'}`,
          ...(found === undefined ? {} : { found: `sha256 ${found}` }),
        },
      ];
    }),
  ];
}

const claims = ['result', 'passedTests', 'warnedTests', 'failedTests'] as const;

/** What the statement says of the run otherwise than its results do. */
function claimsIn({ predicate: signed }: ReadStatement, results: Results): readonly Deviation[] {
  const { predicate } = statementOf(results, new Map());
  return claims.flatMap((claim) => {
    const [reported, found] = [JSON.stringify(signed[claim] ?? []), JSON.stringify(predicate[claim])];
    return reported === found ? [] : [{ what: `${ATTESTATION}: ${claim}`, reported, found }];
  });
}

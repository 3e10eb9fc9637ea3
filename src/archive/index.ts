/** Runs on disk: reading back what a run wrote, with everything that is wrong with it. */
export { readCheckedEvidence } from './checked-evidence.ts';
export { readEvidence } from './evidence.ts';
export { isInside, readManifest } from './manifest.ts';
export { ATTESTATION, EVIDENCE, MANIFEST, RESULTS } from '../model/run-files.ts';
export { readAttestation, readStatement, type ReadEnvelope, type ReadStatement } from './attestation.ts';
export { readResults } from './results.ts';
export { sha256Of } from './hash.ts';
export { readWholeRun } from './whole-run.ts';

/** The files of a run that are always written, and that other commands read back. */

/** The verdicts. */
export const RESULTS = 'results.json';
/** Everything that was sent and received. */
export const EVIDENCE = 'evidence.jsonl';
/** The hashes of all other files. */
export const MANIFEST = 'manifest.json';
/** Who signed the run. */
export const ATTESTATION = 'attestation.dsse.json';

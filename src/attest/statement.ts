/** What is signed of a run: an in-toto Statement (v1) with the predicate test-result (v0.1). */
import type { Asked, FileFacts, Outcome, Results } from '../model/outcome.ts';

const STATEMENT = 'https://in-toto.io/Statement/v1';
const TEST_RESULT = 'https://in-toto.io/attestation/test-result/v0.1';

/** Something that a statement names: a ResourceDescriptor of in-toto. */
export interface Descriptor {
  readonly name: string;
  readonly uri?: string;
  readonly digest?: { readonly sha256: string };
  readonly mediaType?: string;
  /** Base64. */
  readonly content?: string;
  readonly annotations?: Readonly<Record<string, unknown>>;
}

/** What a run came to, in the words of in-toto. */
export type TestResult = 'PASSED' | 'WARNED' | 'FAILED';

/** The statement about one run. */
export interface Statement {
  readonly _type: typeof STATEMENT;
  readonly subject: readonly Descriptor[];
  readonly predicateType: typeof TEST_RESULT;
  readonly predicate: {
    readonly result: TestResult;
    readonly configuration: readonly Descriptor[];
    /** Names such as `RESP-001@chat`. What was not judged, and what has no clause, is in none of the lists. */
    readonly passedTests: readonly string[];
    readonly warnedTests: readonly string[];
    readonly failedTests: readonly string[];
  };
}

/** The files of a run that are signed, by name. */
export type SignedFiles = ReadonlyMap<string, FileFacts>;

/**
 * The statement about a run. The same run always gives the same one: nothing of the moment of signing is in it.
 * @param files what the signed files are
 */
export function statementOf(results: Results, files: SignedFiles): Statement {
  const { outcomes } = results;
  return {
    _type: STATEMENT,
    subject: [...files].map(([name, { sha256 }]) => ({ name, digest: { sha256 } })),
    predicateType: TEST_RESULT,
    predicate: {
      result: resultOf(results),
      configuration: [suiteOf(results), targetOf(results), askedOf(results)],
      passedTests: namesOf(outcomes, ['passed']),
      warnedTests: namesOf(outcomes, ['warned']),
      failedTests: namesOf(outcomes, ['failed', 'waived']),
    },
  };
}

/**
 * What a run came to. Never PASSED when something that must hold does not, or could not be judged: a waiver is the
 * reporter's own and binds nobody who reads this, and a run that is not complete, or only a part of one, proves nothing.
 */
export function resultOf({
  complete,
  outcomes,
  asked,
}: Pick<Results, 'complete' | 'outcomes' | 'asked'>): TestResult {
  const has = (...verdicts: readonly Outcome['verdict'][]): boolean =>
    outcomes.some(({ verdict }) => verdicts.includes(verdict));
  if (asked !== undefined && (asked.shard !== undefined || asked.only.length > 0)) return 'FAILED';
  if (!complete || has('failed', 'waived') || !has('passed')) return 'FAILED';
  return has('warned') ? 'WARNED' : 'PASSED';
}

function namesOf(outcomes: readonly Outcome[], verdicts: readonly Outcome['verdict'][]): readonly string[] {
  return outcomes
    .filter(
      ({ verdict, problems }) => verdicts.includes(verdict) && (verdict !== 'waived' || problems.length > 0),
    )
    .map(({ requirement, channel }) => `${requirement}@${channel}`);
}

function suiteOf({ suite }: Results): Descriptor {
  const { name, version, requirementSet, proof } = suite;
  return {
    name: 'suite',
    uri: `pkg:npm/${name}@${version}`,
    annotations: { requirementSet, ...(proof === undefined ? {} : { proof }) },
  };
}

function targetOf({ target, startedAt, complete }: Results): Descriptor {
  const { baseUrl, warnings: _, ...facts } = target;
  const place = baseUrl === undefined ? contentOf(facts) : { uri: baseUrl };
  return { name: 'target', ...place, annotations: { ...facts, startedAt, complete } };
}

function askedOf({ asked }: Results): Descriptor {
  const { command: _, ...facts }: Partial<Asked> = asked ?? {};
  return { name: 'asked', ...contentOf(facts), annotations: facts };
}

/** A descriptor has to have an address, a digest or its content: what has none of the others is its own content. */
function contentOf(value: object): Pick<Descriptor, 'content' | 'mediaType'> {
  const ordered = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify(Object.fromEntries(ordered));
  return { mediaType: 'application/json', content: Buffer.from(text).toString('base64') };
}

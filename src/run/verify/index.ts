/** Verifies a run on disk: judges its evidence again, offline, and says whether the report follows from it. */
import { lstatSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EVIDENCE, readCheckedEvidence, readManifest, readResults, RESULTS } from '../../archive/index.ts';
import { loadCatalog, withPins } from '../../catalog/index.ts';
import { judge } from '../../judge/index.ts';
import { channelIds } from '../../model/channel.ts';
import { UsageError } from '../../model/errors.ts';
import { fingerprinted } from '../../model/fingerprint.ts';
import type { Asked, FileFacts, Judgement, Outcome, Results } from '../../model/outcome.ts';
import type { Catalog } from '../../model/requirement.ts';
import { answerOf, type Deviation, type Verification, type VerifyStep } from '../../model/verification.ts';
import { suites } from '../../../suites/index.ts';
import { suiteIdentity } from '../results.ts';
import { judgementOfShard } from '../shard-judgement.ts';
import { readProvingKey } from '../signing.ts';
import { asReported, deviationsIn, sizeOf } from './compare.ts';
import type { Section } from './facts.ts';
import { changeOf, changesIn, lyingAt } from './files.ts';
import { explained, type Background } from './moves.ts';
import { renderedAgain, reportsIn } from './reports.ts';
import { signatureSteps, type GivenKey } from './signature.ts';
import { unaskedIn } from './unasked.ts';

/**
 * Verifies the run in a folder. The evidence is read piece by piece, as often as it is needed.
 * @param keys public keys, each of which has to have signed the run
 * @throws UsageError when there is no run in the folder, or what lies there is no run's
 */
export function verifyRun(folder: string, keys: readonly GivenKey[] = []): Verification {
  if (lstatSync(folder, { throwIfNoEntry: false })?.isFile() === true)
    throw new UsageError(
      `${folder} is a file. Name the folder that the run wrote: verify ${dirname(folder)}.`,
    );
  const manifest = readManifest(folder);
  const files = filesStep(folder, manifest);
  const results = resultsOf(folder, files);
  const catalog = withPins(loadCatalog(), results?.asked?.pinned);
  const own = { version: suiteIdentity().version, requirementSet: catalog.hash };
  const signed = signatureSteps(folder, results, keys);
  if (results === undefined) return verification(folder, { reported: unknown, own }, [files, ...signed]);
  const { version, requirementSet } = results.suite;
  const suite = { reported: { version, requirementSet }, own };
  const steps = [files, ...recomputed({ folder, results, catalog, suite }), ...signed];
  return verification(folder, suite, steps);
}

/** The same with the paths of keys. @throws UsageError also when a key can't be read */
export function verifyRecorded(request: {
  readonly folder: string;
  readonly keys: readonly string[];
}): Verification {
  const keys = request.keys.map((path) => ({ path, key: readProvingKey(path) }));
  return verifyRun(request.folder, keys);
}

const unknown = { version: 'unknown', requirementSet: 'unknown' };

function verification(
  folder: string,
  suite: Verification['suite'],
  steps: readonly VerifyStep[],
): Verification {
  return { schemaVersion: 1, folder, suite, answer: answerOf(steps), steps };
}

function step(
  id: VerifyStep['id'],
  state: VerifyStep['state'],
  said: string,
  deviations: readonly Deviation[] = [],
): VerifyStep {
  return { id, state, said, deviations };
}

function filesStep(folder: string, manifest: ReadonlyMap<string, FileFacts> | undefined): VerifyStep {
  if (manifest === undefined)
    return step('files', 'note', 'There is no manifest.json: nobody can say whether a file was changed.');
  const changes = changesIn(folder, manifest, reportsIn(folder));
  return changes.length === 0
    ? step('files', 'ok', `All ${manifest.size} files are as the manifest says.`)
    : step('files', 'failed', 'Files are not those that the run wrote.', changes);
}

/** The results; `undefined`: they can't be read, which is no wonder, as the manifest says that they were changed. */
function resultsOf(folder: string, files: VerifyStep): Results | undefined {
  try {
    return readResults(folder);
  } catch (error) {
    if (error instanceof UsageError && files.deviations.some(({ what }) => what === RESULTS))
      return undefined;
    throw error;
  }
}

/** A run that is to be judged again. */
interface Recorded {
  readonly folder: string;
  readonly results: Results;
  readonly catalog: Catalog;
  readonly suite: Verification['suite'];
}

function recomputed(run: Recorded): readonly VerifyStep[] {
  const evidence = evidenceStep(run);
  if (evidence.state === 'open') return [evidence];
  try {
    const judged = judgedAgain(run);
    const steps = [evidence, suiteStep(run), askedStep(run), ...sectionSteps(run, judged)];
    return [...steps, ...reportsSteps(run, steps)];
  } catch (error) {
    return [notJudged(evidence, error)];
  }
}

function evidenceStep({ folder, results }: Recorded): VerifyStep {
  const now = lyingAt(join(folder, EVIDENCE));
  if (now === 'nothing' || now === 'no file')
    return step('evidence', 'open', `There is no ${EVIDENCE}: nothing can be judged again.`);
  if (results.evidence === undefined)
    return step('evidence', 'note', `${RESULTS} does not say which evidence it rests on.`);
  const changes = changeOf(EVIDENCE, results.evidence, now);
  return changes.length === 0
    ? step('evidence', 'ok', `${EVIDENCE} is the one that ${RESULTS} rests on.`)
    : step('evidence', 'failed', `${EVIDENCE} is not the one that ${RESULTS} rests on.`, changes);
}

/** What is said when the evidence could not be judged: a file that is no evidence bears no report. */
function notJudged(evidence: VerifyStep, error: unknown): VerifyStep {
  const found = error instanceof Error ? error.message : String(error);
  const state = error instanceof UsageError ? 'failed' : 'open';
  const said =
    error instanceof UsageError
      ? 'What lies there is not the evidence of a run.'
      : 'This suite can not judge the evidence. Please report it, with the evidence if you may.';
  return step('evidence', state, said, [...evidence.deviations, { what: EVIDENCE, found }]);
}

function askedOf({ asked, summary }: Results): Asked {
  return asked ?? { channels: channelIds.filter((id) => summary[id] !== undefined), only: [], pinned: {} };
}

function judgedAgain({ folder, results, catalog }: Recorded): Judgement {
  const { channels, only, shard } = askedOf(results);
  const evidence = readCheckedEvidence(join(folder, EVIDENCE));
  const whole = judge(evidence, { catalog, suites, channels, only });
  const judged = shard === undefined ? whole : judgementOfShard(whole, evidence, catalog);
  return { ...judged, outcomes: judged.outcomes.map(fingerprinted) };
}

function suiteStep({ suite: { reported, own }, results }: Recorded): VerifyStep {
  const unasked =
    results.asked === undefined
      ? ` The report does not say what was asked for: only what it says is compared.`
      : '';
  const state = unasked === '' ? 'ok' : 'note';
  if (isSame({ reported, own }))
    return step('suite', state, `The suite is the one that judged, ${own.version}.${unasked}`);
  return step(
    'suite',
    'note',
    `Version ${reported.version} with the requirements ${reported.requirementSet} judged; this is ${own.version} with ${own.requirementSet}.${unasked}`,
  );
}

function isSame({ reported, own }: Verification['suite']): boolean {
  return reported.version === own.version && reported.requirementSet === own.requirementSet;
}

/** Nobody else says what was asked for; but whoever asks for less plays less. */
function askedStep({ folder, results, catalog, suite }: Recorded): VerifyStep {
  const evidence = readCheckedEvidence(join(folder, EVIDENCE));
  const { channels, only } = askedOf(results);
  const unasked = unaskedIn(evidence, { asked: { channels, only }, catalog, isSameSuite: isSame(suite) });
  return unasked.length === 0
    ? step('asked', 'ok', 'Nothing was played but what the report was asked for.')
    : step('asked', 'failed', 'More was played than the report says that it was asked for.', unasked);
}

const words: Readonly<Record<Section, string>> = {
  verdicts: 'verdicts',
  divergences: 'comparisons of chat with SMS',
  readings: 'readings',
  times: 'times',
  summary: 'counts of verdicts',
};

/** What has to follow from the report itself, whichever suite looks. */
const ownSections: readonly Section[] = ['summary'];

function sectionSteps({ results, catalog, suite }: Recorded, judged: Judgement): readonly VerifyStep[] {
  const reported = results.asked === undefined ? unpinned(results) : results;
  const found = asReported(judged, results);
  const background: Background = {
    catalog,
    reported: suite.reported,
    rules: results.suite.rules,
    outcomes: results.outcomes,
  };
  const partial = results.asked === undefined;
  return (Object.keys(words) as Section[]).map((section) => {
    const deviations = deviationsIn(section, reported, found, { partial });
    const size = sizeOf(section, reported);
    const unsaid = partial && section === 'verdicts' ? unsaidIn(results, judged) : [];
    if (deviations.length === 0 && unsaid.length > 0)
      return step(
        section,
        'open',
        'The report does not say what it was asked for, and is silent on failures that the evidence shows.',
        unsaid,
      );
    if (deviations.length === 0)
      return step(
        section,
        'ok',
        `All ${size} ${words[section]} follow from the evidence${ours(section, results)}.`,
      );
    if (isSame(suite) || ownSections.includes(section))
      return step(
        section,
        'failed',
        `Of the ${words[section]}, some do not follow from the evidence.`,
        deviations,
      );
    const moved = deviations.map((one) => explained(one, background));
    return step(section, 'open', `This suite comes to other ${words[section]}.`, moved);
  });
}

/** Failures that the evidence gives, and a report does not speak of. */
function unsaidIn({ outcomes }: Results, judged: Judgement): readonly Deviation[] {
  const isSaid = ({ requirement, channel }: Outcome): boolean =>
    outcomes.some((one) => one.requirement === requirement && one.channel === channel);
  return judged.outcomes
    .filter((one) => one.verdict === 'failed' && !isSaid(one))
    .map(({ requirement, channel }) => ({ what: `${requirement} on ${channel}`, found: 'failed' }));
}

/** What of a section is no more than the word of whoever reports. */
function ours(section: Section, { outcomes }: Results): string {
  const waived = outcomes.filter(({ verdict }) => verdict === 'waived').length;
  return section === 'verdicts' && waived > 0 ? `, of which whoever reports waived ${waived}` : '';
}

/** The reports, looked at where all that they are made of follows from the evidence, and this suite made them. */
function reportsSteps(
  { folder, results, catalog, suite }: Recorded,
  steps: readonly VerifyStep[],
): VerifyStep[] {
  if (answerOf(steps) !== 'agrees') return [];
  if (!isSame(suite) || results.evidence === undefined)
    return [step('reports', 'note', 'Another suite made the reports: they were not made again.')];
  const evidence = readCheckedEvidence(join(folder, EVIDENCE));
  const { looked, deviations } = renderedAgain(folder, { results, evidence, catalog });
  return deviations.length === 0
    ? [
        step(
          'reports',
          'ok',
          looked === 1
            ? 'The one report is as the results give it.'
            : `All ${looked} reports are as the results give them.`,
        ),
      ]
    : [step('reports', 'failed', 'Reports say something else than the results give.', deviations)];
}

/** A report without its pinned readings: of an older one nobody knows which answers were asked for. */
function unpinned(results: Results): Results {
  return {
    ...results,
    outcomes: results.outcomes.filter(({ requirement }) => !requirement.startsWith('PIN-')),
  };
}

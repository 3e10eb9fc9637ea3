/** `report`: makes reports of a run that is over, from its folder. */
import { Argument } from 'commander';
import { existsSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import {
  ATTESTATION,
  EVIDENCE,
  MANIFEST,
  readCheckedEvidence,
  readManifest,
  readResults,
  RESULTS,
  sha256Of,
} from '../../archive/index.ts';
import { withPins } from '../../catalog/index.ts';
import { channels } from '../../model/channel.ts';
import { UsageError } from '../../model/errors.ts';
import type { FileFacts, Results } from '../../model/outcome.ts';
import {
  channelVerdict,
  defaultFormats,
  isBeside,
  judgedChannels,
  plainText,
  prepareFolder,
  writeReportsLater,
  type FormatId,
  type KeptResults,
  type ReportSource,
} from '../../report/index.ts';
import type { CommandSpec, Context, Input } from '../context.ts';
import { formatNotes, reportFormatFlag } from '../flags.ts';

interface ReportFlags {
  readonly out?: string;
  readonly format?: readonly FormatId[];
}

/** Makes reports of results that are on disk. */
export const reportCommand: CommandSpec = {
  name: 'report',
  summary: 'make reports of a run that is over, from its folder',
  examples: [
    ['report reports/latest --format sarif', 'one more report beside those that are there'],
    ['report reports/latest --format all --out reports/all', 'all reports, in another folder'],
    ['report results.json --out reports/again', 'without the evidence, where it is not at hand'],
  ],
  notes: [
    'With the suite that made the run, the files are byte for byte those that the run writes.',
    'The exit code says whether the reports were written, not what they say.',
    formatNotes(),
  ],
  declare: (command) => {
    command
      .addArgument(new Argument('<results>', 'the folder of a run, or its results.json'))
      .addOption(reportFormatFlag())
      .option('--out <folder>', 'where the reports go (default: beside the results)');
  },
  run,
};

async function run(context: Context, { flags: given, args }: Input): Promise<number> {
  const { out, format: chosen = defaultFormats } = given as ReportFlags;
  const path = String(args[0]);
  const results = readResults(path);
  const file = statSync(path).isDirectory() ? join(path, RESULTS) : path;
  const folder = out ?? folderBeside(file);
  const kept = keptAt(file, results);
  const source = sourceOf(context, results, kept);
  sayWhatLacks(context, source, kept);
  prepareFolder(folder);
  demandUnsigned(folder, kept);
  const written = writeReportsLater({ folder, kept }, source, chosen);
  const verdicts = judgedChannels(results).map(
    (id) => `${channels[id].title} ${channelVerdict(results, id).words}.`,
  );
  context.out([verdicts.join(' '), ...written.map((name) => `  ${plainText(name)}`), ''].join('\n'));
  return 0;
}

function folderBeside(file: string): string {
  if (basename(file) === RESULTS) return dirname(file);
  throw new UsageError(`${file} is not named ${RESULTS}: name a folder for the reports with --out.`);
}

/**
 * A signature is about the manifest, too, which names the reports: it must not stay where it would no longer hold.
 * @throws UsageError when the reports would go beside results that are signed
 */
function demandUnsigned(folder: string, kept: KeptResults): void {
  const attestation = join(folder, ATTESTATION);
  if (!isBeside(folder, kept)) return rmSync(attestation, { force: true }); // it is about what was there before
  if (existsSync(attestation))
    throw new UsageError(
      `The run in ${folder} is signed, and reports that are added would not be. Name another folder with --out.`,
    );
}

/**
 * The files of the run. Reports show the evidence of the verdicts: they are not made of other evidence than that.
 * @throws UsageError when results or evidence are not what they were when the run wrote them
 */
function keptAt(file: string, results: Results): KeptResults {
  const folder = dirname(resolve(file));
  const noted = readManifest(folder);
  const facts = sha256Of(file);
  demandSame(file, { facts, noted: noted?.get(RESULTS), by: join(folder, MANIFEST) });
  const evidence = join(folder, EVIDENCE);
  const rest = Object.fromEntries(noted ?? []);
  if (!existsSync(evidence)) {
    const { [EVIDENCE]: _gone, ...others } = rest;
    return { results: file, facts: { ...others, [RESULTS]: facts } };
  }
  const found = sha256Of(evidence);
  demandSame(evidence, { facts: found, noted: results.evidence, by: file });
  return { results: file, evidence, facts: { ...rest, [RESULTS]: facts, [EVIDENCE]: found } };
}

function demandSame(
  file: string,
  {
    facts,
    noted,
    by,
  }: { readonly facts: FileFacts; readonly noted: FileFacts | undefined; readonly by: string },
): void {
  if (noted === undefined || noted.sha256 === facts.sha256) return;
  throw new UsageError(
    `${file} is not the file that the run wrote: its SHA-256 is ${facts.sha256}, and ${by} says ${noted.sha256}. ` +
      `No report is made of a run that was changed; consult-conformance verify says what no longer agrees.`,
  );
}

function sourceOf({ layers }: Context, results: Results, { evidence }: KeptResults): ReportSource {
  return {
    results,
    evidence: evidence === undefined ? [] : readCheckedEvidence(evidence),
    catalog: withPins(layers.loadCatalog(), results.asked?.pinned),
  };
}

/** What a reader has to know of reports that are made later: told, and never a reason to make none. */
function sayWhatLacks(
  { status, version }: Context,
  { results, catalog }: ReportSource,
  kept: KeptResults,
): void {
  const { suite } = results;
  const notes = [
    ...(kept.evidence === undefined
      ? [`There is no ${EVIDENCE} beside ${kept.results}: the reports are made without evidence.`]
      : results.evidence === undefined
        ? [`${kept.results} does not say which evidence it rests on: that beside it is taken, unchecked.`]
        : []),
    ...(suite.requirementSet === catalog.hash
      ? []
      : [
          `These results were judged by requirement set ${suite.requirementSet}, and this suite has ${catalog.hash}: rules are shown as this suite has them, and those that it lacks without their words.`,
        ]),
    ...(suite.version === version
      ? []
      : [
          `These results are of version ${suite.version}; this is ${version}: its reports may look different.`,
        ]),
  ];
  for (const note of notes) status.write(`Warning: ${plainText(note)}\n`);
}

/** What GitHub Actions is told: annotations on the rows of the specs, as workflow commands. */
import { channels } from '../model/channel.ts';
import type { Outcome, Results } from '../model/outcome.ts';
import type { Catalog, Requirement } from '../model/requirement.ts';
import { causeWords } from './cause-words.ts';
import { defectsOf, type Defect } from './defects.ts';
import { divergenceRows, whatDiffers } from './divergence-rows.ts';
import { exitCode, exitMeaning } from './exit-code.ts';
import { plural } from './plural.ts';
import { problemKinds } from './problem-kinds.ts';
import { shownText } from './safe-text.ts';
import { specPlaceOf } from './spec-place.ts';

/** GitHub shows so many of each kind for a step. */
const MOST = 10;

/** How many comparisons are looked at for the annotations. */
const MOST_COMPARED = 10_000;

/** One annotation. */
interface Annotation {
  readonly kind: 'error' | 'warning';
  readonly title: string;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
}

/**
 * The annotations of a run as lines, each with its end: what fails the run first. Of each kind there are at most as
 * many as GitHub shows; the last one then says how many more there are.
 */
export function renderAnnotations(results: Results, catalog: Catalog): string {
  const all = annotationsOf(results, catalog);
  return (['error', 'warning'] as const)
    .flatMap((kind) => bounded(all.filter((one) => one.kind === kind)))
    .map((annotation) => `${commandOf(annotation)}\n`)
    .join('');
}

function annotationsOf(results: Results, { requirements }: Catalog): readonly Annotation[] {
  const rules = new Map(requirements.map((requirement) => [requirement.id, requirement]));
  const found = defectsOf(results).filter(({ outcome }) => outcome.verdict !== 'waived');
  return [
    ...found.map((defect) => annotationOf(defect, rules.get(defect.outcome.requirement))),
    ...openMusts(results),
    ...(results.baseline?.troubles ?? []).map(({ line, said }) => ({
      kind: 'error' as const,
      title: 'The baseline needs mending',
      message: shownText(said),
      file: results.baseline?.file ?? '',
      line,
    })),
    ...(results.baseline?.warnings ?? []).map((warning) => ({
      kind: 'warning' as const,
      title: 'A waiver ends soon',
      message: shownText(warning),
    })),
    ...undocumented(results),
  ];
}

function annotationOf({ outcome, problem, times }: Defect, requirement: Requirement | undefined): Annotation {
  const { file, line } = specPlaceOf(requirement);
  const again = times > 1 ? ` Seen ${times} times.` : '';
  return {
    kind: outcome.verdict === 'failed' ? 'error' : 'warning',
    title: `${titleOf(outcome)}: ${problemKinds[problem.kind].title}`,
    message:
      `${shownText(problem.where)}: expected ${shownText(problem.expected)}; seen: ${shownText(problem.actual)}.${again}\n${requirement?.text ?? ''}`.trim(),
    file,
    ...(line === undefined ? {} : { line }),
  };
}

function titleOf({ requirement, channel }: Outcome): string {
  return `${shownText(requirement, 100)} on ${channels[channel].title}`;
}

/** One annotation for all MUSTs that were not judged: they mostly have one cause. */
function openMusts(results: Results): readonly Annotation[] {
  const open = results.outcomes.filter(({ level, verdict }) => level === 'MUST' && verdict === 'untestable');
  const [first] = open;
  if (first === undefined)
    return exitCode(results) === 3
      ? [{ kind: 'error', title: 'Incomplete', message: exitMeaning(results) }]
      : [];
  const broken = causeWords(first, shownText);
  const because = broken === undefined ? '' : ` because ${broken}`;
  const reason = first.reason === undefined ? '' : `: ${shownText(first.reason)}`;
  return [
    {
      kind: 'error',
      title: `Incomplete: ${plural(open.length, 'verdict')} on a MUST missing`,
      message: `The first: ${titleOf(first)}${because}${reason}`,
    },
  ];
}

/** One annotation for each difference, in however many acts it was seen. */
function undocumented({ divergences }: Results): readonly Annotation[] {
  const found = divergences.filter((divergence) => divergence.class === 'undocumented');
  return [...divergenceRows(found.slice(0, MOST_COMPARED)).values()].flat().map((row) => ({
    kind: 'warning',
    title: 'Chat and SMS differ, and no document says so',
    message: `${whatDiffers(row, shownText)}: Chat ${shownText(row.divergence.chat)}, SMS ${shownText(row.divergence.sms)}`,
  }));
}

function bounded(annotations: readonly Annotation[]): readonly Annotation[] {
  const [first] = annotations;
  if (first === undefined || annotations.length <= MOST) return annotations;
  const rest = annotations.length - (MOST - 1);
  const { kind } = first;
  const more = { kind, title: `${rest} more`, message: `There are ${rest} more in the reports of the run.` };
  return [...annotations.slice(0, MOST - 1), more];
}

/** A workflow command; https://docs.github.com/actions, "Workflow commands", says what is escaped. */
function commandOf({ kind, title, message, file, line }: Annotation): string {
  const places = { ...(file === undefined ? {} : { file }), ...(line === undefined ? {} : { line }), title };
  const properties = Object.entries(places).map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${kind} ${properties.join(',')}::${data(message)}`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

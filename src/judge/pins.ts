/** Judges pinned readings: another answer than the pinned one is a breach, no answer leaves the question open. */
import type { TraceView } from '../kit/view.ts';
import type { ChannelId } from '../model/channel.ts';
import type { Outcome, Problem } from '../model/outcome.ts';
import type { Catalog, Reading, Requirement } from '../model/requirement.ts';
import { answersOf } from './readings.ts';

/** What pins are judged by. */
export interface PinnedCase {
  readonly catalog: Catalog;
  readonly channels: readonly ChannelId[];
  readonly views: readonly TraceView[];
}

/** The outcomes of all pinned readings on the channels that they are about, channel by channel. */
export function pinOutcomes({ catalog, channels, views }: PinnedCase): readonly Outcome[] {
  return channels.flatMap((channel) => {
    const own = views.filter(({ trace }) => trace.channel === channel);
    return catalog.requirements.flatMap((row) => {
      const reading = catalog.readings.find(({ id }) => id === row.pin?.reading);
      const isAsked = reading !== undefined && row.source[channel] !== undefined;
      return isAsked ? [outcomeOf(row, reading, { channel, views: own })] : [];
    });
  });
}

function outcomeOf(
  { id, level, pin }: Requirement,
  reading: Reading,
  { channel, views }: { readonly channel: ChannelId; readonly views: readonly TraceView[] },
): Outcome {
  const base = { requirement: id, channel, level };
  const seen = answersOf(reading.id, views);
  const [first] = seen;
  if (first === undefined) {
    const reason = reading.notObserved ?? 'Nothing in the run showed which answer the server gives.';
    return { ...base, verdict: 'untestable', reason, problems: [] };
  }
  const problems = seen
    .filter(({ answer }) => answer !== pin?.answer)
    .map(({ answer, view }) => toProblem(reading, { expected: pin?.answer ?? '', answer, view }));
  const scenario = seen.find(({ answer }) => answer !== pin?.answer)?.view.trace.scenario;
  return {
    ...base,
    verdict: problems.length > 0 ? 'failed' : 'passed',
    scenario: scenario ?? first.view.trace.scenario,
    problems,
  };
}

function toProblem(
  { id, answers }: Reading,
  { expected, answer, view }: { expected: string; answer: string; view: TraceView },
): Problem {
  const meant = (name: string): string => `${name} (${answers[name] ?? 'not one of its answers'})`;
  const shown = [view.consult, view.first, view.second, view.failure];
  return {
    kind: 'wrong-value',
    where: `${view.trace.scenario}, reading ${id}`,
    expected: meant(expected),
    actual: meant(answer),
    evidence: shown.flatMap((entry) => (entry === undefined ? [] : [entry.seq])).sort((a, b) => a - b),
  };
}

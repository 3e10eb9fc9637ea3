/** What findings are worth where a scenario was stopped, or somebody was cut off from notifications meanwhile. */
import { untestable } from '../kit/finding.ts';
import type { TraceView } from '../kit/view.ts';
import type { PartyName } from '../model/acts.ts';
import type { Finding } from '../model/outcome.ts';
import type { Requirement } from '../model/requirement.ts';
import type { Trace } from '../model/trace.ts';
import { ofAbsence, ofGaps } from './absence.ts';

/** Who was waited for to be told that it is consulted, and was not: had it been, it would have come in. */
function uninvited({ own, span }: Trace): readonly PartyName[] {
  return own.flatMap((entry) =>
    entry.kind === 'wait' && entry.event === 'consultant-invitation' && !entry.met && entry.seq >= span.from
      ? [entry.party]
      : [],
  );
}

/** That something was not heard, or heard twice, proves nothing where those who had to hear it were cut off meanwhile. */
export function asFarAsHeard(finding: Finding, row: Requirement, { trace }: TraceView): Finding {
  if (!('problems' in finding) || !finding.problems.some(({ kind }) => ofGaps.includes(kind))) return finding;
  const observers: readonly string[] = [...row.observe, ...uninvited(trace)];
  const cut = trace.entries.find(
    (entry) => entry.kind === 'watch' && entry.state !== 'subscribed' && observers.includes(entry.party),
  );
  if (cut?.kind !== 'watch') return finding;
  const problems = finding.problems.filter(({ kind }) => !ofGaps.includes(kind));
  if (problems.length > 0) return { problems };
  return untestable(
    `The ${cut.party}'s notifications were interrupted (${cut.reason ?? cut.state}); what is missing may have been lost with them, and what came twice may have been sent again.`,
  );
}

/** What a finding is worth in a scenario that was stopped: what was seen to be wrong stands, all else is open. */
export function asFarAsItCame(finding: Finding, reason: string): Finding {
  if (!('problems' in finding)) return finding;
  const problems = finding.problems.filter(({ kind }) => !ofAbsence.includes(kind));
  return problems.length > 0 ? { problems } : untestable(`The scenario was stopped: ${reason}`);
}

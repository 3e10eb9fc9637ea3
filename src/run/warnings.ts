/** What whoever reads a report has to know of how the target was reached, and of how it was driven. */
import { channels } from '../model/channel.ts';
import type { Entry } from '../model/evidence.ts';
import type { Target } from '../model/target.ts';

interface Warning {
  readonly applies: (target: Target) => boolean;
  readonly said: string;
}

const warnings: readonly Warning[] = [
  {
    applies: ({ tls }) => tls?.insecure === true,
    said: 'Certificates were not checked (tls.insecure): whoever answered may not have been this server.',
  },
];

/** The warnings that apply to a target, as sentences. */
export function warningsOf(target: Target): readonly string[] {
  return warnings.filter(({ applies }) => applies(target)).map(({ said }) => said);
}

/** What the evidence tells of agents who may be in so many sessions only, though nobody said so. */
export function seatWarnings(evidence: readonly Entry[]): readonly string[] {
  const twice = evidence
    .filter((entry) => entry.kind === 'opening')
    .filter(({ again }) => again !== undefined);
  const joined = new Set(
    evidence.flatMap((entry) =>
      entry.kind === 'wait' && entry.event === 'first-notification' && entry.met ? [entry.trace] : [],
    ),
  );
  const better = twice
    .filter(({ trace }) => joined.has(trace))
    .map(({ scenario, channel }) => `${scenario} on ${channels[channel].title}`);
  if (better.length === 0) return [];
  return [
    `Beside other sessions of the same agents, Consults or sessions came to nothing that by themselves did not (${better.join(', ')}): an agent may be in so many sessions only, or the server fails under load. Where the first is so, say it (limits.sessionsPerAgent).`,
  ];
}

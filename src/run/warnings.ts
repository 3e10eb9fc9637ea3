/** What whoever reads a report has to know of how the target was reached. */
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

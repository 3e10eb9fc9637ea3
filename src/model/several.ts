/** What an outcome names once where it is one, and twice where there are several: the acts and the causes of it. */
import type { ActId } from './acts.ts';
import type { Outcome } from './outcome.ts';

/** The acts that an outcome was seen in, the first one first; empty: in none. */
export function actsOf({ scenario, alsoIn = [] }: Pick<Outcome, 'scenario' | 'alsoIn'>): readonly ActId[] {
  return scenario === undefined ? [] : [scenario, ...alsoIn];
}

/** The requirements whose breaches keep an outcome from being judged, the first one first; empty: none does. */
export function causesOf({
  because,
  alsoBecause = [],
}: Pick<Outcome, 'because' | 'alsoBecause'>): readonly string[] {
  return because === undefined ? [] : [because, ...alsoBecause];
}

/** Acts as an outcome names them, each once. */
export function seenIn(acts: readonly ActId[]): Pick<Outcome, 'scenario' | 'alsoIn'> {
  const [scenario, ...alsoIn] = new Set(acts);
  return { ...(scenario === undefined ? {} : { scenario }), ...(alsoIn.length === 0 ? {} : { alsoIn }) };
}

/** Causes as an outcome names them, each once. */
export function restingOn(causes: readonly string[]): Pick<Outcome, 'because' | 'alsoBecause'> {
  const [because, ...alsoBecause] = new Set(causes);
  return {
    ...(because === undefined ? {} : { because }),
    ...(alsoBecause.length === 0 ? {} : { alsoBecause }),
  };
}

/** Who in a capture plays which part: found by what they do. */
import type { PartyName } from '../model/acts.ts';
import type { Consult } from './consults.ts';
import type { Story } from './story.ts';
import type { Tape } from './tape.ts';

/** The parts that can be told apart in a capture, after that of the originator. */
const consulted: readonly PartyName[] = ['consultant', 'second'];

/** Whose Consults are judged: who the capture says is the originator, or else the first who consults. */
export function originatorOf({ roles }: Tape, consults: readonly Consult[]): string | undefined {
  const named = [...roles].find(([, role]) => role === 'originator')?.[0];
  return named ?? consults.toSorted((a, b) => a.place - b.place)[0]?.originator;
}

/** The parts of those who take part in some Consults; all others have none. */
export function castOf(
  originator: string | undefined,
  stories: readonly Story[],
): ReadonlyMap<string, PartyName> {
  const cast = new Map<string, PartyName>();
  if (originator !== undefined) cast.set(originator, 'originator');
  for (const { consultee } of stories) {
    const part = consulted[cast.size - 1];
    if (consultee !== undefined && part !== undefined && !cast.has(consultee)) cast.set(consultee, part);
  }
  return cast;
}

/** Pinned readings: what a run demands of its server beyond the documents, as rows of its catalogue. */
import type { Catalog, Reading, Requirement } from '../model/requirement.ts';

/** Answers that readings must have, by the reading's id. */
export type Pinned = Readonly<Record<string, string>>;

const subject = { id: 'pinned', title: 'Pinned readings' } as const;

/** The id of the requirement that a pinned reading becomes. */
export function pinId(reading: string): string {
  return `PIN-${reading}`;
}

/**
 * The catalogue with one requirement more for each pinned reading; pins of readings that it lacks are left out, and
 * so are those that it has a row of already.
 */
export function withPins(catalog: Catalog, pinned: Pinned = {}): Catalog {
  const rows = catalog.readings.flatMap((reading) => {
    const answer = Object.hasOwn(pinned, reading.id) ? pinned[reading.id] : undefined;
    const isThere = catalog.requirements.some(({ pin }) => pin?.reading === reading.id);
    return answer === undefined || isThere ? [] : [rowOf(reading, answer)];
  });
  if (rows.length === 0) return catalog;
  return {
    ...catalog,
    subjects: [...catalog.subjects.filter(({ id }) => id !== subject.id), subject],
    requirements: [...catalog.requirements, ...rows],
  };
}

function rowOf({ id, question, answers, channels }: Reading, answer: string): Requirement {
  const source = `pinned for this run; the reading ${id} leaves it open`;
  return {
    id: pinId(id),
    subject: subject.id,
    level: 'MUST',
    basis: 'pinned',
    text: `${question} Pinned: ${answer} (${answers[answer] ?? 'not one of its answers'}).`,
    source: Object.fromEntries(channels.map((channel) => [channel, source])),
    observe: [],
    needs: [],
    pin: { reading: id, answer },
  };
}

/** The answers of every reading, by its id: what can be pinned. */
export function pinnableAnswers({ readings }: Catalog): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(readings.map(({ id, answers }) => [id, Object.keys(answers)]));
}

/** The answers that the pinned readings of a catalogue must have, by reading. */
export function pinnedIn({ requirements }: Catalog): Readonly<Record<string, string>> {
  return Object.fromEntries(
    requirements.flatMap(({ pin }) => (pin === undefined ? [] : [[pin.reading, pin.answer]])),
  );
}

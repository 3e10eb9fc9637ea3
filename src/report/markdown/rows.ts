/** Rows of requirements and names of verdicts, as Markdown has them. */
import { channels } from '../../model/channel.ts';
import type { Outcome, Verdict } from '../../model/outcome.ts';
import type { Catalog, Requirement } from '../../model/requirement.ts';
import { verdictWords } from '../verdict-words.ts';

/** The requirements of a catalogue by id. */
export function rulesOf({ requirements }: Catalog): ReadonlyMap<string, Requirement> {
  return new Map(requirements.map((requirement) => [requirement.id, requirement]));
}

/** A verdict with its mark. */
export function verdictText(verdict: Verdict): string {
  const { mark, word } = verdictWords[verdict];
  return `${mark} ${word}`;
}

/** The heading of a finding. */
export function findingTitle({ requirement, channel }: Outcome): string {
  return `${requirement} on ${channels[channel].title}`;
}

/** The anchor that the usual renderers of Markdown give a heading. */
export function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}

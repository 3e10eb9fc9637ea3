/** Verdicts as marks with words: never by colour alone. */
import type { Verdict } from '../../model/outcome.ts';
import { verdictWords } from '../verdict-words.ts';
import { markup, type Markup } from './markup.ts';

/** A verdict: its mark and its word. */
export function verdictMark(verdict: Verdict): Markup {
  const { mark, word } = verdictWords[verdict];
  return markup`<span class="v ${verdict}"><span class="m" aria-hidden="true">${mark}</span> <span class="w">${word}</span></span>`;
}

/** How often there is a verdict. */
export function verdictCount(verdict: Verdict, count: number): Markup {
  const { mark, word } = verdictWords[verdict];
  return markup`<span class="v ${verdict}"><span class="m" aria-hidden="true">${mark}</span> ${count} <span class="w">${word}</span></span>`;
}

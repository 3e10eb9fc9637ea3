/** Colours of a terminal, or none. */
import { styleText } from 'node:util';

/** The styles in use. */
export type Colour = 'red' | 'yellow' | 'magenta' | 'cyan' | 'green' | 'dim' | 'bold' | 'underline';

/** Puts text into a colour. */
export type Paint = (colour: Colour, text: string) => string;

/** Paints with escape sequences, or leaves the text as it is. */
export function createPaint(coloured: boolean): Paint {
  return coloured
    ? (colour, text) => styleText(colour, text, { validateStream: false })
    : (_colour, text) => text;
}

/**
 * Whether to paint: FORCE_COLOR decides when it is set (`0` and `false` say no), then NO_COLOR when it is set to
 * anything, then whether the stream is a terminal that can.
 */
export function wantsColour(env: Readonly<Record<string, string | undefined>>, isTerminal: boolean): boolean {
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  const refused = env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '';
  return !refused && isTerminal && env['TERM'] !== 'dumb';
}

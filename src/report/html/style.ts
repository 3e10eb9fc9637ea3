/** The style of the page. */
import { mediaStyle } from './style-media.ts';
import { pageStyle } from './style-page.ts';
import { partsStyle } from './style-parts.ts';

/** All of it, without the blanks that only help to read it here. */
export const style: string = [pageStyle, partsStyle, mediaStyle].join('').replace(/\n\s*/g, '\n').trim();

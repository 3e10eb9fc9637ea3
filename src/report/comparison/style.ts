/** The style of comparison.html: that of the report of one run, and what only a comparison has. */
import { style as reportStyle } from '../html/style.ts';

const ownStyle = `
.frame { max-width: 76rem; padding-top: 3rem; padding-bottom: 3rem; }
.conclusion { font-size: 1.4rem; font-weight: 650; padding: 0.6rem 0; }
.totals { list-style: none; padding: 0 0 1rem; color: var(--soft); }
.worse { color: var(--red); } .open { color: var(--violet); } .better { color: var(--green); }
main > details { padding-top: 2.5rem; }
main > details > summary { font-size: 1.2rem; font-weight: 650; }
.intro { max-width: 52rem; }
th, td { min-width: 4.5rem; }
thead td { border-bottom: 1px solid var(--strong); }
tbody th { font-weight: 600; min-width: 8.5rem; }
td > strong { font-weight: 600; white-space: nowrap; }
`;

/** CSS. No text of a stranger is in it. */
export const style: string = `${reportStyle}${ownStyle.replace(/\n\s*/g, '\n')}`.trim();

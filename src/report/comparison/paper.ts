/** A comparison as a paper: headings and tables, before it is known whether a terminal, Markdown or HTML shows it. */

/** What a text stands for; how it is coloured follows from that. */
export type Tone = 'worse' | 'open' | 'better' | 'plain';

/** A piece of text. Unless it is our own, a stranger may have written it. */
export interface Cell {
  readonly text: string;
  readonly tone?: Tone;
  readonly ours?: true;
}

/** A column of a table. A detail is long: where lines are short, it goes below its row. */
export interface Column {
  readonly title: string;
  /** `told`: shown where there is room for everything, never on a terminal unless asked for. */
  readonly detail?: 'below' | 'told';
}

/** A table under its heading. */
export interface Section {
  readonly title: string;
  readonly tone?: Tone;
  /** What the reader has to know of it, in our own words. */
  readonly intro?: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** Whether it is only opened by who asks for it. */
  readonly folded?: true;
  /** Whether the number of its rows says nothing. */
  readonly uncounted?: true;
}

/** The whole. */
export interface Paper {
  readonly title: string;
  /** What it comes to; absent where nothing is concluded. */
  readonly conclusion?: Cell;
  /** How that came about, in our own words. */
  readonly counts: readonly string[];
  readonly caveats: readonly string[];
  /** Sections without rows are left out by whoever makes the paper. */
  readonly sections: readonly Section[];
}

/** A text of a stranger. */
export function said(text: string, tone?: Tone): Cell {
  return { text, ...(tone === undefined ? {} : { tone }) };
}

/** A text of our own. */
export function ours(text: string, tone?: Tone): Cell {
  return { ...said(text, tone), ours: true };
}

/** The sections that have rows, without the columns in which nothing stands. */
export function withRows(sections: readonly Section[]): readonly Section[] {
  return sections.filter(({ rows }) => rows.length > 0).map(withoutEmptyColumns);
}

function withoutEmptyColumns(section: Section): Section {
  const { columns, rows } = section;
  const isFilled = (_: unknown, i: number): boolean => rows.some((row) => (row[i]?.text ?? '') !== '');
  return { ...section, columns: columns.filter(isFilled), rows: rows.map((row) => row.filter(isFilled)) };
}

/** The heading of a section: how many rows it has is said where that says something. */
export function headingOf({ title, rows, uncounted }: Section): string {
  return uncounted === true ? title : `${title} (${rows.length})`;
}

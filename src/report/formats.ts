/** The formats of reports: one table, from which files are written, flags are read and help is made. */
import { isAllureResult, renderAllure } from './allure/allure.ts';
import { renderBadge } from './badge.ts';
import { renderComplianceMd } from './compliance-md.ts';
import { renderCtrf } from './ctrf.ts';
import { renderDivergenceMd } from './divergence-md.ts';
import { renderComplianceHtml } from './html/index.ts';
import { renderJunit } from './junit.ts';
import type { NamedText } from './named-text.ts';
import type { ReportSource } from './report-source.ts';
import { renderSarif } from './sarif.ts';

/** One format of reports. */
export type Format = FormatRow & (OfFile | OfFolder);

interface FormatRow {
  /** The file, or the folder, in the folder of the reports. */
  readonly file: string;
  /** What it is for, as the end of a line of help. */
  readonly help: string;
  /** Whether it is written when no format is named. */
  readonly isDefault: boolean;
}

interface OfFile {
  /** Makes the file, whole or piece by piece. */
  readonly render: (source: ReportSource) => string | Iterable<string>;
}

interface OfFolder {
  /** Makes the files of the folder. */
  readonly files: (source: ReportSource) => Iterable<NamedText>;
  /** Whether a file of this name counts where the folder is read; others may lie there as well. */
  readonly isRead: (name: string) => boolean;
}

/** All formats, by the name that `--format` takes. */
export const formats = {
  html: {
    file: 'compliance.html',
    help: 'the whole report as one page that stands alone, to hand over',
    isDefault: true,
    render: renderComplianceHtml,
  },
  md: {
    file: 'compliance.md',
    help: 'the whole report as one page of Markdown',
    isDefault: true,
    render: ({ results, catalog }) => renderComplianceMd(results, catalog),
  },
  divergence: {
    file: 'divergence.md',
    help: 'chat against SMS, for a comment on a pull request',
    isDefault: true,
    render: ({ results, catalog }) => renderDivergenceMd(results, catalog),
  },
  junit: {
    file: 'junit.xml',
    help: 'verdicts as tests, for Jenkins, GitLab and most others',
    isDefault: true,
    render: ({ results, catalog }) => renderJunit(results, catalog),
  },
  allure: {
    file: 'allure-results',
    help: 'verdicts as tests, for Allure',
    isDefault: true,
    files: renderAllure,
    isRead: isAllureResult,
  },
  ctrf: {
    file: 'ctrf.json',
    help: 'verdicts as tests, in the Common Test Report Format',
    isDefault: false,
    render: ({ results, catalog }) => renderCtrf(results, catalog),
  },
  sarif: {
    file: 'consult.sarif',
    help: 'defects, for GitHub code scanning and other readers of SARIF 2.1.0',
    isDefault: false,
    render: ({ results, catalog }) => renderSarif(results, catalog),
  },
  badge: {
    file: 'badge.svg',
    help: 'the verdict as a small image',
    isDefault: false,
    render: ({ results }) => renderBadge(results),
  },
} as const satisfies Readonly<Record<string, Format>>;

/** The name of a format. */
export type FormatId = keyof typeof formats;

/** The names of all formats, in the order of the table. */
export const formatIds = Object.keys(formats) as readonly FormatId[];

/** The formats that are written when none is named. */
export const defaultFormats: readonly FormatId[] = formatIds.filter((id) => formats[id].isDefault);

/** The row of a format. */
export function formatOf(id: FormatId): Format {
  return formats[id];
}

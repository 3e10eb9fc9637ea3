/** How much one page holds: it has to open at once, on a phone too. The rest stands in results.json. */
export const limits = {
  /** Warnings at its head. */
  banners: 40,
  /** Requirements in the matrix. */
  rows: 2_000,
  /** Findings: a requirement that is broken on a channel. */
  findings: 150,
  /** Different problems of one finding. */
  problems: 6,
  /** Values that were seen in the place of one that was expected. */
  actuals: 3,
  /** Messages that are shown whole in one finding, and on the page. */
  messages: 6,
  allMessages: 400,
  /** Sequence diagrams of one finding. */
  diagrams: 2,
  /** Arrows of one diagram, and arrows that are remembered of one trace while its messages are looked for. */
  arrows: 20,
  arrowsKept: 1_500,
  /** Lines of one message. */
  lines: 120,
  /** Comparisons of one class, readings, timings, waivers, reasons. */
  comparisons: 200,
  /** Comparisons of one class that are looked at for those rows. */
  compared: 10_000,
  list: 300,
  /** Ids named in one line. */
  ids: 120,
} as const;

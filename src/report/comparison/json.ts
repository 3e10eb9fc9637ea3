/** comparison.json: what differs, for programs. */
import type { Comparison, Matrix } from '../../compare/index.ts';

/** The content of comparison.json, schema version 1: `schemas/tool/comparison.schema.json`. */
export function renderComparisonJson(comparison: Comparison | Matrix): string {
  return `${JSON.stringify({ schemaVersion: 1, ...comparison }, null, 2)}\n`;
}

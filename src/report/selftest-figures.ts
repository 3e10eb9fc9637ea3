/** The three figures of the self-test: what they say of the whole suite. */
import type { SelftestReport } from '../model/selftest.ts';

/** A figure with what it counts; of what was not tried there is none. Checks are counted only when everything was tried. */
export function selftestFigures(
  report: SelftestReport,
): readonly (readonly [label: string, figure: string])[] {
  const { rows, checks, withoutKiller, nulls } = report;
  const killed = rows.filter(({ ok }) => ok).length;
  const passed = new Set(nulls.flatMap((server) => server.passed)).size;
  const figures: (readonly [string, string])[] = [];
  if (rows.length > 0)
    figures.push(['Faults killed by exactly the right requirements', `${killed} of ${rows.length}`]);
  if (checks.length > 0)
    figures.push(['Checks with a killer', `${checks.length - withoutKiller.length} of ${checks.length}`]);
  if (nulls.length > 0)
    figures.push(['Requirements passed by a null server', passed === 0 ? 'none' : String(passed)]);
  return figures;
}

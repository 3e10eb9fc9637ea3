/** Judges captures: evidence that the suite did not record itself. Nothing is sent to any server. */
import { readCapture, type Captured } from '../capture/index.ts';
import type { Baseline } from '../model/baseline.ts';
import type { CaptureFile, CaptureFormat } from '../model/capture.ts';
import { judge } from '../judge/index.ts';
import { ruleDigests } from '../catalog/index.ts';
import { channelIds, channels as titles, type ChannelId } from '../model/channel.ts';
import type { Entry } from '../model/evidence.ts';
import type { Asked, Results } from '../model/outcome.ts';
import type { Catalog } from '../model/requirement.ts';
import { createSecrets } from '../target/secrets.ts';
import { suites } from '../../suites/index.ts';
import { assembled } from './results.ts';
import { rewrite } from './rewrite.ts';
import { withBaseline } from './with-baseline.ts';

/** What is judged, and what is known of the server that it was captured of. */
export interface JudgeCaptureOptions {
  readonly files: readonly CaptureFile[];
  readonly from?: CaptureFormat;
  /** The origin of the server, where a HAR holds the traffic of several. */
  readonly server?: string;
  readonly catalog: Catalog;
  /** Absent: those that the capture shows a Consult on, or else all. */
  readonly channels?: readonly ChannelId[];
  readonly only?: readonly string[];
  readonly origin?: Pick<Asked, 'command'>;
  readonly product?: string;
  readonly version?: string;
  readonly vendor?: string;
  /** Failures that are accepted for now. */
  readonly baseline?: Baseline;
}

/** What it yields. */
export interface JudgedCapture {
  readonly results: Results;
  readonly evidence: readonly Entry[];
}

/**
 * Judges what was captured of one server.
 * @throws UsageError for files that are no captures, or hold nothing that could be judged
 */
export function judgeCapture(options: JudgeCaptureOptions): JudgedCapture {
  const { files, from, server, catalog, only = [], origin } = options;
  const start = performance.now();
  const captured = readCapture(files, { ...(from && { from }), ...(server && { server }) });
  const evidence = withoutSecrets(captured);
  const seen = channelIds.filter((id) =>
    evidence.some((entry) => entry.kind === 'opening' && entry.channel === id),
  );
  const channels = options.channels ?? (seen.length > 0 ? seen : channelIds);
  const judgement = judge(evidence, { catalog, suites, channels, only });
  const results = assembled(judgement, {
    target: targetOf(options, [...captured.notes, ...unseenNotes(channels, seen)]),
    requirementSet: catalog.hash,
    rules: ruleDigests(catalog),
    startedAt: captured.startedAt ?? new Date(),
    durationMs: performance.now() - start,
    asked: { channels, only, pinned: {}, ...origin },
  });
  return { results: withBaseline(results, options.baseline, catalog), evidence };
}

/** What stood where secrets stand is gone already; it may stand elsewhere too. */
function withoutSecrets({ entries, secrets: known }: Captured): readonly Entry[] {
  const secrets = createSecrets([]);
  for (const [value, kind] of known) secrets.add(value, kind);
  const { redact } = secrets;
  return rewrite(entries, { json: redact, line: redact, unread: redact });
}

function targetOf(
  { files, product, version, vendor }: JudgeCaptureOptions,
  warnings: readonly string[],
): Results['target'] {
  return {
    name: files.map(({ name }) => name).join(', '),
    kind: 'recorded',
    product: product ?? 'not stated',
    version: version ?? 'not stated',
    ...(vendor === undefined ? {} : { vendor }),
    ...(warnings.length === 0 ? {} : { warnings }),
  };
}

function unseenNotes(asked: readonly ChannelId[], seen: readonly ChannelId[]): readonly string[] {
  return channelIds
    .filter((id) => !seen.includes(id))
    .map((id) =>
      asked.includes(id)
        ? `The capture shows no Consult over ${titles[id].title}: nothing of that channel is judged.`
        : `The capture shows no Consult over ${titles[id].title}; that channel is left out.`,
    );
}

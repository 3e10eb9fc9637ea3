/** The layers that commands call, as they see them. `wiring.ts` connects them; tests put others in their place. */
import type { ChannelId } from '../model/channel.ts';
import type { CheckedRequirement, PlannedScenario, ServerTrait } from '../model/plan.ts';
import type { Catalog } from '../model/requirement.ts';
import type { SelftestProgress, SelftestReport } from '../model/selftest.ts';
import type { Deadlines } from '../model/target.ts';
import type { RunOptions, RunReport } from '../run/index.ts';
import type { OpenVitest } from '../run/vitest.ts';

/** What a run is to do; the deadlines are for the embedded server, a target has its own. */
export interface RunRequest extends RunOptions {
  readonly deadlines?: Partial<Deadlines>;
}

/** A self-test: all faults, or some; in so many processes; against the text of a golden file. */
export interface SelftestRequest {
  readonly faults?: readonly string[];
  readonly jobs?: number;
  readonly golden?: string;
  readonly onProgress?: (progress: SelftestProgress) => void;
}

/** A fault that is switched on: on one channel, or on both. */
export interface ChosenFault {
  readonly id: string;
  readonly channel?: ChannelId;
}

/** How the embedded server is to be. */
export interface ServeRequest {
  /** 0: a free one. */
  readonly port: number;
  readonly csrf: boolean;
  /** Empty, or a path that begins with a slash. */
  readonly basePath: string;
  readonly faults: readonly ChosenFault[];
  readonly variants: readonly string[];
}

/** An account of the embedded server; its password is published. */
export interface DemoAccount {
  /** The role of the account: a party of a target file, or another. */
  readonly party: string;
  readonly userName: string;
  readonly password: string;
}

/** The embedded server while it runs. */
export interface RunningServer {
  readonly baseUrl: string;
  /** Where sessions are made: `source.url` of a target file. */
  readonly controlUrl: string;
  readonly accounts: readonly DemoAccount[];
  readonly close: () => Promise<void>;
}

/** Everything that the commands need from below. */
export interface Layers {
  readonly loadCatalog: () => Catalog;
  /** Starts what makes tests of the verdicts, unless the process began with that. */
  readonly startTests: () => OpenVitest;
  readonly runConformance: (request: RunRequest) => Promise<RunReport>;
  readonly selftest: (request: SelftestRequest) => Promise<SelftestReport>;
  readonly checkedRequirements: () => Promise<readonly CheckedRequirement[]>;
  /** The scenarios that the chosen requirements and subjects need; none: all. */
  readonly plannedScenarios: (only: readonly string[]) => Promise<readonly PlannedScenario[]>;
  readonly faults: () => Promise<readonly ServerTrait[]>;
  readonly variants: () => Promise<readonly ServerTrait[]>;
  readonly startServer: (request: ServeRequest) => Promise<RunningServer>;
}

/** The layers that commands call, as they see them. `wiring.ts` connects them; tests put others in their place. */
import type { Environment } from '../config/index.ts';
import type { Baseline } from '../model/baseline.ts';
import type { ChannelId } from '../model/channel.ts';
import type { CleanedRun } from '../model/cleanup.ts';
import type { DoctorReport, DoctorStep } from '../model/doctor.ts';
import type { CheckedRequirement, PlannedScenario, RunPlan, ServerTrait } from '../model/plan.ts';
import type { Catalog } from '../model/requirement.ts';
import type { SelftestProgress, SelftestReport } from '../model/selftest.ts';
import type { Deadlines } from '../model/target.ts';
import type { Verification } from '../model/verification.ts';
import type { CleanupOptions, RunOptions, RunReport } from '../run/index.ts';
import type { SignedRun } from '../run/sign-recorded.ts';
import type { Merged } from '../run/merge/index.ts';
import type { JudgeCaptureOptions, JudgedCapture } from '../run/judge-capture.ts';

/** What a run is to do; the deadlines are for the embedded server, a target has its own. */
export interface RunRequest extends RunOptions {
  readonly deadlines?: Partial<Deadlines>;
}

/** What the doctor is to look at. */
export interface DoctorRequest extends RunRequest {
  /** Whether it opens a session on each channel. */
  readonly opensSessions: boolean;
  readonly onStep?: (step: DoctorStep) => void;
}

/** A self-test: everything, or some faults and variants; in so many processes; against the text of a golden file. */
export interface SelftestRequest {
  readonly faults?: readonly string[];
  readonly variants?: readonly string[];
  readonly jobs?: number;
  readonly golden?: string;
  readonly onProgress?: (progress: SelftestProgress) => void;
}

/** What is to be verified. */
export interface VerifyRequest {
  readonly folder: string;
  /** Paths of the public keys that have to have signed it. */
  readonly keys: readonly string[];
}

/** What is to be signed, and with what. */
export interface SignRecordedRequest {
  readonly folder: string;
  /** Path of the private key. */
  readonly key: string;
  readonly env: Environment;
}

/** A fault that is switched on: on one channel, or on both. */
export interface ChosenFault {
  readonly id: string;
  readonly channel?: ChannelId;
}

/** How agents prove to the embedded server who they are. */
export type ServedAuth = 'basic' | 'bearer' | 'oauth';

/** How connections to the embedded server are encrypted. */
export interface ServedTls {
  /** Paths of the server's certificate and key (PEM); absent: they are made. */
  readonly files?: { readonly cert: string; readonly key: string };
  /** Whether clients have to show a certificate, which is made for them. */
  readonly demandsClient: boolean;
  /** Where certificates that are made are written, and kept; absent: in a temporary folder, while it runs. */
  readonly folder?: string;
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
  readonly auth: ServedAuth;
  /** Base of the addresses in payloads; absent: its own. */
  readonly externalBase?: string;
  /** Absent: unencrypted. */
  readonly tls?: ServedTls;
  /** Milliseconds; absent: an hour. */
  readonly tokenTtlMs?: number;
  /** Milliseconds; absent: for ever. */
  readonly sessionTtlMs?: number;
  readonly singleLogin: boolean;
  readonly balancer: boolean;
  readonly gzip: boolean;
  /** Whether customers come by themselves. */
  readonly customers: boolean;
}

/** An account of the embedded server; everything about it is published. */
export interface DemoAccount {
  /** The role of the account: a party of a target file. */
  readonly party: string;
  readonly userName: string;
  readonly userId: string;
  readonly nickname: string;
  readonly password: string;
  readonly token: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Paths of what clients need for TLS (PEM). */
export interface ClientTlsFiles {
  /** Absent: whoever signed the certificate is known to everybody, or to the one who gave it. */
  readonly ca?: string;
  readonly client?: { readonly cert: string; readonly key: string };
}

/** The embedded server while it runs. */
export interface RunningServer {
  readonly baseUrl: string;
  /** Where sessions are made: `source.url` of a target file. */
  readonly controlUrl: string;
  /** The chat service of Genesys Mobile Services. */
  readonly gmsUrl: string;
  /** What a customer sends as the header ContactCenterId. */
  readonly contactCenterId: string;
  readonly tokenUrl: string;
  /** An OAuth client without a secret, for the password grant. */
  readonly publicClientId: string;
  readonly queueId: string;
  readonly accounts: readonly DemoAccount[];
  /** Absent: unencrypted. */
  readonly tls?: ClientTlsFiles;
  /** Ends the server and removes the files that were made for it. */
  readonly close: () => Promise<void>;
}

/** Everything that the commands need from below. */
export interface Layers {
  /** Judges what others captured; nothing is sent. */
  readonly judgeCapture: (request: JudgeCaptureOptions) => Promise<JudgedCapture>;
  readonly loadCatalog: () => Catalog;
  /** What a run would do; nothing is sent. */
  readonly planOfRun: (request: RunRequest) => Promise<RunPlan>;
  /** Whether all is there that a run needs. */
  readonly examine: (request: DoctorRequest) => Promise<DoctorReport>;
  readonly runConformance: (request: RunRequest) => Promise<RunReport>;
  /** Puts the result folders of all shards of a run together. */
  readonly mergeShards: (folders: readonly string[], baseline?: Baseline) => Promise<Merged>;
  readonly cleanUp: (request: CleanupOptions) => Promise<readonly CleanedRun[]>;
  readonly selftest: (request: SelftestRequest) => Promise<SelftestReport>;
  readonly checkedRequirements: () => Promise<readonly CheckedRequirement[]>;
  /** The scenarios that the chosen requirements and subjects need; none: all. */
  readonly plannedScenarios: (only: readonly string[]) => Promise<readonly PlannedScenario[]>;
  readonly faults: () => Promise<readonly ServerTrait[]>;
  readonly variants: () => Promise<readonly ServerTrait[]>;
  /** Judges the run in a folder again, from its evidence. */
  readonly verifyRun: (request: VerifyRequest) => Promise<Verification>;
  /** Signs the run in a folder. */
  readonly signRecorded: (request: SignRecordedRequest) => Promise<SignedRun>;
  readonly startServer: (request: ServeRequest) => Promise<RunningServer>;
}

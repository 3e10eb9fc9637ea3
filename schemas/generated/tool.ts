/**
 * Generated from the JSON Schemas by scripts/generate-types.ts. Do not edit: change the schema, then run
 * `npx tsx scripts/generate-types.ts`.
 */

export type Tests = string[];
export type AttestationSubject = AttestationDescriptor;
/**
 * comparison.json: what differs between two runs, or several runs side by side.
 */
export type ComparisonFile = Comparison | Matrix;
/**
 * What a reader has to mind.
 */
export type Caveat =
  | 'sets-differ'
  | 'suites-differ'
  | 'asked-differs'
  | 'kinds-differ'
  | 'same-evidence'
  | 'older'
  | 'incomplete';
export type ComparedVerdict = 'passed' | 'failed' | 'warned' | 'untestable' | 'not-applicable' | 'waived';
/**
 * Where something went from the first run to the second. `same`: no better and no worse. `open`: the runs do not say.
 */
export type Move = 'worse' | 'open' | 'better' | 'same';
/**
 * The class of a divergence, or that the run does not have it.
 */
export type SeenClass = 'same' | 'documented' | 'undocumented' | 'undetermined' | 'absent';
export type ComparedClass = 'same' | 'documented' | 'undocumented' | 'undetermined';
/**
 * One line of evidence.jsonl: one thing that a run sent, received, saw or waited for. Lines are in order of seq.
 */
export type EvidenceEntry =
  | EvidenceSettings
  | EvidenceExchange
  | EvidenceDelivery
  | EvidenceBayeux
  | EvidenceWatch
  | EvidenceView
  | EvidenceOpening
  | EvidenceAct
  | EvidenceSession
  | EvidenceWait
  | EvidenceClosing
  | EvidenceCommand
  | EvidenceSaid;
export type Verdict = 'passed' | 'failed' | 'warned' | 'untestable' | 'not-applicable' | 'waived';
/**
 * A number of milliseconds, or a number with ms, s or m: 500, 500ms, 10s, 2m.
 */
export type Duration = number | string;
/**
 * env:NAME or file:PATH, which says where the value is; the value itself never stands here.
 */
export type SecretReference = string;
/**
 * Where sessions of the channel come from.
 */
export type TargetSessionSource =
  | TargetReferenceSource
  | TargetGmsSource
  | TargetGwsSource
  | TargetRecipeSource
  | TargetCommand
  | TargetSessionList
  | TargetInvitation;
/**
 * How the customer's side is reached; without it, it is not seen.
 */
export type TargetCustomerSide = TargetCustomerRecipe | TargetCommand;

/**
 * attestation.dsse.json: who signed a run. A DSSE envelope; its payload is an in-toto Statement with the predicate test-result.
 */
export interface Attestation {
  /**
   * application/vnd.in-toto+json
   */
  payloadType: string;
  payload: string;
  /**
   * @minItems 1
   * @maxItems 100
   */
  signatures: AttestationSignature[];
  [k: string]: unknown;
}
export interface AttestationSignature {
  /**
   * A hint: SHA-256 of the public key (SPKI, DER), in hex.
   */
  keyid?: string;
  sig: string;
  [k: string]: unknown;
}
/**
 * A ResourceDescriptor of in-toto.
 */
export interface AttestationDescriptor {
  name?: string;
  uri?: string;
  digest?: {
    [k: string]: string;
  };
  mediaType?: string;
  content?: string;
  annotations?: {
    [k: string]: unknown;
  };
  [k: string]: unknown;
}
/**
 * The payload.
 */
export interface AttestationStatement {
  _type: 'https://in-toto.io/Statement/v1';
  /**
   * @minItems 1
   */
  subject: AttestationSubject[];
  predicateType: 'https://in-toto.io/attestation/test-result/v0.1';
  predicate: AttestationPredicate;
  [k: string]: unknown;
}
export interface AttestationPredicate {
  result: 'PASSED' | 'WARNED' | 'FAILED';
  configuration: AttestationDescriptor[];
  passedTests?: Tests;
  warnedTests?: Tests;
  failedTests?: Tests;
  [k: string]: unknown;
}
/**
 * A baseline: failures that are known, each accepted by somebody until a day.
 */
export interface BaselineFile {
  schemaVersion: 1;
  waivers: BaselineWaiver[];
}
/**
 * One known failure of one requirement on one channel.
 */
export interface BaselineWaiver {
  /**
   * The id of a requirement, such as RESP-001.
   */
  requirement: string;
  /**
   * The channel on which it fails: chat or sms.
   */
  channel?: string;
  /**
   * Which finding is meant: the fingerprint of its problem in results.json, 16 hex digits; a hash of requirement, channel, kind and place, not of what was expected or seen.
   */
  fingerprint?: string;
  /**
   * Why it is accepted for now.
   */
  reason: string;
  /**
   * Who answers for it.
   */
  owner: string;
  /**
   * An address of the issue that tracks it: http or https.
   */
  issue?: string;
  /**
   * The last day of the waiver: YYYY-MM-DD, UTC.
   */
  expires: string;
}
/**
 * Two runs, compared.
 */
export interface Comparison {
  schemaVersion: 1;
  kind: 'pair';
  before: RunFacts;
  after: RunFacts;
  /**
   * The exit code follows from it: 1, 3, 3, 0.
   */
  conclusion: 'worse' | 'incomparable' | 'open' | 'not-worse';
  counts: MoveCounts;
  caveats: Caveat[];
  verdicts: {
    /**
     * The most urgent first.
     */
    both: VerdictChange[];
    lone: LoneVerdict[];
  };
  divergences: {
    listed: DivergenceChange[];
    /**
     * How many are left out: they are as they were.
     */
    asBefore: number;
  };
  readings: ReadingChange[];
  latencies: LatencyChange[];
}
/**
 * What is known of a run apart from its verdicts.
 */
export interface RunFacts {
  /**
   * Tells the runs of the comparison apart.
   */
  label: string;
  target: {
    name: string;
    kind: 'reference' | 'deployed' | 'recorded';
    product: string;
    version: string;
    vendor?: string;
    baseUrl?: string;
  };
  suite: {
    name: string;
    version: string;
    requirementSet: string;
  };
  asked: Scope;
  complete: boolean;
  startedAt: string;
  /**
   * How many requirements have each verdict, by channel.
   */
  summary: {
    [k: string]: {
      [k: string]: number;
    };
  };
}
/**
 * What was asked of the run.
 */
export interface Scope {
  channels: ('chat' | 'sms')[];
  /**
   * Requirement ids and subjects; empty: all.
   */
  only: string[];
  pinned: {
    [k: string]: string;
  };
  shard?: {
    index: number;
    of: number;
  };
}
export interface MoveCounts {
  verdicts: MoveCountsOfOneKind;
  divergences: MoveCountsOfOneKind;
  /**
   * What the first run judged and the second was not asked for.
   */
  lost: number;
}
export interface MoveCountsOfOneKind {
  worse: number;
  open: number;
  better: number;
  same: number;
}
/**
 * A requirement on a channel that both runs have.
 */
export interface VerdictChange {
  requirement: string;
  channel: 'chat' | 'sms';
  level: 'MUST' | 'SHOULD' | 'MAY';
  levelBefore?: 'MUST' | 'SHOULD' | 'MAY';
  from: ComparedVerdict;
  to: ComparedVerdict;
  /**
   * Whether each run found the rule kept or broken.
   */
  judged: {
    before: boolean;
    after: boolean;
  };
  move: Move;
  reason?: string;
  /**
   * The requirement whose breach keeps this one from being judged in the second run.
   */
  because?: string;
  /**
   * The further requirements of which each would keep this one from being judged there by its breach.
   *
   * @minItems 1
   */
  alsoBecause?: string[];
  pinsDiffer?: true;
  problems: ProblemChange[];
}
/**
 * A problem that at least one of the runs has.
 */
export interface ProblemChange {
  fingerprint: string;
  /**
   * `open`: only one run has it, and the other did not judge the requirement.
   */
  state: 'new' | 'gone' | 'still' | 'open';
  kind: string;
  where: string;
  expected: string;
  actual: string;
  /**
   * How often each run has it.
   */
  count: {
    before: number;
    after: number;
  };
}
/**
 * A requirement on a channel that only one run has.
 */
export interface LoneVerdict {
  requirement: string;
  channel: 'chat' | 'sms';
  level: 'MUST' | 'SHOULD' | 'MAY';
  verdict: ComparedVerdict;
  /**
   * Whether the run found the rule kept or broken.
   */
  judged: boolean;
  run: 'before' | 'after';
  /**
   * Why the other has it not.
   */
  why: 'not-in-set' | 'not-asked';
}
/**
 * A comparison of chat with SMS that came out otherwise, or that no document explains.
 */
export interface DivergenceChange {
  id: string;
  from: SeenClass;
  to: SeenClass;
  move: Move;
  before?: ShownPair;
  after?: ShownPair;
  difference?: string;
}
/**
 * What both channels show.
 */
export interface ShownPair {
  chat: string;
  sms: string;
}
/**
 * A reading whose answers differ. Never better or worse.
 */
export interface ReadingChange {
  id: string;
  channel: 'chat' | 'sms';
  shift: 'changed' | 'seen' | 'unseen' | 'added' | 'removed';
  from?: string;
  to?: string;
}
/**
 * The times from all Consults to one thing that follows, on one channel. Shown, never judged.
 */
export interface LatencyChange {
  measure: 'response' | 'first' | 'second' | 'failure';
  channel: 'chat' | 'sms';
  samples: {
    before: number;
    after: number;
  };
  shifts: PercentileShift[];
}
export interface PercentileShift {
  percentile: 'p50' | 'p95';
  from: number;
  to: number;
  /**
   * The least factor that is notable with so many samples; absent: too few to say.
   */
  needed?: number;
  notable?: 'slower' | 'faster';
}
/**
 * Several runs side by side. Nothing is better or worse there.
 */
export interface Matrix {
  schemaVersion: 1;
  kind: 'matrix';
  /**
   * @minItems 2
   */
  runs: RunFacts[];
  caveats: Caveat[];
  verdicts: MatrixVerdictRow[];
  readings: MatrixReadingRow[];
  /**
   * Those that differ between the runs, or that are undocumented in one.
   */
  divergences: MatrixDivergenceRow[];
  latencies: MatrixLatencyRow[];
}
export interface MatrixVerdictRow {
  id: string;
  channel: 'chat' | 'sms';
  /**
   * One for each run, in their order; null: that run does not have it.
   */
  cells: (ComparedVerdict | null)[];
  alike: boolean;
}
export interface MatrixReadingRow {
  id: string;
  channel: 'chat' | 'sms';
  /**
   * One for each run, in their order; null: that run does not have it.
   */
  cells: (string | null)[];
  alike: boolean;
}
export interface MatrixDivergenceRow {
  id: string;
  /**
   * One for each run, in their order; null: that run does not have it.
   */
  cells: (ComparedClass | null)[];
  alike: boolean;
}
export interface MatrixLatencyRow {
  id: 'response' | 'first' | 'second' | 'failure';
  channel: 'chat' | 'sms';
  /**
   * One for each run, in their order; null: that run does not have it.
   */
  cells: (LatencyCell | null)[];
  alike: boolean;
}
export interface LatencyCell {
  samples: number;
  p50: number;
  p95: number;
}
/**
 * specs/differences.yaml: every difference between chat and SMS that the two documents show.
 */
export interface DifferencesFile {
  /**
   * @minItems 1
   */
  differences: DifferenceRow[];
}
/**
 * One documented difference of the channels.
 */
export interface DifferenceRow {
  id: string;
  text: string;
  /**
   * What the chat document has.
   */
  chat: string;
  /**
   * What the SMS document has.
   */
  sms: string;
  source: {
    chat: string;
    sms: string;
  };
  /**
   * The cell of the channel table in which a run can see this difference; without it the difference is one of wording or of a request, which a comparison of traces can't show.
   */
  seen?: 'collection' | 'session-key' | 'uri-key' | 'state-message-type';
  /**
   * Requirements that only one channel has, or that verdicts may differ in, because of this difference.
   *
   * @minItems 1
   */
  requirements?: string[];
  /**
   * Requirements that hold on both channels all the same: the difference is one of the documents' words, and a server that treats the channels alike shows it.
   *
   * @minItems 1
   */
  alike?: string[];
  /**
   * Acts of scenarios in which everything that differs is this difference.
   *
   * @minItems 1
   */
  acts?: string[];
}
/**
 * What the target's description says that judging has to know.
 */
export interface EvidenceSettings {
  /**
   * Place in the order of the run, from 0.
   */
  seq: number;
  /**
   * Milliseconds since the run began, monotonic.
   */
  at: number;
  kind: 'settings';
  /**
   * What the vendor declares, by channel.
   */
  declares: {
    [k: string]: {
      [k: string]: boolean;
    };
  };
  /**
   * Largest latencies, in milliseconds.
   */
  budget: {
    [k: string]: number;
  };
}
/**
 * An HTTP request with its answer, or with the reason why there is none.
 */
export interface EvidenceExchange {
  /**
   * Place in the order of the run, from 0.
   */
  seq: number;
  /**
   * Milliseconds since the run began, monotonic.
   */
  at: number;
  kind: 'exchange';
  trace: string | null;
  party: string;
  purpose: string;
  /**
   * Which of several alike requests it is. Of requests that must be refused: the requirement or the reading that it is made for, a slash, and what is wrong about it.
   */
  case?: string;
  request: EvidenceRequest;
  end: EvidenceMoment;
  /**
   * The request was made again because of this answer, by which nothing is judged.
   */
  superseded?: true;
  response?: EvidenceResponse;
  failure?: EvidenceFailure;
}
export interface EvidenceRequest {
  method: string;
  url: string;
  headers: Headers;
  body?: unknown;
}
export interface Headers {
  [k: string]: string;
}
export interface EvidenceMoment {
  /**
   * Place in the order of the run, from 0.
   */
  seq: number;
  /**
   * Milliseconds since the run began, monotonic.
   */
  at: number;
}
export interface EvidenceResponse {
  status: number;
  headers: Headers;
  body: EvidenceBody;
}
/**
 * A body as it was received.
 */
export interface EvidenceBody {
  form: 'json' | 'none' | 'text';
  /**
   * The body, when it was JSON.
   */
  json?: {
    [k: string]: unknown;
  };
  /**
   * The beginning of a body that was not JSON.
   */
  text?: string;
  why?: 'invalid-json' | 'invalid-utf8' | 'too-deep';
}
/**
 * Why there is no usable answer.
 */
export interface EvidenceFailure {
  kind: string;
  message: string;
}
/**
 * A CometD message that arrived on a topic.
 */
export interface EvidenceDelivery {
  /**
   * Place in the order of the run, from 0.
   */
  seq: number;
  /**
   * Milliseconds since the run began, monotonic.
   */
  at: number;
  kind: 'delivery';
  party: string;
  topic: string;
  data: unknown;
  /**
   * seq of the bayeux entry whose answer carried it.
   */
  batch: number;
}
/**
 * A Bayeux request and the meta messages of its answer.
 */
export interface EvidenceBayeux {
  /**
   * Place in the order of the run, from 0.
   */
  seq: number;
  /**
   * Milliseconds since the run began, monotonic.
   */
  at: number;
  kind: 'bayeux';
  party: string;
  sent: unknown[];
  received: unknown[];
  status?: number;
  failure?: EvidenceFailure;
  end: EvidenceMoment;
}
/**
 * Whether the notifications of a party were being received from this moment on.
 */
export interface EvidenceWatch {
  /**
   * Place in the order of the run, from 0.
   */
  seq: number;
  /**
   * Milliseconds since the run began, monotonic.
   */
  at: number;
  kind: 'watch';
  party: string;
  state: 'subscribed' | 'lost' | 'closed';
  reason?: string;
}
/**
 * What the customer could see at one moment of a scenario.
 */
export interface EvidenceView {
  /**
   * Place in the order of the run, from 0.
   */
  seq: number;
  /**
   * Milliseconds since the run began, monotonic.
   */
  at: number;
  kind: 'view';
  /**
   * A scenario on a channel; with a number, one of the sessions that it plays in at once; `again`: played once more, by itself.
   */
  trace: string;
  phase: 'before' | 'during' | 'after';
  state: string | null;
  participants: EvidencePerson[];
  messages: EvidenceViewMessage[];
}
export interface EvidencePerson {
  nickname: string | null;
  type: string | null;
}
export interface EvidenceViewMessage {
  from: EvidencePerson;
  type: string | null;
  text: string | null;
}
/**
 * The beginning of a scenario.
 */
export interface EvidenceOpening {
  /**
   * Place in the order of the run, from 0.
   */
  seq: number;
  /**
   * Milliseconds since the run began, monotonic.
   */
  at: number;
  kind: 'opening';
  /**
   * A scenario on a channel; with a number, one of the sessions that it plays in at once; `again`: played once more, by itself.
   */
  trace: string;
  scenario: string;
  /**
   * Which of the sessions of its scenario it is.
   */
  member?: number;
  again?: EvidencePlayedAgain;
  captured?: EvidenceCapturing;
  channel: 'chat' | 'sms';
  spelling: EvidenceSpelling;
  agents: {
    [k: string]: EvidenceAgent;
  };
}
/**
 * It was played before, beside others: this time counts.
 */
export interface EvidencePlayedAgain {
  /**
   * A scenario on a channel; with a number, one of the sessions that it plays in at once; `again`: played once more, by itself.
   */
  trace: string;
  /**
   * A Consult was refused or failed; or neither succeeded nor failed; or the agent was not told of the session.
   */
  because: 'declined' | 'unheard' | 'not-opened';
}
/**
 * It was not played by the suite but found in a capture: what is not in it is not judged.
 */
export interface EvidenceCapturing {
  /**
   * Parties who are not known to have been listened to when it began.
   */
  unheard: string[];
}
export interface EvidenceSpelling {
  id: 'documented' | 'published';
  collection: string;
  key: string;
  uriKey: string;
}
export interface EvidenceAgent {
  userId: string;
  userName: string;
  nickname: string;
}
/**
 * A further act of a scenario begins.
 */
export interface EvidenceAct {
  /**
   * Place in the order of the run, from 0.
   */
  seq: number;
  /**
   * Milliseconds since the run began, monotonic.
   */
  at: number;
  kind: 'act';
  /**
   * A scenario on a channel; with a number, one of the sessions that it plays in at once; `again`: played once more, by itself.
   */
  trace: string;
  act: string;
  /**
   * Why it was not played.
   */
  omitted?: string;
}
/**
 * The session that a scenario drives.
 */
export interface EvidenceSession {
  /**
   * Place in the order of the run, from 0.
   */
  seq: number;
  /**
   * Milliseconds since the run began, monotonic.
   */
  at: number;
  kind: 'session';
  /**
   * A scenario on a channel; with a number, one of the sessions that it plays in at once; `again`: played once more, by itself.
   */
  trace: string;
  sessionId: string;
  /**
   * The kind of the source that the session came from.
   */
  source?: string;
  /**
   * Why the customer's side can't be seen; absent: it can.
   */
  unseen?: string;
}
/**
 * The end of one wait.
 */
export interface EvidenceWait {
  /**
   * Place in the order of the run, from 0.
   */
  seq: number;
  /**
   * Milliseconds since the run began, monotonic.
   */
  at: number;
  kind: 'wait';
  /**
   * A scenario on a channel; with a number, one of the sessions that it plays in at once; `again`: played once more, by itself.
   */
  trace: string;
  party: string;
  event: string;
  deadlineMs: number;
  met: boolean;
  tookMs: number;
  /**
   * The text that was waited for.
   */
  text?: string;
}
/**
 * The end of a scenario.
 */
export interface EvidenceClosing {
  /**
   * Place in the order of the run, from 0.
   */
  seq: number;
  /**
   * Milliseconds since the run began, monotonic.
   */
  at: number;
  kind: 'closing';
  /**
   * A scenario on a channel; with a number, one of the sessions that it plays in at once; `again`: played once more, by itself.
   */
  trace: string;
  stopped?: EvidenceStop;
  /**
   * Why it was not played, where the target's description does not allow it.
   */
  omitted?: string;
}
export interface EvidenceStop {
  blame: string;
  reason: string;
  /**
   * Acts that were over before this place in the order are whole.
   */
  from?: number;
}
/**
 * A run of a command that is a session source, with what it printed.
 */
export interface EvidenceCommand {
  /**
   * Place in the order of the run, from 0.
   */
  seq: number;
  /**
   * Milliseconds since the run began, monotonic.
   */
  at: number;
  kind: 'command';
  trace: string | null;
  party: string;
  purpose: string;
  program: string;
  args: string[];
  /**
   * The JSON on its standard input, without secrets.
   */
  input: {
    [k: string]: unknown;
  };
  end: EvidenceMoment;
  /**
   * null: it was ended by a signal.
   */
  exitCode?: number | null;
  output?: EvidenceBody;
  /**
   * The end of what it wrote on its standard error.
   */
  complaint?: string;
  failure?: EvidenceFailure;
}
/**
 * What the customer said, however its source sends it.
 */
export interface EvidenceSaid {
  /**
   * Place in the order of the run, from 0.
   */
  seq: number;
  /**
   * Milliseconds since the run began, monotonic.
   */
  at: number;
  kind: 'said';
  /**
   * A scenario on a channel; with a number, one of the sessions that it plays in at once; `again`: played once more, by itself.
   */
  trace: string;
  purpose: string;
  text: string;
  accepted: boolean;
  /**
   * seq of the exchange or command that sent it.
   */
  by?: number;
}
/**
 * manifest.json: what the files of a run were when they were written. Written last.
 */
export interface Manifest {
  schemaVersion: 1;
  /**
   * By name, relative to the folder.
   */
  files: {
    [k: string]: {
      sha256: string;
      bytes: number;
    };
  };
}
/**
 * specs/readings.yaml: the questions that the two documents leave open.
 */
export interface ReadingsFile {
  /**
   * @minItems 1
   */
  readings: ReadingRow[];
}
/**
 * An open question, with the answers that a server may give. Nobody fails for choosing one.
 */
export interface ReadingRow {
  id: string;
  question: string;
  /**
   * What in the documents leaves it open.
   */
  why: string;
  /**
   * @minItems 1
   */
  channels: ('chat' | 'sms')[];
  /**
   * Each answer's name with what it means.
   */
  answers: {
    [k: string]: string;
  };
  /**
   * Why the suite does not find this out yet.
   */
  notObserved?: string;
}
/**
 * One subject of the requirement catalogue: specs/requirements/<subject>.yaml.
 */
export interface RequirementsFile {
  /**
   * The file's name without its ending.
   */
  subject: string;
  /**
   * The subject's heading in reports.
   */
  title: string;
  /**
   * @minItems 1
   */
  requirements: RequirementRow[];
}
/**
 * One rule about the server, with a stable id.
 */
export interface RequirementRow {
  /**
   * Never reused, never given another meaning.
   */
  id: string;
  level: 'MUST' | 'SHOULD' | 'MAY';
  /**
   * stated: the prose says it; sample: a sample shows it; implied: it follows from the documents; safety: a plain rule for any server.
   */
  basis: 'stated' | 'sample' | 'implied' | 'safety';
  /**
   * The rule in one sentence of our own.
   */
  text: string;
  source: RequirementSource;
  /**
   * The parties that have to see it.
   *
   * @minItems 1
   */
  observe: ('originator' | 'consultant' | 'bystander' | 'customer' | 'featureless' | 'second')[];
  shape?: RequirementShape;
  /**
   * Requirements without which this one can't be judged: when one of them fails, this one is untestable because of it.
   */
  needs?: string[];
  /**
   * Requirements whose breach would be seen here once more: when one of them fails, this one is untestable because of it; when one does not apply, or was not seen, this one is judged all the same.
   */
  unless?: string[];
  /**
   * What a server may rightly lack: the row binds only those whose vendor declares it.
   */
  capability?: 'consult-queue';
  /**
   * Why no check covers this row yet.
   */
  notTested?: string;
}
/**
 * Where each document says so; a channel without a member has no such clause, and the requirement does not apply to it.
 */
export interface RequirementSource {
  chat?: string;
  sms?: string;
}
/**
 * The places of a message whose shape this requirement owns: a problem that the schema finds there is a breach of this requirement.
 */
export interface RequirementShape {
  message: 'response' | 'first' | 'second' | 'failure';
  /**
   * JSON pointers; `*` is any one step, `{session}` and `{uri}` are the channel's own keys.
   *
   * @minItems 1
   */
  at: string[];
}
/**
 * results.json: the verdicts of one run.
 */
export interface Results {
  schemaVersion: 1;
  suite: {
    name: string;
    version: string;
    /**
     * Hash of the requirement catalogue that was judged by.
     */
    requirementSet: string;
    /**
     * What each requirement was, by id: a digest that changes with any word of it.
     */
    rules?: {
      [k: string]: string;
    };
    proof?: Proof;
  };
  target: {
    name: string;
    /**
     * The embedded server, a deployed one, or evidence that somebody else recorded.
     */
    kind: 'reference' | 'deployed' | 'recorded';
    product: string;
    version: string;
    /**
     * What a reader has to know of how the target was reached.
     */
    warnings?: string[];
    vendor?: string;
    baseUrl?: string;
  };
  asked?: Asked;
  baseline?: BaselineState;
  evidence?: FileFacts;
  startedAt: string;
  durationMs: number;
  /**
   * Whether every MUST of every channel that was asked for was judged.
   */
  complete: boolean;
  outcomes: Outcome[];
  readings: ObservedReading[];
  divergences: Divergence[];
  timings?: Timing[];
  latencies?: Latency[];
  /**
   * How many outcomes there are of each verdict, by channel. Never a percentage.
   */
  summary: {
    [k: string]: {
      [k: string]: number;
    };
  };
}
/**
 * The figures of the self-test that the suite was released with.
 */
export interface Proof {
  /**
   * Faults on channels that were tried.
   */
  faults: number;
  /**
   * Those that turned exactly the right requirements red.
   */
  killed: number;
  /**
   * Checks on channels.
   */
  checks: number;
  /**
   * Those that some fault turns red.
   */
  withKiller: number;
  /**
   * Right servers that differ.
   */
  variants: number;
  /**
   * Those that turn nothing red.
   */
  green: number;
  /**
   * Servers that do nothing.
   */
  nullServers: number;
  /**
   * Requirements that any of them passes.
   */
  passedByNull: number;
}
/**
 * What was asked of the run.
 */
export interface Asked {
  channels: ('chat' | 'sms')[];
  /**
   * Requirement ids and subjects; empty: all.
   */
  only: string[];
  /**
   * Answers that readings had to have.
   */
  pinned: {
    [k: string]: string;
  };
  /**
   * The command line that does the same again.
   */
  command?: string;
  /**
   * Which part of a run on several machines this is.
   */
  shard?: {
    index: number;
    of: number;
  };
}
/**
 * What a baseline did to the verdicts.
 */
export interface BaselineState {
  file: string;
  entries: number;
  /**
   * Entries that can't stay as they are: exit code 4.
   */
  troubles: BaselineTrouble[];
  warnings: string[];
}
export interface BaselineTrouble {
  kind: 'unknown' | 'double' | 'too-broad' | 'expired' | 'stale';
  line: number;
  requirement: string;
  channel?: 'chat' | 'sms';
  fingerprint?: string;
  said: string;
}
/**
 * What a file was when it was written.
 */
export interface FileFacts {
  sha256: string;
  bytes: number;
}
/**
 * The verdict on one requirement on one channel.
 */
export interface Outcome {
  requirement: string;
  channel: 'chat' | 'sms';
  level: 'MUST' | 'SHOULD' | 'MAY';
  verdict: Verdict;
  /**
   * The act in which it was seen; of something broken the first one.
   */
  scenario?: string;
  /**
   * The further acts in which it was seen to be broken.
   *
   * @minItems 1
   */
  alsoIn?: string[];
  /**
   * Why it was not judged; or what is worth saying all the same.
   */
  reason?: string;
  /**
   * The requirement whose breach keeps this one from being judged.
   */
  because?: string;
  /**
   * The further requirements of which each would keep this one from being judged by its breach.
   *
   * @minItems 1
   */
  alsoBecause?: string[];
  problems: Problem[];
  waivers?: Waiver[];
}
/**
 * One thing that is not as the requirement says.
 */
export interface Problem {
  kind: string;
  /**
   * Message, party and JSON pointer.
   */
  where: string;
  expected: string;
  actual: string;
  /**
   * The `seq` of entries of evidence.jsonl.
   */
  evidence: number[];
  /**
   * Which defect it is, run after run: a hash of requirement, channel, kind and pointer, not of words.
   */
  fingerprint?: string;
}
/**
 * A failure that somebody accepted until a day.
 */
export interface Waiver {
  fingerprint: string;
  reason: string;
  owner: string;
  issue?: string;
  expires: string;
}
export interface ObservedReading {
  id: string;
  channel: 'chat' | 'sms';
  /**
   * One of the reading's answers, `mixed`, or `not-seen`.
   */
  answer: string;
}
/**
 * One comparison of chat with SMS.
 */
export interface Divergence {
  id: string;
  class: 'same' | 'documented' | 'undocumented' | 'undetermined';
  chat: string;
  sms: string;
  /**
   * The documented difference that explains it.
   */
  difference?: string;
  reason?: string;
}
/**
 * How long something took on one channel. Shown, never judged.
 */
export interface Timing {
  id: string;
  channel: 'chat' | 'sms';
  ms: number;
}
/**
 * The times from all Consults of a run on one channel to one thing that follows, in milliseconds; percentiles by nearest rank, so that each is a time that was measured.
 */
export interface Latency {
  measure: 'response' | 'first' | 'second' | 'failure';
  channel: 'chat' | 'sms';
  /**
   * How many Consults it was measured in.
   */
  samples: number;
  p50: number;
  p95: number;
  p99: number;
  /**
   * The largest p95 that the description of the target allows; only then it is judged.
   */
  budget?: number;
}
/**
 * The description of a server under test, written by hand in YAML.
 */
export interface TargetFile {
  /**
   * What reports call this server; by default the host of baseUrl.
   */
  name?: string;
  /**
   * The product that runs there.
   */
  product?: string;
  /**
   * Who makes the product.
   */
  vendor?: string;
  /**
   * The version of the product.
   */
  version?: string;
  /**
   * An http or https address without credentials, query and fragment; everything of the server is below it, /api/v2 included.
   */
  baseUrl: string;
  /**
   * An http or https address without credentials, query and fragment: where the addresses begin that the server itself writes, if not at baseUrl.
   */
  externalBase?: string;
  /**
   * A path below baseUrl that begins with a slash: where CometD answers.
   */
  notificationsPath?: string;
  /**
   * CometD as this server has it.
   */
  notifications?: {
    /**
     * A list of topics to subscribe to; by default /v2/me/*, or each channel's topic where the server refuses that.
     *
     * @minItems 1
     *
     * Items: A CometD topic, which begins with a slash: /v2/me/chats, /v2/me/*.
     */
    topics?: string[];
    /**
     * The longest time for which the server holds a long-poll, where its advice does not say.
     */
    hold?: Duration;
  };
  /**
   * The agents that the suite acts as, and what they can consult besides each other. What needs a party that is not here is not judged.
   */
  parties: {
    /**
     * The agent who consults.
     */
    originator: TargetAgent;
    /**
     * The agent who is consulted.
     */
    consultant?: TargetAgent;
    /**
     * An agent outside the session, who must be told nothing.
     */
    bystander?: TargetAgent;
    /**
     * An agent without the feature that Consult requires.
     */
    featureless?: TargetAgent;
    /**
     * Another agent who can be consulted.
     */
    second?: TargetAgent;
    /**
     * A queue that the consultant serves.
     */
    queue?: TargetConsultee;
    /**
     * A user who can be consulted and is never logged in.
     */
    absent?: TargetConsultee;
  };
  /**
   * The channels to drive.
   */
  channels: {
    chat?: TargetChannelEntry;
    sms?: TargetChannelEntry;
  };
  /**
   * How long the suite waits.
   */
  deadlines?: {
    /**
     * For the answer to one HTTP request.
     */
    answer?: Duration;
    /**
     * For one notification.
     */
    notification?: Duration;
    /**
     * For what must not arrive, after everything that is expected has arrived.
     */
    settle?: Duration;
    /**
     * For the whole run.
     */
    overall?: Duration;
  };
  /**
   * How much the suite may ask of the server.
   */
  limits?: {
    /**
     * HTTP requests in a second, over all parties, held long-polls apart; by default as they come.
     */
    requestsPerSecond?: number;
    /**
     * Sessions that consult at the same time in the scenario of many sessions.
     */
    concurrentSessions?: number;
    /**
     * Sessions that an agent may be in at a time, those of both channels counted; scenarios are then played one after the other. By default all are played side by side.
     */
    sessionsPerAgent?: number;
  };
  /**
   * The latencies that are still right: the 95th percentile of the time from the request to each notification. What is not here is shown and not judged.
   */
  budget?: {
    /**
     * To the first notification.
     */
    first?: Duration;
    /**
     * To the second notification.
     */
    second?: Duration;
  };
  /**
   * Headers of every request, by name. A value env:NAME or file:PATH is looked up there and kept secret.
   */
  headers?: {
    /**
     * Text on one line, or env:NAME or file:PATH.
     */
    [k: string]: string;
  };
  /**
   * An http or https address of a proxy without credentials, or env:NAME or file:PATH of one, which may have credentials in it.
   */
  proxy?: string;
  /**
   * How the server's certificate is checked, and ours is shown.
   */
  tls?: {
    /**
     * file:PATH or env:NAME of the certificate (PEM) of whoever signed the server's, or a list of them.
     *
     * @minItems 1
     */
    ca?: string | SecretReference[];
    /**
     * file:PATH or env:NAME of the client's certificate (PEM).
     */
    cert?: SecretReference;
    /**
     * file:PATH or env:NAME of the client's private key (PEM).
     */
    key?: SecretReference;
    /**
     * env:NAME or file:PATH of the passphrase of the private key.
     */
    passphrase?: SecretReference;
    /**
     * true takes any certificate, so that anybody may be answering; every report says so.
     */
    insecure?: boolean;
  };
  /**
   * Answers that this server must give to questions which the documents leave open, by the reading's id; another answer fails.
   */
  readings?: {
    /**
     * One of the reading's answers, as consult-conformance explain shows them.
     */
    [k: string]: string;
  };
  /**
   * What is kept out of everything that is written: secrets only, or phone numbers, nicknames and texts of the customer as well.
   */
  redact?: 'secrets' | 'customer';
  /**
   * A list of env:NAME or file:PATH of further values that must not be written anywhere.
   */
  secrets?: SecretReference[];
  /**
   * Whether the suite starts each agent's contact-centre session, becomes ready, and ends it; false leaves agents as they are.
   */
  startsWork?: boolean;
  /**
   * The largest answer that is read, in bytes.
   */
  maxBodyBytes?: number;
}
/**
 * An agent of the server.
 */
export interface TargetAgent {
  /**
   * The agent's name on this server, with which it logs in.
   */
  userName: string;
  /**
   * env:NAME or file:PATH, which says where the password is (HTTP Basic).
   */
  password?: SecretReference;
  /**
   * env:NAME or file:PATH, which says where a bearer token is.
   */
  token?: SecretReference;
  oauth?: TargetOauth;
  /**
   * The nickname that the suite gives when the agent accepts; by default the userName.
   */
  nickname?: string;
}
/**
 * How a bearer token is got for the agent (OAuth 2.0, RFC 6749).
 */
export interface TargetOauth {
  /**
   * client-credentials or password.
   */
  grant: 'client-credentials' | 'password';
  /**
   * An http or https address without credentials and fragment: where tokens are given.
   */
  tokenUrl: string;
  /**
   * The id of the client, as the authorization server knows it.
   */
  clientId: string;
  /**
   * env:NAME or file:PATH of the client's secret.
   */
  clientSecret?: SecretReference;
  /**
   * env:NAME or file:PATH of the agent's password; of the grant password.
   */
  password?: SecretReference;
  /**
   * The scope to ask for.
   */
  scope?: string;
}
/**
 * Something that can be consulted and does not log in: its id, or else its address, its path, or both.
 */
export interface TargetConsultee {
  /**
   * The id that the server knows it by; addresses are made of it.
   */
  id?: string;
  /**
   * An http or https address with a path: the one that the server itself shows.
   */
  uri?: string;
  /**
   * A path below /api/v2 that begins with a slash: /queues/{id} or /users/{id}.
   */
  path?: string;
}
/**
 * One channel of the server.
 */
export interface TargetChannelEntry {
  /**
   * How the server spells the channel; without it the suite finds out.
   */
  spelling?: 'documented' | 'published';
  /**
   * A name without spaces and slashes: what the server calls the channel when an agent becomes ready on it; by default chat or sms.
   */
  mediaName?: string;
  /**
   * What the vendor says of this channel: true, it has it, and then it must work; false, it has not. What is not named is not declared.
   */
  declares?: {
    /**
     * Whether a queue can be consulted.
     */
    'consult-queue'?: boolean;
  };
  source?: TargetSessionSource;
}
/**
 * The embedded server's own control address.
 */
export interface TargetReferenceSource {
  /**
   * reference: a control address, as the embedded server has it.
   */
  kind: 'reference';
  /**
   * An http or https address without credentials, query and fragment.
   */
  url: string;
}
/**
 * The chat service of Genesys Mobile Services.
 */
export interface TargetGmsSource {
  /**
   * gms: the customer's chat interface of Genesys Mobile Services, version 2.
   */
  kind: 'gms';
  /**
   * An http or https address without credentials, query and fragment. Its path may hold ${agent} or ${party}.
   */
  url: string;
  /**
   * Further fields of the form that opens a chat, by which the server routes it: subject, userData[...].
   */
  fields?: TargetTemplates;
  /**
   * Further headers of each request.
   */
  headers?: TargetTemplates;
}
/**
 * Names with texts.
 */
export interface TargetTemplates {
  [k: string]: string;
}
/**
 * The customer's chat interface of Web Services.
 */
export interface TargetGwsSource {
  /**
   * gws: the customer's chat interface of Web Services, /api/v2/chats.
   */
  kind: 'gws';
  /**
   * An http or https address without credentials, query and fragment. Its path may hold ${agent} or ${party}.
   */
  url: string;
  /**
   * The contact center's id, as GET /api/v2/me shows it to an agent.
   */
  contactCenterId: string;
  /**
   * Further members of RequestChat, by which the server routes it: subject, userData.
   */
  members?: {
    [k: string]: unknown;
  };
  /**
   * Further headers of each request.
   */
  headers?: TargetTemplates;
}
/**
 * Sessions by HTTP requests that are written here.
 */
export interface TargetRecipeSource {
  /**
   * recipe: HTTP requests that are written here.
   */
  kind: 'recipe';
  /**
   * Opens a session for ${agent} with a customer who goes by ${nickname}.
   */
  open: TargetRequest;
  /**
   * A JSON pointer: where the opening answer has the agent's id of the session; without it, the invitation tells.
   */
  sessionId?: string;
  /**
   * Values of the opening answer that later requests need as ${name}: names, each with a JSON pointer.
   */
  keep?: TargetKept;
  /**
   * The same, for values that must not be written anywhere.
   */
  keepSecret?: TargetKept;
  /**
   * Sends ${text} as the customer.
   */
  say?: TargetRequest;
  look?: TargetView;
  /**
   * Ends the customer's side.
   */
  leave?: TargetRequest;
}
/**
 * An HTTP request. Texts in it may hold ${nickname}, ${agent}, ${party}, ${channel}, ${tag}, ${text}, ${sessionId}, values that were kept, and secrets as ${env:NAME} or ${file:PATH}.
 */
export interface TargetRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /**
   * An http or https address without credentials; path and query may hold ${name}.
   */
  url: string;
  /**
   * Its headers.
   */
  headers?: TargetTemplates;
  /**
   * Its body as JSON.
   */
  json?: {
    [k: string]: unknown;
  };
  /**
   * Its body as the fields of a form.
   */
  form?: TargetTemplates;
  /**
   * Its body as text.
   */
  text?: string;
  /**
   * The content type of text.
   */
  contentType?: string;
}
/**
 * Names with JSON pointers.
 */
export interface TargetKept {
  /**
   * A JSON pointer: empty, or beginning with a slash.
   */
  [k: string]: string;
}
/**
 * How the customer's view is read: a request, and JSON pointers into its answer.
 */
export interface TargetView {
  request: TargetRequest;
  /**
   * A JSON pointer to the state of the session as the customer sees it.
   */
  state?: string;
  participants?: TargetViewParticipants;
  messages: TargetViewMessages;
  /**
   * The server's words for types, each with ours: Client: Customer, Message: Text.
   */
  types?: {
    [k: string]: string;
  };
}
/**
 * Whom the customer sees; without it, those who joined and have not left, by the messages.
 */
export interface TargetViewParticipants {
  /**
   * A JSON pointer to the list.
   */
  at: string;
  /**
   * A JSON pointer from an item of the list.
   */
  nickname?: string;
  /**
   * A JSON pointer from an item of the list.
   */
  type?: string;
}
/**
 * What the customer sees of the log.
 */
export interface TargetViewMessages {
  /**
   * A request of its own for the messages.
   */
  request?: TargetRequest;
  /**
   * A JSON pointer to the list.
   */
  at: string;
  /**
   * A JSON pointer from an item of the list.
   */
  nickname?: string;
  /**
   * A JSON pointer from an item of the list to the type of who wrote it.
   */
  from?: string;
  /**
   * A JSON pointer from an item of the list.
   */
  type?: string;
  /**
   * A JSON pointer from an item of the list.
   */
  text?: string;
}
/**
 * A program that opens sessions; it is asked by JSON on its standard input and answers by JSON.
 */
export interface TargetCommand {
  /**
   * command: a program of yours.
   */
  kind: 'command';
  /**
   * The program; with a slash in it, a path from the target file's folder. No shell is between.
   */
  program: string;
  /**
   * Its arguments, word by word.
   */
  args?: string[];
  /**
   * What it can do besides opening.
   *
   * Items: say: sends a text as the customer; look: shows the customer's view; leave: ends the customer's side.
   */
  does?: ('say' | 'look' | 'leave')[];
  /**
   * For one run of it.
   */
  deadline?: Duration;
  /**
   * The most that it may print, in bytes.
   */
  maxOutputBytes?: number;
}
/**
 * Sessions that the agents have already.
 */
export interface TargetSessionList {
  /**
   * list: sessions that the agents have already.
   */
  kind: 'list';
  /**
   * Ids of sessions, as the agents know them; each is used once, and stays open.
   *
   * @minItems 1
   */
  ids: string[];
}
/**
 * Whatever session the agent is invited to.
 */
export interface TargetInvitation {
  /**
   * invitation: waits until somebody makes a session.
   */
  kind: 'invitation';
  /**
   * What a person has to do; it is shown while the run waits.
   */
  hint?: string;
  /**
   * For one invitation.
   */
  deadline?: Duration;
  customer?: TargetCustomerSide;
}
/**
 * The customer's side by HTTP requests.
 */
export interface TargetCustomerRecipe {
  /**
   * recipe: HTTP requests that are written here.
   */
  kind: 'recipe';
  /**
   * Sends ${text} as the customer.
   */
  say?: TargetRequest;
  look?: TargetView;
  /**
   * Ends the customer's side.
   */
  leave?: TargetRequest;
}

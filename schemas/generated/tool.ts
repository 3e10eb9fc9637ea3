/**
 * Generated from the JSON Schemas by scripts/generate-types.ts. Do not edit: change the schema, then run
 * `npx tsx scripts/generate-types.ts`.
 */

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
  | EvidenceClosing;
export type Verdict = 'passed' | 'failed' | 'warned' | 'untestable' | 'not-applicable' | 'waived';
/**
 * A number of milliseconds, or a number with ms, s or m: 500, 500ms, 10s, 2m.
 */
export type Duration = number | string;

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
  requirement: string;
  channel: 'chat' | 'sms';
  /**
   * Which finding is meant: a hash of requirement, channel and place, not of words.
   */
  fingerprint: string;
  /**
   * Why it is accepted for now.
   */
  reason: string;
  /**
   * Who answers for it.
   */
  owner: string;
  /**
   * Address of the issue that tracks it.
   */
  issue?: string;
  /**
   * The last day of the waiver: YYYY-MM-DD, UTC.
   */
  expires: string;
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
   * A scenario on a channel; with a number, one of the sessions that it plays in at once.
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
   * A scenario on a channel; with a number, one of the sessions that it plays in at once.
   */
  trace: string;
  scenario: string;
  /**
   * Which of the sessions of its scenario it is.
   */
  member?: number;
  channel: 'chat' | 'sms';
  spelling: EvidenceSpelling;
  agents: {
    [k: string]: EvidenceAgent;
  };
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
   * A scenario on a channel; with a number, one of the sessions that it plays in at once.
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
   * A scenario on a channel; with a number, one of the sessions that it plays in at once.
   */
  trace: string;
  sessionId: string;
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
   * A scenario on a channel; with a number, one of the sessions that it plays in at once.
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
   * A scenario on a channel; with a number, one of the sessions that it plays in at once.
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
  observe: ('originator' | 'consultant' | 'bystander' | 'customer' | 'featureless')[];
  shape?: RequirementShape;
  /**
   * Requirements without which this one can't be judged: when one of them fails, this one is untestable because of it.
   */
  needs?: string[];
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
  };
  target: {
    name: string;
    kind: 'reference' | 'deployed';
    product: string;
    version: string;
  };
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
 * The verdict on one requirement on one channel.
 */
export interface Outcome {
  requirement: string;
  channel: 'chat' | 'sms';
  level: 'MUST' | 'SHOULD' | 'MAY';
  verdict: Verdict;
  scenario?: string;
  /**
   * Why it was not judged; or how it was waived.
   */
  reason?: string;
  /**
   * The requirement whose breach keeps this one from being judged.
   */
  because?: string;
  problems: Problem[];
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
   * A path below baseUrl that begins with a slash: where CometD answers.
   */
  notificationsPath?: string;
  /**
   * The agents that the suite acts as. What needs an agent that is not here is not judged.
   */
  parties: {
    originator: TargetAgent;
    consultant?: TargetAgent;
    bystander?: TargetAgent;
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
   * The largest answer that is read, in bytes.
   */
  maxBodyBytes?: number;
}
/**
 * An agent of the server.
 */
export interface TargetAgent {
  /**
   * The name that the agent logs in with.
   */
  userName: string;
  /**
   * env:NAME or file:PATH, which says where the password is; the password itself never stands here.
   */
  password: string;
  /**
   * The nickname that the suite gives when the agent accepts; by default the userName.
   */
  nickname?: string;
}
/**
 * One channel of the server.
 */
export interface TargetChannelEntry {
  /**
   * How the server spells the channel; without it the suite finds out.
   */
  spelling?: 'documented' | 'published';
  source?: TargetSessionSource;
}
/**
 * Where sessions of the channel come from.
 */
export interface TargetSessionSource {
  /**
   * reference: the embedded server's own control address.
   */
  kind: 'reference';
  /**
   * An http or https address without credentials, query and fragment.
   */
  url: string;
}

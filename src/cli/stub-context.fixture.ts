/** A context for tests: layers that do what a test says, and streams that are texts. */
import type { CheckedRequirement } from '../model/plan.ts';
import type { SelftestReport } from '../model/selftest.ts';
import type { CleanupOptions } from '../run/index.ts';
import { createPaint } from '../report/index.ts';
import { catalog, evidence, mixedRun } from '../report/sample-run.fixture.ts';
import type { Context } from './context.ts';
import type { DoctorStep } from '../model/doctor.ts';
import type {
  DemoAccount,
  DoctorRequest,
  Layers,
  RunRequest,
  SelftestRequest,
  ServeRequest,
  VerifyRequest,
} from './layers.ts';
import { runProgram } from './program.ts';

/** What the layers were asked for. */
export interface Asked {
  run?: RunRequest;
  doctor?: DoctorRequest;
  /** A run of which the plan was asked for. */
  plan?: RunRequest;
  cleanUp?: CleanupOptions;
  /** Folders that were merged. */
  merge?: readonly string[];
  selftest?: SelftestRequest;
  serve?: ServeRequest;
  closed?: boolean;
  verify?: VerifyRequest;
  /** Captures that were to be judged: each name, and the format that was said. */
  captures?: readonly string[];
}

/** What a command line did. */
export interface Done {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly asked: Asked;
}

/** Surroundings that differ from the plain ones. */
export interface Surroundings {
  readonly env?: Context['env'];
  readonly layers?: Partial<Layers>;
  readonly isTerminal?: boolean;
  readonly ask?: Context['ask'];
  readonly interruption?: () => AbortSignal;
}

const checked: readonly CheckedRequirement[] = [
  'RESP-001',
  'RESP-002',
  'RESP-003',
  'CUST-001',
  'CUST-002',
].map((requirement) => ({ requirement, scenario: 'consult-accepted' }));

/** A self-test in which all is well. */
export const goodSelftest: SelftestReport = {
  rows: [{ fault: 'no-answer', channel: 'chat', expected: ['RESP-001'], turnedRed: ['RESP-001'], ok: true }],
  variants: [],
  nulls: [],
  checks: ['chat/RESP-001'],
  withoutKiller: [],
  golden: '',
  passed: 1,
  failed: 0,
};

function account(party: string, userName: string, password: string): DemoAccount {
  const rest = {
    userId: userName,
    nickname: userName,
    token: 't',
    clientId: `${userName}-client`,
    clientSecret: 's',
  };
  return { party, userName, password, ...rest };
}

const doctorSteps: readonly DoctorStep[] = [
  { id: 'name', title: 'Name resolution', state: 'ok', said: '127.0.0.1 is an address already' },
  {
    id: 'login',
    title: 'Login',
    about: 'originator',
    state: 'failed',
    said: 'status 403',
    todo: 'Check the user name.',
    blame: 'configuration',
  },
  { id: 'feature', title: 'Feature', about: 'originator', state: 'not-tried', said: 'it needs login' },
];

function stubLayers(asked: Asked): Layers {
  return {
    loadCatalog: () => catalog,
    judgeCapture: async ({ files, from }) => {
      asked.captures = files.map(({ name }) => `${name} ${from ?? 'as it shows'}`);
      return { results: mixedRun, evidence: [] };
    },
    examine: async (request) => {
      asked.doctor = request;
      const steps = doctorSteps;
      for (const step of steps) request.onStep?.(step);
      return { target: { name: 'stub', baseUrl: 'http://127.0.0.1:1' }, warnings: ['Beware.'], steps };
    },
    planOfRun: async (request) => {
      asked.plan = request;
      return {
        target: { name: 'stub', baseUrl: 'http://127.0.0.1:1' },
        warnings: [],
        agents: [{ role: 'originator', userName: 'alice', login: 'password' }],
        unnamed: ['bystander'],
        consultees: [],
        startsWork: true,
        channels: [],
        overallMs: 1000,
        pinned: {},
      };
    },
    runConformance: async (request) => {
      asked.run = request;
      request.onProgress?.({ step: 'driving', scenario: 'consult-accepted', channel: 'sms' });
      request.onProgress?.({
        step: 'driven',
        scenario: 'consult-failed',
        channel: 'chat',
        stopped: 'no session',
      });
      return { results: mixedRun, evidence };
    },
    mergeShards: async (folders) => {
      asked.merge = folders;
      return { results: mixedRun, evidence, catalog };
    },
    cleanUp: async (request) => {
      asked.cleanUp = request;
      return [];
    },
    selftest: async (request) => {
      asked.selftest = request;
      request.onProgress?.({ done: 1, total: 2, what: 'no-answer on chat' });
      return goodSelftest;
    },
    checkedRequirements: async () => checked,
    plannedScenarios: async () => [
      { id: 'consult-accepted', title: 'A consult', sessions: 1, requests: ['Accept', 'Consult'] },
    ],
    faults: async () => [{ id: 'no-answer', text: 'Nothing is answered.', turnsRed: ['RESP-001'] }],
    variants: async () => [
      { id: 'early', text: 'Notifications come first.', needs: { 'limits.sessionsPerAgent': 2 } },
    ],
    signRecorded: async ({ folder }) => ({
      path: `${folder}/attestation.dsse.json`,
      keyId: 'abc',
      result: 'PASSED',
      signatures: 1,
    }),
    verifyRun: async (request) => {
      asked.verify = request;
      const suite = { version: '1.2.3', requirementSet: 'abc' };
      return {
        schemaVersion: 1,
        folder: request.folder,
        suite: { reported: suite, own: suite },
        answer: 'agrees',
        steps: [],
      };
    },
    startServer: async (request) => {
      asked.serve = request;
      return {
        baseUrl: 'http://127.0.0.1:4711/gws',
        controlUrl: 'http://127.0.0.1:4711/gws/reference',
        gmsUrl: 'http://127.0.0.1:4711/gws/genesys/2/chat/support',
        contactCenterId: 'cc',
        tokenUrl: 'http://127.0.0.1:4711/gws/token',
        publicClientId: 'app',
        queueId: 'q',
        accounts: [account('originator', 'alice', "it's"), account('consultant', 'bob', 'pw')],
        ...(request.tls === undefined ? {} : { tls: { ca: '/tmp/ca.pem' } }),
        close: async () => void (asked.closed = true),
      };
    },
  };
}

/** Runs a command line in surroundings of the test's own. */
export async function cli(argv: readonly string[], surroundings: Surroundings = {}): Promise<Done> {
  const asked: Asked = {};
  let out = '';
  let err = '';
  const code = await runProgram(argv, {
    version: '1.2.3',
    env: surroundings.env ?? {},
    argv,
    out: (text) => void (out += text),
    screen: { width: 100, paint: createPaint(false) },
    status: { write: (text) => void (err += text), isTerminal: surroundings.isTerminal ?? false, width: 40 },
    layers: { ...stubLayers(asked), ...surroundings.layers },
    ask: surroundings.ask,
    interruption: surroundings.interruption ?? (() => new AbortController().signal),
  });
  return { code, out, err, asked };
}

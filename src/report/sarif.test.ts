import '@hyperjump/json-schema/formats-lite';
import {
  registerSchema,
  setShouldValidateFormat,
  validate,
  type SchemaObject,
  type Validator,
} from '@hyperjump/json-schema/draft-04';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Outcome, Results } from '../model/outcome.ts';
import { renderSarif } from './sarif.ts';
import { catalog, hostile, mixedRun, outcome, problem, resultsOf } from './sample-run.fixture.ts';

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly occurrenceCount: number;
  readonly locations: readonly object[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly suppressions?: readonly object[];
}

interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
  readonly invocations: readonly [
    {
      readonly executionSuccessful: boolean;
      readonly toolExecutionNotifications: readonly {
        readonly level: string;
        readonly message: { readonly text: string };
      }[];
    },
  ];
  readonly results: readonly Result[];
}

const id = 'https://schemas.invalid/sarif-2.1.0';
let isSarif: Validator;

beforeAll(async () => {
  const path = new URL('foreign/sarif-2.1.0-rtm.5.schema.json', import.meta.url);
  // One pattern of the published schema has a bracket too many, which strict expressions refuse.
  const text = readFileSync(path, 'utf8').replaceAll('{2}]?$', '{2}$');
  const { id: _published, ...schema } = JSON.parse(text) as SchemaObject & { id: string };
  setShouldValidateFormat(true);
  registerSchema(schema, id, 'http://json-schema.org/draft-04/schema#');
  isSarif = await validate(id);
});

function runOf(results: Results): Run {
  const log = JSON.parse(renderSarif(results, catalog)) as Parameters<Validator>[0] & {
    readonly runs: readonly [Run];
  };
  expect(isSarif(log, 'BASIC')).toEqual({ valid: true });
  return log.runs[0];
}

function resultsFor(...outcomes: readonly Outcome[]): readonly Result[] {
  return runOf(resultsOf(outcomes)).results;
}

describe('consult.sarif', () => {
  it('has a rule for each requirement that has a verdict, and a result for each defect', () => {
    const { tool, results } = runOf(mixedRun);

    expect(tool.driver.rules.map((rule) => rule.id)).toEqual([
      'RESP-001',
      'RESP-002',
      'RESP-003',
      'CUST-001',
      'CUST-002',
    ]);
    expect(results.map(({ ruleId, ruleIndex, level }) => [ruleId, ruleIndex, level])).toEqual([
      ['RESP-002', 1, 'error'],
      ['RESP-003', 2, 'warning'],
    ]);
    expect(results[0]?.message.text).toBe(
      "SMS, missing member: answer to the originator's Consult, /statusCode. Expected an integer; seen: nothing.",
    );
  });

  it('does not accept what is no SARIF', () => {
    const log = JSON.parse(renderSarif(mixedRun, catalog)) as Record<string, unknown>;

    expect(isSarif({ ...log, version: '2.0.0' } as never).valid).toBe(false);
    expect(isSarif({ ...log, runs: [{ results: [] }] } as never).valid).toBe(false);
  });

  it('names the row in the specs, the message and the place in it', () => {
    const [failed] = resultsFor(outcome('RESP-002', 'sms', 'failed', { problems: [problem()] }));

    expect(failed?.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: 'specs/requirements/response.yaml' },
          region: { startLine: 7 },
        },
        logicalLocations: [
          {
            name: '/statusCode',
            fullyQualifiedName: "sms: answer to the originator's Consult, /statusCode",
            kind: 'member',
          },
        ],
      },
    ]);
  });

  it('tells the same defect once, with how often it was seen', () => {
    const again = problem({ where: 'answer to the second Consult, /statusCode' });
    const other = problem({ where: 'answer, /other' });

    const results = resultsFor(
      outcome('RESP-002', 'sms', 'failed', { problems: [problem(), again, other] }),
      outcome('RESP-002', 'chat', 'failed', { problems: [problem()] }),
    );

    expect(results.map(({ occurrenceCount }) => occurrenceCount)).toEqual([2, 1, 1]);
    expect(new Set(results.flatMap((one) => Object.values(one.partialFingerprints))).size).toBe(3);
  });

  it('suppresses what is waived, and says why', () => {
    const waiver = {
      fingerprint: '0123456789abcdef',
      reason: 'Known.',
      owner: 'chat team',
      issue: 'https://issues.example/1',
      expires: '2026-01-31',
    };
    const own = problem({ fingerprint: waiver.fingerprint });

    const [waived] = resultsFor(outcome('RESP-002', 'sms', 'waived', { problems: [own], waivers: [waiver] }));

    expect(waived?.suppressions).toEqual([
      {
        kind: 'external',
        status: 'accepted',
        justification: 'waived until 2026-01-31 by chat team, tracked in https://issues.example/1: Known.',
      },
    ]);
  });

  it('tells what was not judged as a notification of a run that did not succeed', () => {
    const { invocations, results } = runOf(mixedRun);

    expect(invocations[0].executionSuccessful).toBe(false);
    expect(
      invocations[0].toolExecutionNotifications.map(({ level, message }) => [level, message.text]),
    ).toEqual([
      ['warning', 'RESP-003 was not judged on SMS because RESP-002 does not hold: It rests on another.'],
      ['error', 'CUST-001 was not judged on SMS: The customer can not be watched.'],
    ]);
    expect(results.some(({ ruleId }) => ruleId === 'CUST-001')).toBe(false);
  });

  it('keeps verdicts on requirements that the catalogue does not have', () => {
    const { tool, results } = runOf(
      resultsOf([outcome('NEW-001', 'chat', 'failed', { problems: [problem()] })]),
    );

    expect(tool.driver.rules.map((rule) => rule.id)).toEqual(['NEW-001']);
    expect(results).toMatchObject([{ ruleId: 'NEW-001', ruleIndex: 0 }]);
  });

  it('stays within the limits of GitHub, and says what it left out', () => {
    const problems = Array.from({ length: 6_000 }, (_, i) => problem({ where: `answer, /member${i}` }));

    const { results, invocations } = runOf(resultsOf([outcome('RESP-002', 'sms', 'failed', { problems })]));

    expect(results).toHaveLength(5_000);
    expect(invocations[0].toolExecutionNotifications[0]?.message.text).toBe(
      '1000 more defects are in results.json.',
    );
  });

  it('has no link that the words of a server made', () => {
    const link = '[all is well](https://attacker.example)';
    const bad = problem({ where: link, expected: link, actual: link });
    const run = runOf(
      resultsOf([
        outcome('RESP-002', 'chat', 'failed', { problems: [bad] }),
        outcome('RESP-001', 'sms', 'untestable', { reason: link }),
      ]),
    );

    const said = [...run.results, ...run.invocations[0].toolExecutionNotifications];
    expect(said.map(({ message }) => message.text).filter((text) => text.includes(']('))).toEqual([]);
  });

  it('holds hostile text as text', () => {
    const bad = problem({ where: hostile, expected: hostile, actual: hostile });
    const run = resultsOf(
      [
        outcome('RESP-002', 'chat', 'failed', { problems: [bad] }),
        outcome(hostile, 'chat', 'failed', { problems: [bad] }),
        outcome(hostile, 'sms', 'untestable', { reason: hostile, because: hostile }),
      ],
      { target: { name: hostile, kind: 'deployed', product: hostile, version: hostile } },
    );

    expect(runOf(run).results).toHaveLength(2);
    expect(renderSarif(run, catalog)).not.toMatch(/[\u202e\u2066]|\\u202e|\\u0007/i);
  });
});

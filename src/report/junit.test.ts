import { describe, expect, it } from 'vitest';
import type { Outcome } from '../model/outcome.ts';
import { renderJunit } from './junit.ts';
import { jenkinsSchema, xmlMistakes } from './xml.fixture.ts';
import { catalog, hostile, mixedRun, outcome, problem, resultsOf } from './sample-run.fixture.ts';

/** The element of one test case. */
function caseOf(item: Outcome): string {
  const xml = renderJunit(resultsOf([item]), catalog);
  return /<testcase[^]*?(?:<\/testcase>|\/>\n)/.exec(xml)?.[0].trim() ?? '';
}

describe('junit.xml', () => {
  it.each([
    ['is incomplete', resultsOf([outcome('RESP-001', 'chat', 'passed')], { complete: false })],
    ['judged no MUST', resultsOf([outcome('RESP-003', 'chat', 'passed', { level: 'SHOULD' })])],
    ['judged nothing', resultsOf([])],
  ])('has an error when a run %s, though no verdict says so', async (_what, results) => {
    const xml = renderJunit(results, catalog);

    expect(xml).toContain('errors="1"');
    expect(xml).toContain('<error type="run" message="could not be judged');
    expect(await xmlMistakes(xml, jenkinsSchema())).toEqual([]);
  });

  it('has no error of its own when the run conforms', () => {
    expect(renderJunit(resultsOf([outcome('RESP-001', 'chat', 'passed')]), catalog)).not.toContain('<error');
  });

  it('has a suite a channel and a case a requirement', () => {
    expect(renderJunit(mixedRun, catalog)).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="consult-conformance" tests="10" failures="1" errors="1" time="4.321">
        <testsuite name="consult Chat" tests="5" failures="0" errors="0" skipped="0" timestamp="2025-01-02T03:04:05">
          <properties>
            <property name="target" value="Staging"/>
            <property name="target.kind" value="deployed"/>
            <property name="target.product" value="Web Services"/>
            <property name="target.version" value="8.5"/>
            <property name="suite.version" value="1.2.3"/>
            <property name="suite.requirementSet" value="0123456789abcdef"/>
            <property name="complete" value="false"/>
            <property name="RESP-001.level" value="MUST"/>
            <property name="RESP-001.source" value="Chat, Response"/>
            <property name="RESP-002.level" value="MUST"/>
            <property name="RESP-002.source" value="Chat, Response"/>
            <property name="RESP-003.level" value="SHOULD"/>
            <property name="RESP-003.source" value="Chat, Response"/>
            <property name="CUST-001.level" value="MUST"/>
            <property name="CUST-001.source" value="Chat, Response"/>
            <property name="CUST-002.level" value="MUST"/>
            <property name="CUST-002.source" value="Chat, Overview"/>
          </properties>
          <testcase name="RESP-001 Rule RESP-001 holds." classname="consult.chat.response"/>
          <testcase name="RESP-002 The answer carries statusCode, an integer." classname="consult.chat.response"/>
          <testcase name="RESP-003 Rule RESP-003 holds." classname="consult.chat.response"><system-out>Warned: a SHOULD is broken.
      late event (late-event)
        where: answer to the originator&apos;s Consult, /statusCode
        expected: an integer
        seen: nothing
        evidence: evidence.jsonl #12 #14
        look at: the order of the two entries in the evidence, and the queue or the thread that sends each of them
      Rule: SHOULD, stated; Chat, Response</system-out></testcase>
          <testcase name="CUST-001 Rule CUST-001 holds." classname="consult.chat.customer"/>
          <testcase name="CUST-002 Rule CUST-002 holds." classname="consult.chat.customer"/>
        </testsuite>
        <testsuite name="consult SMS" tests="5" failures="1" errors="1" skipped="2" timestamp="2025-01-02T03:04:05">
          <properties>
            <property name="target" value="Staging"/>
            <property name="target.kind" value="deployed"/>
            <property name="target.product" value="Web Services"/>
            <property name="target.version" value="8.5"/>
            <property name="suite.version" value="1.2.3"/>
            <property name="suite.requirementSet" value="0123456789abcdef"/>
            <property name="complete" value="false"/>
            <property name="RESP-001.level" value="MUST"/>
            <property name="RESP-001.source" value="SMS, Response"/>
            <property name="RESP-002.level" value="MUST"/>
            <property name="RESP-002.source" value="SMS, Response"/>
            <property name="RESP-003.level" value="SHOULD"/>
            <property name="RESP-003.source" value="SMS, Response"/>
            <property name="CUST-001.level" value="MUST"/>
            <property name="CUST-001.source" value="SMS, Response"/>
            <property name="CUST-002.level" value="MUST"/>
          </properties>
          <testcase name="RESP-001 Rule RESP-001 holds." classname="consult.sms.response"/>
          <testcase name="RESP-002 The answer carries statusCode, an integer." classname="consult.sms.response"><failure type="missing-member" message="missing member: answer to the originator&apos;s Consult, /statusCode">missing member (missing-member)
        where: answer to the originator&apos;s Consult, /statusCode
        expected: an integer
        seen: nothing
        evidence: evidence.jsonl #12 #14
        look at: the message in the evidence: whether the member is there under another name, in another place, or not at all
      Rule: MUST, sample; SMS, Response</failure></testcase>
          <testcase name="RESP-003 Rule RESP-003 holds." classname="consult.sms.response"><skipped message="untestable: because RESP-002 does not hold: It rests on another."/></testcase>
          <testcase name="CUST-001 Rule CUST-001 holds." classname="consult.sms.customer"><error type="untestable" message="The customer can not be watched."/></testcase>
          <testcase name="CUST-002 Rule CUST-002 holds." classname="consult.sms.customer"><skipped message="not-applicable: No such clause."/></testcase>
        </testsuite>
      </testsuites>
      "
    `);
  });

  it.each<[string, Outcome, string, string | undefined]>([
    [
      'a pass is a case without content',
      outcome('RESP-001', 'chat', 'passed'),
      'classname="consult.chat.response"/>',
      undefined,
    ],
    [
      'a failure says where',
      outcome('RESP-002', 'sms', 'failed', { problems: [problem()] }),
      '<failure type="missing-member" message="missing member: answer to the originator&apos;s Consult, /statusCode">',
      undefined,
    ],
    [
      'a warning passes and says so',
      outcome('RESP-003', 'chat', 'warned', { problems: [problem()] }),
      '<system-out>Warned: a SHOULD is broken.',
      '<failure',
    ],
    [
      'a MUST that was not judged is an error',
      outcome('CUST-001', 'chat', 'untestable', { reason: 'Why.' }),
      '<error type="untestable" message="Why."/>',
      undefined,
    ],
    [
      'a SHOULD that was not judged is skipped',
      outcome('RESP-003', 'chat', 'untestable', { because: 'RESP-002' }),
      '<skipped message="untestable: because RESP-002 does not hold"/>',
      '<error',
    ],
    [
      'what does not apply is skipped',
      outcome('CUST-002', 'sms', 'not-applicable', { reason: 'No clause.' }),
      '<skipped message="not-applicable: No clause."/>',
      undefined,
    ],
    [
      'what is waived is skipped',
      outcome('RESP-002', 'sms', 'waived', { reason: 'Until May.' }),
      '<skipped message="waived: Until May."/>',
      '<failure',
    ],
  ])('%s', (_what, item, content, absent) => {
    const xml = caseOf(item);

    expect(xml).toContain(content);
    if (absent !== undefined) expect(xml).not.toContain(absent);
  });

  it('says who waived a failure, and what it is', () => {
    const waiver = {
      fingerprint: '0123456789abcdef',
      reason: 'Known.',
      owner: 'chat team',
      expires: '2026-01-31',
    };

    const xml = caseOf(outcome('RESP-002', 'sms', 'waived', { problems: [problem()], waivers: [waiver] }));

    expect(xml).toContain('<skipped message="waived: until 2026-01-31 by chat team: Known."/>');
    expect(xml).toContain('<system-out>Waived until 2026-01-31');
    expect(xml).toContain('seen: nothing');
  });

  it('is what Jenkins accepts', async () => {
    const bad = problem({ where: hostile, expected: hostile, actual: hostile });
    const waived = outcome('RESP-002', 'sms', 'waived', { reason: hostile, problems: [bad, problem()] });
    const hostileRun = resultsOf([
      waived,
      outcome(hostile, 'chat', 'failed', { problems: [bad] }),
      outcome('RESP-003', 'chat', 'warned', { problems: [bad] }),
      outcome('CUST-001', 'chat', 'untestable', { reason: hostile }),
    ]);
    const schema = jenkinsSchema();

    for (const run of [mixedRun, hostileRun, resultsOf([])])
      expect(await xmlMistakes(renderJunit(run, catalog), schema)).toEqual([]);
    expect(await xmlMistakes('<testsuites><testsuite/></testsuites>', schema)).not.toEqual([]);
  });

  it('holds hostile text as text', () => {
    const bad = problem({ where: hostile, expected: hostile, actual: hostile });
    const run = resultsOf(
      [
        outcome('RESP-002', 'chat', 'failed', { problems: [bad] }),
        outcome(hostile, 'chat', 'untestable', { reason: hostile, because: hostile }),
      ],
      { target: { name: hostile, kind: 'deployed', product: hostile, version: hostile } },
    );

    const xml = renderJunit(run, catalog);

    expect(xml).not.toMatch(/[^\n -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
    expect(xml).not.toMatch(/<script|]]>|&(?!(?:amp|lt|gt|quot|apos|#10);)/);
    expect(xml.match(/<testcase/g)).toHaveLength(2);
    expect(xml.match(/<[^>]*\n[^>]*>/)).toBeNull();
  });
});

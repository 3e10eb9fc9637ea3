import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Outcome, Results } from '../model/outcome.ts';
import { renderComplianceMd } from './compliance-md.ts';
import { renderConsole } from './console.ts';
import type { View } from './console/view.ts';
import { renderDivergenceMd } from './divergence-md.ts';
import { widthOf } from './layout.ts';
import { createPaint } from './paint.ts';
import { renderResults } from './results.ts';
import { catalog, hostile, mixedRun, outcome, problem, resultsOf } from './sample-run.fixture.ts';

function render(results: Results, more: Partial<View> = {}): string {
  return renderConsole({
    results,
    catalog,
    width: 80,
    paint: createPaint(false),
    verbose: false,
    files: ['reports/latest/results.json'],
    ...more,
  });
}

describe('the report on a terminal', () => {
  it('says of a shard first and last that it is a part, and what to do with it', () => {
    const asked = { channels: ['chat'], only: [], pinned: {}, shard: { index: 2, of: 4 } } as const;
    const shown = render({ ...resultsOf([outcome('RESP-001', 'chat', 'passed')]), asked });

    expect(shown).toMatch(/^Shard 2 of 4: a part of a run, and no verdict on the server\./);
    expect(shown).toMatch(/consult-conformance merge\.\n$/);
    expect(shown).not.toMatch(/conforms|every MUST/);
  });

  it('shows a run with everything in it', () => {
    expect(render(mixedRun)).toMatchInlineSnapshot(`
      "INCOMPLETE: 1 verdict on a MUST missing; see “Not judged”.

      Staging (deployed), Web Services 8.5
      consult-conformance 1.2.3, requirement set 0123456789abcdef, 2025-01-02T03:04:05.678Z, 4.3 s

      Requirement                                                      Chat   SMS
      The response                                                     !1 ✓2  ✗1 ?1 ✓1
        RESP-002   The answer carries statusCode, an integer.          ✓      ✗
        RESP-003   Rule RESP-003 holds. (SHOULD)                       !      ?
      The customer                                                     ✓2     ?1 –1
        CUST-001   Rule CUST-001 holds.                                ✓      ?
      ✗ failed (a MUST is broken) · ! warned (a SHOULD or MAY is broken) · ?
      untestable (could not be judged) · ✓ passed · – not applicable (no such clause,
      or not in this server)

      Problems

      RESP-002  MUST, sample
        The answer carries statusCode, an integer.
        source     Chat: Chat, Response · SMS: SMS, Response
        ✗ SMS failed in consult-accepted
          missing member (missing-member)
            where      answer to the originator's Consult, /statusCode
            expected   an integer
            seen       nothing
            look at    the message in the evidence: whether the member is there under
                       another name, in another place, or not at all
            evidence   evidence.jsonl #12 #14

      RESP-003  SHOULD, stated
        Rule RESP-003 holds.
        source     Chat: Chat, Response · SMS: SMS, Response
        ! Chat warned
          late event (late-event)
            where      answer to the originator's Consult, /statusCode
            expected   an integer
            seen       nothing
            look at    the order of the two entries in the evidence, and the queue or
                       the thread that sends each of them
            evidence   evidence.jsonl #12 #14

      Chat against SMS: 1 undocumented, 1 undetermined, 1 documented, 1 same
        class         what                Chat           SMS            cited
        undocumented  member /statusCode  integer        absent
        undetermined  customer view       seen           not seen
          SMS was not watched.
        documented    collection          chats          smsessions     DIFF-001

      Readings: what the documents leave open, and how this server does it
        SPELLING                SMS   published: two s

      Not judged
        1 MUST: The customer can not be watched.
          SMS        CUST-001
        1 other: because RESP-002 does not hold: The answer carries statusCode, an
        integer.
          SMS        RESP-003
        Not applicable: SMS 1 (--verbose names them)
        No check covers 1 requirement yet: consult-conformance list

      From a Consult (milliseconds)
        Chat to the first notification  p50 12    p95 80    p99 95    22 Consults, budget 100
        SMS to the failure              p50 7     p95 7     p99 7     1 Consult

      Timings (not judged)
        answer to Consult  Chat 12 ms      SMS 16 ms

      Files
        reports/latest/results.json

      Chat conforms, 1 warning. SMS does not conform: 1 MUST failed, 1 not judged. Exit code 1: does not conform: a MUST failed.
      "
    `);
  });

  it('is short when all is well', () => {
    const run = resultsOf(
      catalog.requirements
        .slice(0, 5)
        .flatMap(({ id }) => [outcome(id, 'chat', 'passed'), outcome(id, 'sms', 'passed')]),
    );

    expect(render(run, { files: [] })).toMatchInlineSnapshot(`
      "Complete: every MUST that a check covers was judged.

      Staging (deployed), Web Services 8.5
      consult-conformance 1.2.3, requirement set 0123456789abcdef, 2025-01-02T03:04:05.678Z, 4.3 s

      Requirement                                                            Chat  SMS
      The response                                                           ✓3    ✓3
      The customer                                                           ✓2    ✓2
      ✓ passed

      Not judged
        No check covers 1 requirement yet: consult-conformance list

      Chat conforms. SMS conforms. Exit code 0: conforms.
      "
    `);
  });

  it('shows every row when verbose', () => {
    const shown = render(mixedRun, { verbose: true });

    for (const { id } of mixedRun.outcomes.map((row) => ({ id: row.requirement })))
      expect(shown).toMatch(new RegExp(`^  ${id} `, 'm'));
    expect(shown).toContain('event order');
    expect(shown).toContain('SMS-TOPIC');
    expect(shown).toContain('not applicable: No such clause.');
  });

  it('says first when a run is incomplete', () => {
    expect(render(mixedRun).split('\n', 1)).toEqual([
      'INCOMPLETE: 1 verdict on a MUST missing; see “Not judged”.',
    ]);
    expect(render(resultsOf([outcome('RESP-001', 'chat', 'passed')], { complete: false }))).toMatch(
      /^INCOMPLETE: the run ended before its end/,
    );
  });

  it('warns at its head of how the target was reached', () => {
    const warned = {
      ...mixedRun,
      target: { ...mixedRun.target, warnings: ['Certificates were not checked.'] },
    };

    expect(render(warned).split('\n').slice(0, 3)).toContain('Warning: Certificates were not checked.');
    expect(renderDivergenceMd(warned, catalog)).toContain('> **Warning**: Certificates were not checked.');
    expect(JSON.parse(renderResults(warned))).toMatchObject({
      target: { warnings: ['Certificates were not checked.'] },
    });
  });

  it('has a column for each channel that was judged', () => {
    const shown = render(resultsOf([outcome('RESP-001', 'sms', 'passed')]));

    expect(shown).toMatch(/^Requirement +SMS$/m);
    expect(shown).not.toContain('Chat');
  });

  it('shows a warning to its end, where it says what to do', () => {
    const warnings = [`${'Something is not as it should be. '.repeat(20)}Say so (limits.sessionsPerAgent).`];
    const { target } = mixedRun;

    expect(render({ ...mixedRun, target: { ...target, warnings } })).toMatch(
      /Say so\s+\(limits.sessionsPerAgent\)\./,
    );
  });

  it('is short when nothing was driven: all was not judged for one reason', () => {
    const reason = 'GET http://127.0.0.1:9/me: refused. Is the server running?';
    const outcomes = catalog.requirements.map(({ id }) => outcome(id, 'sms', 'untestable', { reason }));
    const stopped = { blame: 'network', reason } as const;
    const results = { ...resultsOf(outcomes), complete: false };

    const shown = render(results, { stopped });

    expect(shown).toContain(`Nothing was driven: ${reason}`);
    expect(shown).toMatch(/\d+ MUST, 1 other: GET[^]*--verbose names them/);
    expect(shown).not.toMatch(/RESP-001|Requirement/);
    expect(render(results, { stopped, verbose: true })).toMatch(/Requirement[^]*RESP-001/);
  });

  it('has no percentage', () => {
    expect(render(mixedRun, { verbose: true })).not.toContain('%');
  });

  it.each([60, 80, 100, 140])('keeps its tables within %i columns', (width) => {
    const long = resultsOf(
      [outcome('RESP-002', 'chat', 'failed', { problems: [problem({ actual: 'word '.repeat(200) })] })],
      {
        divergences: [
          { id: 'x'.repeat(200), class: 'undocumented', chat: 'y'.repeat(200), sms: 'z'.repeat(200) },
        ],
      },
    );

    const lines = render(long, { width }).split('\n');
    // The head and the verdict are sentences, which a terminal breaks.
    const tables = lines.slice(4, -2);

    expect(tables.filter((line) => widthOf(line) > width)).toEqual([]);
  });

  it('names the first acts in which something was seen, and counts the others', () => {
    const seen = {
      scenario: 'consult-accepted',
      alsoIn: ['consult-again', 'consult-rejected', 'consult-queue'],
    };
    const run = resultsOf([
      outcome('RESP-002', 'chat', 'failed', { problems: [problem()], ...seen } as Partial<Outcome>),
    ]);

    expect(render(run)).toContain(
      'Chat failed in consult-accepted, consult-again, consult-rejected and 1 more',
    );
    expect(renderComplianceMd(run, catalog)).toContain(
      '- seen in: `consult-accepted`, `consult-again`, `consult-rejected`, `consult-queue`',
    );
  });

  it('shows the first problems of many, and counts the rest', () => {
    const run = resultsOf([
      outcome('RESP-002', 'chat', 'failed', {
        problems: Array.from({ length: 8 }, (_, i) => problem({ where: `answer ${i}` })),
      }),
    ]);

    expect(render(run)).toContain('… and 3 more problems, in results.json');
    expect(render(run, { verbose: true })).not.toContain('more problem');
  });

  it('shows a requirement that its catalogue lacks', () => {
    const shown = render(resultsOf([outcome('NEW-001', 'chat', 'failed', { problems: [problem()] })]));

    expect(shown).toContain('Not in this catalogue');
    expect(shown).toContain('NEW-001');
  });

  it('lets no text of a stranger steer the terminal', () => {
    const bad = problem({ where: hostile, expected: hostile, actual: hostile });
    const run = resultsOf(
      [
        outcome('RESP-002', 'chat', 'failed', { problems: [bad], reason: hostile }),
        outcome('RESP-001', 'chat', 'untestable', { reason: hostile }),
        outcome(hostile, 'chat', 'failed'),
        outcome('CUST-001', 'chat', 'untestable', { because: hostile }),
        outcome('CUST-002', 'chat', 'not-applicable', { reason: hostile }),
      ],
      {
        target: { name: hostile, kind: 'deployed', product: hostile, version: hostile },
        readings: [{ id: hostile, channel: 'chat', answer: hostile }],
        divergences: [{ id: hostile, class: 'undocumented', chat: hostile, sms: hostile, reason: hostile }],
        timings: [{ id: hostile, channel: 'chat', ms: 1 }],
      },
    );

    const shown = render(run, { verbose: true, files: [hostile] });

    expect(shown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
    expect(shown).not.toMatch(/^next/m);
  });

  it('says the same with and without colours', () => {
    const coloured = render(mixedRun, { paint: createPaint(true) });

    expect(coloured).not.toBe(render(mixedRun));
    expect(stripVTControlCharacters(coloured)).toBe(render(mixedRun));
  });

  it('names a difference of chat and SMS once, with all acts in which it was seen', () => {
    const divergences = ['consult-accepted', 'consult-again'].map((act) => ({
      id: `${act}: answer to consult, /body/statusCode`,
      class: 'undocumented' as const,
      chat: '0',
      sms: '"0"',
    }));

    const shown = render(resultsOf([outcome('RESP-001', 'chat', 'passed')], { divergences }), { width: 200 });

    expect(shown).toContain('Chat against SMS: 2 undocumented');
    expect(shown).toMatch(/^ +answer to consult\n +in consult-accepted, consult-again\n/m);
    expect(shown.match(/^ {2}undocumented .*/gm)).toEqual([expect.stringContaining(' /body/statusCode ')]);
  });

  it('shows what differs in a row even where only the beginnings have room', () => {
    const said = (code: string): string => `HTTP 400, the body says that its statusCode is ${code}`;
    const divergence = {
      id: 'refused-requests: answer to "no target"',
      class: 'undocumented',
      chat: said('1'),
      sms: said('not given'),
    } as const;

    const shown = render(resultsOf([outcome('RESP-001', 'chat', 'passed')], { divergences: [divergence] }));

    expect(shown).toMatch(/undocumented.*…is 1 +…is not/m);
  });

  it('keeps the name of a timing apart from its first column', () => {
    const timing = {
      id: 'consult-accepted: consult to second notification',
      channel: 'chat',
      ms: 5,
    } as const;

    const shown = render(resultsOf([outcome('RESP-001', 'chat', 'passed')], { timings: [timing] }));

    expect(shown).toMatch(/second notification +Chat 5 ms/);
  });

  it('tells a problem once that was seen in several places', () => {
    const problems = [problem({ evidence: [3] }), problem({ evidence: [9] })];

    const shown = render(resultsOf([outcome('RESP-002', 'sms', 'failed', { problems })]));

    expect(shown).toContain('missing member (missing-member), 2 times');
    expect(shown).toContain('evidence.jsonl #3 #9');
    expect(shown.match(/missing member/g)).toHaveLength(1);
  });
});

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../model/evidence.ts';
import { renderDivergenceMd } from './divergence-md.ts';
import { renderEvidence } from './evidence.ts';
import { renderResults } from './results.ts';
import { catalog, evidence, hostile, mixedRun, outcome, problem, resultsOf } from './sample-run.fixture.ts';

const resolve = createRequire(import.meta.url).resolve;

function mistakes(schema: string, value: unknown): unknown {
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
  formats.default(ajv);
  const validate = ajv.compile(
    JSON.parse(readFileSync(resolve(`#schemas/tool/${schema}.schema.json`), 'utf8')),
  );
  validate(value);
  return validate.errors ?? [];
}

describe('results.json', () => {
  it('is as its schema says', () => {
    expect(mistakes('results', JSON.parse(renderResults(mixedRun)))).toEqual([]);
  });

  it('has its members in one order, whatever the order of what it is made from', () => {
    const reversed = JSON.parse(JSON.stringify(mixedRun), (_key, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).toReversed())
        : value,
    ) as typeof mixedRun;

    expect(renderResults(reversed)).toBe(renderResults(mixedRun));
    expect(Object.keys(JSON.parse(renderResults(reversed)) as object)[0]).toBe('schemaVersion');
  });

  it('is the same piece by piece as JSON.stringify would write it whole', () => {
    const whole = JSON.parse(renderResults(mixedRun)) as object;

    expect(renderResults(mixedRun)).toBe(`${JSON.stringify(whole, null, 2)}\n`);
    expect(renderResults(resultsOf([]))).toContain('"outcomes": [],');
  });

  it('loses nothing', () => {
    expect(JSON.parse(renderResults(mixedRun))).toEqual(mixedRun);
  });

  it('keeps members that it does not know', () => {
    const newer = { ...mixedRun, proof: { killed: 7 } };

    expect(JSON.parse(renderResults(newer))).toHaveProperty('proof', { killed: 7 });
  });
});

describe('evidence.jsonl', () => {
  it('has one line an entry, in order, each as the schema says', () => {
    const lines = [...renderEvidence(evidence)];

    expect(lines).toHaveLength(2);
    for (const line of lines) {
      expect(line.indexOf('\n')).toBe(line.length - 1);
      expect(mistakes('evidence', JSON.parse(line))).toEqual([]);
    }
    expect(lines[0]).toBe('{"seq":0,"at":1,"kind":"watch","party":"originator","state":"subscribed"}\n');
  });

  it('has a schema for every kind of entry', () => {
    const moment = { seq: 1, at: 0.5 };
    const trace = 'consult-accepted/sms';
    const spelling = {
      id: 'documented',
      collection: 'smsessions',
      key: 'smsession',
      uriKey: 'smsessionUri',
    } as const;
    const person = { nickname: 'Cust', type: null };
    const agents = { originator: { userId: '1', userName: 'a', nickname: 'A' } };
    const request = { method: 'POST', url: 'http://a', headers: { accept: 'x' }, body: { a: 1 } };
    const response = {
      status: 200,
      headers: {},
      body: { form: 'text', text: '<', why: 'invalid-json' },
    } as const;
    const opening = { scenario: 'consult-accepted', channel: 'sms', spelling, agents } as const;
    const view = { phase: 'during', state: null, participants: [person] } as const;
    const failure = { kind: 'timeout', message: 'm' } as const;
    const entries = {
      exchange: {
        ...moment,
        kind: 'exchange',
        trace,
        party: 'originator',
        purpose: 'consult',
        request,
        end: moment,
        response,
      },
      delivery: { ...moment, kind: 'delivery', party: 'consultant', topic: '/t', data: null, batch: 0 },
      bayeux: {
        ...moment,
        kind: 'bayeux',
        party: 'bystander',
        sent: [{}],
        received: [],
        failure,
        end: moment,
      },
      command: {
        ...moment,
        kind: 'command',
        trace,
        party: 'customer',
        purpose: 'open-session',
        program: 'node',
        args: ['open.mjs'],
        input: { action: 'open' },
        end: moment,
        exitCode: null,
        output: { form: 'none' },
        complaint: 'c',
        failure,
      },
      said: { ...moment, kind: 'said', trace, purpose: 'customer-message', text: 't', accepted: true, by: 3 },
      watch: { ...moment, kind: 'watch', party: 'customer', state: 'lost', reason: 'r' },
      view: {
        ...moment,
        kind: 'view',
        trace,
        ...view,
        messages: [{ from: person, type: 'Text', text: 't' }],
      },
      opening: { ...moment, kind: 'opening', trace, ...opening },
      session: { ...moment, kind: 'session', trace, sessionId: 's', source: 'gms', unseen: 'u' },
      wait: {
        ...moment,
        kind: 'wait',
        trace,
        party: 'originator',
        event: 'chatting',
        deadlineMs: 1,
        met: true,
        tookMs: 0,
      },
      settings: {
        kind: 'settings',
        declares: { chat: { 'consult-queue': true } },
        budget: { first: 500 },
        ...moment,
      },
      act: { kind: 'act', trace: 'consult-accepted/sms', act: 'consult-again', omitted: 'why', ...moment },
      closing: { ...moment, kind: 'closing', trace, stopped: { blame: 'server', reason: 'r' } },
    } satisfies { [K in Entry['kind']]: Extract<Entry, { kind: K }> };

    for (const entry of Object.values(entries)) {
      expect(mistakes('evidence', entry)).toEqual([]);
      expect(mistakes('evidence', { ...entry, unknown: 1 })).not.toEqual([]);
      expect(mistakes('evidence', { ...entry, at: undefined })).not.toEqual([]);
    }
  });
});

describe('the schema of a baseline', () => {
  const waiver = {
    requirement: 'RESP-001',
    channel: 'chat',
    fingerprint: '0123456789abcdef',
    reason: 'Known since 8.5.',
    owner: 'chat team',
    expires: '2026-01-31',
  };

  it('accepts a waiver', () => {
    expect(mistakes('baseline', { schemaVersion: 1, waivers: [waiver] })).toEqual([]);
  });

  // What names no channel or finding is too broad: that is found, and said, when the baseline is applied.
  it.each(['requirement', 'reason', 'owner', 'expires'])('refuses a waiver without %s', (member) => {
    const lacking = { ...waiver, [member]: undefined };

    expect(
      mistakes('baseline', JSON.parse(JSON.stringify({ schemaVersion: 1, waivers: [lacking] }))),
    ).not.toEqual([]);
  });
});

describe('divergence.md', () => {
  it('begins with the summary, and folds what is the same', () => {
    expect(renderDivergenceMd(mixedRun, catalog)).toMatchInlineSnapshot(`
      "# Consult: chat against SMS

      **1 undocumented, 1 undetermined, 1 documented, 1 same.**

      > **The run is incomplete**: not every MUST was judged.

      - Chat conforms, 1 warning
      - SMS does not conform: 1 MUST failed, 1 not judged

      Target: \`Staging\` (deployed), \`Web Services\` \`8.5\`. Suite: consult-conformance 1.2.3, requirement set \`0123456789abcdef\`.

      ## Undocumented: the channels differ, and no document says so

      | what | Chat | SMS | why |
      | --- | --- | --- | --- |
      | \`member /statusCode\` | \`integer\` | \`absent\` |  |

      ## Undetermined: one channel was not driven, or nothing was seen on it

      | what | Chat | SMS | why |
      | --- | --- | --- | --- |
      | \`customer view\` | \`seen\` | \`not seen\` | \`SMS was not watched.\` |

      ## Documented: the channels differ as the documents say

      | what | Chat | SMS | why |
      | --- | --- | --- | --- |
      | \`collection\` | \`chats\` | \`smsessions\` | DIFF-001: The collection. (Chat, Request URL; SMS, Request URL) |

      <details>
      <summary>1 comparison in which the channels agree</summary>

      | what | Chat | SMS | why |
      | --- | --- | --- | --- |
      | \`event order\` | \`1 2\` | \`1 2\` |  |

      </details>
      "
    `);
  });

  it('lets no text of a stranger become markup', () => {
    const run = resultsOf([outcome('RESP-002', 'sms', 'failed', { problems: [problem()] })], {
      target: { name: hostile, kind: 'deployed', product: hostile, version: hostile },
      divergences: [
        { id: hostile, class: 'undocumented', chat: hostile, sms: '`', reason: hostile, difference: hostile },
      ],
    });

    const page = renderDivergenceMd(run, catalog);
    const rows = page.split('\n').filter((line) => line.startsWith('|'));

    expect(rows.map((row) => row.match(/(?<!\\)\|/g)?.length)).toEqual([5, 5, 5]);
    expect(page).not.toMatch(/<script|@everyone|\u202e|^next/m);
    expect(page.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
  });

  it('has the same difference once, with its members and all acts in which it was seen', () => {
    const seen = (id: string, sms = 'absent') => ({
      id,
      class: 'undocumented' as const,
      chat: 'integer',
      sms,
    });
    const divergences = [
      seen('consult-accepted: answer to consult, /body/statusCode'),
      seen('consult-again: answer to consult, /body/statusCode'),
      seen('consult-accepted: answer to consult, /body/referenceId'),
      seen('consult-again: answer to consult, /body/referenceId'),
      seen('consult-again: answer to consult, /body/other', 'string'),
    ];

    const page = renderDivergenceMd(resultsOf([], { divergences }), catalog);

    expect(page.split('\n').filter((line) => line.startsWith('| `'))).toEqual([
      '| `answer to consult`, `/body/statusCode`, `/body/referenceId` in `consult-accepted`, `consult-again` | `integer` | `absent` |  |',
      '| `answer to consult`, `/body/other` in `consult-again` | `integer` | `string` |  |',
    ]);
    expect(page).toContain('**5 undocumented,');
    expect(page).not.toContain('in results.json');
  });

  it('stays a comment when there are very many divergences', () => {
    const divergences = Array.from({ length: 500 }, (_, i) => ({
      id: `place ${i}`,
      class: 'undocumented' as const,
      chat: 'a',
      sms: 'b',
    }));

    const page = renderDivergenceMd(resultsOf([], { divergences }), catalog);

    expect(page).toContain('… and 300 more, in results.json.');
    expect(page.length).toBeLessThan(65_536);
  });

  it('stays a comment when every text is long and full of markup', () => {
    const text = '`'.repeat(400);
    const divergences = Array.from({ length: 300 }, (_, i) => ({
      id: `${i}${text}`,
      class: (['undocumented', 'documented', 'undetermined', 'same'] as const)[i % 4] ?? 'same',
      chat: text,
      sms: text,
      reason: text,
    }));
    const target = { name: text, kind: 'deployed' as const, product: text, version: text };

    const page = renderDivergenceMd(resultsOf([], { divergences, target }), catalog);

    expect(page.length).toBeLessThan(65_536);
    expect(page).toMatch(/… and \d+ more, in results.json\./);
    expect(page.match(/<details>/g)?.length).toBe(page.match(/<\/details>/g)?.length);
  });
});

import { describe, expect, it } from 'vitest';
import type { Outcome } from '../model/outcome.ts';
import { channelVerdict, judgedChannels } from './channel-verdict.ts';
import { exitCode, exitMeaning } from './exit-code.ts';
import { renderBadge } from './badge.ts';
import { renderComplianceMd } from './compliance-md.ts';
import { renderCtrf } from './ctrf.ts';
import { renderJunit } from './junit.ts';
import { renderSarif } from './sarif.ts';
import { catalog, outcome, resultsOf } from './sample-run.fixture.ts';

const passed = outcome('RESP-001', 'chat', 'passed');
const failed = outcome('RESP-002', 'chat', 'failed');
const waived = outcome('RESP-002', 'chat', 'waived');
const untestable = outcome('CUST-001', 'chat', 'untestable');
const notApplicable = outcome('CUST-002', 'chat', 'not-applicable');
const should = outcome('RESP-003', 'chat', 'passed');
const warned = outcome('RESP-003', 'chat', 'warned');

const table: readonly [string, readonly Outcome[], boolean, number, string][] = [
  ['all MUSTs pass', [passed], true, 0, 'conforms'],
  ['a SHOULD is broken', [passed, warned], true, 0, 'conforms, 1 warning'],
  ['a known failure is waived', [passed, waived], true, 0, 'conforms but for waivers: 1 MUST waived'],
  ['a MUST fails', [passed, failed], true, 1, 'does not conform: 1 MUST failed'],
  [
    'a MUST fails and another is not judged',
    [failed, untestable],
    false,
    1,
    'does not conform: 1 MUST failed, 1 not judged',
  ],
  ['a MUST is not judged', [passed, untestable], false, 3, 'could not be judged whole: 1 MUST not judged'],
  ['the run was cut short', [passed], false, 3, 'conforms'],
  ['only a SHOULD was judged', [should], true, 3, 'could not be judged: no MUST got a verdict'],
  ['nothing applies', [notApplicable], true, 3, 'could not be judged: no MUST got a verdict'],
  ['there is no outcome', [], true, 3, 'could not be judged: no MUST got a verdict'],
];

describe('the exit code', () => {
  it.each(table)('when %s', (_what, outcomes, complete, code) => {
    expect(exitCode({ outcomes, complete })).toBe(code);
  });
});

describe('the verdict on a channel', () => {
  it.each(table)('when %s', (_what, outcomes, complete, _code, words) => {
    expect(channelVerdict({ outcomes, complete }, 'chat').words).toBe(words);
  });

  it('leaves the other channel out of account', () => {
    const results = resultsOf([failed, outcome('RESP-001', 'sms', 'passed')]);

    expect(channelVerdict(results, 'sms').words).toBe('conforms');
  });

  it('is given for the channels that have outcomes, and for both when none has', () => {
    expect(judgedChannels(resultsOf([outcome('RESP-001', 'sms', 'passed')]))).toEqual(['sms']);
    expect(judgedChannels(resultsOf([]))).toEqual(['chat', 'sms']);
  });
});

describe('a shard', () => {
  const asked = { channels: ['chat'], only: [], pinned: {}, shard: { index: 2, of: 4 } } as const;
  const rows: readonly [string, readonly Outcome[], boolean, number, string][] = [
    ['was played, and shows nothing alone', [], true, 0, 'is open: this is shard 2 of 4'],
    ['was played, and passes what it shows', [passed], true, 0, 'is open: this is shard 2 of 4'],
    ['was not played to its end', [passed], false, 3, 'is open: this is shard 2 of 4'],
    ['shows a failed MUST', [failed], true, 1, 'does not conform: 1 MUST failed'],
  ];

  it.each(rows)('that %s', (_what, outcomes, complete, code, words) => {
    expect(exitCode({ outcomes, complete, asked })).toBe(code);
    expect(channelVerdict({ outcomes, complete, asked }, 'chat').words).toBe(words);
  });

  it('conforms in no report that has the verdict in words', () => {
    const results = { ...resultsOf([passed]), complete: true, asked };
    const texts = [
      renderBadge(results),
      renderComplianceMd(results, catalog),
      renderSarif(results, catalog),
      renderJunit(results, catalog),
      renderCtrf(results, catalog),
    ];

    for (const text of texts) expect(text).not.toMatch(/\bconforms\b/);
    expect(
      renderComplianceMd({ ...results, asked: { ...asked, shard: undefined } } as never, catalog),
    ).toMatch(/\bconforms\b/);
  });

  it('never has the meaning of a verdict', () => {
    expect(exitMeaning({ outcomes: [passed], complete: true, asked })).not.toContain('conforms');
    expect(exitMeaning({ outcomes: [passed], complete: true })).toBe('conforms');
  });
});

import { describe, expect, it } from 'vitest';
import { inPairs, type Candidate } from './pairs.ts';

const candidate = (fault: string, channel: 'chat' | 'sms', more: Partial<Candidate> = {}): Candidate => ({
  fault,
  channel,
  expected: [`REQ-${fault}`],
  alone: false,
  ...more,
});

const names = (candidates: readonly Candidate[]) =>
  inPairs(candidates).map((company) => company.map(({ fault, channel }) => `${fault}@${channel}`));

describe('faults in pairs', () => {
  it('are two faults on two channels, and each is tried once on each of its channels', () => {
    const all = ['a', 'b', 'c', 'd'].flatMap((id) => [candidate(id, 'chat'), candidate(id, 'sms')]);

    expect(names(all)).toEqual([
      ['a@chat', 'c@sms'],
      ['b@chat', 'd@sms'],
      ['c@chat', 'a@sms'],
      ['d@chat', 'b@sms'],
    ]);
  });

  it('never have a requirement in common', () => {
    const expected = ['RESP-001'];

    expect(names([candidate('a', 'chat', { expected }), candidate('b', 'sms', { expected })])).toEqual([
      ['a@chat'],
      ['b@sms'],
    ]);
  });

  it('leave out what changes the whole server', () => {
    expect(names([candidate('a', 'chat', { alone: true }), candidate('b', 'sms')])).toEqual([
      ['b@sms'],
      ['a@chat'],
    ]);
  });
});

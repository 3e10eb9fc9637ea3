import { describe, expect, it } from 'vitest';
import { editBaseline, emptyBaseline } from './baseline-edit.ts';
import { parseBaseline } from './baseline-file.ts';

const good = `# kept by Team Chat
schemaVersion: 1
waivers:
  # the old queue
  - requirement: RESP-001
    channel: chat
    fingerprint: 0123456789abcdef
    reason: Known.
    owner: Team Chat
    expires: 2026-06-01 # before the release
`;

const added = {
  requirement: 'FAIL-001',
  channel: 'sms',
  fingerprint: 'fedcba9876543210',
  reason: "It's known: # not a comment",
  owner: 'Team SMS',
  expires: '2026-07-01',
};

describe('a baseline file', () => {
  it('is read with the line of each entry', () => {
    expect(parseBaseline(good, 'b.yaml')).toEqual({
      file: 'b.yaml',
      entries: [
        {
          requirement: 'RESP-001',
          channel: 'chat',
          fingerprint: '0123456789abcdef',
          reason: 'Known.',
          owner: 'Team Chat',
          expires: '2026-06-01',
          line: 5,
        },
      ],
    });
  });

  it('is refused with all its mistakes, each with its place', () => {
    const text = good.replace('owner: Team Chat', 'onwer: Team Chat').replace('2026-06-01', '2026-02-30');

    expect(() => parseBaseline(text, 'b.yaml')).toThrow(
      /The baseline file has 1 mistake:\n {2}b\.yaml:9:5: waivers\.0\.onwer: this key is not known.* Did you mean owner\?/,
    );
    expect(() => parseBaseline(good.replace('2026-06-01', '2026-02-30'), 'b.yaml')).toThrow(
      'b.yaml:10:14: waivers.0.expires: expected a day that the calendar has.',
    );
  });

  it('says of a fingerprint that YAML takes for a number that it needs quotes', () => {
    expect(() => parseBaseline(good.replace('0123456789abcdef', '1234567890123456'), 'b.yaml')).toThrow(
      /waivers\.0\.fingerprint: expected text; a number or a word like yes needs quotes/,
    );
  });

  it('keeps comments and what people wrote when it is changed', () => {
    const text = editBaseline(good, { removed: [], renewed: [0], expires: '2026-09-01', added: [added] });

    expect(text).toBe(
      `${good.replace('2026-06-01', '2026-09-01')}  - requirement: FAIL-001
    channel: sms
    fingerprint: fedcba9876543210
    reason: "It's known: # not a comment"
    owner: Team SMS
    expires: 2026-07-01
`,
    );
  });

  it('is a good one when it was made from nothing, and when its last entry went', () => {
    const one = editBaseline(emptyBaseline, { removed: [], renewed: [], expires: '', added: [added] });
    const none = editBaseline(one, { removed: [0], renewed: [], expires: '', added: [] });

    expect(parseBaseline(one, 'b').entries).toMatchObject([added]);
    expect(parseBaseline(none, 'b').entries).toEqual([]);
    expect(none).toContain('# Failures that are known');
  });

  it('writes fingerprints of digits alone in quotes', () => {
    const digits = { ...added, fingerprint: '1234567890123456' };
    const text = editBaseline(emptyBaseline, { removed: [], renewed: [], expires: '', added: [digits] });

    expect(parseBaseline(text, 'b').entries).toMatchObject([digits]);
  });
});

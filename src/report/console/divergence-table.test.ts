import { describe, expect, it } from 'vitest';
import type { Divergence } from '../../model/outcome.ts';
import { divergenceRows } from '../divergence-rows.ts';
import { widthOf } from '../layout.ts';
import { createPaint } from '../paint.ts';
import { hostile } from '../sample-run.fixture.ts';
import { steering } from '../steering.fixture.ts';
import { divergenceTable } from './divergence-table.ts';

const joined = 'NewMessages ParticipantJoined to the originator';

function row(id: string, more: Partial<Divergence> = {}): Divergence {
  return { id, class: 'undocumented', chat: 'string', sms: 'absent', ...more };
}

function lines(divergences: readonly Divergence[], width: number, verbose = false): readonly string[] {
  return divergenceTable([...divergenceRows(divergences)], { width, verbose, paint: createPaint(false) });
}

const members = [
  row(`consult-accepted: ${joined}, /messages/*/from/participantId`),
  row(`consult-again: ${joined}, /messages/*/from/participantId`),
  row(`consult-again: ${joined}, /messages/*/from/nickname`),
  row('consult-again: answer to consult, /body/referenceId'),
  row('verdict SECOND-003', { chat: 'passed', sms: 'not-applicable' }),
];

describe('the table of divergences', () => {
  it('has members under their message and its acts, each whole, at 80 columns', () => {
    expect(lines(members, 80).join('\n')).toMatchInlineSnapshot(`
      "  class         what                      Chat           SMS            cited
                      NewMessages ParticipantJoined to the originator
                      in consult-accepted, consult-again
        undocumented    /messages/*/from        string         absent
                          /participantId
                      in consult-again
        undocumented    /messages/*/from        string         absent
                          /nickname
                      answer to consult
                      in consult-again
        undocumented    /body/referenceId       string         absent
        undocumented  verdict SECOND-003        passed         not-applicable"
    `);
  });

  it('has a member on one line where there is room, at 120 columns', () => {
    expect(lines(members, 120).join('\n')).toMatchInlineSnapshot(`
      "  class         what                              Chat                     SMS                      cited
                      NewMessages ParticipantJoined to the originator
                      in consult-accepted, consult-again
        undocumented    /messages/*/from/participantId  string                   absent
                      in consult-again
        undocumented    /messages/*/from/nickname       string                   absent
                      answer to consult
                      in consult-again
        undocumented    /body/referenceId               string                   absent
        undocumented  verdict SECOND-003                passed                   not-applicable"
    `);
  });

  it.each([80, 120])('tells apart what differs only at its end, at %i columns', (width) => {
    const deep = '/messages/*/a-member-of-the-server/another-of-its-members/and-one-more-of-them';
    const text = lines(
      [row(`act: a message, ${deep}/left`, { chat: '1' }), row(`act: a message, ${deep}/right`)],
      width,
    );

    expect(text.filter((line) => line.endsWith('/left'))).toHaveLength(1);
    expect(text.filter((line) => line.endsWith('/right'))).toHaveLength(1);
  });

  it('counts the members and the acts for which there is no room', () => {
    const many = ['a', 'b', 'c', 'd', 'e'].flatMap((act) =>
      Array.from({ length: 20 }, (_, i) => row(`a-rather-long-act-${act}: a message, /member-${i}`)),
    );

    expect(lines(many, 80)).toContainEqual(
      expect.stringMatching(/^ +in a-rather-long-act-a, .* and 3 more$/),
    );
    expect(lines(many, 80)).toContainEqual(expect.stringMatching(/^ +and 17 more$/));
    expect(lines(many, 80, true)).toContainEqual(expect.stringMatching(/^ +and 8 more$/));
  });

  it.each([60, 80, 120])('can not be steered, and keeps within %i columns', (width) => {
    const evil = ['', 'act: ', `act: ${hostile}, /`, 'act: a message, /x/'].map((before) =>
      row(`${before}${hostile}${'x'.repeat(500)}`, {
        chat: hostile,
        sms: `${hostile}.`,
        difference: hostile,
        reason: hostile,
      }),
    );

    for (const line of lines(evil, width)) {
      expect(line).not.toMatch(steering);
      expect(widthOf(line)).toBeLessThanOrEqual(width);
    }
  });
});

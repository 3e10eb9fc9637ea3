import { expect, it } from 'vitest';
import { channels } from '../model/channel.ts';
import type { Purpose } from '../model/acts.ts';
import type { Exchange } from '../model/evidence.ts';
import type { Trace } from '../model/trace.ts';
import { sharedIds } from './shared-ids.ts';

/** The answer to a GET of a session with some participants. */
const get = (purpose: Purpose, ids: readonly string[]): Exchange => ({
  kind: 'exchange',
  seq: 1,
  at: 1,
  trace: 'consult-accepted/chat',
  party: 'originator',
  purpose,
  request: { method: 'GET', url: '', headers: {} },
  end: { seq: 2, at: 2 },
  response: {
    status: 200,
    headers: {},
    body: {
      form: 'json',
      json: { chat: { participants: ids.map((participantId) => ({ participantId })) } },
    },
  },
});

const trace = (sessionId: string, ...own: readonly Exchange[]): Trace => ({
  key: 'consult-accepted/chat',
  scenario: 'consult-accepted',
  act: 'consult-accepted',
  member: undefined,
  span: { from: 0, until: Infinity },
  channel: 'chat',
  spelling: channels.chat.spellings[0],
  agents: {},
  sessionId,
  entries: own,
  own,
  heard: new Map(),
  leftOut: [],
  stopped: undefined,
  omitted: undefined,
});

const bot = '009052CB00000001';

it('a participant of two sessions is shared', () => {
  const traces = [
    trace('S1', get('state-before', ['009052CB0000000A', bot])),
    trace('S2', get('state-before', ['009052CB0000000B']), get('consultant-state', [bot])),
  ];

  expect([...sharedIds(traces)]).toEqual([bot]);
});

it('a participant of two acts of one session is not', () => {
  const traces = [
    trace('S1', get('state-before', [bot])),
    trace('S1', get('state-before', [bot]), get('state-during', [bot])),
  ];

  expect(sharedIds(traces).size).toBe(0);
});

it('ids that are counted anew in each session are not', () => {
  expect(
    sharedIds([trace('S1', get('state-before', ['1'])), trace('S2', get('state-before', ['1']))]).size,
  ).toBe(0);
});

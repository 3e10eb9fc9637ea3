import { expect, it } from 'vitest';
import { channels } from '../model/channel.ts';
import type { Exchange } from '../model/evidence.ts';
import { createNamedIn } from '../model/named.ts';
import type { Trace } from '../model/trace.ts';
import { givenElsewhere } from './references.ts';

/** A request that was answered with a referenceId. */
const asked = (referenceId: unknown): Exchange => ({
  kind: 'exchange',
  seq: 1,
  at: 1,
  trace: 'consult-accepted/chat',
  party: 'originator',
  purpose: 'consult',
  request: { method: 'POST', url: '', headers: {} },
  end: { seq: 2, at: 2 },
  response: { status: 200, headers: {}, body: { form: 'json', json: { statusCode: 0, referenceId } } },
});

const trace = (sessionId: string | undefined, ...own: readonly Exchange[]): Trace => ({
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

const isGivenElsewhere = givenElsewhere(
  [trace('own', asked(36)), trace('other', asked(36), asked('37')), trace(undefined, asked(38))],
  createNamedIn(),
);
const failureIn = (id: string) => ({ notificationType: 'Error', referenceId: 36, chat: { id } });

it.each([
  ['names another session in which a request was given the same', failureIn('other'), 36, true],
  ['names another session in which none was', failureIn('other'), 35, false],
  ['names another session in which it was given as a text', failureIn('other'), 37, false],
  ['names a session of which nothing is known', failureIn('unknown'), 36, false],
  ['names the own session, and another besides', { ...failureIn('own'), chatUri: '/chats/other' }, 36, false],
  ['names no session', { notificationType: 'Error', referenceId: 36 }, 36, false],
])('tells whose a failure is that %s', (_, data, reference, expected) => {
  const is = isGivenElsewhere(data, { reference, sessionId: 'own' });

  expect(is).toBe(expected);
});

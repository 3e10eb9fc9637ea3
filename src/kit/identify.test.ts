import { describe, expect, it } from 'vitest';
import { channels } from '../model/channel.ts';
import type { Delivery } from '../model/evidence.ts';
import { createAttribution } from './attribution.ts';
import { findFailure, findFirst, findSecond, type Known } from './identify.ts';

const id = '0000Na9B26EF006E';
const uri = `http://localhost:8080/api/v2/chats/${id}`;
const [originator, customer, consultant, stranger] = [
  '009052CB057100E7',
  '009052CB056C00E5',
  '009052CB05CA00EB',
  '009052CBFFFF0001',
];
const known: Known = {
  channel: channels.chat,
  before: new Set([originator, customer]),
  sentTexts: ['For all 1'],
  referenceId: 36,
};

const deliveries = (...list: readonly unknown[]): Delivery[] =>
  list.map((data, seq) => ({
    kind: 'delivery',
    seq,
    at: seq,
    party: 'originator',
    topic: '/v2/me/chats',
    batch: 0,
    data,
  }));

const state = (participants: readonly string[], more: object = {}): object => ({
  notificationType: 'ParticipantsUpdated',
  messageType: 'ChatStateChangeMessage',
  chat: { id, uri, participants: participants.map((participantId) => ({ participantId })) },
  ...more,
});
const log = (entry: object, more: object = {}): object => ({
  notificationType: 'NewMessages',
  messageType: 'MessageLogUpdated',
  messages: [entry],
  chatUri: uri,
  ...more,
});
const join = { type: 'ParticipantJoined', from: { participantId: consultant } };

describe('the first notification', () => {
  it.each([
    {
      what: 'the one with the newcomer',
      list: [state([originator]), state([originator, consultant])],
      seq: 1,
    },
    {
      what: 'the later of two alike',
      list: [state([originator, consultant]), state([originator, consultant])],
      seq: 1,
    },
    {
      what: 'the newcomer under a wrong type',
      list: [state([originator, consultant], { notificationType: 'StatusChange' })],
      seq: 0,
    },
    {
      what: 'none, when nobody is new and the type is another',
      list: [state([originator], { notificationType: 'StatusChange' })],
      seq: undefined,
    },
  ])('is $what', ({ list, seq }) => {
    expect(findFirst(deliveries(...list), known)?.seq).toBe(seq);
  });
});

describe('the second notification', () => {
  it.each([
    {
      what: 'the one that announces the newcomer',
      list: [log({ type: 'Text', from: { participantId: originator } }), log(join)],
      seq: 1,
    },
    { what: 'the earlier of two alike', list: [log(join), log(join)], seq: 0 },
    {
      what: 'the one about who is listed, when others join beside',
      list: [log({ ...join, from: { participantId: stranger } }), log(join)],
      seq: 1,
    },
    { what: 'found without a type', list: [log({ from: { participantId: consultant } })], seq: 0 },
    { what: 'found without a sender', list: [log({ type: 'ParticipantJoined' })], seq: 0 },
    {
      what: 'found beside what was said before, which it brings along',
      list: [
        {
          ...log(join),
          messages: [{ type: 'Text', text: 'For all 1' }, { type: 'TypingStarted' }, join],
        },
      ],
      seq: 0,
    },
    { what: 'never what the suite has sent', list: [log({ ...join, text: 'For all 1' })], seq: undefined },
  ])('is $what', ({ list, seq }) => {
    expect(findSecond(deliveries(...list), { ...known, consultantId: consultant })?.seq).toBe(seq);
  });
});

describe('the failure', () => {
  it.each([
    {
      what: 'an Error',
      list: [state([originator]), state([originator], { notificationType: 'Error' })],
      seq: 1,
    },
    {
      what: 'what has an errorMessage',
      list: [state([], { notificationType: 'StatusChange', errorMessage: 'x' })],
      seq: 0,
    },
    {
      what: 'not what has null for an errorMessage',
      list: [state([], { notificationType: 'StatusChange', errorMessage: null })],
      seq: undefined,
    },
    {
      what: 'the one with our referenceId, of two',
      list: [
        { notificationType: 'Error', referenceId: 7 },
        { notificationType: 'Error', referenceId: 36 },
      ],
      seq: 1,
    },
  ])('is $what', ({ list, seq }) => {
    expect(findFailure(deliveries(...list), known)?.seq).toBe(seq);
  });
});

describe('a message is about a session', () => {
  const isAbout = createAttribution(id, {
    own: new Set([originator, '7']),
    isForeign: (one) => one === stranger,
  });
  const elsewhere = 'http://localhost/api/v2/chats/0000Na9B26EFDEAD';

  it.each([
    ['that it names by its id', { chat: { id } }, true],
    ['that it names at the end of an address', { chatUri: `${uri}?a=b` }, true],
    ['of which it knows a participant, when it names none', { from: { participantId: originator } }, true],
    [
      'of which it knows a participant, under a wrong address',
      log({ from: { participantId: originator } }, { chatUri: elsewhere }),
      true,
    ],
    [
      'not when it names another and the participant is only a number',
      log({ from: { participantId: '7' } }, { chatUri: elsewhere }),
      false,
    ],
    [
      'not when it names another and knows its participants',
      log({ from: { participantId: stranger } }, { chatUri: elsewhere }),
      false,
    ],
    [
      'not when it names another of the other channel',
      { smsessionUri: elsewhere, from: { participantId: '7' } },
      false,
    ],
    ['not when it names and knows nobody', { notificationType: 'StatusChange' }, false],
    ['not when it is no object', 'text', false],
  ])('%s', (_, data, expected) => {
    expect(isAbout(data)).toBe(expected);
  });
});

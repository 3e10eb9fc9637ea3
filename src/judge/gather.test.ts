import { describe, expect, it } from 'vitest';
import type { PartyName, TraceKey } from '../model/acts.ts';
import type { Delivery, Entry, Exchange } from '../model/evidence.ts';
import { createRecorder } from '../model/recorder.ts';
import { gather } from './gather.ts';

const trace: TraceKey = 'consult-accepted/chat';

/** A small run: a session S1 with the customer C1, in which "Hello you" is said; the Consult has the referenceId 7. */
function evidenceWith(tell: (tell: (party: PartyName, data: unknown) => number) => void): readonly Entry[] {
  const { record, entries } = createRecorder(() => 0);
  const spelling = { id: 'documented', collection: 'chats', key: 'chat', uriKey: 'chatUri' } as const;
  const ask = (purpose: Exchange['purpose'], body: unknown, json: unknown): void => {
    const request = { method: 'POST', url: 'http://gws/api/v2/me/chats/S1', headers: {}, body };
    const response = { status: 200, headers: {}, body: { form: 'json', json } as const };
    const end = { seq: 0, at: 0 };
    record<Exchange>({ kind: 'exchange', trace, party: 'originator', purpose, request, response, end });
  };
  const scenario = 'consult-accepted';
  record({ kind: 'opening', trace, scenario, channel: 'chat', spelling, agents: {} });
  record({ kind: 'session', trace, sessionId: 'S1' });
  ask('state-before', undefined, { chat: { participants: [{ participantId: 'C1' }] } });
  ask('consult', {}, { referenceId: 7 });
  ask('visible-message', { text: 'Hello you' }, {});
  tell(
    (party, data) => record<Delivery>({ kind: 'delivery', party, topic: '/v2/me/chats', data, batch: 0 }).seq,
  );
  record({ kind: 'closing', trace });
  return entries();
}

const toldOf = (evidence: readonly Entry[], party: PartyName): unknown[] =>
  (gather(evidence).told.get(party) ?? []).map(({ data }) => data);

const crowd = Array.from({ length: 100 }, (_, i) => ({ chatUri: `http://gws/chats/X${i}` }));

describe('of notifications, those are held', () => {
  const ours: readonly unknown[] = [
    { chat: { id: 'S1' } },
    { chatUri: 'http://gws/api/v2/chats/S1?x=1' },
    { messages: [{ from: { participantId: 'C1' } }] },
    { messages: [{ text: 'Said: Hello you.' }] },
    { errorMessage: 'no', referenceId: 7 },
    { errorMessage: 'It failed in the session\nS1\nas nobody was there.' },
  ];
  it.each(ours)('that may concern the run: %j', (one) => {
    const evidence = evidenceWith((tell) => [...crowd, one].map((data) => tell('bystander', data)));

    expect(toldOf(evidence, 'bystander')).toEqual([one]);
  });

  it('that list somebody who came into one of its sessions, even when they arrived before', () => {
    const early = { chat: { id: 'X', participants: [{ participantId: 'A9' }] } };
    const mixed = { messages: [{ from: { participantId: 'A9' } }, { from: { participantId: 'A5' } }] };
    const beside = { chat: { id: 'Y', participants: [{ participantId: 'A5' }] } };
    const entry = { chat: { id: 'S1', participants: [{ participantId: 'A9' }] } };
    const told = [beside, mixed, early, entry];

    expect(
      toldOf(
        evidenceWith((tell) => told.map((data) => tell('bystander', data))),
        'bystander',
      ),
    ).toEqual(told);
  });
});

describe('of notifications that concern nobody', () => {
  it('the first few to the originator are held, and the others counted', () => {
    const evidence = evidenceWith((tell) => crowd.map((data) => tell('originator', data)));

    const { leftOut } = gather(evidence);

    expect(toldOf(evidence, 'originator')).toEqual(crowd.slice(0, 5));
    expect(leftOut).toEqual([{ seq: 4, party: 'originator', count: 95 }]);
  });

  it('the first to the consultant is held: it could have been told', () => {
    const evidence = evidenceWith((tell) => crowd.map((data) => tell('consultant', data)));

    expect(toldOf(evidence, 'consultant')).toEqual(crowd.slice(0, 1));
  });

  it('the first failure to the originator is held that does not say what failed', () => {
    const failures = [{ errorMessage: 'a' }, { errorMessage: 'b' }];
    const evidence = evidenceWith((tell) => [...crowd, ...failures].map((data) => tell('originator', data)));

    expect(toldOf(evidence, 'originator')).toEqual([...crowd.slice(0, 5), failures[0]]);
  });
});

it('evidence that can be read only once is refused', () => {
  const once = evidenceWith(() => undefined).values();

  expect(() => gather(once)).toThrow('read again');
});

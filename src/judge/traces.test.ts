import { expect, it } from 'vitest';
import type { TraceKey } from '../model/acts.ts';
import type { Delivery, Entry } from '../model/evidence.ts';
import { createRecorder } from '../model/recorder.ts';
import { tracesOf } from './traces.ts';

const chat: TraceKey = 'consult-accepted/chat';
const sms: TraceKey = 'consult-accepted/sms';

/** Two traces that overlap: chat opens, sms opens, chat closes, sms closes, with notifications in between. */
function evidence(): readonly Entry[] {
  const { record, entries } = createRecorder(() => 0);
  const tell = (data: string) =>
    record<Delivery>({ kind: 'delivery', party: 'originator', topic: '/v2/me/chats', data, batch: 0 });
  const open = (trace: TraceKey, channel: 'chat' | 'sms') =>
    record({
      kind: 'opening',
      trace,
      scenario: 'consult-accepted',
      channel,
      spelling: { id: 'documented', collection: channel, key: channel, uriKey: `${channel}Uri` },
      agents: {},
    });
  tell('before all');
  open(chat, 'chat');
  tell('chat alone');
  open(sms, 'sms');
  tell('both');
  record({ kind: 'session', trace: chat, sessionId: 'S1' });
  record({ kind: 'closing', trace: chat });
  tell('sms alone');
  return entries();
}

const told = ({ entries }: { readonly entries: readonly Entry[] }) =>
  entries.flatMap((entry) => (entry.kind === 'delivery' ? [entry.data] : []));

it('a trace has its own entries and what was notified while it was open, in order', () => {
  const [first, second] = tracesOf(evidence());

  expect(first?.sessionId).toBe('S1');
  expect(first && told(first)).toEqual(['chat alone', 'both']);
  expect(second && told(second)).toEqual(['both', 'sms alone']);
  expect(first?.entries.map(({ seq }) => seq)).toEqual(
    first?.entries.map(({ seq }) => seq).toSorted((a, b) => a - b),
  );
  expect(first?.entries.every((entry) => !('trace' in entry) || entry.trace === chat)).toBe(true);
});

it('a trace that was never closed was stopped by the suite', () => {
  const [first, second] = tracesOf(evidence());

  expect(first?.stopped).toBeUndefined();
  expect(second?.stopped?.blame).toBe('suite');
});

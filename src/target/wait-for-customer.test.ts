import { describe, expect, it } from 'vitest';
import type { CustomerView } from '../model/evidence.ts';
import { readView } from './customer-view.ts';
import { waitForCustomer } from './wait-for-customer.ts';

const SEEN = {
  state: 'Chatting',
  participants: [{ nickname: 'Kim', type: 'Customer' }],
  messages: [{ from: { nickname: 'Kim', type: 'Customer' }, type: 'Text', text: 'hi' }],
};
const options = { trace: 'consult-accepted/chat' } as const;

describe('a view', () => {
  const nobody = { nickname: null, type: null };
  const views: readonly [string, unknown, unknown][] = [
    [
      'of wrong members has nulls',
      { state: 7, participants: [null, { nickname: 1 }], messages: ['x', { from: [], text: {} }] },
      {
        state: null,
        participants: [nobody, nobody],
        messages: [
          { from: nobody, type: null, text: null },
          { from: nobody, type: null, text: null },
        ],
      },
    ],
    ['without messages is none', { state: 'Chatting', participants: [] }, undefined],
    ['without participants is none', { state: 'Chatting', messages: [] }, undefined],
    ['that is an array is none', [], undefined],
    ['that is null is none', null, undefined],
  ];
  it.each(views)('%s', (_, shown, expected) => {
    expect(readView(shown)).toEqual(expected);
  });
});

describe('waitForCustomer', () => {
  const shown = { kind: 'view', trace: options.trace, phase: 'during', seq: 0, at: 0, ...SEEN } as const;
  const clock = { now: () => performance.now(), signal: new AbortController().signal };
  const look = (views: (CustomerView | undefined)[]) => async () =>
    views.length > 1 ? views.shift() : views[0];

  it('looks again until the view is wanted', async () => {
    const side = { look: look([undefined, { ...shown, state: null }, shown]) };

    const view = await waitForCustomer(clock, side, {
      phase: 'during',
      wanted: ({ state }) => state !== null,
      deadlineMs: 20_000,
    });

    expect(view).toBe(shown);
  });

  it('resolves with undefined at the deadline', async () => {
    const began = performance.now();

    const view = await waitForCustomer(
      clock,
      { look: look([shown]) },
      { phase: 'during', wanted: () => false, deadlineMs: 60 },
    );

    expect(view).toBeUndefined();
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('resolves with undefined when the run is aborted', async () => {
    const signal = AbortSignal.abort();

    const view = await waitForCustomer(
      { ...clock, signal },
      { look: look([shown]) },
      { phase: 'during', wanted: () => false, deadlineMs: 60_000 },
    );

    expect(view).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { countRequests, madeOnlyOn, requestsOn } from './planned-requests.ts';

const requests = [
  'Accept',
  'about 50 wrong requests',
  'SendMessage (three times)',
  madeOnlyOn('sms', 'Consult'),
];

describe('the requests of a plan', () => {
  it('are counted as their words say', () => {
    expect(countRequests({ requests, sessions: 2 }, 'sms')).toBe(55);
    expect(countRequests({ requests, sessions: 2 }, 'sms', (one) => one.startsWith('Send'))).toBe(3);
  });

  it('are made on the channel that they are marked with alone', () => {
    expect(requestsOn(requests, 'chat')).toEqual(requests.slice(0, 3));
    expect(requestsOn(requests, 'sms')).toEqual(requests);
    expect(countRequests({ requests, sessions: 1 }, 'chat')).toBe(54);
  });

  it('are made in each of many sessions at once but those of one of them', () => {
    const together = {
      requests: ['Consult', 'Leave (in one session)'],
      sessions: 20,
      together: true,
    } as const;

    expect(countRequests(together, 'chat')).toBe(21);
  });
});

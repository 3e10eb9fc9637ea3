import { describe, expect, it } from 'vitest';
import type { Entry, Exchange, FailureKind } from '../model/evidence.ts';
import { troubleOf } from './trouble.ts';

const trace = 'consult-accepted/chat';
const around = { trace, parties: ['originator', 'consultant'] } as const;

type Rough = { readonly kind: Entry['kind'] } & Readonly<Record<string, unknown>>;

/** Entries in order after the opening of the trace; what does not matter is left out. */
function entries(...rough: readonly Rough[]): Entry[] {
  return [{ kind: 'opening', trace } as Rough, ...rough].map(
    (entry, seq) => ({ seq, at: seq, ...entry }) as unknown as Entry,
  );
}

const request = { method: 'POST', url: 'https://gws/x', headers: {} };

function failed(kind: FailureKind, more: Partial<Exchange> = {}): Rough {
  const failure = { kind, message: `it was ${kind}` };
  return { kind: 'exchange', trace, party: 'originator', purpose: 'consult', request, failure, ...more };
}

function watch(state: string, reason: string, party = 'originator'): Rough {
  return { kind: 'watch', party, state, reason };
}

function found(status: number, purpose = 'state-after'): Rough {
  const body = { form: 'json', json: { statusCode: status === 404 ? 6 : 0 } };
  return { kind: 'exchange', trace, party: 'originator', purpose, request, response: { status, body } };
}

describe('trouble around a scenario', () => {
  const troubles: readonly [string, Entry[], string, RegExp][] = [
    [
      'a server that is gone',
      entries(failed('refused')),
      'network',
      /In mid-run, POST https:\/\/gws\/x: it was refused/,
    ],
    ['a lost login', entries(failed('login')), 'configuration', /login/],
    ['a proxy that lets nobody through any more', entries(failed('proxy')), 'network', /proxy/],
    [
      'a rival login',
      entries(
        watch(
          'closed',
          'connect refused: 403 (advice: reconnect none); did the same agent log in a second time elsewhere?',
        ),
      ),
      'configuration',
      /originator's notifications ended in mid-run.*second time/,
    ],
    [
      'notifications that nobody answers for any more',
      entries(
        { kind: 'bayeux', party: 'originator', failure: { kind: 'refused', message: '' } },
        watch('closed', 'gave up'),
      ),
      'network',
      /gave up/,
    ],
    ['a server that ends notifications', entries(watch('closed', 'gave up')), 'server', /gave up/],
    [
      'a restart',
      entries(watch('lost', 'reset'), watch('subscribed', ''), found(404)),
      'server',
      /restarted/,
    ],
  ];
  it.each(troubles)('is %s', (_, evidence, blame, reason) => {
    expect(troubleOf(evidence, around)).toMatchObject({
      blame,
      reason: expect.stringMatching(reason) as string,
      from: expect.any(Number) as number,
    });
  });

  const peace: readonly [string, Entry[]][] = [
    ['nothing', entries()],
    ['an answer that never came', entries(failed('timeout'))],
    ['a broken connection', entries(failed('reset', { end: { seq: 2, at: 2 } }))],
    [
      'a broken connection long before another',
      entries(failed('reset', { end: { seq: 2, at: 2 } }), {
        kind: 'bayeux',
        party: 'originator',
        failure: { kind: 'reset', message: '' },
        end: { seq: 3, at: 5_000 },
      }),
    ],
    ['a request of another scenario', entries(failed('refused', { trace: 'consult-failed/chat' }))],
    ['the source of sessions', entries(failed('refused', { party: 'customer' }))],
    ['somebody who does not play', entries(watch('closed', 'gave up', 'bystander'))],
    ['a loss that was made good', entries(watch('lost', 'reset'), watch('subscribed', ''), found(200))],
    ['a session that is gone without a loss', entries(found(404))],
    ['the refusal of a Consult', entries(watch('lost', 'reset'), found(404, 'consult'))],
  ];
  it.each(peace)('is not %s', (_, evidence) => {
    expect(troubleOf(evidence, around)).toBeUndefined();
  });

  it('counts from the beginning of the scenario on', () => {
    const [opening, trouble] = entries(failed('refused'));
    const before = [
      { ...trouble, seq: 0 },
      { ...opening, seq: 1 },
    ] as Entry[];

    expect(troubleOf(before, around)).toBeUndefined();
  });
});

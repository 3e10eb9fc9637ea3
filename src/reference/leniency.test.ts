import { describe, expect, it } from 'vitest';
import type { Behaviour } from './behaviour.ts';
import { on } from './playing.fixture.ts';
import { openAccepted, uri, type Scene, type Stage } from './stage.fixture.ts';
import type { Json } from './json.ts';

const NOBODY = '/users/00000000000000000000000000000000';

interface Row {
  readonly what: string;
  readonly behaviour: Partial<Behaviour>;
  readonly ask: (stage: Stage, scene: Scene) => Promise<unknown>;
  /** The statusCode without the behaviour, and with it. */
  readonly codes: readonly [Json, Json];
}

const post = async (stage: Stage, path: string, body: Json): Promise<unknown> =>
  (await stage.originator.post(path, body)).json?.['statusCode'];

const rows: readonly Row[] = [
  {
    what: 'a Consult of no address',
    behaviour: { wrongTargets: 'later' },
    ask: async (stage, scene) =>
      (await scene.operate(stage.originator, 'Consult', { targetUri: 'words' })).json?.['statusCode'],
    codes: [10, 0],
  },
  {
    what: 'a consult in small letters',
    behaviour: { operationCase: 'ignored' },
    ask: async (stage, scene) =>
      (await scene.operate(stage.originator, 'consult', { targetUri: uri(stage, NOBODY) })).json?.[
        'statusCode'
      ],
    codes: [10, 0],
  },
  {
    what: 'a target on another host',
    behaviour: { hosts: 'own' },
    ask: async (stage, scene) =>
      (
        await scene.operate(stage.originator, 'Consult', {
          targetUri: `http://elsewhere.invalid/api/v2${NOBODY}`,
        })
      ).json?.['statusCode'],
    codes: [0, 10],
  },
  {
    what: 'a session without /me',
    behaviour: { servedWithoutMe: true },
    ask: (stage, { sessionId }) =>
      post(stage, `/api/v2/smsessions/${sessionId}`, {
        operationName: 'Consult',
        targetUri: uri(stage, NOBODY),
      }),
    codes: [6, 0],
  },
];

describe.each(rows)('$what', ({ behaviour, ask, codes: [usual, other] }) => {
  it('is answered as the behaviour says', async () => {
    const told: unknown[] = [];
    for (const one of [{}, behaviour])
      await on({ behaviour: one, channels: ['sms'] }, async (stage) => {
        told.push(await ask(stage, await openAccepted(stage, 'sms')));
      });

    expect(told).toEqual([usual, other]);
  });
});

import { describe, expect, it } from 'vitest';
import type { Seats } from './behaviour.ts';
import { on } from './playing.fixture.ts';
import { openAccepted, openScene, uri, type Scene, type Stage } from './stage.fixture.ts';
import type { Got } from './line.fixture.ts';

const seats = (more: Partial<Seats> = {}): Seats => ({
  most: 1,
  holdFor: 'consults',
  whenFull: 'fails',
  ...more,
});

function consult(stage: Stage, scene: Scene): Promise<Got> {
  const targetUri = uri(stage, `/users/${stage.reference.accounts.consultant.userId}`);
  return scene.operate(stage.originator, 'Consult', { targetUri });
}

/** Has the consultant be in a consult on the chat. */
async function engaged(stage: Stage): Promise<Scene> {
  const scene = await openAccepted(stage, 'chat');
  await consult(stage, scene);
  await stage.consultant.until((told) => scene.isAbout(told));
  await scene.operate(stage.consultant, 'Accept', { nickname: 'BFriend' });
  return scene;
}

describe('an agent who may be in one session', () => {
  it('fails to be consulted in another, on the other channel too', () =>
    on({ channels: ['chat', 'sms'], behaviour: { seats: seats() } }, async (stage) => {
      await engaged(stage);
      const other = await openAccepted(stage, 'sms');

      const asked = await consult(stage, other);
      const told = await stage.originator.until(
        (one) => other.isAbout(one) && one.data['notificationType'] === 'Error',
      );

      expect(asked.json?.['statusCode']).toBe(0);
      expect(told.data['referenceId']).toBe(asked.json?.['referenceId']);
    }));

  it('is asked into the other as soon as it is out of the first, where Consults wait', () =>
    on({ channels: ['chat', 'sms'], behaviour: { seats: seats({ whenFull: 'waits' }) } }, async (stage) => {
      const first = await engaged(stage);
      const other = await openAccepted(stage, 'chat');
      await consult(stage, other);

      await first.operate(stage.consultant, 'Leave');
      const told = await stage.consultant.until((one) => other.isAbout(one));

      expect(other.session(told)['state']).toBe('Invited');
    }));

  it('is told of another customer when the first session is over, where customers wait', () =>
    on({ channels: ['chat', 'sms'], behaviour: { seats: seats({ holdFor: 'all' }) } }, async (stage) => {
      const first = await openAccepted(stage, 'chat');
      const opening = openScene(stage, 'sms', { agent: stage.originator });
      const seen = await stage.originator.get('/api/v2/me/smsessions');

      await first.operate(stage.originator, 'Complete');
      const other = await opening;

      expect(seen.json?.['smsessions']).toEqual([]);
      expect(other.sessionId).not.toBe(first.sessionId);
    }));
});

import { describe, expect, it } from 'vitest';
import type { Behaviour } from './behaviour.ts';
import { on, playing } from './playing.fixture.ts';
import { at, each, openAccepted, uri, type Scene, type Stage } from './stage.fixture.ts';
import type { Got } from './line.fixture.ts';

/** The session as a GET shows it to the originator. */
async function shown({ originator }: Stage, { sessionId }: Scene) {
  return at((await originator.get(`/api/v2/me/chats/${sessionId}`)).json, 'chat');
}

const consult = (stage: Stage, scene: Scene, path: string): Promise<Got> =>
  scene.operate(stage.originator, 'Consult', { targetUri: uri(stage, path) });

const idOf = ({ reference: { accounts } }: Stage, name: 'consultant' | 'second' | 'absent'): string =>
  accounts[name].userId;

/** Has the consultant be invited and reject. */
async function rejecting(
  behaviour: Partial<Behaviour>,
  test: (played: { stage: Stage; scene: Scene; rejected: Got; since: number }) => Promise<void>,
): Promise<void> {
  await on({ behaviour }, async (stage) => {
    const scene = await openAccepted(stage, 'chat');
    await consult(stage, scene, `/users/${idOf(stage, 'consultant')}`);
    await stage.consultant.until((told) => scene.isAbout(told));
    const since = stage.originator.now();
    await test({ stage, scene, since, rejected: await scene.operate(stage.consultant, 'Reject') });
  });
}

describe('an agent who rejects', () => {
  it.each([
    ['error', 'Error'],
    ['state', 'ParticipantsUpdated'],
  ] as const)('has the originator told as %s, and nobody joins', (rejection, type) =>
    rejecting({ rejection }, async ({ stage, scene, since }) => {
      const told = await stage.originator.until((one) => one.order > since && scene.isAbout(one));

      expect(told.data['notificationType']).toBe(type);
      expect(each(at(await shown(stage, scene), 'participants'), 'nickname')).toEqual(['TestName', 'FirstL']);
    }),
  );

  it('is put into the session by a server that is wrong', () =>
    rejecting({ rejectionJoins: true }, async ({ stage, scene }) => {
      expect(each(at(await shown(stage, scene), 'participants'), 'nickname')).toContain('BFriend');
    }));

  it('stays invited on a server that is wrong', () =>
    rejecting({ rejectionIgnored: true }, async ({ stage: { consultant }, scene }) => {
      const own = await consultant.get(`/api/v2/me/chats/${scene.sessionId}`);

      expect(at(own.json, 'chat', 'state')).toBe('Invited');
    }));

  it('is refused by a server that knows no rejecting', () =>
    rejecting({ knowsReject: false }, async ({ rejected }) => {
      expect(rejected.json?.['statusCode']).toBe(10);
    }));
});

describe('an agent who is not there', () => {
  it.each([
    [{ absence: 'waits' }, ['TestName', 'FirstL']],
    [{ absentJoins: true }, ['TestName', 'Absent', 'FirstL']],
  ] as const)('with %j leaves %j in the session', (behaviour, names) =>
    on({ behaviour }, async (stage) => {
      const scene = await openAccepted(stage, 'chat');

      const { json } = await consult(stage, scene, `/users/${idOf(stage, 'absent')}`);

      expect(json?.['statusCode']).toBe(0);
      expect(each(at(await shown(stage, scene), 'participants'), 'nickname')).toEqual(names);
    }),
  );
});

describe('a Consult while another runs', () => {
  it('is refused where the server says so', () =>
    playing({ secondConsult: 'refused' }, async ({ stage, scene }) => {
      const { json } = await consult(stage, scene, `/users/${idOf(stage, 'second')}`);

      expect(json?.['statusCode']).toBe(2);
    }));

  it('fails where the server says so, and the first consultant stays', () =>
    playing({ secondConsult: 'fails' }, async ({ stage, scene }) => {
      await consult(stage, scene, `/users/${idOf(stage, 'second')}`);
      await stage.originator.until((told) => told.data['notificationType'] === 'Error');

      expect(each(at(await shown(stage, scene), 'participants'), 'nickname')).toContain('BFriend');
    }));
});

describe('a way to name a target that is not understood', () => {
  it('is refused, and no other is', () =>
    on({ behaviour: { unreadTargets: ['targetUri contacts'] } }, async (stage) => {
      const scene = await openAccepted(stage, 'chat');

      const contact = await consult(stage, scene, `/contacts/${idOf(stage, 'consultant')}`);
      const user = await consult(stage, scene, `/users/${idOf(stage, 'consultant')}`);

      expect([contact.json?.['statusCode'], user.json?.['statusCode']]).toEqual([10, 0]);
    }));

  it('leads to another agent where contacts do', () =>
    on({ behaviour: { contactsReachOther: true } }, async (stage) => {
      const scene = await openAccepted(stage, 'chat');

      await consult(stage, scene, `/contacts/${idOf(stage, 'consultant')}`);
      await stage.originator.until((told) => told.data['notificationType'] === 'Error');

      expect(stage.consultant.told.filter(scene.isAbout)).toEqual([]); // the second is not logged in here
    }));
});

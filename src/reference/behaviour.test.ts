import { describe, expect, it } from 'vitest';
import { channels } from '../model/channel.ts';
import type { Behaviour } from './behaviour.ts';
import { fetchFrom } from './line.fixture.ts';
import { on, playing } from './playing.fixture.ts';
import { at, consultOn, each, openAccepted, uri, type Stage } from './stage.fixture.ts';

describe('the behaviour', () => {
  it('notifyBeforeResponse has the notifications fetched before the response', () =>
    on({ behaviour: { notifyBeforeResponse: true, autoAccept: true } }, async (stage) => {
      const scene = await openAccepted(stage, 'chat');

      const answered = scene
        .operate(stage.originator, 'Consult', { targetUri: stage.reference.queue.uri })
        .then(() => stage.originator.now());
      const joined = await stage.originator.until(
        (told) => scene.isAbout(told) && each(told.data['messages'], 'visibility').includes('Agents'),
      );

      expect(joined.order).toBeLessThan(await answered);
    }));

  it('batch has both notifications in one array', () =>
    playing({ batch: true }, ({ first, second }) => expect(first.batch).toBe(second.batch)));

  it('log-first turns the two notifications round', () =>
    playing({ consultOrder: 'log-first' }, ({ first, second }) =>
      expect(first.order).toBeGreaterThan(second.order),
    ));

  it('autoAccept puts the consultant in at once', () =>
    playing({ autoAccept: true }, ({ stage, scene }) => {
      const told = stage.consultant.told.find(scene.isAbout);

      expect(told && scene.session(told)['state']).toBe('Chatting');
    }));

  it('originatorTwice lists the originator as the sample does, while the consult runs', () =>
    playing({ originatorTwice: true }, async ({ first, stage, scene }) => {
      const names = each(at(first.data, 'chat', 'participants'), 'nickname');
      const ids = each(at(first.data, 'chat', 'participants'), 'participantId');
      await scene.operate(stage.consultant, 'Leave');
      const after = await stage.originator.get(`/api/v2/me/chats/${scene.sessionId}`);

      expect(names).toEqual(['TestName', 'BFriend', 'FirstL', 'TestName']);
      expect(new Set(ids).size).toBe(4);
      expect(each(at(after.json, 'chat', 'participants'), 'participantId')).toEqual([ids[3], ids[2]]);
    }));

  it('chatterAround tells of other sessions in between', () =>
    playing({ chatterAround: true }, ({ first, second, stage, scene }) => {
      const between = stage.originator.told.filter(
        ({ order }) => order > first.order && order < second.order,
      );

      expect(between.length).toBeGreaterThan(0);
      expect(between.filter(scene.isAbout)).toEqual([]);
    }));

  it('indexGaps skips numbers', () =>
    playing({ indexGaps: 4 }, ({ second }) => expect(each(second.data['messages'], 'index')).toEqual([11])));

  it('timestamp writes the same instant in another form', () =>
    playing({ timestamp: { separator: 'T', offsetMinutes: 330 } }, ({ second }) => {
      const [entry] = second.data['messages'] as readonly { timestamp: string; timestampSeconds: number }[];

      expect(entry?.timestamp).toMatch(/T.*\+0530$/);
      expect(Date.parse(entry?.timestamp ?? '')).toBe(entry?.timestampSeconds);
    }));

  it('adds members where it is asked to', () =>
    playing(
      {
        extraMembers: true,
        referenceIdOnSuccess: true,
        visibilityOnParticipants: true,
        statusMessageOnSuccess: true,
      },
      ({ consult, first, second }) => {
        expect(first.data).toMatchObject({
          referenceId: consult.json?.['referenceId'],
          metrics: expect.anything() as unknown,
        });
        expect(second.data).toHaveProperty('referenceId');
        expect(each(at(first.data, 'chat', 'participants'), 'visibility')).toEqual(['All', 'Agents', 'All']);
        expect(consult.json).toHaveProperty('statusMessage');
      },
    ));

  it('published spelling changes path, keys and topic of SMS', async () => {
    const published = channels.sms.spellings[1];
    await on({ channels: ['sms'], behaviour: { spelling: 'published' } }, async (stage) => {
      const scene = await openAccepted(stage, 'sms', published);

      const { first, second } = await consultOn(stage, scene);

      expect(first.topic).toBe('/v2/me/smssessions');
      expect(first.data).toHaveProperty('smssession');
      expect(second.data).toHaveProperty('smssessionUri');
    });
  });

  it.each([
    ['/users/nobody', 404, 6],
    ['/users/5ac3901be7d24f84a6f0d8127e9b3c56', 400, 2],
  ])('synchronous failure refuses %s at once', (path, status, statusCode) =>
    on({ behaviour: { failure: 'synchronous' } }, async (stage) => {
      const scene = await openAccepted(stage, 'chat');

      const got = await scene.operate(stage.originator, 'Consult', { targetUri: uri(stage, path) });

      expect([got.status, got.json?.['statusCode']]).toEqual([status, statusCode]);
      expect(got.json).not.toHaveProperty('referenceId');
    }),
  );

  const leaks: readonly (readonly [keyof Behaviour, RegExp])[] = [
    ['customerSeesConsultant', /"participants":\[[^\]]*BFriend/],
    ['customerSeesConsultJoin', /"messages":.*BFriend[^}]*},"type":"ParticipantJoined"/],
    ['customerSeesAgentsTexts', /secret/],
    ['customerSeesAgentsTyping', /TypingStarted/],
  ];
  it.each(leaks)('%s shows to the customer exactly that', (leak, shown) =>
    playing({ [leak]: true }, async ({ stage, scene }) => {
      await scene.operate(stage.consultant, 'SendToAgents', { text: 'secret' });
      await scene.operate(stage.consultant, 'SendStartTypingToAgentsNotification');

      const view = JSON.stringify(await scene.customer());

      for (const [other, pattern] of leaks) expect(pattern.test(view), other).toBe(pattern === shown);
    }),
  );

  it('consultAddsNoCapabilities and capabilitiesStayAfterLeave change what is listed', async () => {
    await playing({ consultAddsNoCapabilities: true }, ({ first }) =>
      expect(at(first.data, 'chat', 'capabilities')).toHaveLength(13),
    );
    await playing({ capabilitiesStayAfterLeave: true }, async ({ stage, scene }) => {
      await scene.operate(stage.consultant, 'Leave');
      const { json } = await stage.originator.get(`/api/v2/me/chats/${scene.sessionId}`);

      expect(at(json, 'chat', 'capabilities')).toHaveLength(16);
    });
  });

  it('of unchecked requests lets them pass', () =>
    on(
      {
        behaviour: {
          authNotChecked: true,
          operationNotChecked: true,
          membershipNotChecked: true,
          sessionNotChecked: true,
          bodyNotChecked: true,
          targetNotChecked: true,
          csrfNotChecked: true,
        },
      },
      async (stage) => {
        const scene = await openAccepted(stage, 'chat');
        const path = `/api/v2/me/chats/${scene.sessionId}`;
        const send = async (body: string, headers: Record<string, string> = {}): Promise<unknown> => {
          const got = await fetchFrom(stage.reference.baseUrl + path, {
            method: 'POST',
            headers: { 'content-type': 'application/json', ...headers },
            body,
          });
          return got.json?.['statusCode'];
        };
        const post = async (
          agent: keyof Pick<Stage, 'originator' | 'bystander'>,
          to: string,
          token?: string,
        ): Promise<unknown> =>
          (
            await stage[agent].post(
              to,
              { operationName: 'Consult' },
              token === undefined ? {} : { 'x-csrf-token': token },
            )
          ).json?.['statusCode'];

        expect(await send('{"operationName":"SetInFocus"}')).toBe(0);
        expect(await send('{"operationName":"Dance"}')).toBe(0);
        expect(await send('no JSON')).toBe(0);
        expect(await post('bystander', path)).toBe(0);
        expect(await post('originator', '/api/v2/me/chats/none')).toBe(0);
        expect(await post('originator', path, 'guess')).toBe(0);
      },
    ));

  it('of rules that are broken breaks them', async () => {
    await playing({ consultDropsCustomer: true }, ({ first }) =>
      expect(each(at(first.data, 'chat', 'participants'), 'type')).not.toContain('Customer'),
    );
    await playing({ leaveEndsSession: true }, async ({ stage, scene }) => {
      await scene.operate(stage.consultant, 'Leave');

      expect((await scene.customer())['state']).toBe('Completed');
    });
    await playing({ leaveIgnored: true }, async ({ stage, scene }) => {
      await scene.operate(stage.consultant, 'Leave');
      const { json } = await stage.originator.get(`/api/v2/me/chats/${scene.sessionId}`);

      expect(at(json, 'chat', 'participants')).toHaveLength(3);
    });
    await playing({ consultOnce: true }, async ({ stage, scene }) => {
      await scene.operate(stage.consultant, 'Leave');
      const again = await scene.operate(stage.originator, 'Consult', {
        targetUri: stage.reference.queue.uri,
      });

      expect(again.json?.['statusCode']).toBe(2);
    });
  });

  it.each([
    ['customerToldOnFailure', /in vain/],
    ['failureEndsSession', /"state":"Completed"/],
  ] as const)('%s shows at the customer when a consult fails', (name, shown) =>
    on({ behaviour: { [name]: true } }, async (stage) => {
      const scene = await openAccepted(stage, 'chat');

      await scene.operate(stage.originator, 'Consult', { targetUri: uri(stage, '/users/nobody') });

      expect(JSON.stringify(await scene.customer())).toMatch(shown);
    }),
  );

  it.each([
    [{ unreachableKinds: ['queues'] }, 'Error'],
    [{ consultReachesBystander: true }, 'StatusChange'],
  ] as const)('%j leads astray', (behaviour, type) =>
    on({ behaviour }, async (stage) => {
      const scene = await openAccepted(stage, 'chat');

      await scene.operate(stage.originator, 'Consult', { targetUri: stage.reference.queue.uri });

      const agent = type === 'Error' ? stage.originator : stage.bystander;
      await agent.until((told) => scene.isAbout(told) && told.data['notificationType'] === type);
      expect(stage.consultant.told.filter(scene.isAbout)).toEqual([]);
    }),
  );
});

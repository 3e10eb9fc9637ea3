import { describe, expect, it } from 'vitest';
import { fetchFrom } from './line.fixture.ts';
import { remove } from './mutate.ts';
import { on } from './playing.fixture.ts';
import type { Quirk } from './quirk.ts';
import { at, consultOn, each, openAccepted, uri } from './stage.fixture.ts';

describe('a quirk', () => {
  it('has the last word on an answer, on its channel alone', () =>
    on(
      {
        answer: (answer, { operation }) =>
          operation === 'Consult' ? { ...answer, status: 299, raw: 'gone' } : answer,
      },
      async (stage) => {
        const got = await Promise.all(
          (['chat', 'sms'] as const).map(async (channel) => {
            const scene = await openAccepted(stage, channel);
            return scene.operate(stage.originator, 'Consult', { targetUri: stage.reference.queue.uri });
          }),
        );

        expect(got.map(({ status }) => status)).toEqual([299, 200]);
        expect(got[0]?.text).toBe('gone');
      },
    ));

  it('can let an answer hang, or break the connection, and what the request does happens', async () => {
    for (const broken of [{ hang: true }, { reset: true }]) {
      await on(
        { answer: (answer, { operation }) => (operation === 'Consult' ? { ...answer, ...broken } : answer) },
        async (stage) => {
          const scene = await openAccepted(stage, 'chat');
          const answered = scene
            .operate(stage.originator, 'Consult', { targetUri: stage.reference.queue.uri })
            .then(
              () => 'answered',
              () => 'broken',
            );

          await stage.consultant.until(scene.isAbout);
          await stage.close();

          expect(await answered).toBe('broken');
        },
      );
    }
  });

  it('knows who asks whom about which session', async () => {
    const seen: unknown[] = [];
    const quirk: Omit<Quirk, 'id' | 'channels'> = {
      answer: (answer, { operation, role, target, session, caller }) => {
        if (operation === 'Consult' || operation === 'Leave')
          seen.push([
            operation,
            role,
            target?.kind,
            caller?.key,
            session?.participants.map((one) => one.role),
          ]);
        return answer;
      },
    };
    await on(quirk, async (stage) => {
      const scene = await openAccepted(stage, 'chat');
      await consultOn(stage, scene);
      await scene.operate(stage.consultant, 'Leave');

      expect(seen).toEqual([
        ['Consult', 'originator', 'users', 'originator', ['originator', 'customer']],
        ['Leave', 'consultant', undefined, 'consultant', ['originator', 'customer']],
      ]);
    });
  });

  it('can change, lose, repeat, misdirect, delay and hold notifications', () =>
    on(
      {
        deliver: (delivery, { event, recipient, agents }) => {
          if (recipient.role !== 'originator') return [delivery];
          if (event === 'consult-participants') return [{ ...delivery, holdUntil: 'consult-joined' }];
          if (event === 'message') return [delivery, { ...delivery, delayMs: 5 }];
          const bystander = agents.find(({ key }) => key === 'bystander')?.userName ?? '';
          return event === 'agents-message' ? [{ ...delivery, recipient: bystander }] : [delivery];
        },
      },
      async (stage) => {
        const scene = await openAccepted(stage, 'chat');
        const { first, second } = await consultOn(stage, scene);
        await scene.operate(stage.consultant, 'SendToAgents', { text: 'lost' });
        await scene.operate(stage.originator, 'SendMessage', { text: 'twice' });
        await stage.bystander.until(scene.isAbout);
        const texts = (): unknown[] =>
          stage.originator.told.filter(scene.isAbout).flatMap(({ data }) => each(data['messages'], 'text'));

        expect(first.order).toBeGreaterThan(second.order);
        await expect.poll(() => texts().filter((text) => text === 'twice')).toHaveLength(2);
        expect(texts()).not.toContain('lost');
      },
    ));

  it('can be written with mutations', () =>
    on(
      {
        deliver: (delivery, context) => [
          context.event === 'consult-participants'
            ? { ...delivery, data: remove('/{session}/participants/*/type')(delivery.data, context) }
            : delivery,
        ],
      },
      async (stage) => {
        const scene = await openAccepted(stage, 'chat');

        const { first } = await consultOn(stage, scene);

        expect(each(at(first.data, 'chat', 'participants'), 'type')).toEqual([
          undefined,
          undefined,
          undefined,
        ]);
      },
    ));

  it('has the last word on what the customer sees', () =>
    on({ view: (view) => ({ ...view, state: 'OnHold' }) }, async (stage) => {
      const chat = await openAccepted(stage, 'chat');
      const sms = await openAccepted(stage, 'sms');

      expect([(await chat.customer())['state'], (await sms.customer())['state']]).toEqual([
        'OnHold',
        'Chatting',
      ]);
    }));

  it('is asked about login only when it wants to be', async () => {
    for (const answers of ['channel', 'every'] as const) {
      const quirk = {
        answers,
        answer: (answer) => ({ ...answer, headers: { ...answer.headers, 'x-quirk': '1' } }),
      } satisfies Omit<Quirk, 'id' | 'channels'>;
      await on(quirk, async (stage) => {
        const { headers } = await fetchFrom(uri(stage, '/diagnostics/version'));

        expect(headers['x-quirk']).toBe(answers === 'every' ? '1' : undefined);
      });
    }
  });
});

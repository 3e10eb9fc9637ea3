import { describe, expect, it } from 'vitest';
import { spellingFor, rightBehaviour } from './behaviour.ts';
import { at, consultOn, each, openAccepted, openStage } from './stage.fixture.ts';
import { variants } from './variants/index.ts';

const rows = variants.flatMap((variant) => variant.channels.map((channel) => ({ ...variant, channel })));

describe('variants', () => {
  it('have ids of their own, and something that differs', () => {
    expect(new Set(variants.map(({ id }) => id)).size).toBe(variants.length);
    expect(variants.filter(({ quirk }) => Object.keys(quirk).length === 0)).toEqual([]);
  });

  it.each(rows)(
    '$id on $channel brings a consultant in whom the customer does not see',
    async ({ id, channel, channels, quirk }) => {
      const stage = await openStage({ quirks: [{ ...quirk, id, channels }] });
      const spelling = spellingFor(channel, { ...rightBehaviour(channel), ...quirk.behaviour });

      const scene = await openAccepted(stage, channel, spelling);
      const { consult, second } = await consultOn(stage, scene);
      // The first may be of the invitation only; the consultant is in one of them.
      const first = await stage.originator.until(
        (told) =>
          scene.isAbout(told) &&
          each(at(told.data, spelling.key, 'participants'), 'nickname').includes('BFriend'),
      );
      const view = await scene.customer();

      expect(consult.json?.['statusCode']).toBe(0);
      expect(each(at(first.data, spelling.key, 'participants'), 'nickname')).toContain('BFriend');
      expect(each(second.data['messages'], 'visibility').at(-1)).toBe('Agents');
      expect(each(view['participants'], 'nickname')).toEqual(['TestName', 'FirstL']);
      await stage.close();
    },
  );
});

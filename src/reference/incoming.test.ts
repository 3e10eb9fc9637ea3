import { describe, expect, it } from 'vitest';
import { channelIds, channels } from '../model/channel.ts';
import { fetchFrom } from './line.fixture.ts';
import { at, openStage, type Stage } from './stage.fixture.ts';
import type { TestAgent, Told } from './agent.fixture.ts';

const isInvitation =
  (key: string) =>
  ({ data }: Told): boolean =>
    at(data, key, 'state') === 'Invited';

describe.each(channelIds)('customers who come by themselves on %s', (channel) => {
  const [{ key, collection }] = channels[channel].spellings;
  const operate = (agent: TestAgent, id: string, operationName: string) =>
    agent.post(`/api/v2/me/${collection}/${id}`, { operationName, nickname: 'TestName' });

  async function on(work: (stage: Stage) => Promise<void>): Promise<void> {
    const stage = await openStage({ customers: true });
    await work(stage);
    await stage.close();
  }

  it('wait one at a time, and the next comes when the last is accepted', () =>
    on(async ({ originator }) => {
      const first = await originator.until(isInvitation(key));
      const id = String(at(first.data, key, 'id'));
      const since = originator.now();

      await operate(originator, id, 'Accept');
      const next = await originator.until((told) => told.order > since && isInvitation(key)(told));

      expect(at(next.data, key, 'id')).not.toBe(id);
      expect(originator.told.filter(isInvitation(key))).toHaveLength(2);
    }));

  it('come to the bystander too, and not to the consultant', () =>
    on(async ({ bystander, consultant }) => {
      await bystander.until(isInvitation(key));

      expect(consultant.told.filter(isInvitation(key))).toEqual([]);
    }));

  it('go when the agent is not ready any more', () =>
    on(async ({ originator }) => {
      const { data } = await originator.until(isInvitation(key));

      await originator.post(`/api/v2/me/channels/${channel}`, { operationName: 'NotReady' });
      const revoked = await originator.until((told) => at(told.data, key, 'state') === 'Revoked');

      expect(at(revoked.data, key, 'id')).toBe(at(data, key, 'id'));
    }));
});

describe('customers who name no agent', () => {
  it('come to one who is ready, on every channel, or to nobody', async () => {
    const stage = await openStage();
    const open = async (channel: string): Promise<number> => {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ channel, nickname: 'Ann' });
      const url = `${stage.reference.baseUrl}/reference/sessions`;
      return (await fetchFrom(url, { method: 'POST', headers, body })).status;
    };

    for (const channel of channelIds) {
      expect(await open(channel)).toBe(201);
      await stage.originator.until(
        ({ data }) => at(data, channels[channel].spellings[0].key, 'state') === 'Invited',
      );
      await stage.originator.post(`/api/v2/me/channels/${channel}`, { operationName: 'NotReady' });
      expect(await open(channel)).toBe(400);
    }
    await stage.close();
  });
});

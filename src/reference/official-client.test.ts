import { CometD } from 'cometd';
import { adapt } from 'cometd-nodejs-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { channelIds, channels } from '../model/channel.ts';
import { isObject, type JsonObject } from './json.ts';
import { consultOn, openAccepted, openStage, type Stage } from './stage.fixture.ts';
import { fetchFrom } from './line.fixture.ts';

let stage: Stage;
beforeAll(async () => {
  adapt();
  stage = await openStage();
});
afterAll(() => stage.close());

/** Logs the originator in with the project's own client and collects what arrives. */
async function listen(
  topic: string,
): Promise<{ readonly told: JsonObject[]; readonly end: () => Promise<void> }> {
  const { baseUrl, accounts } = stage.reference;
  const { userName, password } = accounts.originator;
  const authorization = `Basic ${Buffer.from(`${userName}:${password}`).toString('base64')}`;
  const me = await fetchFrom(`${baseUrl}/api/v2/me`, { headers: { authorization } });
  const told: JsonObject[] = [];
  const client = new CometD();
  client.websocketEnabled = false;
  client.configure({
    url: `${baseUrl}/api/v2/notifications`,
    requestHeaders: { Authorization: authorization, 'X-CSRF-TOKEN': String(me.headers['x-csrf-token']) },
  });
  await new Promise<void>((resolve, reject) => {
    client.handshake(({ successful }) =>
      successful === true ? resolve() : reject(new Error('no handshake')),
    );
  });
  await new Promise<void>((resolve, reject) => {
    const take = ({ data }: { data?: unknown }): void => void (isObject(data) && told.push(data));
    client.subscribe(topic, take, ({ successful }) =>
      successful === true ? resolve() : reject(new Error('no subscription')),
    );
  });
  return { told, end: () => new Promise((resolve) => void client.disconnect(() => resolve())) };
}

describe("the CometD project's own client", () => {
  it.each(channelIds)('receives both notifications of a consult on %s', async (channel) => {
    const { key, uriKey, collection } = channels[channel].spellings[0];
    const { told, end } = await listen(`/v2/me/${collection}`);
    const scene = await openAccepted(stage, channel);

    const { first, second } = await consultOn(stage, scene);
    await expect.poll(() => told).toEqual(expect.arrayContaining([first.data, second.data]));

    expect(first.data[key]).toHaveProperty('id', scene.sessionId);
    expect(second.data).toHaveProperty(uriKey);
    await end();
  });
});

import { expect, it } from 'vitest';
import { loadCatalog } from '../catalog/index.ts';
import { channelIds } from '../model/channel.ts';
import type { Exchange } from '../model/evidence.ts';
import { countRequests } from '../model/planned-requests.ts';
import { startReference, type Quirk } from '../reference/index.ts';
import { conduct } from './conduct.ts';
import { plannedScenarios } from './plan.ts';
import { referenceTarget } from './reference-target.ts';

const deadlines = { answer: 2_000, notification: 2_000, settle: 20, overall: 60_000 };
const sessionsAtOnce = 3;

/** Depend on what a server makes of other requests, or are counted in words. */
const uncounted = ['refused-requests'];

it('a run makes the requests of its plan, no more and no fewer', async () => {
  const catalog = loadCatalog();
  // Where chat takes targetPath, nothing that is planned is left out.
  const quirk: Quirk = {
    id: 'chat-path',
    channels: ['chat'],
    behaviour: { targetMembers: ['targetUri', 'targetPath'] },
  };
  const reference = await startReference({ quirks: [quirk] });
  try {
    const target = {
      ...referenceTarget(reference, deadlines),
      limits: { concurrentSessions: sessionsAtOnce },
    };
    const { evidence } = await conduct({ target, catalog });
    const posted = evidence.filter(
      (entry): entry is Exchange =>
        entry.kind === 'exchange' && entry.party !== 'customer' && entry.request.method === 'POST',
    );
    const isOfCustomer = (request: string): boolean => request.includes('(customer)');
    const scenarios = plannedScenarios(catalog, [], sessionsAtOnce).filter(
      ({ id }) => !uncounted.includes(id),
    );

    for (const channel of channelIds) {
      const made = scenarios.map(({ id }) => [
        id,
        posted.filter(({ trace }) => trace?.startsWith(`${id}/`) === true && trace.endsWith(`/${channel}`))
          .length,
      ]);
      const planned = scenarios.map((one) => [
        one.id,
        countRequests(one, channel, (request) => !isOfCustomer(request)),
      ]);
      expect(made).toEqual(planned);
    }
  } finally {
    await reference.close();
  }
});

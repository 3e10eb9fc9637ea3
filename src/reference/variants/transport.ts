/** Right servers before which something stands, or whose connections, tokens and ids are of another kind: the documents leave that open. */
import type { Front } from '../http/front.ts';
import type { ServerSettings } from '../quirk.ts';
import { variant } from './changing.ts';
import type { Variant } from './variant.ts';

function setting(id: string, title: string, settings: ServerSettings): Variant {
  return variant(id, title, { settings });
}

function standing(id: string, title: string, front: Partial<Front>): Variant {
  return setting(id, title, { front });
}

/** The rows. */
export const transportVariants: readonly Variant[] = [
  standing('packed-gzip', 'Every answer is compressed with gzip, notifications too.', { packs: 'gzip' }),
  standing('packed-brotli', 'Every answer is compressed with Brotli.', { packs: 'br' }),
  standing('packed-deflate', 'Every answer is compressed with deflate.', { packs: 'deflate' }),
  standing('connections-end', 'The connection ends with each answer.', { closes: true }),
  standing('counting-cookie', 'Each answer sets a cookie of another value.', { counts: true }),
  standing('balancer-cookie', 'A load balancer marks its clients with a cookie.', { balancer: true }),
  standing('undated', 'Answers have no date.', { undated: true }),
  standing('sent-on', 'Operations on sessions are sent on to the same address, with another query.', {
    redirects: 307,
  }),
  standing('sent-on-for-good', 'They are sent on with 308.', { redirects: 308 }),
  setting('new-tokens', 'Each answer has another CSRF token; those before are good, too.', {
    newTokens: true,
  }),
  setting('short-polls', 'Connections to notifications are held for 40 ms.', { polling: { timeout: 40 } }),
  setting('slow-polls', 'Clients are to wait 40 ms before each connection to notifications.', {
    polling: { interval: 40 },
  }),
  setting('short-ids', 'Sessions and participants are numbered from 1, each for themselves.', {
    ids: 'short',
  }),
  setting('marked-ids', 'Ids of sessions have marks that addresses escape.', { ids: 'marked' }),
];

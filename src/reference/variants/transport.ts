/** Right servers before which something stands, or whose connections have habits: HTTP leaves that open. */
import type { Front } from '../http/front.ts';
import type { Variant } from './variant.ts';

function standing(id: string, title: string, front: Partial<Front>): Variant {
  return { id, title, channels: ['chat', 'sms'], quirk: { settings: { front } } };
}

/** The rows. */
export const transportVariants: readonly Variant[] = [
  standing('packed-gzip', 'Every answer is compressed with gzip, notifications too.', { packs: 'gzip' }),
  standing('packed-brotli', 'Every answer is compressed with Brotli.', { packs: 'br' }),
  standing('packed-deflate', 'Every answer is compressed with deflate.', { packs: 'deflate' }),
  standing('connections-end', 'The connection ends with each answer.', { closes: true }),
  standing('counting-cookie', 'Each answer sets a cookie of another value.', { counts: true }),
  standing('balancer-cookie', 'A load balancer marks its clients with a cookie.', { balancer: true }),
  standing('sent-on', 'Operations on sessions are sent on to the same address, with another query.', {
    redirects: 307,
  }),
  standing('sent-on-for-good', 'They are sent on with 308.', { redirects: 308 }),
];

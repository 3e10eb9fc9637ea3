/** All suites, in the order of the catalogue. */
import type { Suite } from '#kit';
import { after } from './after.ts';
import { bystander } from './bystander.ts';
import { capabilities } from './capabilities.ts';
import { correlation } from './correlation.ts';
import { customer } from './customer.ts';
import { failure } from './failure.ts';
import { feature } from './feature.ts';
import { firstNotification } from './first-notification.ts';
import { latency } from './latency.ts';
import { messages } from './messages.ts';
import { participants } from './participants.ts';
import { request } from './request.ts';
import { response } from './response.ts';
import { secondNotification } from './second-notification.ts';
import { safety } from './safety.ts';
import { state } from './state.ts';
import { targets } from './targets.ts';

/** Every suite. */
export const suites: readonly Suite[] = [
  request,
  response,
  firstNotification,
  secondNotification,
  participants,
  capabilities,
  correlation,
  failure,
  customer,
  bystander,
  messages,
  after,
  targets,
  feature,
  state,
  safety,
  latency,
];

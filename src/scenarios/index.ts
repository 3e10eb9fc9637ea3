/** All scenarios. */
import { bystanderControl } from './bystander-control.ts';
import { consultAccepted } from './consult-accepted.ts';
import { consultFailed } from './consult-failed.ts';
import { consultRejected } from './consult-rejected.ts';
import { consultTargets } from './consult-targets.ts';
import { refusedRequests } from './refused-requests.ts';
import { conference, transfer } from './stepping-forward.ts';
import { manyConsults } from './many-consults.ts';
import type { Scenario } from './scenario.ts';

export { bystanderControl, fence } from './bystander-control.ts';
export { seeItselfOut } from './consulting.ts';
export { openSession } from './open-session.ts';
export type { Scenario } from './scenario.ts';
export { getSession, operate, partyOf, type Scene, type Stage } from './stage.ts';

/** Every scenario that consults, in the order of reports. */
export const scenarios: readonly Scenario[] = [
  consultAccepted,
  consultFailed,
  consultTargets,
  consultRejected,
  transfer,
  conference,
  refusedRequests,
  manyConsults,
];

/** Every scenario, the supporting one included. */
export const allScenarios: readonly Scenario[] = [...scenarios, bystanderControl];

/** All faults of the embedded server. */
import {
  absenceFaults,
  afterFailureFaults,
  rejectionFaults,
  secondConsultFaults,
  targetFaults,
} from './acts.ts';
import { answerFaults } from './answers.ts';
import { besideFaults } from './beside.ts';
import { crowdFaults, latencyFaults } from './crowd.ts';
import type { Fault } from './build.ts';
import { logFaults, steppingForwardFaults, talkingFaults } from './company.ts';
import { eventFaults } from './events.ts';
import { memberFaults } from './members.ts';
import { failureFaults, firstFaults, secondFaults } from './notifications.ts';
import { privacyFaults } from './privacy.ts';
import { refusalFaults } from './refusals.ts';
import { strangerFaults } from './strangers.ts';
import { capabilityFaults, consultFaults, leaveFaults, participantFaults } from './sessions.ts';

export type { Fault } from './build.ts';

/** Every fault: wrong answers, wrong members, broken rules. */
export const faults: readonly Fault[] = [
  ...answerFaults,
  ...memberFaults,
  ...eventFaults,
  ...strangerFaults,
  ...firstFaults,
  ...secondFaults,
  ...participantFaults,
  ...capabilityFaults,
  ...failureFaults,
  ...privacyFaults,
  ...consultFaults,
  ...leaveFaults,
  ...refusalFaults,
  ...talkingFaults,
  ...steppingForwardFaults,
  ...logFaults,
  ...targetFaults,
  ...absenceFaults,
  ...afterFailureFaults,
  ...rejectionFaults,
  ...secondConsultFaults,
  ...crowdFaults,
  ...latencyFaults,
  ...besideFaults,
];

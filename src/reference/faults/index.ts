/** All faults of the embedded server. */
import { answerFaults } from './answers.ts';
import type { Fault } from './build.ts';
import { memberFaults } from './members.ts';
import { ruleFaults } from './rules.ts';

export type { Fault } from './build.ts';

/** Every fault: wrong answers, wrong members, broken rules. */
export const faults: readonly Fault[] = [...answerFaults, ...memberFaults, ...ruleFaults];

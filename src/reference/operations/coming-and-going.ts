/** Operations by which an agent comes and goes itself: Accept, Reject, Leave, Complete. */
import { enter } from '../session/enter.ts';
import { complete, leave, reject } from '../session/exit.ts';
import { refuse } from '../status.ts';
import type { Operation } from './operation.ts';

/** The operations by which an agent comes and goes. */
export const comingAndGoing: Readonly<Record<'Accept' | 'Reject' | 'Leave' | 'Complete', Operation>> = {
  Accept: {
    run: ({ world, session, party, body }) => {
      const { nickname = party.nickname } = body;
      if (typeof nickname !== 'string' || nickname.trim() === '') return refuse(10, 'nickname is no name');
      party.nickname = nickname;
      return { notices: enter(world, session, party) };
    },
  },
  Reject: {
    exists: ({ knowsReject }) => knowsReject,
    run: ({ world, session, party }) => ({ notices: reject(world, session, party) }),
  },
  Leave: {
    run: ({ world, session, party }) => ({ notices: leave(world, session, { party, state: 'LeftChat' }) }),
  },
  Complete: { run: ({ world, session, party }) => ({ notices: complete(world, session, party) }) },
};

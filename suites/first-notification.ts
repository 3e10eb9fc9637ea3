/** The first notification: ParticipantsUpdated. */
import { check, defineSuite, shapeOf, type Judge } from '#kit';
import { evenMissed, wherever } from './acts.ts';
import { arrives, isChatting, namesSession } from './shared.ts';

const name = 'the first notification';
const scenario = 'consult-accepted';

const doesArrive: Judge = (view) =>
  arrives(view, { name, delivery: view.first, event: 'first-notification' });

const addressNamesSession: Judge = (view) =>
  namesSession(view, `${name}, the session's uri`, {
    uri: view.session(view.first)?.['uri'],
    evidence: view.first === undefined ? [] : [view.first.seq],
  });

/** The checks of the subject first-notification. */
export const firstNotification = defineSuite(
  'first-notification',
  wherever([
    ...evenMissed([check('FIRST-001', scenario, doesArrive)]),
    check('FIRST-002', scenario, shapeOf),
    check('FIRST-003', scenario, shapeOf),
    check('FIRST-004', scenario, shapeOf),
    check('FIRST-005', scenario, shapeOf),
    check('FIRST-006', scenario, shapeOf),
    check('FIRST-007', scenario, shapeOf),
    check('FIRST-008', scenario, shapeOf),
    check('FIRST-009', scenario, shapeOf),
    check('FIRST-010', scenario, shapeOf),
    check('FIRST-011', scenario, shapeOf),
    check('FIRST-012', scenario, shapeOf),
    check('FIRST-013', scenario, (view) => isChatting(view, name, view.first)),
    check('FIRST-014', scenario, addressNamesSession),
  ]),
);

/** Requests that must be refused: that they are, and how. */
import {
  alsoIn,
  check,
  defineSuite,
  found,
  isObject,
  notApplicable,
  problem,
  shown,
  untestable,
  type Exchange,
  type Judge,
  type Problem,
} from '#kit';
import { innerWorkingsIn, innerWorkingsOf } from './inner-workings.ts';
import { answerTo, areRefused, fateOf, isRefused, refusalsFor } from './refusal.ts';
import { leavesAllAsItWas } from './undisturbed.ts';

const scenario = 'refused-requests';

const needsOutsider: Judge = (view, rule) =>
  view.trace.agents.bystander === undefined && view.trace.agents.second === undefined
    ? untestable('The target file names no bystander, who could ask from outside the session.')
    : isRefused(view, rule);

const needsToken: Judge = (view, rule) => {
  const isInUse = view.trace.entries.some(
    (entry) =>
      entry.kind === 'exchange' &&
      entry.party === 'originator' &&
      entry.response?.headers['x-csrf-header'] !== undefined,
  );
  return isInUse
    ? isRefused(view, rule)
    : notApplicable('The server gives no token against cross-site requests.');
};

/** The text of an answer, with the breaks of its lines as spaces. */
function textOf({ response }: Exchange): string {
  const body = response?.body;
  if (body === undefined || body.form === 'none') return '';
  return body.form === 'text' ? body.text : JSON.stringify(body.json).replace(/\\[nrt]/g, ' ');
}

/** Refused in good order: by an answer, without a fault of the server, without its inside. */
const isBecoming: Judge = (view) => {
  const unbecoming = (one: Exchange): Problem[] => {
    const { failure, response, seq } = one;
    const evidence = [seq];
    if (fateOf(view, one) === 'silent') {
      const actual = `${failure?.kind}: ${failure?.message}`;
      return [
        problem('no-answer', answerTo(one), { expected: 'a refusal before the deadline', actual, evidence }),
      ];
    }
    const status = response?.status ?? 0;
    const said = innerWorkingsIn(textOf(one));
    if (status < 500 && said === undefined) return [];
    const expected = "a refusal with a status below 500, and nothing of the server's inner workings";
    const actual = `HTTP ${status} with ${shown(said ?? textOf(one))}`;
    return [problem(status < 500 ? 'leak' : 'wrong-value', answerTo(one), { expected, actual, evidence })];
  };
  // Without /me there is another interface, which is none of this contract.
  const made = view.refusals.filter((one) => one.case?.startsWith('ME-IN-PATH/') !== true);
  const problems = made.flatMap(unbecoming);
  return problems.length > 0 || made.length > 0 ? found(problems) : untestable('No request was made.');
};

/** What a notification says by itself: the session in it may hold words of others, as what a vendor attaches to it. */
function ownWords(data: unknown): readonly unknown[] {
  return isObject(data) ? Object.values(data).filter((value) => typeof value === 'string') : [data];
}

/** Of a Consult that can't be carried out, neither the answer nor the failure tells of the server's inside. */
const isDiscreet: Judge = ({ consult, failure, trace }) => {
  const told = [
    {
      where: 'the answer to the Consult',
      said: consult && innerWorkingsIn(textOf(consult)),
      seq: consult?.seq,
    },
    { where: 'the failure', said: innerWorkingsOf(ownWords(failure?.data)), seq: failure?.seq },
  ];
  const problems = told.flatMap(({ where, said, seq }) => {
    const expected = "nothing of the server's inner workings";
    const evidence = seq === undefined ? [] : [seq];
    return said === undefined ? [] : [problem('leak', where, { expected, actual: shown(said), evidence })];
  });
  return problems.length === 0 && trace.captured !== undefined
    ? untestable('The capture shows no requests that must be refused.')
    : found(problems);
};

/** Markup that was sent does not come back as a page. */
const isNoPage: Judge = (view, rule) => {
  const made = refusalsFor(view, rule.id);
  const shownAsPage = made.filter((one) => {
    const type = one.response?.headers['content-type'] ?? '';
    return /\bx?html\b/i.test(type) && textOf(one).includes('<script>alert(1)</script>');
  });
  if (shownAsPage.length === 0) return areRefused(view, made);
  return found(
    shownAsPage.map((one) =>
      problem('leak', `${answerTo(one)}, its body`, {
        expected: 'no page in which the markup of the request stands as markup',
        actual: shown(textOf(one)),
        evidence: [one.seq],
      }),
    ),
  );
};

const refused = [
  'SAFE-001',
  'SAFE-002',
  'SAFE-003',
  'SAFE-004',
  'SAFE-005',
  'SAFE-006',
  'SAFE-007',
  'SAFE-008',
  'SAFE-010',
  'SAFE-012',
  'SAFE-015',
  'SAFE-017',
  'SAFE-018',
];

/** The checks of the subject safety. */
export const safety = defineSuite('safety', [
  ...refused.map((id) => check(id, scenario, isRefused)),
  check('SAFE-009', scenario, needsOutsider),
  check('SAFE-011', scenario, needsToken),
  check('SAFE-013', scenario, isBecoming),
  ...alsoIn(['consult-failed', 'consult-absent'], [check('SAFE-013', scenario, isDiscreet)]),
  check('SAFE-014', scenario, leavesAllAsItWas),
  check('SAFE-016', scenario, isNoPage),
]);

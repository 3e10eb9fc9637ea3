/** Every kind of problem, explained: what it is called, what it means, what to look at. */
import type { ProblemKind } from '../model/outcome.ts';

/** The explanation of a kind of problem. */
export interface ProblemExplanation {
  /** A few words, for a heading. */
  readonly title: string;
  /** What the suite saw, in one or two sentences. */
  readonly meaning: string;
  /** Where the cause usually is. */
  readonly lookAt: string;
}

/** The table of all kinds; `docs/problems.md` is this table. */
export const problemKinds: Readonly<Record<ProblemKind, ProblemExplanation>> = {
  'no-answer': {
    title: 'no answer',
    meaning: 'A request was sent and no usable answer came before the deadline, or the connection failed.',
    lookAt:
      'the failure of the exchange in the evidence: a time-out points to the server or to a proxy before it, a reset or a refused connection to the network or to a process that ended',
  },
  refused: {
    title: 'refused',
    meaning: 'The server refused a request that it has to accept: by its HTTP status or by its statusCode.',
    lookAt:
      'the status, statusCode and statusMessage of the answer; whether the agent has the feature, is logged in and ready, and whether the session was in the state that the request needs',
  },
  'not-json': {
    title: 'not JSON',
    meaning: 'A body that has to be JSON is not: it is empty, is something else, or is not UTF-8.',
    lookAt:
      'the Content-Type and the first characters of the body: an HTML page comes from a proxy, a login page or an error handler more often than from the service itself',
  },
  'missing-event': {
    title: 'missing event',
    meaning: 'A notification or a message that has to come did not come before the deadline.',
    lookAt:
      'whether anything of the session arrived at this party at all (then the event was not made), or nothing (then its subscription or its connection was lost); then the deadline against what this server usually takes',
  },
  'late-event': {
    title: 'late event',
    meaning: 'Something that has to come before something else, or within a time, came after it.',
    lookAt:
      'the order of the two entries in the evidence, and the queue or the thread that sends each of them',
  },
  'repeated-event': {
    title: 'repeated event',
    meaning: 'Something that happens once was told more than once.',
    lookAt:
      'whether the repeated messages are equal: equal ones were delivered twice, different ones were made twice',
  },
  'unexpected-event': {
    title: 'unexpected event',
    meaning: 'Something was told that must not have happened.',
    lookAt: 'what caused it: the last request before it in the evidence, of any party',
  },
  'missing-member': {
    title: 'missing member',
    meaning: 'A message lacks a member that it has to have.',
    lookAt:
      'the message in the evidence: whether the member is there under another name, in another place, or not at all',
  },
  'wrong-type': {
    title: 'wrong type',
    meaning:
      'A member has a value of another JSON type than it has to have, for example a text for a number.',
    lookAt: 'how the server writes this member as JSON',
  },
  'wrong-value': {
    title: 'wrong value',
    meaning: 'A member has the right type and a value that is not right there.',
    lookAt:
      'the two values; for names, whether letter case or the name of the other channel makes the difference',
  },
  'wrong-correlation': {
    title: 'wrong correlation',
    meaning: 'Two messages that belong together do not name the same session, participant or request.',
    lookAt: 'both entries of the evidence, and where the server takes the id of the second one from',
  },
  contradiction: {
    title: 'contradiction',
    meaning: 'The server says one thing in one place and another thing in another.',
    lookAt:
      'both places: the difference shows which of the two is out of date or was computed in another way',
  },
  lost: {
    title: 'lost',
    meaning: 'Something that has to stay is gone: a participant, a capability, a state.',
    lookAt: 'the entries before and after, and what removes it',
  },
  'not-gained': {
    title: 'not gained',
    meaning: 'Something that a consult brings did not come, for example a capability.',
    lookAt: 'the session of the originator after the consultant joined, against the session before',
  },
  'not-withdrawn': {
    title: 'not withdrawn',
    meaning: 'Something that ends with a consult, or that a failed consult never gives, is there.',
    lookAt: 'the session after the consult ended or failed, against the session before it',
  },
  leak: {
    title: 'leak',
    meaning:
      'A party saw something that it must not see: the customer a consult, an agent the session of others.',
    lookAt:
      'the entry of the evidence first, because this can harm people; then the visibility of the message and the list of its receivers',
  },
};

/** All kinds, in the order of the table. */
export const problemKindIds = Object.keys(problemKinds) as readonly ProblemKind[];

/** The page about all kinds of problems: the content of `docs/problems.md`. */
export function problemsPage(): string {
  const sections = problemKindIds.map((id) => {
    const { title, meaning, lookAt } = problemKinds[id];
    return `## ${id}\n\n**${title}.** ${meaning}\n\nLook at ${lookAt}.\n`;
  });
  return [
    '# Kinds of problems',
    '',
    'Each problem of a report has one of these kinds. `consult-conformance explain KIND` prints the same.',
    'This page is made from `src/report/problem-kinds.ts`; change it there.',
    '',
    ...sections,
  ].join('\n');
}

/** Why no fault breaks a keyword of the schemas: one line for each, checked by the self-test to be needed. */

/** Reasons by message, place and keyword. */
export const unbroken: Readonly<Record<string, string>> = {
  'response /statusCode const':
    'A statusCode other than 0 refuses the request. REQ-002 judges that: answer.refused-with-200.',
  'first (whole) type':
    'A notification that is no object has nothing by which it could be recognised, so that it is missing. FIRST-001 judges that: first.as-text.',
  'second (whole) type':
    'A notification that is no object has nothing by which it could be recognised, so that it is missing. SECOND-001 judges that: second.as-text.',
  'failure (whole) type':
    'A notification that is no object has nothing by which it could be recognised, so that it is missing. FAIL-001 judges that: failure.as-text.',
};

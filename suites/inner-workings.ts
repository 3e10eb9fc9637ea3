/** What a server says of its own inside when it fails. */

/** Frames of a stack, names of exceptions and where they were. */
const patterns: readonly RegExp[] = [
  /\bat [\w$.<>]+\([\w$]+\.(?:java|kt|scala|groovy):\d+\)/,
  /\b(?:[a-z_]\w*\.){2,}[A-Z]\w*(?:Exception|Error)\b/,
  /Traceback \(most recent call last\)/,
  /\bat (?:async )?[\w$.<> ]*\(?(?:file:\/\/|node:|\/|[A-Z]:\\)[^\s()]*:\d+:\d+\)?/,
  /\bin [A-Z]:\\[^\n]*:line \d+|\bSystem\.\w+Exception\b|\.php on line\b/,
  /\bSQLSTATE\b|\bORA-\d{5}\b/,
];

/** The first sign of a server's inner workings in a text; `undefined`: there is none. */
export function innerWorkingsIn(text: string): string | undefined {
  return patterns.map((pattern) => pattern.exec(text)?.[0]).find((match) => match !== undefined);
}

/** The first one in a JSON value, whose lines may be broken. */
export function innerWorkingsOf(json: unknown): string | undefined {
  return innerWorkingsIn((JSON.stringify(json) ?? '').replace(/\\[nrt]/g, ' '));
}

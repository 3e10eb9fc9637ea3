/** An error as a message and an exit code. */
import { HarnessError, TargetError, UsageError } from '../model/errors.ts';
import { blameWords, plainText, type ExitCode } from '../report/index.ts';

/** What is said about an error. */
export interface Failure {
  readonly code: ExitCode;
  readonly text: string;
}

const REPORT_IT =
  'This is an error of consult-conformance, not of the server. Please report it with these lines and the stack, which DEBUG=1 shows.';

/** What to say about an error: a stack only of our own errors, and only for who asks for it. */
export function describeFailure(error: unknown, debug: boolean): Failure {
  if (error instanceof UsageError) return { code: 2, text: safeLines(error.message) };
  if (error instanceof TargetError) {
    const text = `${error.message}${causesOf(error)}\nNothing was judged. The cause is ${blameWords[error.blame]}.`;
    return { code: 3, text: safeLines(text) };
  }
  const said = error instanceof Error ? error.message : String(error);
  const kind = error instanceof HarnessError ? 'The run is void' : 'Unexpected error';
  const stack = debug && error instanceof Error ? `\n${error.stack ?? ''}` : '';
  return { code: 3, text: safeLines(`${kind}: ${said}${causesOf(error)}\n${REPORT_IT}${stack}`) };
}

function safeLines(text: string): string {
  return text.split('\n').map(plainText).join('\n');
}

/** The messages of the errors below an error, at most five; none is said twice. */
function causesOf(error: unknown): string {
  const messages: string[] = [];
  let cause = error instanceof Error ? error.cause : undefined;
  for (let depth = 0; depth < 5 && cause instanceof Error; depth++, cause = cause.cause)
    messages.push(cause.message);
  const news = messages.filter((message) => message !== '' && !(error as Error).message.includes(message));
  return news.map((message) => `\n  caused by: ${message}`).join('');
}

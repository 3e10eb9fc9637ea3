/** Asks a question on the terminal. */
import { once } from 'node:events';

/** The answer, or `undefined` when the input ends or ctrl-C is pressed instead. */
export async function askOnTerminal(question: string): Promise<string | undefined> {
  const { createInterface } = await import('node:readline/promises'); // for few, and not for nothing
  const line = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = line.question(question).catch(noneWhenAborted);
    const given = await Promise.race([answer, once(line, 'close').then(() => undefined)]);
    if (given === undefined) process.stderr.write('\n');
    return given;
  } finally {
    line.close();
  }
}

function noneWhenAborted(error: unknown): undefined {
  if (error instanceof Error && error.name === 'AbortError') return;
  throw error;
}

/** Asks a question on the terminal. */
import { once } from 'node:events';

/** The answer, or `undefined` when the input ends or ctrl-C is pressed instead. */
export async function askOnTerminal(question: string): Promise<string | undefined> {
  const { createInterface } = await import('node:readline/promises'); // for few, and not for nothing
  const line = createInterface({ input: process.stdin, output: process.stderr });
  const closed = once(line, 'close').then(() => undefined);
  try {
    return await Promise.race([line.question(question), closed]);
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') return undefined;
    throw error;
  } finally {
    line.close();
  }
}

/** For tests only: the program in processes of its own, and what it said. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { programWords } from './program-words.fixture.ts';

/** Variables of an environment. */
export type Variables = Readonly<Record<string, string>>;

/** A program that came to its end. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** An embedded server in a process of its own. */
export interface Served {
  readonly address: string;
  /** All that it said. */
  readonly said: string;
  /** The target file that it printed. */
  readonly yaml: string;
  /** The variables that it told to set. */
  readonly variables: Variables;
  /** Ends it; resolves when it has ended. */
  readonly end: () => Promise<void>;
}

/** Processes of one file of tests. */
export interface Processes {
  /** Starts the program. */
  readonly start: (args: readonly string[], env?: Variables) => ChildProcess;
  /** Runs the program to its end. */
  readonly program: (args: readonly string[], env?: Variables) => Promise<Ended>;
  /** Starts the embedded server; resolves when it answers. */
  readonly serve: (...args: readonly string[]) => Promise<Served>;
  /** Ends all that still run. */
  readonly end: () => void;
}

/** No processes yet; `defaults` is in the environment of each. */
export function createProcesses(defaults: Variables = {}): Processes {
  const children = new Set<ChildProcess>();
  const start: Processes['start'] = (args, env = defaults) => {
    const options = [...programWords, ...args];
    const child = spawn(process.execPath, options, { env: { ...process.env, NO_COLOR: '1', ...env } });
    children.add(child);
    child.on('close', () => children.delete(child));
    return child;
  };
  return {
    start,
    program: async (args, env) => ended(start(args, env)),
    serve: async (...args) => served(start(['serve', ...args])),
    end: () => {
      for (const child of children) child.kill('SIGKILL');
    },
  };
}

/** What a program said and returned, when it has ended. */
export async function ended(child: ChildProcess): Promise<Ended> {
  let [out, err] = ['', ''];
  child.stdout?.on('data', (chunk) => (out += String(chunk)));
  child.stderr?.on('data', (chunk) => (err += String(chunk)));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}

async function served(child: ChildProcess): Promise<Served> {
  let said = '';
  child.stderr?.on('data', (chunk) => (said += String(chunk)));
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk);
    const [, address] = /answers at (\S+)/.exec(said) ?? [];
    if (address === undefined || !said.includes('Ctrl-C ends it.')) continue;
    const yaml = said.slice(said.indexOf('name: Embedded'), said.indexOf('\nexport '));
    const pairs = [...said.matchAll(/^export (\w+)='(.*)'$/gm)].map(([, name = '', value = '']) => [
      name,
      value,
    ]);
    return { address, said, yaml, variables: Object.fromEntries(pairs) as Variables, end: () => end(child) };
  }
  throw new Error(`serve did not say where it answers: ${said}`);
}

async function end(child: ChildProcess): Promise<void> {
  const closed = once(child, 'close');
  child.kill('SIGINT');
  await closed;
}

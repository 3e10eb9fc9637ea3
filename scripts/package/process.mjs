/** Runs programs for the package test: each within a time, with an environment of its own, ended when it is late. */
import { spawn } from 'node:child_process';
import { availableParallelism, loadavg } from 'node:os';

/** How much longer everything takes than on a machine that does nothing else but this and a test beside it. */
const crowding = Math.ceil(Math.min(4, Math.max(1, loadavg()[0] / availableParallelism() / 2)));

const LIMIT_MS = 45_000 * crowding;

/** The package test as a whole ends by then, whatever hangs; removing what it made comes on top. */
const OVERALL_MS = 75_000 * crowding;
const overall = AbortSignal.timeout(OVERALL_MS);
const tooLate = `The package test as a whole may take ${Math.round(OVERALL_MS / 1000)} s here, and was not done by then.`;

const KEPT_CHARACTERS = 4_000;

/** The environment of a user who has set nothing: what else is in ours must not matter. */
export const plainEnvironment = {
  PATH: process.env.PATH,
  HOME: process.env.HOME ?? '/',
  LANG: 'C.UTF-8',
  NO_COLOR: '1',
};

const registryNames =
  /^(npm_config_(registry|cache|userconfig|globalconfig)|(https?|no)_proxy|node_extra_ca_certs)$/i;

/** The same, and the way to the registry that this machine has. */
export const registryEnvironment = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => registryNames.test(name))),
  ...plainEnvironment,
};

/**
 * Runs a program; resolves with its exit code and what it printed (the end of it).
 * @param options `cwd`, `env` (default: plain), `signal`
 */
export function run([program, ...args], options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      env: plainEnvironment,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: LIMIT_MS,
      signal: overall,
      ...options,
    });
    let output = '';
    const keep = (chunk) => (output = (output + chunk).slice(-KEPT_CHARACTERS));
    let whole = '';
    child.stdout.on('data', (chunk) => {
      whole += chunk;
      keep(chunk);
    });
    child.stderr.on('data', keep);
    child.on('error', (error) =>
      resolve({ code: 127, output: overall.aborted ? tooLate : String(error), stdout: '' }),
    );
    child.on('close', (code, signal) => {
      const late =
        signal === null ? '' : `\n(ended by ${signal} after ${Math.round(LIMIT_MS / 1000)} s at most)`;
      resolve({ code: code ?? 1, output: output + late, stdout: whole });
    });
  });
}

/** The same, for what has to succeed. @throws Error with what it printed, where it does not */
export async function runRight(command, options) {
  const result = await run(command, options);
  if (result.code !== 0)
    throw new Error(`${command.join(' ')} ended with exit code ${result.code}:\n${result.output}`);
  return result;
}

/** Starts a server that prints where it answers; resolves with the address and with what ends it. */
export function startServer([program, ...args], options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env: plainEnvironment,
      stdio: ['ignore', 'pipe', 'pipe'],
      signal: overall,
      ...options,
    });
    const stop = () => void child.kill();
    let output = '';
    child.stderr.on('data', (chunk) => (output += chunk));
    child.stdout.on('data', (chunk) => {
      output += chunk;
      const [, address] = output.match(/answers at (http:\S+)/) ?? [];
      if (address !== undefined) resolve({ address, stop });
    });
    child.on('error', reject);
    child.on('close', (code) => reject(new Error(`the server ended (exit code ${code}):\n${output}`)));
  });
}

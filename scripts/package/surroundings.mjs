/** What an installed package may be run in: without a network, without the right to write, among files that mean it ill. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plainEnvironment, run } from './process.mjs';

const NOBODY = '65534';
const DEAD = 'http://127.0.0.1:9';

/** Nothing answers: for machines on which no network can be taken away. */
const deadEnvironment = {
  ...plainEnvironment,
  npm_config_registry: DEAD,
  HTTP_PROXY: DEAD,
  HTTPS_PROXY: DEAD,
  http_proxy: DEAD,
  https_proxy: DEAD,
};

/** How this machine takes things away from a process, found out once. */
export async function availableMeans() {
  const isRoot = process.getuid?.() === 0;
  const alone = await run(['unshare', '-n', 'sh', '-c', 'ip link set lo up']);
  const other = isRoot ? await run(['setpriv', '--reuid', NOBODY, '--clear-groups', 'true']) : { code: 1 };
  return { hasNamespaces: alone.code === 0, canBeNobody: other.code === 0, isRoot };
}

/** A command as one that has no network but loopback. Where that can't be had, its addresses are dead instead. */
export function offline(command, { hasNamespaces }) {
  if (!hasNamespaces) return { command, env: deadEnvironment };
  const alone = ['unshare', '-n', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh', ...command];
  return { command: alone, env: plainEnvironment };
}

/** A command as one of a user to whom nothing belongs. */
export function asNobody(command, { canBeNobody }) {
  const ids = ['--reuid', NOBODY, '--regid', NOBODY, '--clear-groups'];
  return canBeNobody ? ['setpriv', ...ids, ...command] : command;
}

const evil = (marker) =>
  `require('node:fs').writeFileSync(${JSON.stringify(marker)}, __filename); throw new Error('loaded ' + __filename);`;
const evilModule = (marker) =>
  `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(marker)}, import.meta.url); throw new Error('loaded ' + import.meta.url);`;

/** Files that tools look for in the folder where they are started, or above their own; each is wrong or does harm. */
const hostileFiles = {
  'vitest.config.ts': evilModule,
  'vitest.workspace.ts': evilModule,
  'vite.config.ts': evilModule,
  'vite.config.mjs': evilModule,
  'postcss.config.cjs': evil,
  'babel.config.cjs': evil,
  'allurerc.mjs': evilModule,
  'evil.cjs': evil,
  'tsconfig.json': () => '{ "extends": "./missing.json", "compilerOptions": { "module": "none", ',
  'jsconfig.json': () => '{',
  '.env': () => 'CONSULT_TARGET=/nonexistent/target.yaml\nNODE_OPTIONS=--require=./evil.cjs\nVITEST_MODE=x\n',
  '.env.test': () => 'CONSULT_BASE_URL=http://127.0.0.1:9\n',
  '.npmrc': () => `registry=${DEAD}\nengine-strict=true\nignore-scripts=true\n`,
  'package.json': () =>
    JSON.stringify({
      type: 'commonjs',
      main: './evil.cjs',
      imports: { '#kit': './evil.cjs', '#package': './evil.cjs', '#specs/*': './evil.cjs' },
      workspaces: ['*'],
      postcss: { plugins: { missing: {} } },
      browserslist: ['nonsense'],
    }),
};

/** Writes them all into a folder; whatever is loaded writes the file `marker`. */
export function makeHostile(folder, marker) {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(hostileFiles)) writeFileSync(join(folder, name), text(marker));
}

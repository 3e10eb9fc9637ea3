/** Writes the map of the tree in AGENTS.md from the first sentence of each file; `--check` says when it is stale. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const begin = '<!-- map: made by npm run generate -->';
const end = '<!-- end of map -->';

/** Files that the map has, as git knows them; tests stand beside what they test and are left out. */
function mappedFiles(): string[] {
  const listed = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', 'src', 'suites', 'scripts'],
    {
      encoding: 'utf8',
    },
  );
  return listed
    .split('\n')
    .filter((path) => /\.(ts|mjs)$/.test(path) && !/(\.test|\.fixture)\.ts$/.test(path))
    .concat('suites/conformance.test.ts')
    .filter((path, i, all) => all.indexOf(path) === i && existsSync(path))
    .toSorted();
}

/** The first sentence of a file's first comment. */
function phraseOf(path: string): string {
  const [, comment] = readFileSync(path, 'utf8').match(/^(?:#!.*\n)?\/\*\*([\s\S]*?)\*\//) ?? [];
  if (comment === undefined) throw new Error(`${path} does not begin with a comment that says what it is.`);
  const text = comment.replaceAll(/\s*\n\s*\*?\s*/g, ' ').trim();
  return (text.match(/^.*?\.(?=\s|$)/)?.[0] ?? text).replace(/\.$/, '');
}

/** The map: a heading for each folder, a line for each file. */
function renderMap(): string {
  const folders = new Map<string, string[]>();
  for (const path of mappedFiles()) {
    const slash = path.lastIndexOf('/');
    const folder = path.slice(0, slash);
    folders.set(folder, [
      ...(folders.get(folder) ?? []),
      `- \`${path.slice(slash + 1)}\`: ${phraseOf(path)}`,
    ]);
  }
  return [...folders].map(([folder, lines]) => `### ${folder}\n\n${lines.join('\n')}`).join('\n\n');
}

const page = readFileSync('AGENTS.md', 'utf8');
const [head = '', tail = ''] = [page.split(begin)[0], page.split(end)[1]];
const fresh = `${head}${begin}\n\n${renderMap()}\n\n${end}${tail}`;
if (process.argv.includes('--check')) {
  if (fresh !== page) {
    console.error('The map in AGENTS.md is stale. Mend it with: npm run generate');
    process.exitCode = 1;
  }
} else {
  writeFileSync('AGENTS.md', fresh);
}

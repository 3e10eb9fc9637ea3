import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contentsOf } from './folder-contents.fixture.ts';
import { writeWholeFolder } from './whole.ts';

let root: string;
let folder: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'consult-whole-'));
  folder = join(root, 'results');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const files = (...names: readonly string[]) => names.map((name) => ({ name, text: `text of ${name}` }));

describe('a folder that is written', () => {
  it.each([
    ['more files than before', ['a', 'b', 'c'], ['x']],
    ['fewer files', ['a'], ['x', 'y', 'z']],
    ['the same names in another order', ['a', 'b'], ['b', 'a']],
    ['no file at all', [], ['x']],
  ])('has nothing but its own, with %s', (_what, now, before) => {
    writeWholeFolder(
      folder,
      before.map((name) => ({ name, text: 'something long that was there before' })),
    );

    const facts = writeWholeFolder(folder, files(...now));

    expect(contentsOf(folder)).toEqual(Object.fromEntries(now.map((name) => [name, `text of ${name}`])));
    expect(Object.keys(facts)).toEqual(now);
    expect(readdirSync(root)).toEqual(['results']);
  });

  it('leaves alone what its old files share with others', () => {
    mkdirSync(folder);
    writeFileSync(join(root, 'kept'), 'mine');
    linkSync(join(root, 'kept'), join(folder, 'link'));
    symlinkSync(join(root, 'kept'), join(folder, 'symbolic'));
    mkdirSync(join(folder, 'history'));

    writeWholeFolder(folder, files('a', 'b', 'c'));

    expect(readFileSync(join(root, 'kept'), 'utf8')).toBe('mine');
    expect(readdirSync(folder).toSorted()).toEqual(['a', 'b', 'c']);
  });

  it.each(['a file', 'a link to another folder'])('takes the place of %s', (what) => {
    mkdirSync(join(root, 'other'));
    writeFileSync(join(root, 'other', 'kept'), 'mine');
    if (what === 'a file') writeFileSync(folder, 'x');
    else symlinkSync(join(root, 'other'), folder);

    writeWholeFolder(folder, files('a'));

    expect(contentsOf(folder)).toEqual({ a: 'text of a' });
    expect(readdirSync(join(root, 'other'))).toEqual(['kept']);
  });

  it('leaves no half of itself when a file can not be made', () => {
    function* failing() {
      yield { name: 'a', text: 'a' };
      throw new Error('Nothing more.');
    }

    expect(() => writeWholeFolder(folder, failing())).toThrow('Nothing more.');
    expect(readdirSync(root)).toEqual([]);
  });
});

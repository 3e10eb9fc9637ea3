import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { assert, asyncProperty, string } from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { certificate } from '../../config/certificate.fixture.ts';
import { configureTarget } from '../../config/index.ts';
import { loginKinds } from '../../config/new-target.ts';
import type { Target } from '../../model/target.ts';
import { cli } from '../stub-context.fixture.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'consult-init-'));
  path = join(folder, 'target.yaml');
  writeFileSync(join(folder, 'ca.pem'), certificate);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Every variable that a written file can point at. */
const environment = Object.fromEntries(
  ['ORIGINATOR', 'CONSULTANT', 'BYSTANDER', 'FEATURELESS', 'SECOND'].flatMap((role) =>
    ['PASSWORD', 'TOKEN', 'CLIENT_SECRET'].map((ending) => [
      `CONSULT_${role}_${ending}`,
      `${role} ${ending}`,
    ]),
  ),
);
const needed = ['--base-url', 'https://gws.example.com/', '--originator', 'alice'];
const oauth = ['--token-url', 'https://login.example.com/token?x=1', '--client-id', 'c'];

const read = (): Promise<Target | undefined> => configureTarget({ file: path }, environment);

/** What each flag can be given, and nothing. */
const choices: readonly (readonly (readonly string[])[])[] = [
  loginKinds.map((kind) => ['--login', kind, ...(kind.startsWith('oauth') ? oauth : [])]),
  [[], ['--product', 'Web Services: "8.5" # new']],
  [
    [],
    ['--consultant', 'bob@example.com', '--bystander', 'yes'],
    ['--bystander', '- {car: ol}', '--featureless', '12', '--second', "o'neil"],
  ],
  [[], ['--queue', '0x1F'], ['--queue', 'a: b, c', '--absent', 'null']],
  [[], ['--channel', 'sms'], ['--channel', 'chat', '--channel', 'sms'], ['--channel', 'chat']],
  [[], ['--control-url', 'http://127.0.0.1:1/reference']],
  [[], ['--ca', 'ca.pem']],
];

/** All combinations of the choices. */
function combinations(rest: typeof choices): string[][] {
  const [first, ...others] = rest;
  if (first === undefined) return [[]];
  const tails = combinations(others);
  return first.flatMap((head) => tails.map((tail) => [...head, ...tail]));
}

/** Some of them, so that every two choices meet. */
function some(all: readonly string[][]): readonly string[][] {
  return all.filter((_, i) => i % 31 === 0);
}

describe('init', () => {
  it('writes a file that the published schema accepts, whatever its flags are', async () => {
    const schema = createRequire(import.meta.url)('#schemas/tool/target.schema.json') as object;
    const validate = new Ajv2020({
      allowUnionTypes: true,
      strictRequired: false,
    }).compile(schema);
    const all = combinations(choices);

    for (const flags of all) {
      const { code, err } = await cli(['init', path, '--force', ...needed, ...flags]);
      const fits = validate(parse(readFileSync(path, 'utf8')));
      if (code !== 0 || !fits)
        expect({ code, err, flags, errors: validate.errors }).toEqual({ code: 0, fits: true });
    }

    expect(all).toHaveLength(1152);
  }, 120_000);

  it('writes a file that the reader accepts', async () => {
    for (const flags of some(combinations(choices))) {
      await cli(['init', path, '--force', ...needed, ...flags]);
      await expect(read(), flags.join(' ')).resolves.toMatchObject({ baseUrl: 'https://gws.example.com' });
    }
  }, 60_000);

  it('writes names of any letters as they are', async () => {
    const names = string({ unit: 'grapheme', minLength: 1 }).filter((name) => /^[^-]/.test(name.trim()));
    await assert(
      asyncProperty(names, names, async (product, id) => {
        await cli(['init', path, '--force', ...needed, `--product=${product}`, `--queue=${id}`]);
        const { consultees, product: read_ } = (await read()) ?? {};
        expect(read_).toBe(product.trim());
        expect(consultees?.queue?.path).toBe(`/queues/${encodeURIComponent(id.trim())}`);
      }),
      { numRuns: 40, seed: 7 },
    );
  }, 60_000);

  it('writes what it was told', async () => {
    const names = ['--consultant', 'bob', '--second', "o'neil: x", '--queue', '1e3', '--product', 'yes'];
    const login = ['--login', 'oauth-client', ...oauth, '--ca', 'ca.pem'];
    const channel = ['--channel', 'sms', '--control-url', 'http://a/b'];

    const { out: shown } = await cli(['init', path, ...needed, ...names, ...login, ...channel]);

    expect(await read()).toMatchObject({
      product: 'yes',
      parties: {
        originator: {
          credentials: {
            kind: 'oauth',
            grant: 'client-credentials',
            clientId: 'c',
            clientSecret: 'ORIGINATOR CLIENT_SECRET',
          },
        },
        second: { credentials: { userName: "o'neil: x" } },
      },
      consultees: { queue: { path: '/queues/1e3' } },
      channels: { sms: { source: { kind: 'reference', url: 'http://a/b' } } },
      tls: { ca: [certificate.trimEnd()] },
    });
    expect(shown).toContain('  export CONSULT_ORIGINATOR_CLIENT_SECRET=...');
    expect(shown).toContain(`consult-conformance doctor --target ${path}`);
    expect(shown).toContain(`consult-conformance run --target ${path} --dry-run`);
    expect(shown).not.toContain('docs/sessions.md');
  });

  it('explains in comments what was not said', async () => {
    const { out: shown } = await cli(['init', path, ...needed]);

    const text = readFileSync(path, 'utf8');
    for (const key of [
      'bystander',
      'queue',
      'limits',
      'proxy',
      'tls',
      'headers',
      'readings',
      'redact',
      'startsWork',
    ])
      expect(text).toMatch(new RegExp(`# ${key}: `));
    expect(text).toMatch(/^# yaml-language-server: \$schema=.*schemas\/tool\/target\.schema\.json$/m);
    expect(shown).toContain('docs/sessions.md');
  });

  it('takes the comments for what they are: without them the file is right as well', async () => {
    await cli(['init', path, ...needed]);
    const commented = readFileSync(path, 'utf8');
    const offers = commented
      .split('\n')
      .filter((line) => /^# (limits|budget|redact|startsWork|proxy|notificationsPath): /.test(line));

    writeFileSync(
      path,
      offers.reduce((text, line) => text.replace(line, line.slice(2)), commented),
    );

    expect(offers).toHaveLength(6);
    expect(await read()).toMatchObject({
      limits: { requestsPerSecond: 5 },
      budget: { first: 500 },
      redact: 'customer',
      startsWork: false,
    });
  });

  it('replaces no file unless it is told to', async () => {
    writeFileSync(path, 'mine');

    const refused = await cli(['init', path, ...needed]);

    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain('is there already');
    expect(readFileSync(path, 'utf8')).toBe('mine');
    expect((await cli(['init', path, '--force', ...needed])).code).toBe(0);
  });

  it('says all that is missing or wrong when nobody can be asked', async () => {
    const { code, err } = await cli([
      'init',
      path,
      '--base-url',
      'nowhere',
      '--login',
      'oauth',
      '--channel',
      'fax',
    ]);

    expect(code).toBe(2);
    expect(err).toMatch(/--base-url: Expected an http or https address/);
    expect(err).toMatch(/--login: Expected password or token or oauth-client or oauth-password\./);
    expect(err).toContain('--token-url is missing');
    expect(err).toContain('--originator is missing: user name of the agent who consults');
    expect(err).toContain('--channel: Expected chat or sms.');
    expect(existsSync(path)).toBe(false);
  });

  it('refuses one agent in two roles', async () => {
    const { err } = await cli(['init', path, ...needed, '--bystander', 'alice']);

    expect(err).toContain('--bystander: Expected another agent than the originator.');
  });

  it('refuses a folder that is not there', async () => {
    const { code, err } = await cli(['init', join(folder, 'none', 'target.yaml'), ...needed]);

    expect(code).toBe(2);
    expect(err).toContain("can't be written (ENOENT)");
  });
});

describe('init on a terminal', () => {
  /** Somebody who gives these answers, and then no more. */
  function person(answers: readonly string[]): {
    ask: (question: string) => Promise<string | undefined>;
    asked: string[];
  } {
    const left = [...answers];
    const asked: string[] = [];
    return {
      asked,
      ask: async (question) => {
        asked.push(question);
        return left.shift();
      },
    };
  }

  it('asks for what flags do not say, and asks again after a wrong answer', async () => {
    const { ask, asked } = person([
      '',
      'nowhere',
      'https://gws.example.com',
      '',
      '',
      'alice',
      'alice',
      'bob',
      '',
      '',
      '',
      '',
      '',
      'sms',
      '',
      '',
    ]);

    const { code, err } = await cli(['init', path], { ask });

    expect({ code, err }).toEqual({
      code: 0,
      err: 'An answer is needed.\nExpected an http or https address without credentials, query and fragment.\nExpected another agent than the originator.\n',
    });
    expect(asked).toHaveLength(16);
    expect(asked.at(-1)).toMatch(/ \(may stay empty\): $/);
    expect(await read()).toMatchObject({
      parties: { originator: { credentials: { kind: 'basic' } }, consultant: { nickname: 'bob' } },
      channels: { sms: {} },
    });
  });

  it('asks about OAuth only those who log in with it', async () => {
    const { ask, asked } = person(['oauth-password', 'https://a/t', 'c']);
    const given = [
      '--consultant',
      'b',
      '--bystander',
      'c',
      '--featureless',
      'd',
      '--second',
      'e',
      '--queue',
      'f',
    ];
    const more = [
      '--absent',
      'g',
      '--channel',
      'chat',
      '--control-url',
      'http://a',
      '--ca',
      'ca.pem',
      '--product',
      'p',
    ];

    const { code } = await cli(['init', path, ...needed, ...given, ...more], { ask });

    expect(code).toBe(0);
    expect(asked).toHaveLength(3);
  });

  it('writes nothing when the answers end', async () => {
    const { code, err } = await cli(['init', path], { ask: person(['https://a']).ask });

    expect(code).toBe(2);
    expect(err).toContain('Nothing was written');
    expect(existsSync(path)).toBe(false);
  });
});

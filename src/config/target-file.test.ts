import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../model/errors.ts';
import { configureTarget } from './index.ts';
import { readTargetFile } from './target-file.ts';

const secret = 'hunter2-very-secret';
const environment = { A_PASSWORD: secret, EMPTY: '' };
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'consult-config-'));
  writeFileSync(join(folder, 'secret.txt'), 'from a file\n');
  writeFileSync(join(folder, 'nothing.txt'), '\n');
  mkdirSync(join(folder, 'folder.yaml'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(text: string | Uint8Array): string {
  const path = join(folder, 'target.yaml');
  writeFileSync(path, text);
  return path;
}

function messageOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return '(no error)';
}

/** The mistakes that are said about a file, without its name: `line:column: key: words`. */
function mistakesIn(text: string): string[] {
  const path = write(text);
  const [, ...lines] = messageOf(() => readTargetFile(path, { environment })).split('\n');
  return lines.map((line) => line.trim().replace(`${path}:`, '').trim());
}

const minimal = `baseUrl: https://gws.example.com/
parties:
  originator: { userName: alice, password: env:A_PASSWORD }
channels:
  chat: {}
`;

const whole = `name: Staging
product: Web Services
vendor: Example
version: '8.5'
baseUrl: https://gws.example.com/prefix//
notificationsPath: /n
parties:
  originator: { userName: alice, password: env:A_PASSWORD, nickname: Al }
  consultant: { userName: bob, password: 'file:secret.txt' }
channels:
  sms: { spelling: published, source: { kind: reference, url: 'http://127.0.0.1:1/control' } }
deadlines: { answer: 500, notification: 3s, settle: 0, overall: 2m }
maxBodyBytes: 2048
`;

describe('a target file', () => {
  it('needs an address, an originator and a channel only', () => {
    const target = readTargetFile(write(minimal), { environment });

    expect(target).toEqual({
      name: 'gws.example.com',
      kind: 'deployed',
      product: 'not stated',
      version: 'not stated',
      baseUrl: 'https://gws.example.com',
      notificationsPath: '/api/v2/notifications',
      parties: {
        originator: {
          credentials: { kind: 'basic', userName: 'alice', password: secret },
          nickname: 'alice',
        },
      },
      channels: {
        chat: {
          spelling: undefined,
          source: { kind: 'none', reason: expect.stringContaining('channels.chat.source') },
        },
      },
      deadlines: { answer: 10_000, notification: 10_000, settle: 2_000, overall: 120_000 },
      maxBodyBytes: 10_000_000,
    });
  });

  it('can say everything', () => {
    const target = readTargetFile(write(whole), { environment });

    expect(target).toMatchObject({
      name: 'Staging',
      product: 'Web Services',
      vendor: 'Example',
      version: '8.5',
      baseUrl: 'https://gws.example.com/prefix',
      notificationsPath: '/n',
      parties: {
        originator: { nickname: 'Al' },
        consultant: { credentials: { userName: 'bob', password: 'from a file' }, nickname: 'bob' },
      },
      channels: {
        sms: {
          spelling: { id: 'published', collection: 'smssessions' },
          source: { kind: 'reference', url: 'http://127.0.0.1:1/control' },
        },
      },
      deadlines: { answer: 500, notification: 3000, settle: 0, overall: 120_000 },
      maxBodyBytes: 2048,
    });
    expect(Object.keys(target.channels)).toEqual(['sms']);
  });

  it.each([
    [
      'an unknown key',
      `${minimal}prodct: x\n`,
      '6:1: prodct: this key is not known; expected one of name, product',
      'Did you mean product?',
    ],
    [
      'a misspelled party',
      minimal.replace('originator', 'orginator'),
      '3:3: parties.orginator: this key is not known',
      'Did you mean originator?',
    ],
    [
      'a missing part',
      minimal.replace('password: env:A_PASSWORD', ''),
      '3:15: parties.originator: expected exactly one of password, token, oauth; there is none',
      '',
    ],
    [
      'a missing address',
      minimal.replace(/^.*\n/, ''),
      '1:1: baseUrl: is missing: an http or https address',
      '',
    ],
    ['a number for text', `${minimal}version: 8.5\n`, '6:10: version: expected text; a number', ''],
    ['no value', `${minimal}deadlines:\n`, '6:11: deadlines: expected keys with values', ''],
    [
      'no channel',
      minimal.replace('\n  chat: {}', ' {}'),
      '4:11: channels: expected at least one of chat, sms',
      '',
    ],
    [
      'an unknown word',
      minimal.replace('{}', '{ spelling: documentd }'),
      '5:21: channels.chat.spelling: expected one of documented, published',
      'Did you mean documented?',
    ],
    [
      'an unknown source',
      minimal.replace('{}', '{ source: { kind: refrence, url: http://a } }'),
      '5:27: channels.chat.source.kind: expected one of reference, gms',
      'Did you mean reference?',
    ],
    [
      'an address of another kind',
      minimal.replace('https:', 'ftp:'),
      '1:10: baseUrl: expected an http or https address',
      '',
    ],
    [
      'an address that does not parse',
      minimal.replace('gws.example.com', 'gws.example.com:port'),
      '1:10: baseUrl: expected an http or https address',
      '',
    ],
    [
      'a duration without a unit that is known',
      `${minimal}deadlines:\n  answer: 10 minutes\n`,
      '7:11: deadlines.answer: expected a number of milliseconds',
      '',
    ],
    [
      'a deadline of nothing',
      `${minimal}deadlines: { answer: 0 }\n`,
      '6:22: deadlines.answer: expected a number of milliseconds',
      '',
    ],
    [
      'a deadline of two days',
      `${minimal}deadlines: { overall: 2880m }\n`,
      '6:23: deadlines.overall: expected',
      'at most 24 hours',
    ],
    [
      'a size that is too small',
      `${minimal}maxBodyBytes: 1\n`,
      '6:15: maxBodyBytes: expected a number of at least 1024',
      '',
    ],
    [
      'a variable that is not set',
      minimal.replace('A_PASSWORD', 'B_PASSWORD'),
      '3:44: parties.originator.password: the environment variable B_PASSWORD is not set',
      '',
    ],
    [
      'a variable that is empty',
      minimal.replace('A_PASSWORD', 'EMPTY'),
      'the environment variable EMPTY is empty',
      '',
    ],
    [
      'a secret file that is not there',
      minimal.replace('env:A_PASSWORD', 'file:none.txt'),
      'none.txt does not exist',
      '',
    ],
    [
      'a secret file with nothing in it',
      minimal.replace('env:A_PASSWORD', 'file:nothing.txt'),
      'nothing.txt is empty',
      '',
    ],
    [
      'a key that is there twice',
      `${minimal}baseUrl: https://b\n`,
      '6:1: baseUrl: this key is here a second time',
      '',
    ],
    ['a tab', `${minimal}deadlines:\n\tanswer: 1\n`, '7:1: indentation is made of spaces', ''],
    ['a quote that is never closed', `${minimal}name: "abc\n`, '7:1: something is missing here', ''],
    ['a second document', `${minimal}---\n${minimal}`, '6:1: a second document begins here', ''],
    ['a list', '- a\n', '1:1: expected keys with values', ''],
  ])('with %s is refused with line and column', (_what, text, said, suggestion) => {
    const mistakes = mistakesIn(text);

    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toContain(said);
    expect(mistakes[0]).toContain(suggestion);
  });

  it('tells all its mistakes at once, in the order of the file', () => {
    const text = `prodct: x\nbaseUrl: nowhere\nparties:\n  originator: { userName: 1, password: ${secret} }\nchannels: { chatt: {} }\n`;

    const places = mistakesIn(text).map((mistake) => mistake.split(': ', 2).join(' '));

    expect(places).toEqual([
      '1:1 prodct',
      '2:10 baseUrl',
      '4:27 parties.originator.userName',
      '4:40 parties.originator.password',
      '5:13 channels.chatt',
    ]);
  });

  it.each([
    ['as the value', `password: ${secret}`],
    ['in quotes', `password: "${secret}"`],
    ['as an alias', `password: *${secret}`],
    ['as a tag', `password: !${secret}`],
    ['as an unclosed quote', `password: "${secret}`],
    ['as a number', 'password: 31415926535'],
    ['under a misspelled key', `pasword: ${secret}`],
    ['without a space after the colon', `password:${secret}`],
    ['as a list', `password: [${secret}]`],
    ['as a reserved character', `password: '@${secret}' ${secret}`],
    ['in the address', `password: env:A_PASSWORD\nbaseUrl: https://alice:${secret}@gws.example.com`],
  ])('with a password written out %s is refused without repeating it', (_how, line) => {
    const text = minimal
      .replace('{ userName: alice, password: env:A_PASSWORD }', `\n    userName: alice\n    ${line}`)
      .replace(/^baseUrl.*\n/, (first) => (line.includes('baseUrl') ? '' : first));

    const message = messageOf(() => readTargetFile(write(text), { environment }));

    expect(message).toMatch(/^The target file has \d+ mistakes?:/);
    expect(message).not.toContain(secret);
    expect(message).not.toContain('31415926535');
  });

  it.each([
    ['is not there', 'none.yaml', 'none.yaml does not exist. consult-conformance init writes one.'],
    ['is a folder', 'folder.yaml', 'folder.yaml is a folder. Expected a YAML file.'],
    ['lies below a file', 'secret.txt/target.yaml', 'a part of its path is a file.'],
  ])('that %s is refused', (_what, name, said) => {
    expect(messageOf(() => readTargetFile(join(folder, name), { environment }))).toContain(said);
  });

  it.each([
    ['empty', '', 'is empty'],
    ['a comment only', '# nothing\n', 'is empty'],
    ['larger than 1 MB', `# ${'x'.repeat(1_000_001)}`, 'is larger than 1 MB'],
    ['not UTF-8', Uint8Array.from([0x61, 0xff, 0xfe]), 'is not UTF-8 text'],
    [
      'a nest of aliases',
      `a: &a [x]\n${[...'bcdefgh'].map((name, i) => `${name}: &${name} [${`*${'abcdefg'[i]},`.repeat(9)}]`).join('\n')}`,
      'its aliases unfold to too much',
    ],
  ])('that is %s is refused', (_what, content, said) => {
    expect(messageOf(() => readTargetFile(write(content), { environment }))).toContain(said);
  });
});

describe('the configuration', () => {
  it('is said to be named by the environment when it is, and is not there', async () => {
    const configured = configureTarget({}, { ...environment, CONSULT_TARGET: 'none.yaml' });

    await expect(configured).rejects.toThrow('none.yaml does not exist. CONSULT_TARGET names it.');
  });

  it('has no target when nothing names one', async () => {
    expect(await configureTarget({}, { CONSULT_TARGET: '' })).toBeUndefined();
  });

  it('takes the file from the environment when no flag names one', async () => {
    const target = await configureTarget({}, { ...environment, CONSULT_TARGET: write(minimal) });

    expect(target?.name).toBe('gws.example.com');
  });

  it('prefers the flag to the environment', async () => {
    const target = await configureTarget(
      { file: write(minimal) },
      { ...environment, CONSULT_TARGET: 'none.yaml' },
    );

    expect(target?.name).toBe('gws.example.com');
  });

  it('takes the address from the environment', async () => {
    const target = await configureTarget(
      { file: write(minimal) },
      { ...environment, CONSULT_BASE_URL: 'http://127.0.0.1:8/' },
    );

    expect(target?.baseUrl).toBe('http://127.0.0.1:8');
  });

  it('refuses an address of the environment that is none, naming the variable', async () => {
    const act = configureTarget({ file: write(minimal) }, { ...environment, CONSULT_BASE_URL: 'nowhere' });

    await expect(act).rejects.toThrow('CONSULT_BASE_URL: expected an http or https address');
  });

  it('refuses an address of the environment without a file to put it in', async () => {
    const act = configureTarget({}, { CONSULT_BASE_URL: 'http://a' });

    await expect(act).rejects.toThrow('no target file is named');
  });

  it('lets flags overrule the deadlines of the file, one by one', async () => {
    const target = await configureTarget({ file: write(whole), deadlines: { answer: 1 } }, environment);

    expect(target?.deadlines).toEqual({ answer: 1, notification: 3000, settle: 0, overall: 120_000 });
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configureTarget } from '../config/index.ts';
import { UsageError } from '../model/errors.ts';
import type { TargetDefinition } from './definition.ts';
import { Secret } from './secret.ts';
import { defineTarget, readTarget, Target } from './target.ts';

const hidden = 'hunter2-very-secret';
const environment = { A_PASSWORD: hidden, CONSULT_BASE_URL: 'http://elsewhere.example.com' };
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'consult-api-'));
  writeFileSync(join(folder, 'token'), `${hidden}\n`);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const definition: TargetDefinition = {
  baseUrl: 'https://gws.example.com/',
  parties: {
    originator: { userName: 'alice', password: new Secret(hidden) },
    consultant: { userName: 'bob', password: 'env:A_PASSWORD' },
    bystander: { userName: 'carol', token: 'file:token' },
  },
  headers: { 'X-Key': new Secret(hidden), 'X-Plain': 'plain' },
  channels: {
    sms: {
      source: {
        kind: 'recipe',
        open: { method: 'POST', url: 'https://chat.example.com/', headers: { 'X-Pass': new Secret(hidden) } },
      },
    },
  },
  deadlines: { notification: '3s' },
};

function mistakesOf(given: unknown): string {
  try {
    defineTarget(given as TargetDefinition, { environment, folder });
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return '(no error)';
}

describe('a target that a program defines', () => {
  it('has the secrets of vault, environment and file in it, and shows none', () => {
    const target = defineTarget(definition, { environment, folder });
    const { parties, headers, channels, deadlines } = Target.described(target);

    expect(parties.originator?.credentials).toEqual({ kind: 'basic', userName: 'alice', password: hidden });
    expect(parties.consultant?.credentials).toMatchObject({ password: hidden });
    expect(parties.bystander?.credentials).toMatchObject({ token: hidden });
    expect(headers).toEqual([
      { name: 'X-Key', value: hidden, secret: true },
      { name: 'X-Plain', value: 'plain', secret: false },
    ]);
    expect(JSON.stringify(channels.sms?.source)).toContain(hidden);
    expect(deadlines.notification).toBe(3_000);
    const shown = [inspect(target, { depth: 9, showHidden: true }), JSON.stringify(target), String(target)];
    for (const text of shown) expect(text).not.toContain(hidden);
  });

  it('is the same as the target of a file that says the same', async () => {
    const file = join(folder, 'target.yaml');
    const plain = {
      baseUrl: 'https://gws.example.com',
      parties: { originator: { userName: 'alice', password: 'env:A_PASSWORD' } },
      channels: { chat: { source: { kind: 'list', ids: ['1'] } } },
    } as const;
    writeFileSync(file, JSON.stringify(plain)); // JSON is YAML
    const secrets = { A_PASSWORD: hidden };

    expect(Target.described(defineTarget(plain, { environment: secrets }))).toEqual(
      await configureTarget({ file }, secrets),
    );
    expect((await readTarget(file, { environment: secrets })).channels).toEqual(['chat']);
  });

  it('is not what the environment says, as a target file would be', async () => {
    expect(defineTarget(definition, { environment, folder }).baseUrl).toBe('https://gws.example.com');

    const file = join(folder, 'overridden.yaml');
    writeFileSync(
      file,
      JSON.stringify({
        ...definition,
        headers: undefined,
        parties: { originator: { userName: 'a', password: 'env:A_PASSWORD' } },
        channels: { chat: {} },
      }),
    );
    expect((await readTarget(file, { environment })).baseUrl).toBe('http://elsewhere.example.com');
  });

  it('is refused with all its mistakes, by key, without a value of it', () => {
    const said = mistakesOf({
      ...definition,
      baseURL: hidden,
      parties: {
        originator: { userName: 'alice', password: hidden },
        consultant: { userName: 'bob', password: 'env:NOT_SET' },
      },
      readings: { 'FAILURE-TIM': hidden },
    });

    expect(said.split('\n').toSorted()).toEqual([
      expect.stringMatching(/^  baseURL: this key is not known;.* Did you mean baseUrl\?$/),
      '  parties.consultant.password: the environment variable NOT_SET is not set.',
      '  parties.originator.password: expected env:NAME or file:PATH, which says where the value is; the value itself never stands here.',
      expect.stringMatching(
        /^  readings\.FAILURE-TIM: there is no such reading;.* Did you mean FAILURE-TIME\?$/,
      ),
      'The target has 4 mistakes:',
    ]);
    expect(said).not.toContain(hidden);
  });

  it.each([
    ['nothing', undefined],
    ['a text', 'target.yaml'],
    ['a list', []],
    ['a function', () => definition],
    ['a secret where none fits', { ...definition, baseUrl: new Secret(hidden) }],
  ])('is refused when it is %s', (_, given) => {
    const said = mistakesOf(given);
    expect(said).toMatch(/^The target has \d+ mistakes?:\n/);
    expect(said).not.toContain(hidden);
  });

  it('is refused when it contains itself', () => {
    const circle: Record<string, unknown> = { ...definition };
    circle['limits'] = circle;
    expect(mistakesOf(circle)).toContain('nested too deeply');
  });

  it('is what defineTarget made, and no object that looks like it', () => {
    const lookalike = { ...defineTarget(definition, { environment, folder }) } as Target;
    expect(() => Target.described(lookalike)).toThrow(UsageError);
  });
});

describe('a secret', () => {
  it('shows nothing of itself', () => {
    const secret = new Secret(hidden);
    const shown = [
      inspect(secret, { showHidden: true }),
      JSON.stringify({ secret }),
      `${secret}`,
      String([secret]),
    ];
    for (const text of shown) expect(text).not.toContain(hidden);
    expect(secret.reveal()).toBe(hidden);
  });

  it('is text that is not empty', () => {
    expect(() => new Secret('')).toThrow(UsageError);
    expect(() => new Secret(undefined as unknown as string)).toThrow(UsageError);
  });
});

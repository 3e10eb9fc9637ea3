import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../model/errors.ts';
import type { SessionSource } from '../model/target.ts';
import { readTargetFile } from './target-file.ts';

const environment = {
  PASSWORD: 'p',
  TOKEN: 't-0123456789',
  GMS_API_KEY: 'k',
  GWS_API_KEY: 'k',
  GATEWAY_TOKEN: 'k',
  CONSULT_ORIGINATOR_PASSWORD: 'p',
  CONSULT_CONSULTANT_PASSWORD: 'p',
  CONSULT_BYSTANDER_PASSWORD: 'p',
  CONSULT_FEATURELESS_PASSWORD: 'p',
  CONSULT_SECOND_PASSWORD: 'p',
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'consult-source-'));
  writeFileSync(join(folder, 'secret'), 's-0123456789\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The source that some YAML describes, as it stands below `source:`. */
function sourceOf(yaml: string): SessionSource | undefined {
  const path = join(folder, 'target.yaml');
  const head = 'baseUrl: http://a\nparties: { originator: { userName: a, password: env:PASSWORD } }\n';
  const indented = yaml.trim().replaceAll(/^/gm, '      ');
  writeFileSync(path, `${head}channels:\n  sms:\n    source:\n${indented}\n`);
  return readTargetFile(path, { environment }).channels.sms?.source;
}

/** The mistakes of a source, without the file's name. */
function mistakesOf(yaml: string): readonly string[] {
  try {
    sourceOf(yaml);
    return [];
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return error.message
      .split('\n')
      .slice(1)
      .map((line) => line.trim().replace(join(folder, 'target.yaml:'), ''));
  }
}

describe('a source of sessions', () => {
  const kinds: readonly [string, string, unknown][] = [
    [
      'reference',
      'kind: reference\nurl: http://b/reference/',
      { kind: 'reference', url: 'http://b/reference' },
    ],
    [
      'gms',
      "kind: gms\nurl: http://b/genesys/2/chat/desk-${party}\nfields: { 'userData[x]': '${agent}' }\nheaders: { key: env:TOKEN }",
      {
        kind: 'gms',
        url: 'http://b/genesys/2/chat/desk-${party}',
        fields: { 'userData[x]': '${agent}' },
        headers: { key: '${env:TOKEN}' },
        secrets: { 'env:TOKEN': 't-0123456789' },
      },
    ],
    [
      'gws',
      'kind: gws\nurl: http://b\ncontactCenterId: cc\nmembers: { userData: { list: [env:TOKEN, 7] } }',
      {
        kind: 'gws',
        url: 'http://b',
        contactCenterId: 'cc',
        members: { userData: { list: ['${env:TOKEN}', 7] } },
        headers: {},
        secrets: { 'env:TOKEN': 't-0123456789' },
      },
    ],
    [
      'recipe',
      "kind: recipe\nopen: { method: POST, url: 'http://b/${agent}', form: { n: '${nickname}', s: 'x ${file:secret}' } }\nkeep: { id: /id }\nsay: { method: POST, url: 'http://b/${id}', text: '${text}' }\nlook: { request: { method: GET, url: 'http://b/${id}' }, messages: { at: /log } }",
      {
        kind: 'recipe',
        open: {
          method: 'POST',
          url: 'http://b/${agent}',
          headers: {},
          body: { form: 'form', fields: { n: '${nickname}', s: 'x ${file:secret}' } },
        },
        keep: { id: '/id' },
        keepSecret: {},
        say: {
          method: 'POST',
          url: 'http://b/${id}',
          headers: {},
          body: { form: 'text', text: '${text}', contentType: 'text/plain; charset=utf-8' },
        },
        look: {
          request: { method: 'GET', url: 'http://b/${id}', headers: {} },
          messages: {
            at: '/log',
            nickname: '/from/nickname',
            from: '/from/type',
            type: '/type',
            text: '/text',
          },
          types: {},
        },
        secrets: { 'file:secret': 's-0123456789' },
      },
    ],
    ['list', 'kind: list\nids: [a, b]', { kind: 'list', ids: ['a', 'b'] }],
    ['invitation', 'kind: invitation', { kind: 'invitation', deadlineMs: 60_000 }],
    [
      'invitation, with a customer',
      "kind: invitation\ndeadline: 2m\nhint: Call.\ncustomer:\n  kind: recipe\n  leave: { method: DELETE, url: 'http://b/${sessionId}' }",
      {
        kind: 'invitation',
        deadlineMs: 120_000,
        hint: 'Call.',
        customer: {
          kind: 'recipe',
          leave: { method: 'DELETE', url: 'http://b/${sessionId}', headers: {} },
          secrets: {},
        },
      },
    ],
  ];
  it.each(kinds)('is read: %s', (_, yaml, expected) => {
    expect(sourceOf(yaml)).toEqual(expected);
  });

  it('is read: command, which runs in the folder of the file', () => {
    expect(sourceOf('kind: command\nprogram: ./open.sh\ndoes: [look]\ndeadline: 5s')).toEqual({
      kind: 'command',
      program: './open.sh',
      args: [],
      folder,
      does: ['open', 'look'],
      deadlineMs: 5_000,
      maxOutputBytes: 1_000_000,
    });
  });

  const post = "kind: recipe\nopen: { method: POST, url: 'http://b'";
  const mistakes: readonly [string, string, RegExp][] = [
    [
      'an unknown kind',
      'kind: recip',
      /^6:13: channels.sms.source.kind: expected one of reference, gms, .*Did you mean recipe\?/,
    ],
    [
      'no kind',
      'url: http://b',
      /^5:5: channels.sms.source.kind: is missing: expected one of reference, gms/,
    ],
    [
      'a key of another kind',
      'kind: list\nids: [a]\nurl: http://b',
      /^8:7: channels.sms.source.url: this key is not known/,
    ],
    ['an empty list', 'kind: list\nids: []', /source.ids: expected a list that is not empty/],
    ['an id twice', 'kind: list\nids: [a, a]', /expected no item twice/],
    [
      'a place that is not known',
      "kind: gms\nurl: http://b/c\nfields: { a: '${agnet}' }",
      /fields.a: this \$\{...\} is not known here.*Did you mean \$\{agent\}\?/,
    ],
    [
      'a text where there is none yet',
      `${post}, text: '\${text}' }`,
      /open.text: this \$\{...\} is not known here/,
    ],
    ['a kept value before it is there', `${post}, text: '\${id}' }\nkeep: { id: /id }`, /open.text: this/],
    [
      'a secret that is not there',
      `${post}, headers: { a: env:NOTHING } }`,
      /open.headers.a: the environment variable NOTHING is not set/,
    ],
    [
      'a secret of a customer that is not there',
      "kind: invitation\ncustomer: { kind: recipe, say: { method: POST, url: 'http://b', text: env:NOTHING } }",
      /customer.say.text: the environment variable NOTHING/,
    ],
    ['two bodies', `${post}, text: a, json: {} }`, /expected one of json, form, text, not several/],
    [
      'a body of a GET',
      "kind: recipe\nopen: { method: GET, url: 'http://b', text: a }",
      /a GET can have no body/,
    ],
    ['a header that is none', `${post}, headers: { 'a b': c } }`, /a name is no header name/],
    ['a name that is taken', `${post} }\nkeep: { agent: /a }`, /a name in keep or keepSecret is none/],
    ['a pointer that is none', `${post} }\nkeep: { id: id }`, /keep.id: expected a JSON pointer/],
    ['a host to fill in', "kind: gms\nurl: 'http://${agent}/chat'", /url: expected an http or https address/],
    ['a deadline that is none', 'kind: command\nprogram: a\ndeadline: soon', /deadline: expected/],
    ['no program', 'kind: command', /program: is missing/],
    ['a kind that is a list', 'kind: [gms]\nurl: http://b', /source.kind: expected one of reference, gms/],
    ['a source that is a word', 'gms', /channels.sms.source: expected keys with values/],
    [
      'a mistake deep inside a kind',
      "kind: recipe\nopen: { method: PATCH, url: 'http://b' }",
      /^7:\d+: channels.sms.source.open.method: expected one of GET, POST, PUT, DELETE/,
    ],
    [
      'an unknown kind of a customer',
      'kind: invitation\ncustomer: { kind: comand, program: a }',
      /^7:\d+: channels.sms.source.customer.kind: expected one of recipe, command. Did you mean command\?/,
    ],
    [
      'no kind of a customer',
      'kind: invitation\ncustomer: { program: a }',
      /source.customer.kind: is missing: expected one of recipe, command/,
    ],
    [
      'a key that only another kind of customer has',
      'kind: invitation\ncustomer: { kind: recipe, program: a }',
      /source.customer.program: this key is not known; expected one of kind, say, look, leave/,
    ],
  ];
  it.each(mistakes)('is refused with its place: %s', (_, yaml, expected) => {
    const found = mistakesOf(yaml);

    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(expected);
  });

  it('never shows a value of the file in a message', () => {
    const found = mistakesOf("kind: gms\nurl: hunter2-hunter2\nfields: { a: '${hunter2-hunter2}' }");

    expect(found.join('\n')).not.toContain('hunter2');
  });
});

describe('the page about sessions', () => {
  const page = readFileSync('docs/sessions.md', 'utf8');
  const blocks = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml = '']) => yaml);

  it.each(blocks)('shows what is right: %#', (yaml) => {
    const body = yaml.startsWith('source: {') ? yaml.replace('source: ', '') : yaml.replace('source:\n', '');

    expect(sourceOf(body.replaceAll(/^ {2}/gm, ''))).toMatchObject({ kind: expect.any(String) as string });
  });

  it('shows each kind that is not the embedded server', () => {
    expect(blocks).toHaveLength(6);
  });
});

describe('the example target files of sessions', () => {
  const sessions = readdirSync('examples/sessions').filter((name) => name.endsWith('.target.yaml'));
  const examples = ['embedded.target.yaml', ...sessions.map((name) => join('sessions', name))].map((name) =>
    join('examples', name),
  );

  it.each(examples)('are right: %s', (path) => {
    const { channels } = readTargetFile(resolve(path), { environment });

    expect(Object.keys(channels).length).toBeGreaterThan(0);
  });

  it('have one for each kind of source', () => {
    const used = examples.flatMap((path) =>
      Object.values(readTargetFile(resolve(path), { environment }).channels).map(({ source }) => source.kind),
    );

    expect([...new Set(used)].toSorted()).toEqual([
      'command',
      'gms',
      'gws',
      'invitation',
      'list',
      'recipe',
      'reference',
    ]);
  });
});

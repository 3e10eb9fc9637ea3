import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../model/errors.ts';
import type { Target } from '../model/target.ts';
import { certificate, lockedKey, otherKey, passphrase, privateKey } from './certificate.fixture.ts';
import { configureTarget, type TargetFlags } from './index.ts';
import { readTargetFile } from './target-file.ts';

const environment = {
  PW: 'hunter2',
  TOKEN: 'tok-1',
  CLIENT: 'client-secret',
  KEY: 'api key',
  TWO_LINES: 'a\nb',
  PROXY: 'http://me:pw@proxy.example.com:3128',
  PHRASE: passphrase,
  WRONG: 'wrong',
};
const readings = { 'FAILURE-TIME': ['asynchronous', 'synchronous'], SPELLING: ['documented', 'published'] };
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'consult-grammar-'));
  const files = {
    'ca.pem': certificate,
    'key.pem': privateKey,
    'locked.pem': lockedKey,
    'other.pem': otherKey,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(text: string): string {
  const path = join(folder, 'target.yaml');
  writeFileSync(path, text);
  return path;
}

const originator = 'originator: { userName: alice, password: env:PW }';

/** A file with further parties and further keys. */
function file(parties: string, rest = ''): string {
  return `baseUrl: https://gws.example.com\nparties:\n  ${originator}\n${parties && `  ${parties}\n`}channels: { chat: {} }\n${rest}`;
}

const read = (text: string): Target => readTargetFile(write(text), { environment, readings });

function mistakesIn(text: string): string[] {
  const path = write(text);
  try {
    readTargetFile(path, { environment, readings });
    return [];
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const [, ...lines] = error.message.split('\n');
    return lines.map((line) => line.trim().replace(`${path}:`, ''));
  }
}

describe('an agent of a target file', () => {
  it.each([
    ['a password', 'password: env:PW', { kind: 'basic', userName: 'bob', password: 'hunter2' }],
    ['a token', 'token: env:TOKEN', { kind: 'bearer', userName: 'bob', token: 'tok-1' }],
    [
      'a token for the client',
      'oauth: { grant: client-credentials, tokenUrl: https://login.example.com/token, clientId: c, clientSecret: env:CLIENT }',
      {
        kind: 'oauth',
        userName: 'bob',
        grant: 'client-credentials',
        tokenUrl: 'https://login.example.com/token',
        clientId: 'c',
        clientSecret: 'client-secret',
      },
    ],
    [
      'a token for a password',
      'oauth: { grant: password, tokenUrl: https://login.example.com/token, clientId: c, password: env:PW, scope: all }',
      {
        kind: 'oauth',
        userName: 'bob',
        grant: 'password',
        tokenUrl: 'https://login.example.com/token',
        clientId: 'c',
        password: 'hunter2',
        scope: 'all',
      },
    ],
  ])('logs in with %s', (_how, login, credentials) => {
    const { parties } = read(file(`consultant: { userName: bob, ${login} }`));

    expect(parties.consultant?.credentials).toEqual(credentials);
  });

  it.each([
    ['nothing', '', 'expected exactly one of password, token, oauth; there is none'],
    ['two ways', 'password: env:PW, token: env:TOKEN', '; there are password and token'],
    ['a misspelled way', 'tokn: env:TOKEN', 'Did you mean token?'],
    [
      'a grant that does not exist',
      'oauth: { grant: implicit, tokenUrl: https://a/b, clientId: c }',
      'consultant.oauth.grant: expected one of client-credentials, password',
    ],
    [
      'a grant of a password without one',
      'oauth: { grant: password, tokenUrl: https://a/b, clientId: c }',
      'consultant.oauth.password: is missing',
    ],
    [
      'a grant of the client without its secret',
      'oauth: { grant: client-credentials, tokenUrl: https://a/b, clientId: c }',
      'consultant.oauth.clientSecret: is missing',
    ],
    ['a token in the open', 'token: abc', 'consultant.token: expected env:NAME or file:PATH'],
  ])('that logs in with %s is refused once', (_how, login, said) => {
    const mistakes = mistakesIn(file(`consultant: { userName: bob${login && `, ${login}`} }`));

    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toContain(said);
  });

  it('can play every role', () => {
    const roles = ['consultant', 'bystander', 'featureless', 'second'];

    const { parties } = read(
      file(roles.map((role) => `${role}: { userName: ${role}, token: env:TOKEN }`).join('\n  ')),
    );

    expect(Object.keys(parties)).toEqual(['originator', ...roles]);
  });

  it('plays one role only', () => {
    expect(mistakesIn(file('bystander: { userName: alice, token: env:TOKEN }'))).toEqual([
      '4:26: parties.bystander.userName: expected another agent than the originator.',
    ]);
  });
});

describe('what can be consulted and does not log in', () => {
  it.each([
    ['its id', '{ id: q 1 }', { uri: 'https://gws.example.com/api/v2/queues/q%201', path: '/queues/q%201' }],
    [
      'its path',
      '{ path: /queues/7 }',
      { uri: 'https://gws.example.com/api/v2/queues/7', path: '/queues/7' },
    ],
    [
      'its address',
      '{ uri: http://inner:80/x/api/v2/queues/7 }',
      { uri: 'http://inner:80/x/api/v2/queues/7', path: '/queues/7' },
    ],
    [
      'an address of its own kind',
      '{ uri: http://inner/a/queues/7 }',
      { uri: 'http://inner/a/queues/7', path: '/queues/7' },
    ],
    ['address and path', '{ uri: http://inner/a, path: /b/c }', { uri: 'http://inner/a', path: '/b/c' }],
    ['address and id', '{ uri: http://inner/a, id: c }', { uri: 'http://inner/a', path: '/queues/c' }],
  ])('is named by %s', (_how, written, queue) => {
    expect(read(file(`queue: ${written}`)).consultees).toEqual({ queue });
  });

  it('has the addresses that the server itself writes', () => {
    const { consultees } = read(file('absent: { id: dave }', 'externalBase: http://inner:8090/gws/\n'));

    expect(consultees?.absent).toEqual({
      uri: 'http://inner:8090/gws/api/v2/users/dave',
      path: '/users/dave',
    });
  });

  it('is named by something', () => {
    expect(mistakesIn(file('queue: {}'))).toEqual([
      '4:10: parties.queue: expected at least one of id, uri, path.',
    ]);
  });
});

const rest = `notifications: { topics: [/v2/me/chats, /v2/me/*], hold: 45s }
limits: { requestsPerSecond: 2.5 }
budget: { first: 300ms, second: 1s }
headers: { X-Tenant: acme, X-Key: env:KEY }
proxy: env:PROXY
tls: { ca: file:ca.pem, cert: file:ca.pem, key: file:locked.pem, passphrase: env:PHRASE, insecure: true }
readings: { FAILURE-TIME: synchronous }
redact: customer
secrets: [env:KEY]
startsWork: false
`;

describe('the rest of a target file', () => {
  it('is in the target', () => {
    expect(read(file('', rest))).toMatchObject({
      notifications: { topics: ['/v2/me/chats', '/v2/me/*'], holdMs: 45_000 },
      limits: { requestsPerSecond: 2.5, concurrentSessions: 1 },
      budget: { first: 300, second: 1000 },
      headers: [
        { name: 'X-Tenant', value: 'acme', secret: false },
        { name: 'X-Key', value: 'api key', secret: true },
      ],
      proxy: 'http://me:pw@proxy.example.com:3128',
      tls: {
        ca: [certificate.trimEnd()],
        cert: certificate.trimEnd(),
        key: lockedKey.trimEnd(),
        passphrase,
        insecure: true,
      },
      pinned: { 'FAILURE-TIME': 'synchronous' },
      redact: 'customer',
      secrets: ['api key'],
      startsWork: false,
    });
  });

  it('says of a channel what it is called, and what the vendor declares', () => {
    const text = file('').replace(
      'chat: {}',
      'chat: { mediaName: web-chat, declares: { consult-queue: true } }',
    );

    expect(read(text).channels.chat).toMatchObject({
      mediaName: 'web-chat',
      declares: { 'consult-queue': true },
    });
  });

  it.each([
    [
      'a header that is ours',
      'headers: { authorization: x }\n',
      '5:12: headers.authorization: this header is not yours to set: password, token or oauth',
    ],
    ['a header that is none', "headers: { 'X Key': x }\n", 'expected the name of a header'],
    [
      'a header with two lines',
      'headers: { X-Key: env:TWO_LINES }\n',
      'headers.X-Key: expected text on one line',
    ],
    [
      'a header from nowhere',
      'headers: { X-Key: env:NOWHERE }\n',
      'the environment variable NOWHERE is not set',
    ],
    [
      'a proxy with credentials',
      'proxy: http://me:pw@proxy:1\n',
      '5:8: proxy: expected an http or https address of a proxy without credentials',
    ],
    [
      'a proxy that is none',
      'proxy: env:PW\n',
      'proxy: expected the http or https address of a proxy, http://',
    ],
    [
      'a CA that is none',
      'tls: { ca: [file:ca.pem, file:key.pem] }\n',
      '5:26: tls.ca.1: there is no certificate in it',
    ],
    ['a CA that is not there', 'tls: { ca: file:no.pem }\n', 'no.pem does not exist'],
    [
      'a certificate without its key',
      'tls: { cert: file:ca.pem }\n',
      '5:8: tls.cert: it goes with key, which is missing',
    ],
    [
      'a key of another certificate',
      'tls: { cert: file:ca.pem, key: file:other.pem }\n',
      '5:32: tls.key: it does not open the client certificate',
    ],
    [
      'a wrong passphrase',
      'tls: { cert: file:ca.pem, key: file:locked.pem, passphrase: env:WRONG }\n',
      'tls.key: it does not open',
    ],
    ['a switch that is none', 'tls: { insecure: 1 }\n', '5:18: tls.insecure: expected true or false'],
    [
      'no topic',
      'notifications: { topics: [] }\n',
      '5:26: notifications.topics: expected a list that is not empty',
    ],
    [
      'a topic that is none',
      'notifications: { topics: [chats] }\n',
      '5:27: notifications.topics.0: expected a CometD topic',
    ],
    ['a rate of nothing', 'limits: { requestsPerSecond: 0 }\n', 'expected a number of at least 0.1'],
    ['half a session', 'limits: { concurrentSessions: 1.5 }\n', 'expected a whole number'],
    [
      'a budget of nothing',
      'budget: { first: 0 }\n',
      '5:18: budget.first: expected a number of milliseconds',
    ],
    [
      'an unknown reading',
      'readings: { FAILURE-TIM: synchronous }\n',
      '5:13: readings.FAILURE-TIM: there is no such reading',
    ],
    ['a reading of another case', 'readings: { failure-time: synchronous }\n', 'Did you mean FAILURE-TIME?'],
    [
      'an unknown answer',
      'readings: { SPELLING: publishd }\n',
      '5:23: readings.SPELLING: expected one of documented, published. Did you mean published?',
    ],
    ['a secret in the open', 'secrets: [abc]\n', '5:11: secrets.0: expected env:NAME or file:PATH'],
    [
      'an unknown way to redact',
      'redact: custmer\n',
      'expected one of secrets, customer. Did you mean customer?',
    ],
    ['a capability that does not exist', 'deadlines: { anser: 1s }\n', 'Did you mean answer?'],
  ])('with %s is refused with line and column', (_what, text, said) => {
    const mistakes = mistakesIn(file('', text));

    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toContain(said);
  });

  it('is refused for an unknown capability with the nearest one', () => {
    const text = file('').replace('chat: {}', 'chat: { declares: { consult-queu: true } }');

    expect(mistakesIn(text)).toEqual([
      '4:33: channels.chat.declares.consult-queu: this key is not known; expected consult-queue. Did you mean consult-queue?',
    ]);
  });

  it('has its mistakes told with those of the schema, all at once', () => {
    const text = file(
      'consultant: { userName: bob, password: env:NOWHERE }',
      'reddact: x\ndeadlines: { answer: 0 }\nproxy: env:NOWHERE\n',
    );

    expect(mistakesIn(text).map((mistake) => mistake.split(': ')[1])).toEqual([
      'parties.consultant.password',
      'reddact',
      'deadlines.answer',
      'proxy',
    ]);
  });

  it('repeats no header in its mistakes whose name may be a secret', () => {
    expect(mistakesIn(file('', "headers: { 'hunter2 hunter2': x }\n")).join()).not.toContain('hunter2');
  });
});

describe('environment and flags', () => {
  const configure = (text: string, flags: TargetFlags, more: Record<string, string> = {}) =>
    configureTarget({ ...flags, file: write(text) }, { ...environment, ...more });

  it('replace what the file says, flags before the environment', async () => {
    const target = await configure(
      file('', 'deadlines: { answer: 1s, settle: 1s }\n'),
      { overrides: { insecure: true, baseUrl: 'http://127.0.0.1:7/' }, deadlines: { settle: 5 } },
      {
        CONSULT_BASE_URL: 'http://127.0.0.1:8',
        CONSULT_PROXY: 'http://me:pw@127.0.0.1:9',
        CONSULT_DEADLINE_ANSWER: '3s',
        CONSULT_SETTLE: '2s',
      },
    );

    expect(target).toMatchObject({
      baseUrl: 'http://127.0.0.1:7',
      tls: { insecure: true },
      proxy: 'http://me:pw@127.0.0.1:9',
      deadlines: { answer: 3000, settle: 5 },
    });
  });

  it('can say what the file leaves out', async () => {
    const text = file('').replace(/^baseUrl.*\n/, '');

    expect((await configure(text, {}, { CONSULT_BASE_URL: 'http://a' }))?.baseUrl).toBe('http://a');
  });

  it.each([
    ['a flag', { overrides: { baseUrl: 'nowhere' } }, {}, ': --base-url: expected an http or https address'],
    ['a proxy with credentials', { overrides: { proxy: 'http://a:b@c' } }, {}, ': --proxy: expected an http'],
    ['a deadline', {}, { CONSULT_DEADLINE_ANSWER: 'soon' }, ': CONSULT_DEADLINE_ANSWER: expected a number'],
    ['a switch', {}, { CONSULT_INSECURE: 'maybe' }, ': CONSULT_INSECURE: expected true or false'],
  ])('are refused by name for %s', async (_what, flags, more, said) => {
    await expect(configure(file(''), flags, more)).rejects.toThrow(said);
  });

  it.each([
    [{ overrides: { insecure: true } } as const, {}, '--insecure is given, but no target file is named'],
    [{}, { CONSULT_PROXY: 'http://a' }, 'CONSULT_PROXY is set, but no target file is named'],
  ])('are refused without a file to replace something in', async (flags, more, said) => {
    await expect(configureTarget(flags, more)).rejects.toThrow(said);
  });

  it('pin readings before the file does', async () => {
    const target = await configure(
      file('', 'readings: { FAILURE-TIME: synchronous, SPELLING: published }\n'),
      {
        pinned: { 'FAILURE-TIME': 'asynchronous' },
      },
    );

    expect(target?.pinned).toEqual({ 'FAILURE-TIME': 'asynchronous', SPELLING: 'published' });
  });
});

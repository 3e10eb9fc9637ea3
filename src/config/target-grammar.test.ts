import { afterAll, describe, expect, it } from 'vitest';
import { certificate, lockedKey, passphrase } from './certificate.fixture.ts';
import { createTargetFolder, file } from './target-text.fixture.ts';

const { read, mistakesIn, clear } = createTargetFolder();
afterAll(clear);

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

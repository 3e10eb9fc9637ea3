import { afterAll, describe, expect, it } from 'vitest';
import { createTargetFolder, file } from './target-text.fixture.ts';

const { read, mistakesIn, clear } = createTargetFolder();
afterAll(clear);

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

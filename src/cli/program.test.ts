import { describe, expect, it } from 'vitest';
import { commands } from './program.ts';
import { cli } from './stub-context.fixture.ts';

describe('the program', () => {
  it('shows its help when nothing is asked for', async () => {
    const { code, out: shown, err } = await cli([]);

    expect(code).toBe(0);
    expect(shown).toContain('Exit codes:\n  0  conforms\n  1  does not conform');
    expect(shown).toContain('CONSULT_TARGET');
    expect(err).toBe('');
  });

  it('shows its version', async () => {
    expect(await cli(['--version'])).toMatchObject({ code: 0, out: '1.2.3\n' });
  });

  it.each(commands.map(({ name }) => name))('shows examples in the help of %s', async (name) => {
    const { code, out: shown } = await cli([name, '--help']);

    expect(code).toBe(0);
    expect(shown).toContain(`Examples:\n`);
    expect(shown).toContain(`consult-conformance ${name}`);
  });

  it.each([
    ['an unknown command', ['rnu'], 'Did you mean run?'],
    ['an unknown flag', ['run', '--chanel', 'sms'], 'Did you mean --channel?'],
    ['an argument too many', ['run', 'target.yaml'], 'too many arguments'],
    ['an unknown channel', ['run', '--channel', 'fax'], 'Allowed choices are chat, sms.'],
    ['a deadline that is none', ['run', '--settle', '5x'], 'Expected a number of milliseconds'],
    ['a deadline of nothing', ['run', '--overall', '0'], 'Expected a number of milliseconds'],
    [
      'an unknown requirement',
      ['run', '--only', 'RESP-01'],
      'There is no requirement or subject "RESP-01". Did you mean RESP-001?',
    ],
    ['an unknown subject', ['run', '--only', 'custmer'], 'Did you mean customer?'],
    ['a name like no other', ['run', '--only', 'zzzzzzzz'], 'consult-conformance list shows what there is.'],
    [
      'a requirement without a check',
      ['run', '--only', 'CUST-003'],
      'Nothing is selected: CUST-003: no check covers it (No scenario shows it yet.)',
    ],
    [
      'a requirement that the channel lacks',
      ['run', '--only', 'CUST-002', '--channel', 'sms'],
      'it has no clause on SMS',
    ],
    [
      'a target file that is not there',
      ['run', '--target', 'none.yaml'],
      'The target file none.yaml does not exist.',
    ],
    [
      'an unknown reading',
      ['run', '--reading', 'SPELING=x'],
      'There is no reading "SPELING". Did you mean SPELLING?',
    ],
    ['help of an unknown command', ['help', 'rum'], 'There is no command "rum". Did you mean run?'],
    ['an unknown answer', ['run', '--reading', 'SPELLING=publishd'], 'Did you mean published?'],
    ['a reading without an answer', ['run', '--reading', 'SPELLING'], 'Expected --reading ID=ANSWER.'],
    [
      'a reading with two answers',
      ['run', '--reading', 'SPELLING=published', '--reading', 'SPELLING=documented'],
      'The reading SPELLING is pinned to two answers.',
    ],
    [
      'a proxy without a server',
      ['run', '--proxy', 'http://a'],
      '--proxy is given, but no target file is named.',
    ],
    ['a port that is none', ['serve', '--port', '70000'], 'Expected a port number'],
    ['a path that is none', ['serve', '--base-path', 'gws'], 'Expected a path such as /gws.'],
    [
      'an unknown fault',
      ['serve', '--fault', 'noanswer'],
      'There is no fault "noanswer". Did you mean no-answer?',
    ],
    [
      'a fault like no other',
      ['serve', '--fault', 'zzzzzzzz'],
      'consult-conformance list faults shows what there is.',
    ],
    [
      'a fault on an unknown channel',
      ['serve', '--fault', 'no-answer@fax'],
      "Expected a fault's id, or id@chat or id@sms.",
    ],
    [
      'a certificate without its key',
      ['serve', '--tls-cert', 'x.pem'],
      '--tls-cert and --tls-key go together',
    ],
    ['tokens that end where none are given', ['serve', '--token-ttl', '5s'], 'it goes with --auth oauth'],
    [
      'an outside address that is none',
      ['serve', '--external-base', 'gws'],
      'Expected an http or https address',
    ],
    ['a login that ends at once', ['serve', '--session-ttl', '0'], 'Expected a number of milliseconds'],
    ['an unknown form of login', ['serve', '--auth', 'ntlm'], 'Allowed choices are basic, bearer, oauth.'],
    ['an unknown variant', ['serve', '--variant', 'erly'], 'Did you mean early?'],
    ['an unknown list', ['list', 'fault'], 'Allowed choices are requirements, faults, variants.'],
    ['the plan of something else', ['list', 'faults', '--plan'], '--plan is about runs'],
    ['a list of one channel', ['list', '--channel', 'sms'], 'they go with --plan'],
    ['an explanation of nothing', ['explain'], "missing required argument 'id'"],
    ['an explanation of an unknown id', ['explain', 'missing-membr'], 'Did you mean missing-member?'],
    ['a self-test of an unknown fault', ['selftest', '--fault', 'x-answer'], 'Did you mean no-answer?'],
  ])('refuses %s with exit code 2 and says what to do', async (_what, argv, said) => {
    const { code, out: shown, err, asked } = await cli(argv);

    expect(code).toBe(2);
    expect(err).toContain(said);
    expect(err).not.toMatch(/^\s+at /m);
    expect(shown).toBe('');
    expect(asked).toEqual({});
  });
});

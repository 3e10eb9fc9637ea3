import { describe, expect, it } from 'vitest';
import { cli } from '../stub-context.fixture.ts';

describe('doctor', () => {
  it('tells each step, and for the first that failed what to do', async () => {
    const { code, out: shown, asked } = await cli(['doctor']);

    expect(code).toBe(2);
    expect(asked.doctor).toMatchObject({ opensSessions: false, channels: ['chat', 'sms'] });
    expect(shown).toBe(`ok         Name resolution               127.0.0.1 is an address already
FAILED     Login (originator)            status 403
not tried  Feature (originator)          it needs login

Warning: Beware.
What to do first: Login (originator): Check the user name.
The cause is the configuration of the target.
`);
  });

  it('opens sessions when it is told to', async () => {
    const { asked } = await cli(['doctor', '--sessions', '--channel', 'sms']);

    expect(asked.doctor).toMatchObject({ opensSessions: true, channels: ['sms'] });
  });

  it('tells programs the same', async () => {
    const { code, out: shown } = await cli(['doctor', '--format', 'json']);

    expect(code).toBe(2);
    expect(JSON.parse(shown)).toMatchObject({
      steps: [{ id: 'name', state: 'ok' }, { id: 'login' }, { id: 'feature' }],
    });
  });

  it('refuses a target file that is not right', async () => {
    expect(await cli(['doctor', '--target', 'none.yaml'])).toMatchObject({ code: 2, out: '' });
  });
});

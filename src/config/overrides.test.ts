import { afterAll, describe, expect, it } from 'vitest';
import { configureTarget, type TargetFlags } from './index.ts';
import { createTargetFolder, environment, file } from './target-text.fixture.ts';

const { write, clear } = createTargetFolder();
afterAll(clear);

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

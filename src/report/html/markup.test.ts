import { describe, expect, it } from 'vitest';
import { hostile } from '../sample-run.fixture.ts';
import { code, htmlOf, markup, said, verbatim } from './markup.ts';

describe('markup', () => {
  it.each([
    ['text', 'plain words', 'plain words'],
    ['markup', '<b>&"\'', '&lt;b&gt;&amp;&quot;&#39;'],
    ['what would steer', '\u202Ea\u2066\u0000\ud800\n', '\\u{202e}a\\u{2066}\\u{0}\\u{d800}\\n'],
    ['an entity', '&lt;', '&amp;lt;'],
    ['a number', 12.5, '12.5'],
    ['nothing', undefined, ''],
    ['a list', ['<', 1, undefined], '&lt;1'],
  ])('makes %s safe', (_what, value, shown) => {
    expect(htmlOf(markup`<p title="${value}">${value}</p>`)).toBe(`<p title="${shown}">${shown}</p>`);
  });

  it('keeps what is markup already', () => {
    expect(htmlOf(markup`${markup`<b>${'<'}</b>`}${[verbatim('<i>')]}`)).toBe('<b>&lt;</b><i>');
  });

  it('takes nothing that came as JSON for markup', () => {
    const forged = JSON.parse('{"markup":"<b>","Symbol(markup)":"<b>"}') as never;

    expect(() => htmlOf(markup`${forged}`)).toThrow(TypeError);
  });

  it('sets apart and clips what somebody else wrote', () => {
    expect(htmlOf(said('x'.repeat(700)))).toBe(`<bdi>${'x'.repeat(600)}… (700 characters)</bdi>`);
    expect(htmlOf(code(hostile))).not.toMatch(/<script|[\p{Cc}\p{Cf}\p{Cs}]/u);
  });
});

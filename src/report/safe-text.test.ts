import { describe, expect, it } from 'vitest';
import { hostile } from './sample-run.fixture.ts';
import { clipText, markdownCode, markdownText, plainText, shownText, xmlText } from './safe-text.ts';

describe('plain text', () => {
  it.each([
    ['a colour', '\u001b[31mred', '\\u{1b}[31mred'],
    ['a control sequence of one character', '\u009b2J', '\\u{9b}2J'],
    ['a bell', 'a\u0007', 'a\\u{7}'],
    ['a carriage return', 'a\rb', 'a\\rb'],
    ["a line's end", 'a\nb', 'a\\nb'],
    ['a change of direction', '\u202eabc\u2069', '\\u{202e}abc\\u{2069}'],
    ['a line separator', 'a\u2028b', 'a\\u{2028}b'],
    ['an invisible character', 'a\u200bb\ufeff', 'a\\u{200b}b\\u{feff}'],
    ['a tag character', 'a\u{e0041}', 'a\\u{e0041}'],
    ['half of a pair', 'a\ud800b', 'a\\u{d800}b'],
  ])('shows %s as an escape', (_what, text, shown) => {
    expect(plainText(text)).toBe(shown);
  });

  it('leaves letters of any language and emoji as they are', () => {
    const text = 'Ångström, 日本語, עברית, 😀 – "quoted" | `code`';

    expect(plainText(text)).toBe(text);
  });
});

describe('long text', () => {
  it('is clipped between characters, and its length is said', () => {
    expect(clipText('😀'.repeat(10), 4)).toBe('😀😀😀😀… (20 characters)');
    expect(shownText('x'.repeat(1_000_000))).toHaveLength(400 + '… (1000000 characters)'.length);
  });

  it('that fits is not changed', () => {
    expect(clipText('abcd', 4)).toBe('abcd');
  });
});

describe('Markdown code', () => {
  it.each([
    ['plain text', 'ParticipantsUpdated', '`ParticipantsUpdated`'],
    ['HTML', '<img src=x>', '`<img src=x>`'],
    ['a mention', '@everyone', '`@everyone`'],
    ['nothing', '', '*nothing*'],
    ['white space', ' \u00a0', '*nothing*'],
    ['a table cell', 'a|b', '<code>a&#124;b</code>'],
    ['a backtick', '``x', '<code>&#96;&#96;x</code>'],
    ['a backslash before a pipe', '\\|', '<code>&#92;&#124;</code>'],
    ['an end of the element', '|</code>', '<code>&#124;&#60;&#47;code&#62;</code>'],
  ])('holds %s', (_what, text, code) => {
    expect(markdownCode(text)).toBe(code);
  });

  it('lets nothing of a hostile text out of its element', () => {
    const code = markdownCode(hostile);

    expect(code).toMatch(/^<code>[^<>|`\\\n@]*<\/code>$/);
  });
});

describe('Markdown text', () => {
  it('shows punctuation that would be markup', () => {
    expect(markdownText('a|b <b> *c* `d` [e](f) &amp;')).toBe(
      'a&#124;b &#60;b&#62; &#42;c&#42; &#96;d&#96; &#91;e&#93;(f) &#38;amp;',
    );
  });
});

describe('XML text', () => {
  it('escapes markup and what XML can not hold', () => {
    expect(xmlText('<a b="c">\'&\u0000\u001b\ud800\uffff]]>\t')).toBe(
      '&lt;a b=&quot;c&quot;&gt;&apos;&amp;\\u{0}\\u{1b}\\u{d800}\\u{ffff}]]&gt;\\t',
    );
  });

  it('keeps lines', () => {
    expect(xmlText('a\nb')).toBe('a\nb');
  });
});

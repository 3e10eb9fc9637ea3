import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultFormats, formatIds, formatOf } from './formats.ts';

const page = readFileSync(new URL('../../docs/reports.md', import.meta.url), 'utf8');

describe('the page about reports', () => {
  it.each(formatIds)('says what the format %s is, and when it is written', (id) => {
    const { file } = formatOf(id);
    const row = page.split('\n').find((line) => line.includes(`| \`${id}\``));

    expect([`| \`${file}\``, `| \`${file}/\``].some((begin) => row?.startsWith(begin))).toBe(true);
    expect(row).toContain(defaultFormats.includes(id) ? '| by default |' : '| on request |');
  });
});

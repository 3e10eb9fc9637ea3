import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../catalog/index.ts';
import { faults } from '../../reference/index.ts';
import { memberRows, type MemberRow } from '../../reference/faults/members.ts';
import { allKeywords } from './keywords.ts';

const catalog = loadCatalog();

/** `first /{session}/state type`: the keywords of both channels. */
const keywords = new Set(allKeywords().map((name) => name.slice(name.indexOf(' ') + 1)));

const rows = memberRows.flatMap(({ message, rows: members }) =>
  members.map((member) => ({ message, ...member })),
);

/** The keywords that the schema has at a place: they say which form a member has. */
const formOf: Readonly<Record<MemberRow['form'], readonly string[]>> = {
  constant: ['required', 'type', 'const'],
  text: ['required', 'type'],
  name: ['required', 'type', 'minLength'],
  integer: ['required', 'type'],
  list: ['required', 'type'],
  object: ['required', 'type'],
  address: ['required', 'type', 'format', 'pattern'],
  moment: ['required', 'type', 'pattern'],
};

/** Members that must not be negative or empty have faults of that besides those of their form. */
const more: Readonly<Record<string, string>> = { minItems: 'empty', minimum: 'negative' };

describe('the table of members', () => {
  it('has a row for every member of every notification', () => {
    const required = [...keywords]
      .map((name) => name.split(' '))
      .filter(([message, , keyword]) => message !== 'response' && keyword === 'required')
      .map(([message, at]) => `${message} ${at}`);

    expect(rows.map(({ message, at }) => `${message} ${at}`).sort()).toEqual([...new Set(required)].sort());
  });

  it.each(rows)('says who owns $at of the $message notification', ({ message, at, requirement }) => {
    const owner = catalog.requirements.find(
      ({ shape }) => shape?.message === message && shape.at.includes(at),
    );

    expect(requirement).toBe(owner?.id);
  });

  it.each(rows)('knows the form of $at of the $message notification', (row) => {
    const { message, at, form, wrong = {} } = row;
    const own = [...keywords]
      .filter((name) => name.startsWith(`${message} ${at} `))
      .map((name) => name.slice(name.lastIndexOf(' ') + 1))
      .filter((keyword) => keyword !== 'oneOf');
    const besides = own.filter((keyword) => !formOf[form].includes(keyword));

    expect(formOf[form].filter((keyword) => !own.includes(keyword))).toEqual([]);
    expect(besides.filter((keyword) => !Object.keys(wrong).includes(more[keyword] ?? ''))).toEqual([]);
  });
});

describe('the faults', () => {
  it('have ids of their own', () => {
    const ids = faults.map(({ id }) => id);

    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  });

  it('name requirements of the catalogue that have a check, each once', () => {
    const checked = new Set(
      catalog.requirements.filter(({ notTested }) => notTested === undefined).map(({ id }) => id),
    );
    const named = faults.map(({ id, kills, with: others }) => ({ id, of: [...kills, ...others] }));

    expect(named.filter(({ of }) => of.length === 0 || of.some((one) => !checked.has(one)))).toEqual([]);
    expect(named.filter(({ of }) => new Set(of).size !== of.length)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { consultViolations, shapeProblems } from './index.ts';

const uri = 'http://localhost:8080/api/v2/users/429a55994ef64991a77acb77c1cf9041';
const byUri = { operationName: 'Consult', targetUri: uri };
const byPath = { operationName: 'Consult', targetPath: '/users/429a55994ef64991a77acb77c1cf9041' };

const rows = [
  { channel: 'chat', right: byUri, of: 'targetUri', count: 20 },
  { channel: 'sms', right: byUri, of: 'targetUri', count: 20 },
  { channel: 'sms', right: byPath, of: 'targetPath', count: 19 },
] as const;

describe.each(rows)('the violations of a request with $of on $channel', ({ channel, right, of, count }) => {
  const made = consultViolations(channel)(right);

  it('are each refused by the contract', () => {
    const allowed = made.filter(({ body }) => shapeProblems(channel, 'consult-request', body).length === 0);

    expect(made).toHaveLength(count);
    expect(allowed).toEqual([]);
  });

  it('have a name each, of the kinds that Schemathesis has', () => {
    const kinds = new Set(made.map(({ id }) => id.split(' ', 1)[0]));

    expect(new Set(made.map(({ id }) => id)).size).toBe(made.length);
    expect([...kinds].toSorted()).toEqual(['change_type', 'negate_constraints', 'remove_required_property']);
  });

  it('break the target and the operation, and leave the rest as it is', () => {
    const byId = new Map(made.map(({ id, body }) => [id, body]));

    expect(byId.get(`change_type /${of} to null`)).toEqual({ ...right, [of]: null });
    expect(byId.get('change_type the body to []')).toEqual([]);
    expect(byId.get('remove_required_property /operationName')).toEqual({ [of]: Object.values(right)[1] });
    expect(byId.get('negate_constraints /operationName const: "NotConsult"')).toEqual({
      ...right,
      operationName: 'NotConsult',
    });
  });
});

it('makes nothing of a request that is wrong already', () => {
  expect(() => consultViolations('chat')({ operationName: 'Consult' })).toThrow('right request');
});

it('breaks the alternatives of SMS by leaving out both targets', () => {
  const both = consultViolations('sms')(byUri).find(({ id }) => id.includes(' and '));

  expect(both?.body).toEqual({ operationName: 'Consult' });
});

import { describe, expect, it } from 'vitest';
import { ruleDigest, ruleDigests } from './digests.ts';
import { loadCatalog, withPins } from './index.ts';

const catalog = loadCatalog();

describe('the digest of a requirement', () => {
  it('changes with any word of it, and not with its place', () => {
    const [row] = catalog.requirements;
    if (row === undefined) throw new Error('the catalogue is empty');

    expect(ruleDigest({ ...row, line: 1 })).toBe(ruleDigest({ ...row, line: 2 }));
    for (const other of [{ text: 'x' }, { level: 'MAY' as const }, { needs: ['X-001'] }])
      expect(ruleDigest({ ...row, ...other })).not.toBe(ruleDigest(row));
  });

  it('is there for each requirement but pinned readings', () => {
    const pinned = withPins(catalog, { 'FAILURE-TIME': 'synchronous' });

    expect(ruleDigests(pinned)).toEqual(ruleDigests(catalog));
    expect(Object.keys(ruleDigests(catalog))).toHaveLength(catalog.requirements.length);
    expect(Object.values(ruleDigests(catalog)).every((one) => /^[0-9a-f]{8}$/.test(one))).toBe(true);
  });
});

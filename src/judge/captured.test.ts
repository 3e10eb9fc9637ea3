import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog/index.ts';
import { suites } from '../../suites/index.ts';
import { metBySilence } from './captured.ts';

const { requirements } = loadCatalog();

/** Scenarios that nobody plays but the suite: no capture has them. */
const ofSuite: readonly string[] = ['refused-requests', 'many-consults', 'contains-nickname'];

/** Words of rules that may be met because something did not happen. */
const denies = /\b(?:no|never|nothing|nobody|none|nor|once|(?<!is )not(?! (?:empty|negative)))\b/i;

/** Rules with such words that a message shows all the same, right or wrong, by what stands in it. */
const shownByContent: readonly string[] = [
  'REQ-001',
  'FIRST-013',
  'PART-001',
  'PART-004',
  'PART-005',
  'PART-007',
  'PART-008',
  'CAP-005',
  'CAP-007',
  'CAP-009',
  'CAP-010',
  'CAP-011',
  'CAP-012',
  'CORR-010',
  'CORR-012',
  'FAIL-017',
  'FAIL-018',
  'FAIL-023',
  'FAIL-025',
  'FAIL-026',
  'FAIL-029',
  'SAFE-013',
  'AFTER-002',
  'AFTER-003',
  'AFTER-005',
  'AFTER-009',
];

/** Rules about what the customer sees, which is in no capture: they rest on CUST-001, which is open there. */
const seenByCustomer: readonly string[] = [
  'CUST-002',
  'CUST-003',
  'CUST-004',
  'CUST-008',
  'MSG-005',
  'MSG-006',
];

describe('of a capture', () => {
  it('each rule that silence may meet is known as such, or known to be shown', () => {
    const known = new Set([...metBySilence, ...shownByContent, ...seenByCustomer]);
    const played = new Set(
      suites.flatMap(({ checks }) =>
        checks.flatMap(({ requirement, scenario }) => (ofSuite.includes(scenario) ? [] : [requirement])),
      ),
    );
    const unclear = requirements.filter(
      ({ id, text }) => played.has(id) && denies.test(text) && !known.has(id),
    );

    expect(unclear.map(({ id, text }) => `${id}: ${text}`)).toEqual([]);
  });

  it('every rule that silence meets exists', () => {
    const ids = new Set(requirements.map(({ id }) => id));

    expect([...metBySilence, ...shownByContent, ...seenByCustomer].filter((id) => !ids.has(id))).toEqual([]);
  });

  it.each(seenByCustomer)('%s rests on what the customer was seen to be shown', (id) => {
    const needs = (of: string): readonly string[] => {
      const own = requirements.find((row) => row.id === of)?.needs ?? [];
      return [...own, ...own.flatMap(needs)];
    };

    expect(needs(id)).toContain('CUST-001');
  });
});

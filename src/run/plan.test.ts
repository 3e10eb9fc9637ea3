import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog/index.ts';
import { observedReadings } from '../judge/index.ts';
import { allScenarios, scenarios } from '../scenarios/index.ts';
import { suites } from '../../suites/index.ts';
import { checkedRequirements, neededScenarios, plannedScenarios } from './plan.ts';

const catalog = loadCatalog();
const checked = new Set(checkedRequirements().map(({ requirement }) => requirement));

describe('the checks', () => {
  it('cover every requirement that does not say why it is not tested, and no other', () => {
    const toCover = catalog.requirements
      .filter(({ notTested }) => notTested === undefined)
      .map(({ id }) => id);

    expect([...checked].toSorted()).toEqual(toCover.toSorted());
  });

  it('stand in the suite of their requirement’s subject', () => {
    const subjectOf = new Map(catalog.requirements.map(({ id, subject }) => [id, subject]));
    const strays = suites.flatMap(({ subject, checks }) =>
      checks
        .filter(({ requirement }) => subjectOf.get(requirement) !== subject)
        .map(({ requirement }) => requirement),
    );

    expect(strays).toEqual([]);
  });

  it('are made in scenarios that are played', () => {
    const played = scenarios.flatMap(({ id, acts = [] }) => [id, ...acts]);

    expect(checkedRequirements().filter(({ scenario }) => !played.includes(scenario))).toEqual([]);
  });
});

describe('the readings', () => {
  it('are found out, or say why they are not', () => {
    const open = catalog.readings.filter(({ notObserved }) => notObserved === undefined).map(({ id }) => id);

    expect([...observedReadings].toSorted()).toEqual(open.toSorted());
  });
});

describe('the plan', () => {
  it.each([
    { only: [], expected: scenarios.map(({ id }) => id) },
    { only: ['FAIL-002'], expected: ['consult-accepted', 'consult-failed'] },
    { only: ['CUST-005'], expected: ['consult-accepted', 'consult-failed'] },
    { only: ['TARG-002'], expected: ['consult-accepted', 'consult-failed', 'consult-targets'] },
    { only: ['FAIL-025'], expected: ['consult-accepted', 'consult-failed', 'consult-rejected'] },
    { only: ['CORR-013'], expected: ['consult-accepted', 'consult-failed', 'many-consults'] },
  ])('plays for $only what these rest on', ({ only, expected }) => {
    expect(neededScenarios(catalog, only)).toEqual(expected);
  });

  it('tells the sessions and requests of each scenario', () => {
    const planned = plannedScenarios(catalog);

    expect(planned.map(({ id }) => id)).toEqual(allScenarios.map(({ id }) => id));
    for (const { sessions, requests } of planned) {
      expect(sessions).toBeGreaterThan(0);
      expect(requests.length).toBeGreaterThan(0);
    }
  });
});

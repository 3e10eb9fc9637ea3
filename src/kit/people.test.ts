import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../model/json.ts';
import { isOfNewcomer, newcomersOf, tellsOfNewcomer, type Company } from './people.ts';

const customer = { participantId: 'c', nickname: 'Joe', type: 'Customer' };

const company = {
  before: { ids: new Set(['c', 'o']), customers: [customer] },
  trace: { agents: { consultant: { nickname: 'Eve' } } },
} as unknown as Company;

const system = { participantId: 's', nickname: 'system', type: 'External' };

describe('the newcomers of a session', () => {
  it.each([
    ['an agent', { type: 'Agent' }, ['n']],
    ['a customer', { type: 'Customer' }, ['n']],
    ['one without a type', {}, ['n']],
    ['one whose type is no text', { type: 7 }, ['n']],
    ['an agent of the run under another type', { type: 'External', nickname: 'Eve' }, ['n']],
    ['the server itself', system, []],
    ['one without an id', { type: 'Agent', participantId: '' }, []],
    ['one who was there before', { type: 'Agent', participantId: 'o' }, []],
  ])('are people: %s', (_, one, expected) => {
    const participants = [customer, { participantId: 'n', nickname: 'Ann', ...one }];
    const ids = newcomersOf(company, { participants });
    expect(ids).toEqual(expected);
  });

  it('are of the type of those who are called customers', () => {
    const visitors = { ...company, before: { ...company.before, customers: [{ type: 'External' }] } };
    expect(newcomersOf(visitors, { participants: [system] })).toEqual(['s']);
  });
});

describe('an entry of the log', () => {
  const joined = (from: unknown) => ({ type: 'ParticipantJoined', from }) as JsonObject;

  it('is of a newcomer when it does not say of whom it is', () => {
    expect(isOfNewcomer(company, joined(undefined))).toBe(true);
    expect(isOfNewcomer(company, joined({ type: 'Agent' }))).toBe(true);
  });

  it('is of no newcomer when it is of the server itself, or of somebody from before', () => {
    expect(isOfNewcomer(company, joined(system))).toBe(false);
    expect(isOfNewcomer(company, joined({ type: 'Agent', participantId: 'o' }))).toBe(false);
  });

  it('tells of a newcomer when somebody joins, not when somebody leaves', () => {
    const from = { type: 'Agent', participantId: 'n' };
    expect(tellsOfNewcomer(company, joined(from))).toBe(true);
    expect(tellsOfNewcomer(company, { type: 'ParticipantLeft', from })).toBe(false);
  });
});

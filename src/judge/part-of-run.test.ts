import { expect, it } from 'vitest';
import type { Entry } from '../model/evidence.ts';
import { partOfRun } from './part-of-run.ts';

const settings = (seq: number): Entry => ({ kind: 'settings', seq, at: seq, declares: {}, budget: {} });
const login = (seq: number): Entry => ({
  kind: 'exchange',
  trace: null,
  party: 'originator',
  purpose: 'login',
  request: { method: 'GET', url: '/', headers: {} },
  seq,
  at: seq,
  end: { seq, at: seq },
});
const seqs = (entries: readonly Entry[]): readonly number[] => entries.map(({ seq }) => seq);

it('a trace of a run knows all of its logins', () => {
  expect(seqs(partOfRun([settings(0), login(1), login(9)], 5))).toEqual([0, 1, 9]);
  expect(seqs(partOfRun([login(1), login(9)], 5))).toEqual([1, 9]);
});

it('a trace of a part of a run knows the logins of that part alone', () => {
  const everywhere = [settings(0), login(1), settings(10), login(11), login(18), settings(20), login(21)];

  expect(seqs(partOfRun(everywhere, 5))).toEqual([0, 1]);
  expect(seqs(partOfRun(everywhere, 15))).toEqual([10, 11, 18]);
  expect(seqs(partOfRun(everywhere, 25))).toEqual([20, 21]);
});

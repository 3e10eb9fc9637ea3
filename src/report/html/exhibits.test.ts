import { describe, expect, it } from 'vitest';
import type { Delivery, Entry } from '../../model/evidence.ts';
import { catalog, outcome, problem } from '../sample-run.fixture.ts';
import { collectExhibits } from './exhibits.ts';
import { limits } from './limits.ts';
import { evidence } from './page-run.fixture.ts';
import { htmlOf } from './markup.ts';
import { renderSequence } from './sequence.ts';
import type { Finding } from './finding.ts';

function findingOf(seqs: readonly number[]): Finding {
  return {
    outcome: outcome('RESP-002', 'sms', 'failed', {
      problems: seqs.map((seq) => problem({ where: `the answer ${seq}, /statusCode`, evidence: [seq] })),
    }),
    requirement: catalog.requirements[1],
  };
}

function deliveries(count: number, from: number): Delivery[] {
  return Array.from({ length: count }, (_, i) => ({
    kind: 'delivery' as const,
    seq: from + i,
    at: from + i,
    party: 'consultant' as const,
    topic: '/t',
    batch: 0,
    data: { notificationType: 'StatusChange', smsession: { id: 'S1' } },
  }));
}

/** Evidence that counts how often it was gone through, and how far. */
function counted(entries: readonly Entry[]): { readonly entries: Iterable<Entry>; readonly seen: number[] } {
  const seen: number[] = [];
  return {
    seen,
    entries: {
      *[Symbol.iterator]() {
        const pass = seen.push(0) - 1;
        for (const entry of entries) {
          seen[pass] = (seen[pass] ?? 0) + 1;
          yield entry;
        }
      },
    },
  };
}

describe('the evidence of a page', () => {
  it('is not looked at when nothing is cited', () => {
    const { entries, seen } = counted(evidence);

    collectExhibits([findingOf([])], entries);

    expect(seen).toEqual([]);
  });

  it('is gone through twice at most, and not to its end', () => {
    const { entries, seen } = counted([...evidence, ...deliveries(20_000, 10)]);

    collectExhibits([findingOf([2])], entries);

    expect(seen).toHaveLength(2);
    expect(Math.max(...seen)).toBeLessThan(1_000);
  });

  it('has the cited entries with their traces, also of notifications that only name the session', () => {
    const { cited, traces } = collectExhibits([findingOf([2, 4])], evidence);

    expect([...cited.keys()]).toEqual([2, 4]);
    expect([...traces.values()]).toEqual(['consult-accepted/sms', 'consult-accepted/sms']);
    expect(cited.get(2)?.reach.get('/statusCode')).toEqual({ steps: 1, whole: true });
  });

  it('bears evidence that is not there', () => {
    expect(collectExhibits([findingOf([99_999])], evidence).cited.size).toBe(0);
  });

  it('keeps a bounded number of messages of a trace, and all that are cited', () => {
    const many = [...evidence, ...deliveries(5_000, 10)];

    const { arrows } = collectExhibits([findingOf([5_000])], many);

    const kept = arrows.get('consult-accepted/sms') ?? [];
    expect(kept.length).toBeLessThan(limits.arrowsKept + 10);
    expect(kept.some(({ seq }) => seq === 5_000)).toBe(true);
  });
});

describe('a sequence diagram', () => {
  const { arrows } = collectExhibits([findingOf([2])], [...evidence, ...deliveries(200, 10)]);
  const all = arrows.get('consult-accepted/sms') ?? [];

  it('draws what is cited and its neighbours, and counts what it leaves out', () => {
    const svg = htmlOf(renderSequence({ title: 'S', arrows: all, cited: new Set([2]) }));

    expect(svg.match(/class="arrow /g)).toHaveLength(limits.arrows);
    expect(svg).toMatch(/class="arrow plain cited"/);
    const left = all.length - limits.arrows;
    expect(svg).toContain(`${left} left out`);
  });

  it('says of a wait that it ended in vain', () => {
    const few = collectExhibits([findingOf([2])], evidence).arrows.get('consult-accepted/sms') ?? [];

    const svg = htmlOf(renderSequence({ title: 'S', arrows: few, cited: new Set([2]) }));

    expect(svg).toContain('never came: second-notification');
  });
});

import { describe, expect, it } from 'vitest';
import { problemKindIds, problemKinds, problemsPage } from './problem-kinds.ts';

describe('the table of problem kinds', () => {
  it.each(problemKindIds)('explains %s in whole sentences', (kind) => {
    const { title, meaning, lookAt } = problemKinds[kind];

    expect(title).toMatch(/^[a-zA-Z ]+$/);
    expect(meaning).toMatch(/^[A-Z].*\.$/);
    expect(lookAt).toMatch(/^[a-z].*[^.]$/);
  });

  it('is the page docs/problems.md', async () => {
    // `npm test -- -u`, or vitest with -u, writes the page anew.
    await expect(problemsPage()).toMatchFileSnapshot('../../docs/problems.md');
  });
});

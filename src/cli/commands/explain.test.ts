import { describe, expect, it } from 'vitest';
import { cli } from '../stub-context.fixture.ts';

describe('explain', () => {
  it('explains a pinned reading as the reading that it is', async () => {
    expect((await cli(['explain', 'PIN-SPELLING'])).out).toContain('SPELLING: a reading');
  });

  it.each(['RESP-001', 'resp-001', 'SPELLING', 'DIFF-001', 'missing-member', 'no-answer', 'early'])(
    'tells of %s',
    async (id) => {
      const { code, out: shown } = await cli(['explain', id]);

      expect(code).toBe(0);
      expect(shown.toLowerCase()).toContain(`${id.toLowerCase()}: a`);
    },
  );
});

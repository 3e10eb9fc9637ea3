import { expect, it } from 'vitest';
import { loadCatalog } from './index.ts';

/** Ids are never reused or given another meaning: a change of this file is a change of what verdicts mean. */
it('keeps the meaning of every requirement id', async () => {
  const lines = loadCatalog().requirements.map(({ id, level, basis, source, text }) =>
    [id, level, basis, Object.keys(source).join('+'), text].join(' | '),
  );

  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('./frozen-requirements.txt');
});

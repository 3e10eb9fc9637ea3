/** A process that carries out trials, forked by crew.ts: it is sent trials and answers with what came of them. */
import { loadCatalog } from '../../catalog/index.ts';
import type { TrialAnswered, TrialAsked } from './crew.ts';
import { conductTrial } from './trial.ts';

const catalog = loadCatalog();
process.once('disconnect', () => process.exit(0)); // whoever wanted the verdicts is gone
process.on('SIGINT', () => undefined); // the parent decides when the self-test is over
process.on('message', ({ id, trial }: TrialAsked) => {
  conductTrial(trial, catalog).then(
    (result) => process.send?.({ id, result } satisfies TrialAnswered),
    (error: unknown) => {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.send?.({ id, error: text } satisfies TrialAnswered);
    },
  );
});

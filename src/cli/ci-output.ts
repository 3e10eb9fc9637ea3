/** What is shown on standard output, and what GitHub Actions is told besides. */
import type { Results } from '../model/outcome.ts';
import type { Catalog } from '../model/requirement.ts';
import type { Context } from './context.ts';

/** What a command shows. */
export interface Shown {
  readonly shown: string;
  readonly results: Results;
  readonly catalog: Catalog;
  readonly quiet: boolean;
}

/** Prints. */
export function showOnCi({ out }: Context, { shown }: Shown): void {
  out(shown);
}

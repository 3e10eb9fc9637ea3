/** The errors of this product, told apart by class. That a server departs from the contract is never one: that is a value. */
import type { Blame } from './evidence.ts';

/** The user gave us something that we can't use: a flag, a file, a value. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The target could not be reached or refused to serve us, so that nothing can be judged. Exit code 3. */
export class TargetError extends Error {
  override readonly name = 'TargetError';
  readonly blame: Blame;
  constructor(message: string, blame: Blame, options?: ErrorOptions) {
    super(message, options);
    this.blame = blame;
  }
}

/** The suite itself is wrong: the run is void. Exit code 3. */
export class HarnessError extends Error {
  override readonly name = 'HarnessError';
}

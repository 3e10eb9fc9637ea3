/** Whose doing it is that something could not be judged. */
import type { Blame } from '../model/evidence.ts';

/** Each blame as the end of a sentence: "The cause is …". */
export const blameWords: Readonly<Record<Blame, string>> = {
  server: 'the server',
  'session-source': 'the source of sessions',
  network: 'the network between here and the server',
  configuration: 'the configuration of the target',
  suite: 'this suite',
};

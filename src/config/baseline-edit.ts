/** Changes a baseline file and keeps what people wrote into it: order, comments, spelling. */
import { isMap, isSeq, parseDocument, Document, type YAMLSeq } from 'yaml';
import { HarnessError } from '../model/errors.ts';
import type { BaselineEntry } from '../model/baseline.ts';

/** What is changed. */
export interface BaselineEdit {
  /** Entries that go, by their place in the list. */
  readonly removed: readonly number[];
  /** Entries that get another last day, by their place in the list. */
  readonly renewed: readonly number[];
  /** The last day of those that are renewed. */
  readonly expires: string;
  readonly added: readonly Omit<BaselineEntry, 'line'>[];
}

const HEAD = ` Failures that are known, each accepted by somebody until a day.
 consult-conformance baseline update keeps this file; reason, owner, issue and expires are yours.`;

/** The text of a baseline without entries. */
export const emptyBaseline = ((): string => {
  const document = new Document({ schemaVersion: 1, waivers: [] });
  document.commentBefore = HEAD;
  return document.toString();
})();

/** The text after the change. The text before it is one that `parseBaseline` accepts. */
export function editBaseline(text: string, { removed, renewed, expires, added }: BaselineEdit): string {
  const document = parseDocument(text);
  const list = document.get('waivers', true);
  if (!isSeq(list)) throw new HarnessError('A baseline without a list of waivers was to be changed.');
  for (const index of renewed) {
    const entry = list.items[index];
    if (isMap(entry)) entry.set('expires', expires);
  }
  for (const index of removed.toSorted((a, b) => b - a)) list.delete(index);
  for (const entry of added) list.add(document.createNode(entry));
  asBlock(list);
  return document.toString({ lineWidth: 110 });
}

/** An empty list is written in one line; one with entries has a line for each value. */
function asBlock(list: YAMLSeq): void {
  list.flow = list.items.length === 0;
}

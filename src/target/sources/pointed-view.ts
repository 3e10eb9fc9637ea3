/** Reads a customer's view by the JSON pointers of a recipe. */
import { at } from '../../model/json.ts';
import type { ViewRecipe } from '../../model/target.ts';
import type { Shown } from '../customer-view.ts';
import { authorOf, inOurWords, presentIn, translated, type Person } from './transcript.ts';

/**
 * The view in an answer, and in the one that has the messages. `undefined` when a list that the recipe points at is
 * not there: an empty view would look as if there had been nothing to see.
 */
export function readByPointers(recipe: ViewRecipe, first: unknown, log: unknown): Shown | undefined {
  const { state, participants, messages, types } = recipe;
  const written = at(log, messages.at);
  const listed = participants && at(first, participants.at);
  if (!Array.isArray(written) || (participants !== undefined && !Array.isArray(listed))) return undefined;
  const entries = (written as unknown[]).map((item) => ({
    from: inOurWords(personAt(item, { nickname: messages.nickname, type: messages.from }), types),
    type: translated(textAt(item, messages.type), types),
    text: textAt(item, messages.text),
  }));
  return {
    state: state === undefined ? null : textAt(first, state),
    participants:
      participants === undefined
        ? presentIn(entries.map((message) => ({ message, authorId: authorOf(message.from) })))
        : (listed as unknown[]).map((item) => inOurWords(personAt(item, participants), types)),
    messages: entries,
  };
}

function personAt(item: unknown, where: { readonly nickname: string; readonly type: string }): Person {
  return { nickname: textAt(item, where.nickname), type: textAt(item, where.type) };
}

function textAt(value: unknown, pointer: string): string | null {
  const found = at(value, pointer);
  return typeof found === 'string' ? found : null;
}

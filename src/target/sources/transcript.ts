/** A log of a chat as the customer reads it: brought into our words, and who is there by it. */
import type { CustomerView } from '../../model/evidence.ts';

/** A message of a view. */
export type Message = CustomerView['messages'][number];

/** Somebody in a view. */
export type Person = CustomerView['participants'][number];

/** A message, and what tells its author from others of the same name. */
export interface Entry {
  readonly message: Message;
  readonly authorId: string;
}

/** Who joined and has not left, in the order of joining. */
export function presentIn(entries: readonly Entry[]): readonly Person[] {
  const present = new Map<string, Person>();
  for (const { message, authorId } of entries) {
    if (message.type === 'ParticipantJoined' || message.type === 'ParticipantRejoined')
      present.set(authorId, message.from);
    if (message.type === 'ParticipantLeft') present.delete(authorId);
  }
  return [...present.values()];
}

/** A name by which entries without an id of the author are told apart. */
export function authorOf({ nickname, type }: Person): string {
  return `${type ?? ''} ${nickname ?? ''}`;
}

/** A person with its type in our words. */
export function inOurWords(person: Person, types: Readonly<Record<string, string>>): Person {
  return { ...person, type: translated(person.type, types) };
}

/** A type in our words; one that has no other word is left. */
export function translated(type: string | null, types: Readonly<Record<string, string>>): string | null {
  return type !== null && Object.hasOwn(types, type) ? (types[type] ?? type) : type;
}

/** What the customer's side of a session showed, brought into one shape. */
import type { CustomerView } from '../model/evidence.ts';
import { isObject, type JsonObject } from '../model/json.ts';

/** The part of a view that the server decides. */
export type Shown = Pick<CustomerView, 'state' | 'participants' | 'messages'>;

type Person = CustomerView['participants'][number];

/**
 * Reads a view of unknown JSON; members of a wrong type become `null`. `undefined` when it does not list both
 * participants and messages: an empty view would look as if there had been nothing to see.
 */
export function readView(json: unknown): Shown | undefined {
  if (!isObject(json)) return undefined;
  const { participants, messages } = json;
  if (!Array.isArray(participants) || !Array.isArray(messages)) return undefined;
  return {
    state: text(json, 'state'),
    participants: (participants as unknown[]).map(person),
    messages: (messages as unknown[]).map((message) => {
      const members = isObject(message) ? message : {};
      return { from: person(members['from']), type: text(members, 'type'), text: text(members, 'text') };
    }),
  };
}

function person(value: unknown): Person {
  const members = isObject(value) ? value : {};
  return { nickname: text(members, 'nickname'), type: text(members, 'type') };
}

function text(members: JsonObject, name: string): string | null {
  const value = members[name];
  return typeof value === 'string' ? value : null;
}

/** The table of operations on sessions, and how one is performed. */
import type { Behaviour } from '../behaviour.ts';
import type { JsonObject } from '../json.ts';
import { capabilitiesOf } from '../session/capabilities.ts';
import { refuse, type Refusal } from '../status.ts';
import { comingAndGoing } from './coming-and-going.ts';
import { inviting } from './inviting.ts';
import { messages } from './messages.ts';
import { type Call, type Done, type Operation, quietly } from './operation.ts';
import { properties } from './properties.ts';

const table: Readonly<Record<string, Operation>> = {
  ...comingAndGoing,
  ...inviting,
  ...messages,
  ...properties,
};

/** The names of all operations. */
export const operationNames: readonly string[] = Object.keys(table);

/** An operation that a request names. */
export interface NamedOperation {
  readonly name: string;
  readonly operation: Operation;
}

/** The operation that a body names, or why it names none. */
export function operationIn(body: JsonObject, behaviour: Behaviour): NamedOperation | Refusal {
  const name = body['operationName'];
  if (behaviour.bodyNotChecked && name === undefined)
    return { name: 'Consult', operation: { run: () => quietly } };
  if (name === undefined) return refuse(1, 'operationName');
  if (typeof name !== 'string') return refuse(10, 'operationName is no text');
  const known = behaviour.operationCase === 'exact' ? name : inRightCase(name);
  const operation = Object.hasOwn(table, known) ? table[known] : undefined;
  if (operation !== undefined && (operation.exists?.(behaviour) ?? true)) return { name: known, operation };
  return behaviour.operationNotChecked
    ? { name, operation: { run: () => quietly } }
    : refuse(10, 'operationName is unknown');
}

function inRightCase(name: string): string {
  return operationNames.find((one) => one.toLowerCase() === name.toLowerCase()) ?? name;
}

function behaviourOf({ world, session }: Call): Behaviour {
  return world.behaviour[session.channel];
}

/** Performs an operation when the agent is allowed to in this state. */
export function perform({ name, operation }: NamedOperation, call: Call): Done | Refusal {
  const { capability = name } = operation;
  const isInTable = Object.hasOwn(table, name) && table[name] === operation;
  if (isInTable && !capabilitiesOf(behaviourOf(call), call.session, call.party).includes(capability))
    return refuse(2, `${name} is not among the capabilities`);
  return operation.run(call);
}

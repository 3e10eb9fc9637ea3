/** Changes at places in a message, for tables of faults. Nothing is changed in place. */
import { isObject, type Json, type JsonObject } from './json.ts';
import type { DeliveryContext } from './quirk.ts';

/** A change of a message; the context tells how the channel is spelled, and more. */
export type Mutation = (data: JsonObject, at: DeliveryContext) => JsonObject;

/** A new value, or how it is made from the old one. */
export type NewValue = Json | ((old: Json, at: DeliveryContext) => Json);

/** Takes away what stands at a place. */
export function remove(pointer: string): Mutation {
  return changeAt(pointer, () => undefined);
}

/** Puts a value where another stands; what is not there stays absent. */
export function replace(pointer: string, value: NewValue): Mutation {
  return changeAt(pointer, (old, at) => copy(typeof value === 'function' ? value(copy(old), at) : value));
}

/** Gives a member another name, at the same place among its neighbours. */
export function rename(pointer: string, name: string): Mutation {
  return (data, at) => {
    const steps = stepsOf(pointer, at);
    const last = steps.pop() ?? '';
    const renamed = (old: Json): Json =>
      isObject(old)
        ? Object.fromEntries(Object.entries(old).map(([key, value]) => [key === last ? name : key, value]))
        : old;
    return asObject(changed(copy(data), { steps, change: renamed }), data);
  };
}

/** Adds an element to the end of an array, or members to an object. */
export function append(pointer: string, value: NewValue): Mutation {
  return changeAt(pointer, (old, at) => {
    const added = copy(typeof value === 'function' ? value(copy(old), at) : value);
    if (Array.isArray(old)) return [...(old as readonly Json[]), added];
    return isObject(old) && isObject(added) ? { ...old, ...added } : old;
  });
}

/** Several changes, one after the other. */
export function all(...mutations: readonly Mutation[]): Mutation {
  return (data, at) => mutations.reduce((last, mutation) => mutation(last, at), data);
}

/** `undefined` takes the value away. */
type Change = (old: Json) => Json | undefined;

function changeAt(pointer: string, change: (old: Json, at: DeliveryContext) => Json | undefined): Mutation {
  return (data, at) => {
    const steps = stepsOf(pointer, at);
    return asObject(changed(copy(data), { steps, change: (old) => change(old, at) }), data);
  };
}

/** The steps of a JSON pointer; `{session}` and `{uri}` stand for the channel's own keys, `*` for every element. */
function stepsOf(pointer: string, { spelling }: DeliveryContext): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step) => (step === '{session}' ? spelling.key : step === '{uri}' ? spelling.uriKey : step));
}

function changed(
  value: Json,
  { steps, change }: { steps: readonly string[]; change: Change },
): Json | undefined {
  const [step, ...rest] = steps;
  if (step === undefined) return change(value);
  const isHere = (key: string): boolean => step === '*' || step === key;
  const below = (key: string, old: Json): Json | undefined =>
    isHere(key) ? changed(old, { steps: rest, change }) : old;
  if (Array.isArray(value)) {
    return (value as readonly Json[])
      .map((element, index) => below(String(index), element))
      .filter((element) => element !== undefined);
  }
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([key, member]) => [key, below(key, member)] as const);
  return Object.fromEntries(members.filter(([, member]) => member !== undefined)) as JsonObject;
}

function copy<T extends Json>(value: T): T {
  return structuredClone(value) as T;
}

function asObject(value: Json | undefined, otherwise: JsonObject): JsonObject {
  return value !== undefined && isObject(value) ? value : otherwise;
}

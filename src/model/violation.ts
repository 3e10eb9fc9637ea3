/** A request body that breaks one rule of its schema, made on purpose. */
export interface Violation {
  /** What was done to a right body, where, and how: `change_type /targetUri to null`. Words as Schemathesis has them. */
  readonly id: string;
  readonly body: unknown;
}

/** Makes of a right body all that break one rule each. */
export type Violate = (right: Readonly<Record<string, unknown>>) => readonly Violation[];

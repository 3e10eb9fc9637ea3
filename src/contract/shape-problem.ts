/** One place where a value is not as its schema says. */
export interface ShapeProblem {
  /** JSON pointer; for a missing member the pointer of that member, for a superfluous one likewise. */
  readonly where: string;
  /** The keyword of JSON Schema that the value breaks. */
  readonly keyword: string;
  /** What the schema asks for, for a person. */
  readonly expected: string;
  /** What was there instead, for a person: clipped, and without characters that steer a terminal. */
  readonly actual: string;
}

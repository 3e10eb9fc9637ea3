/** The contract as other parts use it: what is wrong with a value, and the descriptions that say so. */
import type { Violate } from '../model/violation.ts';
import type { ChannelId } from '../model/channel.ts';
import { createContract } from './contract.ts';
import { violationsOf } from './violations.ts';

export type * from '../../schemas/generated/contract.ts';
export { createContract, type Contract } from './contract.ts';
export { shapeKeywords, type PlacedKeyword } from './keywords.ts';
export { loadExamples, type Example } from './examples.ts';
export { loadOpenApi } from './openapi.ts';
export type { SchemaFile } from './schema-store.ts';
export type { ShapeProblem } from './shape-problem.ts';
export { shapeNames, type ShapeName } from './shapes.ts';

/** What is wrong with a value, by the schemas of this package: see `Contract`. */
export const { shapeProblems, schemaProblems } = createContract();

/** What makes of a right Consult request on a channel all that break one rule of its schema each. */
export function consultViolations(channel: ChannelId): Violate {
  return (right) => violationsOf({ shapeProblems }, channel, right);
}

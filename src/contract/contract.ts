/** The contract: says of any value where it departs from the shape that it should have. */
import type { ChannelId } from '../model/channel.ts';
import { HarnessError } from '../model/errors.ts';
import { inDocumentOrder } from './document-order.ts';
import { alternativeMembers, expectation, isRefusingKeyword } from './expectation.ts';
import { printable, quoteAll } from './printable.ts';
import { keywordOf, placeOf, rootCauses, type Complaint } from './root-causes.ts';
import { readWithReferred, type SchemaFile } from './schema-store.ts';
import type { ShapeProblem } from './shape-problem.ts';
import { shapeFile, type ShapeName } from './shapes.ts';
import { createValidator, type ReadSchemas, type Validator } from './validator.ts';

/** Judges values by the schemas below schemas/. */
export interface Contract {
  /** What is wrong with a value that should have the shape, in document order; `[]` when nothing. */
  shapeProblems(channel: ChannelId, shape: ShapeName, value: unknown): readonly ShapeProblem[];
  /** The same for any schema file, named relative to schemas/, such as `tool/results.schema.json`. */
  schemaProblems(file: SchemaFile, value: unknown): readonly ShapeProblem[];
}

/** What stood where a complaint is about. A value that its schema marks as `writeOnly` is a secret. */
function actualOf({ keyword, schema, parentSchema, params, data }: Complaint): string {
  const members = alternativeMembers(schema);
  if (keyword === 'required') return 'no such member';
  if (keyword === 'additionalProperties') return 'a member of this name';
  if (keyword === 'propertyNames') return 'another name';
  if (parentSchema?.['writeOnly'] === true) return 'a value that is not shown';
  if (members === undefined) return printable(data);
  return Array.isArray(params['passingSchemas']) ? `all of them: ${quoteAll(members)}` : 'none of them';
}

function toProblem(complaint: Complaint): ShapeProblem {
  const { keyword, schema, params, parentSchema = {} } = complaint;
  const missing = params['missingProperty'];
  if (!isRefusingKeyword(keyword))
    throw new HarnessError(`No sentence tells what the keyword ${keyword} asks for`);
  return {
    where: placeOf(complaint),
    keyword: keywordOf(complaint),
    expected: expectation(keyword, {
      value: schema,
      schema: parentSchema,
      ...(typeof missing === 'string' && { member: missing }),
    }),
    actual: actualOf(complaint),
  };
}

/** Makes a contract that reads and compiles each schema when it is first asked for; by default from schemas/. */
export function createContract(read: ReadSchemas = readWithReferred): Contract {
  let created: Validator | undefined;

  function schemaProblems(file: SchemaFile, value: unknown): readonly ShapeProblem[] {
    const validator = (created ??= createValidator(read));
    const complaints = rootCauses(validator.complaints(file, value), validator.branchComplaints);
    return inDocumentOrder(value, complaints.map(toProblem));
  }

  return {
    schemaProblems,
    shapeProblems: (channel, shape, value) => schemaProblems(shapeFile(channel, shape), value),
  };
}

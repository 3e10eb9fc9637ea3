/** The OpenAPI description of the Consult operation, as data. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { OpenAPIV3_1 } from 'openapi-types';
import { parse } from 'yaml';

const require = createRequire(import.meta.url);

/** Reads specs/consult.openapi.yaml. References into schemas/ and examples/ are left as they stand. */
export function loadOpenApi(): OpenAPIV3_1.Document {
  return parse(readFileSync(require.resolve('#specs/consult.openapi.yaml'), 'utf8')) as OpenAPIV3_1.Document;
}

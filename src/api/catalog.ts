/** The catalogue, for programs. */
import { loadCatalog as load } from '../catalog/index.ts';
import type { Catalog } from '../model/requirement.ts';

/** What this version judges by: requirements with their sources, readings, and documented differences. */
export function loadCatalog(): Catalog {
  return load();
}

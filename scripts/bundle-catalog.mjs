/** Part of the build: keeps the catalogue as JSON beside the program, so that a run need not read YAML again. */
import { writeFileSync } from 'node:fs';
import { loadCatalog } from '../dist/src/catalog/index.js';

writeFileSync(new URL('../dist/catalog.json', import.meta.url), JSON.stringify(loadCatalog()));

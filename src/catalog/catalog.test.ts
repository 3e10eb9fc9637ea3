import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadCatalog, specsFolder, subjectOrder } from './index.ts';

const catalog = loadCatalog();
const resolve = createRequire(import.meta.url).resolve;

function mistakes(schema: string, file: string): unknown {
  const ajv = new Ajv2020({ allErrors: true });
  const validate = ajv.compile(
    JSON.parse(readFileSync(resolve(`#schemas/tool/${schema}.schema.json`), 'utf8')),
  );
  validate(parse(readFileSync(join(specsFolder(), file), 'utf8')));
  return validate.errors ?? [];
}

describe('the catalogue', () => {
  it.each(subjectOrder)('has a valid file of the subject %s', (subject) => {
    expect(mistakes('requirements', `requirements/${subject}.yaml`)).toEqual([]);
  });

  it('has valid readings and differences', () => {
    expect(mistakes('readings', 'readings.yaml')).toEqual([]);
    expect(mistakes('differences', 'differences.yaml')).toEqual([]);
  });

  it('leaves no file of the folder out', () => {
    const files = readdirSync(join(specsFolder(), 'requirements'));

    expect(files.toSorted()).toEqual(subjectOrder.map((subject) => `${subject}.yaml`).toSorted());
  });

  it('names each requirement, reading and difference once', () => {
    const ids = [...catalog.requirements, ...catalog.readings, ...catalog.differences].map((row) => row.id);

    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  });

  it('knows the line of each requirement in its file', () => {
    const wrong = catalog.requirements.filter(({ id, subject, line }) => {
      const lines = readFileSync(join(specsFolder(), `requirements/${subject}.yaml`), 'utf8').split('\n');
      return lines[(line ?? 0) - 1] !== `  - id: ${id}`;
    });

    expect(wrong).toEqual([]);
  });

  it('says each rule in its own words', () => {
    const texts = catalog.requirements.map((row) => `${row.subject}: ${row.text}`);

    expect(texts.filter((text, i) => texts.indexOf(text) !== i)).toEqual([]);
  });

  it('needs only requirements that exist, and never in a circle', () => {
    const needs = new Map(catalog.requirements.map((row) => [row.id, [...row.needs, ...(row.unless ?? [])]]));
    const reaches = (id: string, path: readonly string[]): string[] => {
      if (path.includes(id)) return [[...path, id].join(' > ')];
      const next = needs.get(id);
      return next === undefined ? [`unknown ${id}`] : next.flatMap((need) => reaches(need, [...path, id]));
    };

    expect(catalog.requirements.flatMap((row) => reaches(row.id, []))).toEqual([]);
  });

  it('cites only requirements that exist in its differences', () => {
    const ids = new Set(catalog.requirements.map((row) => row.id));

    const cited = catalog.differences.flatMap(({ requirements = [], alike = [] }) => [
      ...requirements,
      ...alike,
    ]);
    expect(cited.filter((id) => !ids.has(id))).toEqual([]);
  });

  it('says of each difference where a run shows it', () => {
    const unseen = catalog.differences.filter(
      ({ seen, requirements, alike, acts }) => (seen ?? requirements ?? alike ?? acts) === undefined,
    );

    expect(unseen).toEqual([]);
  });

  it('explains by a difference each requirement that only one channel has', () => {
    const single = catalog.requirements
      .filter((row) => Object.keys(row.source).length === 1)
      .map((row) => row.id);

    expect(catalog.differences.flatMap((row) => row.requirements ?? []).toSorted()).toEqual(
      single.toSorted(),
    );
  });

  it('changes its hash when a word of it changes', () => {
    expect(catalog.hash).toMatch(/^[0-9a-f]{16}$/);
    expect(loadCatalog().hash).toBe(catalog.hash);
  });
});

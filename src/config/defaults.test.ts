import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { at } from '../model/json.ts';
import { defaultDeadlines, defaultMaxBodyBytes, defaultNotificationsPath } from './defaults.ts';
import { parseDuration } from './duration.ts';

const path = createRequire(import.meta.url).resolve('#schemas/tool/target.schema.json');
const schema: unknown = JSON.parse(readFileSync(path, 'utf8'));

describe('the published schema of a target file', () => {
  it.each(Object.entries(defaultDeadlines))('states the default of the deadline %s', (name, ms) => {
    expect(parseDuration(String(at(schema, `/properties/deadlines/properties/${name}/default`)))).toBe(ms);
  });

  it('states the other defaults', () => {
    expect(at(schema, '/properties/notificationsPath/default')).toBe(defaultNotificationsPath);
    expect(at(schema, '/properties/maxBodyBytes/default')).toBe(defaultMaxBodyBytes);
  });
});

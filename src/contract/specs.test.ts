import { createConfig, lint } from '@redocly/openapi-core';
import { Parser } from '@asyncapi/parser';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { channels, channelIds } from '../model/channel.ts';
import { at, isObject, places } from '../model/json.ts';
import { createContract } from './contract.ts';
import { loadExamples } from './examples.ts';
import { loadOpenApi } from './openapi.ts';
import { shapeFile } from './shapes.ts';

const require = createRequire(import.meta.url);
const openApiFile = require.resolve('#specs/consult.openapi.yaml');
const asyncApiFile = require.resolve('#specs/notifications.asyncapi.yaml');
const contract = createContract();
const examples = loadExamples();

/** Every object of a description that has both a schema and examples, as the references say. */
function exampleUses(document: unknown): { readonly schema: string; readonly example: string }[] {
  return [...places(document)].flatMap(([, node]) => {
    const schema = ['/schema/$ref', '/schema/oneOf/0/$ref', '/payload/schema/$ref']
      .map((pointer) => at(node, pointer))
      .find((one) => one !== undefined);
    const listed =
      isObject(node) && isObject(node['examples']) ? Object.values(node['examples']) : at(node, '/examples');
    if (typeof schema !== 'string' || !Array.isArray(listed)) return [];
    return listed.map((item) => ({
      schema: schema.replace('../schemas/', ''),
      example: String(at(item, '/$ref') ?? at(item, '/payload/$ref')).replace('examples/', ''),
    }));
  });
}

beforeAll(() => {
  vi.stubEnv('REDOCLY_TELEMETRY', 'off');
  vi.stubEnv('REDOCLY_SUPPRESS_UPDATE_NOTICE', 'true');
});

describe('the OpenAPI description', () => {
  const document = loadOpenApi();

  it('is valid, and so is every example in it', async () => {
    const problems = await lint({
      ref: openApiFile,
      config: await createConfig({ extends: ['recommended-strict'] }),
    });

    expect(problems.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
  });

  it.each(channelIds)('describes the operation of %s, with the feature that it needs', (id) => {
    const [spelling] = channels[id].spellings;
    const operation = document.paths?.[`/api/v2/me/${spelling.collection}/{id}`]?.post;

    expect(operation).toMatchObject({ 'x-required-features': ['api-multimedia'] });
    expect(operation?.description).toContain('api-multimedia');
    expect(Object.keys(operation?.responses ?? {})).toEqual(['200', '403', '500', 'default']);
  });

  it('lets a refusal have any HTTP status, that of success too', () => {
    const refusal = { statusCode: 6, statusMessage: 'no such target' };
    const responses = Object.values(document.paths ?? {}).map((path) => path?.post?.responses?.['200']);

    for (const channel of channelIds) {
      expect(contract.shapeProblems(channel, 'error-response', refusal)).toEqual([]);
      expect(contract.shapeProblems(channel, 'response', refusal)).not.toEqual([]);
    }
    expect(
      responses.map((response) => at(response, '/content/application~1json/schema/oneOf/1/$ref')),
    ).toEqual(channelIds.map((id) => `../schemas/${shapeFile(id, 'error-response')}`));
  });

  it('shows each example with the schema of its shape', () => {
    const uses = exampleUses(document);

    expect(new Set(uses.map(({ example }) => example))).toEqual(new Set(examples.map(({ file }) => file)));
    for (const { channels: on, shape, file } of examples) {
      const schemas = uses.filter(({ example }) => example === file).map(({ schema }) => schema);
      expect(new Set(schemas)).toEqual(new Set(on.map((channel) => shapeFile(channel, shape))));
    }
  });

  it('holds no shape of its own', () => {
    const schemas = [...places(document)].filter(([pointer]) => pointer.endsWith('/schema'));
    const isBorrowed = (schema: unknown): boolean => {
      const alternatives = at(schema, '/oneOf');
      return Array.isArray(alternatives)
        ? alternatives.every(isBorrowed)
        : typeof at(schema, '/$ref') === 'string';
    };

    expect(schemas.filter(([, schema]) => !isBorrowed(schema)).map(([pointer]) => pointer)).toEqual([
      '/components/parameters/id/schema',
    ]);
  });
});

describe('the AsyncAPI description', () => {
  const source = readFileSync(asyncApiFile, 'utf8');
  const parsed = new Parser().parse(source, { source: asyncApiFile });

  it('is valid', async () => {
    const { document, diagnostics } = await parsed;
    const problems = diagnostics.filter(({ code }) => code !== 'asyncapi-latest-version');

    expect(document).toBeDefined();
    expect(problems.map(({ code, message }) => `${String(code)}: ${message}`)).toEqual([]);
  });

  it('tells of chat on the documented topic, and of SMS on any topic of the user', async () => {
    const { document } = await parsed;
    const addresses = document
      ?.channels()
      .all()
      .map((channel) => channel.address());

    expect(addresses).toEqual([channels.chat.topic, '/v2/me/*']);
  });

  it('shows the notifications of both channels as the OpenAPI description does', () => {
    const webhooks = exampleUses(loadOpenApi().webhooks);
    const messages = exampleUses(parse(source)).map(({ schema, example }) => ({
      schema,
      example: example.replace('#/value', ''),
    }));

    expect(messages).toEqual(webhooks);
    expect(messages).toHaveLength(6);
  });

  it('gives its readers the examples themselves', async () => {
    const { document } = await parsed;
    const notifications = examples.filter(({ shape }) => /notification|updated|messages/.test(shape));
    const shown = document
      ?.components()
      .messages()
      .all()
      .flatMap((message) => message.examples().all());

    expect(shown?.map((example) => example.payload())).toHaveLength(notifications.length);
    expect(shown?.map((example) => example.payload())).toEqual(
      expect.arrayContaining(notifications.map(({ value }) => value)),
    );
  });
});

describe('an example', () => {
  const rows = examples.flatMap(({ channels: on, ...example }) =>
    on.map((channel) => ({ ...example, channel })),
  );

  it.each(rows)('$file has its shape on $channel', ({ channel, shape, value }) => {
    expect(contract.shapeProblems(channel, shape, value)).toEqual([]);
  });
});

/** What the peers are given: our OpenAPI with the two Consults alone, each for one session that is open, in each peer's own form. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { binOf } from './processes.mjs';

const specs = fileURLToPath(new URL('../../specs/consult.openapi.yaml', import.meta.url));

/** Our OpenAPI in one file, without what it says of notifications: no peer looks at them. */
export function bundle(folder) {
  const path = join(folder, 'bundled.json');
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  execFileSync(process.execPath, [binOf('redocly'), 'bundle', specs, '-o', path], { env, stdio: 'pipe' });
  const { webhooks: _, ...document } = JSON.parse(readFileSync(path, 'utf8'));
  return document;
}

/** The schema of the answer to a Consult, which is the same on both channels. */
function answerSchema(document) {
  const { schema } = Object.values(document.paths)[0].post.responses['200'].content['application/json'];
  const accepted = schema.oneOf?.[0] ?? schema; // the other alternative is a refusal
  const { $schema: _, ...answer } = document.components.schemas[accepted.$ref.split('/').at(-1)];
  return answer;
}

/** The same for the sessions of one run: their ids in the paths, whom to consult in the bodies, success alone as answer. */
export function openApiFor(document, { sessions, baseUrl, version = document.openapi }) {
  const operations = Object.entries(document.paths).map(([path, { post }]) => {
    const session = Object.values(sessions).find(({ path: own }) => own.startsWith(path.replace('{id}', '')));
    const { schema } = post.requestBody.content['application/json'];
    const content = { 'application/json': { schema, example: session.body } };
    const accepted = {
      description: post.responses['200'].description,
      content: {
        'application/json': { schema: answerSchema(document), example: { statusCode: 0, referenceId: 35 } },
      },
    };
    const { operationId, summary } = post;
    const requestBody = { required: true, content };
    return [session.path, { post: { operationId, summary, requestBody, responses: { 200: accepted } } }];
  });
  const { schemas } = document.components;
  const info = { title: document.info.title, version: document.info.version };
  const paths = Object.fromEntries(operations);
  return { openapi: version, info, servers: [{ url: baseUrl }], paths, components: { schemas } };
}

/** The same in the words of OpenAPI 3.0, for a peer that knows no other: `const` is an `enum` of one, examples go. */
export function inOldWords(value) {
  if (Array.isArray(value)) return value.map(inOldWords);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => key !== 'examples' && key !== '$schema');
  return Object.fromEntries(
    kept.map(([key, inner]) => (key === 'const' ? ['enum', [inner]] : [key, inOldWords(inner)])),
  );
}

/** A Postman collection: the two requests, each with a test that its answer is as the schema says. */
export function collectionFor(document, { sessions, baseUrl, headers }) {
  const answer = answerSchema(document);
  const script = [
    "pm.test('status', () => pm.response.to.have.status(200));",
    `pm.test('schema', () => pm.response.to.have.jsonSchema(${JSON.stringify(answer)}));`,
  ];
  const header = Object.entries({ ...headers, 'Content-Type': 'application/json' });
  return {
    info: { name: 'Consult', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
    item: Object.entries(sessions).map(([channel, { path, body }]) => ({
      name: channel,
      request: {
        method: 'POST',
        url: baseUrl + path,
        header: header.map(([key, value]) => ({ key, value })),
        body: { mode: 'raw', raw: JSON.stringify(body) },
      },
      event: [{ listen: 'test', script: { type: 'text/javascript', exec: script } }],
    })),
  };
}

/** An Arazzo workflow of two steps. */
export function arazzoFor(openapi, { sessions, headers }) {
  const parameters = Object.entries(headers).map(([name, value]) => ({ in: 'header', name, value }));
  const steps = Object.values(openapi.paths).map(({ post: { operationId } }, i) => ({
    stepId: operationId,
    operationId: `consult.${operationId}`,
    parameters,
    requestBody: { payload: Object.values(sessions)[i].body },
    successCriteria: [{ condition: '$statusCode == 200' }],
  }));
  return {
    arazzo: '1.0.1',
    info: { title: 'Consult', version: '1.0.0' },
    sourceDescriptions: [{ name: 'consult', type: 'openapi', url: 'openapi.json' }],
    workflows: [{ workflowId: 'consult', steps }],
  };
}

/** Writes a document and returns its path. */
export function save(folder, name, content) {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

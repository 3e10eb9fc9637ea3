/** The peers as a table: how each is given the two Consults, and how it is told that it found them right. */
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { arazzoFor, collectionFor, inOldWords, openApiFor, save } from './documents.mjs';
import { binOf, measure, versionOf } from './processes.mjs';

const emptyVitest = fileURLToPath(new URL('../empty-vitest/run.mjs', import.meta.url));

/** What every row has: the sessions of this run, the server, the originator's headers, our OpenAPI, a folder. */
const headerFlags = ({ headers }) =>
  Object.entries(headers).flatMap(([name, value]) => ['--header', `${name}: ${value}`]);

function dredd(given) {
  const { folder, baseUrl, document } = given;
  const path = save(folder, 'dredd.json', inOldWords(openApiFor(document, { ...given, version: '3.0.3' })));
  return measure(binOf('dredd'), [path, baseUrl, ...headerFlags(given), '--loglevel', 'error'], {
    cwd: folder,
  });
}

function newman(given) {
  const path = save(given.folder, 'collection.json', collectionFor(given.document, given));
  return measure(binOf('newman'), ['run', path, '--color', 'off']);
}

function respect(given) {
  const openapi = openApiFor(given.document, given);
  save(given.folder, 'openapi.json', openapi);
  const path = save(given.folder, 'consult.arazzo.json', arazzoFor(openapi, given));
  return measure(binOf('redocly'), ['respect', path, '--max-fetch-timeout', '5000'], { cwd: given.folder });
}

/** Prism only looks on: the two requests are sent through it, and it is ended when both were answered. */
async function prism(given) {
  const { folder, baseUrl, document, sessions, headers } = given;
  const path = save(folder, 'prism.json', openApiFor(document, given));
  const port = await freePort();
  let sent;
  const send = async (stop) => {
    const all = Object.values(sessions).map(async ({ path: where, body }) => {
      const own = { ...headers, 'Content-Type': 'application/json' };
      const response = await fetch(`http://127.0.0.1:${port}${where}`, {
        method: 'POST',
        headers: own,
        body: JSON.stringify(body),
      });
      return response.status === 200 && response.headers.get('sl-violations') === null;
    });
    const right = await Promise.all(all).finally(stop);
    return right.every(Boolean);
  };
  const whileRunning = (output, stop) => {
    if (sent === undefined && output.includes('is listening on')) sent = send(stop);
  };
  const args = ['proxy', path, baseUrl, '--port', String(port), '--errors'];
  const measured = await measure(binOf('prism'), args, { whileRunning });
  return { ...measured, code: (await sent) === true ? 0 : 1 };
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** The table; `finds`: whether it has to find a wrong answer. */
export const peers = [
  { name: 'empty vitest run', finds: false, run: () => measure(emptyVitest, []) },
  { name: `dredd ${versionOf('dredd')}`, finds: true, run: dredd },
  { name: `newman ${versionOf('newman')}`, finds: true, run: newman },
  { name: `redocly respect ${versionOf('redocly')}`, finds: true, run: respect },
  { name: `prism proxy ${versionOf('prism')}`, finds: true, run: prism },
];

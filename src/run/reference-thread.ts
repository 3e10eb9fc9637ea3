/**
 * The thread on which the embedded server of a run answers, started by reference-beside.ts: it tells where the server
 * is, and ends it when it is told to.
 */
import { parentPort } from 'node:worker_threads';
import { startReference } from '../reference/start.ts';

const { close, ...place } = await startReference();
parentPort?.once('message', () => void close().then(() => parentPort?.close()));
parentPort?.postMessage(place);

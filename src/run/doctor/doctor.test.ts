import { createServer, request as httpRequest } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createSocketServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { certificate, privateKey } from '../../config/certificate.fixture.ts';
import type { DoctorReport } from '../../model/doctor.ts';
import type { Target } from '../../model/target.ts';
import { nullServers, startReference, type Reference } from '../../reference/index.ts';
import { doctorExitCode, renderDoctorEnd } from '../../report/index.ts';
import { createPaint } from '../../report/paint.ts';
import { referenceTarget } from '../reference-target.ts';
import { examine } from './index.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function reference(): Promise<Reference> {
  const started = await startReference({ csrf: true });
  closing.push(() => started.close());
  return started;
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as AddressInfo).port;
}

const look = (target: Target, opensSessions = false): Promise<DoctorReport> =>
  examine({ target, channels: ['chat', 'sms'], opensSessions });

/** The steps that are in some state, as `id about`. */
const steps = ({ steps: all }: DoctorReport, ...states: string[]): string[] =>
  all
    .filter(({ state }) => states.includes(state))
    .map(({ id, about }) => (about === undefined ? id : `${id} ${about}`));

const advice = (report: DoctorReport): string =>
  renderDoctorEnd(report, { width: 1000, paint: createPaint(false) });

describe('the doctor', () => {
  it('finds everything in order where it is, and opens no session unasked', async () => {
    const report = await look(referenceTarget(await reference()));

    expect(steps(report, 'failed')).toEqual([]);
    expect(steps(report, 'not-tried')).toEqual(['session chat', 'session sms']);
    expect(report.steps.find(({ id }) => id === 'csrf')?.said).toBe('tokens travel in x-csrf-token');
    expect(doctorExitCode(report)).toBe(0);
    expect(advice(report)).toContain('Everything that was tried is in order.');
  });

  it('opens a session on each channel when it may', async () => {
    const report = await look(referenceTarget(await reference()), true);

    expect(steps(report, 'failed', 'not-tried')).toEqual([]);
    expect(report.steps.at(-1)?.said).toMatch(/^the session \w+ was opened, accepted and completed$/);
  });

  it('changes nothing on the server: it reads, and subscribes to notifications', async () => {
    const { baseUrl, ...rest } = await reference();
    const changes: string[] = [];
    const port = await listen(
      createServer((incoming, outgoing) => {
        const { method = '', url = '', headers } = incoming;
        if (method !== 'GET') changes.push(`${method} ${url}`);
        const forwarded = httpRequest(`${baseUrl}${url}`, { method, headers }, (answer) => {
          outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
          answer.pipe(outgoing);
        });
        forwarded.on('error', () => outgoing.destroy());
        incoming.pipe(forwarded);
      }),
    );

    const report = await look(referenceTarget({ ...rest, baseUrl: `http://127.0.0.1:${port}` }));

    expect(steps(report, 'failed')).toEqual([]);
    expect(new Set(changes)).toEqual(new Set(['POST /api/v2/notifications']));
  });
});

/** A host's name that is too long to be one: no name server is asked for it. */
const NO_NAME = `${'a'.repeat(64)}.invalid`;

describe('the first step that fails', () => {
  it('is the name, when nobody knows it; nothing else is tried', async () => {
    const target = { ...referenceTarget(await reference()), baseUrl: `http://${NO_NAME}` };

    const report = await look(target);

    expect(steps(report, 'failed')).toEqual(['name']);
    expect(steps(report, 'ok', 'note')).toEqual(['source chat', 'source sms']);
    expect(doctorExitCode(report)).toBe(2);
    expect(advice(report)).toMatch(/^What to do first: Name resolution: Check the host in baseUrl/);
  });

  it('is the name of the proxy, where there is one', async () => {
    const report = await look({ ...referenceTarget(await reference()), proxy: `http://${NO_NAME}:1` });

    expect(advice(report)).toContain('Check the host in proxy');
  });

  it('is the connection, when nobody listens', async () => {
    const port = await listen(createSocketServer());
    await closing.pop()?.();

    const report = await look({ ...referenceTarget(await reference()), baseUrl: `http://127.0.0.1:${port}` });

    expect(steps(report, 'failed')).toEqual(['connect']);
    expect(doctorExitCode(report)).toBe(3);
    expect(advice(report)).toContain('Is the server running');
  });

  it.each([
    [{}, 'failed', 'name the file of its certificate as tls.ca'],
    [{ ca: [certificate] }, 'ok', ''],
    [{ insecure: true }, 'note', ''],
  ] as const)('is TLS, when the certificate is not trusted (%#)', async (tls, state, todo) => {
    const server = createTlsServer({ cert: certificate, key: privateKey }, (_request, response) =>
      response.end('{}'),
    );
    const port = await listen(server);
    closing.push(async () => server.closeAllConnections());

    const report = await look({
      ...referenceTarget(await reference()),
      baseUrl: `https://127.0.0.1:${port}`,
      tls,
    });

    const step = report.steps.find(({ id }) => id === 'tls');
    expect(step?.state).toBe(state);
    expect(step?.todo ?? '').toContain(todo);
    expect(report.warnings).toHaveLength('insecure' in tls ? 1 : 0);
  });

  it('is TLS, when the port speaks none', async () => {
    const { baseUrl, ...rest } = await reference();

    const report = await look(referenceTarget({ ...rest, baseUrl: baseUrl.replace('http:', 'https:') }));

    expect(steps(report, 'failed')).toEqual(['tls']);
    expect(advice(report)).toContain('is https right in baseUrl?');
  });

  it('is TLS, when the server says nothing', async () => {
    const open = new Set<{ destroy: () => void }>();
    const port = await listen(createSocketServer((socket) => void open.add(socket)));
    closing.push(async () => open.forEach((socket) => socket.destroy()));
    const target = referenceTarget(await reference());

    const report = await look({
      ...target,
      baseUrl: `https://127.0.0.1:${port}`,
      deadlines: { ...target.deadlines, answer: 100 },
    });

    expect(steps(report, 'failed')).toEqual(['tls']);
    expect(report.steps.find(({ id }) => id === 'tls')?.said).toContain('nothing within 100 ms');
  });

  it('is the login of the agent whose password is wrong; the others are looked at all the same', async () => {
    const target = referenceTarget(await reference());
    const consultant = {
      credentials: { kind: 'basic', userName: 'consultant@reference.example', password: 'not-the-one' },
      nickname: 'B',
    } as const;

    const report = await look({ ...target, parties: { ...target.parties, consultant } });

    expect(steps(report, 'failed')).toEqual(['login consultant']);
    expect(steps(report, 'not-tried')).toEqual([
      'feature consultant',
      'csrf consultant',
      'handshake consultant',
      'subscription consultant',
      'state consultant',
      'address consultant',
      'session chat',
      'session sms',
    ]);
    expect(doctorExitCode(report)).toBe(2);
    expect(advice(report)).toContain('See parties.consultant of the target file.');
    expect(JSON.stringify(report)).not.toContain('not-the-one');
  });

  it('is the handshake, when notifications are elsewhere', async () => {
    const target = referenceTarget(await reference());
    const { originator } = target.parties;
    if (originator === undefined) throw new Error('the embedded server has an originator');

    const report = await look({ ...target, notificationsPath: '/elsewhere', parties: { originator } });

    expect(steps(report, 'failed')).toEqual(['handshake originator']);
    expect(steps(report, 'not-tried')).toContain('subscription originator');
    expect(advice(report)).toContain('Check notificationsPath');
  });

  it('is the feature of an agent who should lack it', async () => {
    const target = referenceTarget(await reference());
    const { bystander, ...parties } = target.parties;
    if (bystander === undefined) throw new Error('the embedded server has a bystander');

    const report = await look({ ...target, parties: { ...parties, featureless: bystander } });

    expect(steps(report, 'failed')).toEqual(['feature featureless']);
  });

  it('is the address of a queue that does not exist', async () => {
    const queue = { uri: 'http://a/api/v2/queues/none', path: '/queues/none' };

    const report = await look({ ...referenceTarget(await reference()), consultees: { queue } });

    expect(steps(report, 'failed')).toEqual(['address queue']);
    expect(advice(report)).toContain('check parties.queue of the target file');
  });

  it('is the source of a channel that has none', async () => {
    const target = referenceTarget(await reference());
    const sms = { spelling: undefined, source: { kind: 'none', reason: 'There is none.' } } as const;

    const report = await look({ ...target, channels: { ...target.channels, sms } });

    expect(steps(report, 'failed')).toEqual(['source sms']);
    expect(doctorExitCode(report)).toBe(2);
  });

  // That no notification ever comes shows only when something happens.
  const wrong = nullServers.filter(({ id }) => id !== 'silent-notifications');

  it.each(wrong)('is found in time at a server that does nothing right: $id', async ({ start }) => {
    const server = await start();
    closing.push(() => server.close());
    const target = referenceTarget(await reference());

    const report = await look({
      ...target,
      baseUrl: server.baseUrl,
      deadlines: { answer: 100, notification: 100, settle: 1, overall: 3_000 },
    });

    expect(doctorExitCode(report)).not.toBe(0);
    expect(advice(report)).toMatch(/^What to do first: /);
  });
});

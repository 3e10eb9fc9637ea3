import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ATTESTATION, RESULTS, readAttestation, readResults } from '../archive/index.ts';
import { payloadOf } from '../attest/index.ts';
import type { Outcome, Results } from '../model/outcome.ts';
import type { VerifyStep } from '../model/verification.ts';
import { evidence, mixedRun, outcome, catalog } from '../report/sample-run.fixture.ts';
import { writeReports } from '../report/index.ts';
import { signRecorded } from './sign-recorded.ts';
import { readProvingKey, readSigningKey, signRun } from './signing.ts';
import { signatureSteps } from './verify/signature.ts';

let root: string;
let count = 0;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'consult-signing-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Writes a pair of keys and returns the paths. */
function pair(keys: { privateKey: KeyObject; publicKey: KeyObject }, passphrase?: string) {
  const name = join(root, String(++count));
  const lock = passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase };
  writeFileSync(`${name}.key`, keys.privateKey.export({ type: 'pkcs8', format: 'pem', ...lock }));
  writeFileSync(`${name}.pem`, keys.publicKey.export({ type: 'spki', format: 'pem' }));
  return { secret: `${name}.key`, open: `${name}.pem` };
}

const ed25519 = () => pair(generateKeyPairSync('ed25519'));

/** A folder with a run, not signed. */
function recorded(results: Results = mixedRun): string {
  const folder = join(root, String(++count));
  writeReports(folder, { results, evidence, catalog });
  return folder;
}

function look(folder: string, ...paths: readonly string[]): VerifyStep | undefined {
  const keys = paths.map((path) => ({ path, key: readProvingKey(path) }));
  return signatureSteps(folder, readResults(folder), keys)[0];
}

const sign = (folder: string, key: string, env = {}) => signRecorded({ folder, key, env });

function editEnvelope(folder: string, edit: (envelope: Record<string, unknown>) => object): void {
  const path = join(folder, ATTESTATION);
  writeFileSync(
    path,
    JSON.stringify(edit(JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>)),
  );
}

function statementIn(folder: string) {
  const envelope = readAttestation(folder) ?? { payload: '' };
  return JSON.parse(payloadOf(envelope).toString()) as {
    subject: { name: string }[];
    predicate: { result: string; passedTests: string[]; warnedTests: string[]; failedTests: string[] };
  };
}

describe('a signature', () => {
  it.each([
    ['Ed25519', () => generateKeyPairSync('ed25519')],
    ['ECDSA on P-256', () => generateKeyPairSync('ec', { namedCurve: 'P-256' })],
    ['ECDSA on P-384', () => generateKeyPairSync('ec', { namedCurve: 'P-384' })],
    ['RSA', () => generateKeyPairSync('rsa', { modulusLength: 2048 })],
  ])('of a key of the kind %s is recognised by the public key', (_kind, make) => {
    const { secret, open } = pair(make());
    const folder = recorded();

    const { keyId } = sign(folder, secret);

    expect(look(folder, open)).toMatchObject({ state: 'ok', said: expect.stringContaining(keyId) });
  });

  it('of another key is refused, naming both keys', () => {
    const [ours, theirs] = [ed25519(), ed25519()];
    const folder = recorded();
    const { keyId } = sign(folder, theirs.secret);

    const step = look(folder, ours.open);

    expect(step?.state).toBe('failed');
    expect(step?.deviations[0]).toMatchObject({
      what: ours.open,
      reported: expect.stringContaining(keyId),
      found: expect.stringContaining(readProvingKey(ours.open).id),
    });
  });

  it('that claims to be of our key by its name alone is refused', () => {
    const [ours, theirs] = [ed25519(), ed25519()];
    const folder = recorded();
    sign(folder, theirs.secret);
    const keyid = readProvingKey(ours.open).id;
    editEnvelope(folder, (envelope) => ({
      ...envelope,
      signatures: (envelope['signatures'] as object[]).map((one) => ({ ...one, keyid })),
    }));

    expect(look(folder, ours.open)?.state).toBe('failed');
  });

  it('is kept beside a second one on the same files, and both can be demanded', () => {
    const [first, second] = [ed25519(), ed25519()];
    const folder = recorded();
    sign(folder, first.secret);

    expect(sign(folder, second.secret).signatures).toBe(2);
    expect(sign(folder, first.secret).signatures).toBe(2);
    expect(look(folder, first.open, second.open)?.state).toBe('ok');
    expect(look(folder, first.open, ed25519().open)?.state).toBe('failed');
  });

  it('is the same whether it is made at once or later', () => {
    const { secret } = ed25519();
    const folder = recorded();
    signRun(folder, { results: mixedRun, key: readSigningKey(secret, {}) });
    const atOnce = readFileSync(join(folder, ATTESTATION), 'utf8');

    sign(folder, secret);

    expect(readFileSync(join(folder, ATTESTATION), 'utf8')).toBe(atOnce);
  });

  it('is not looked at without a key, and that is said', () => {
    const folder = recorded();
    sign(folder, ed25519().secret);

    expect(look(folder)).toMatchObject({ state: 'note' });
    expect(look(recorded())).toBeUndefined();
  });

  it('that is missing is missed when a key is given', () => {
    expect(look(recorded(), ed25519().open)).toMatchObject({
      state: 'failed',
      said: 'The run is not signed: there is no attestation.dsse.json.',
    });
  });
});

describe('what was signed', () => {
  it.each<[string, (envelope: Record<string, unknown>) => object]>([
    [
      'its payload',
      (envelope) => {
        const text = payloadOf({ payload: String(envelope['payload']) }).toString();
        return { ...envelope, payload: Buffer.from(text.replace('FAILED', 'PASSED')).toString('base64') };
      },
    ],
    ['its type', (envelope) => ({ ...envelope, payloadType: 'text/plain' })],
    ['its signatures', (envelope) => ({ ...envelope, signatures: [{ sig: 'AAAA' }] })],
    ['all that makes it an envelope', () => ({ payload: 'AAAA' })],
  ])('is not believed when somebody changed %s', (_what, edit) => {
    const { secret, open } = ed25519();
    const folder = recorded();
    sign(folder, secret);
    editEnvelope(folder, edit);

    expect(look(folder, open)?.state).toBe('failed');
  });

  it.each(['results.json', 'manifest.json', 'evidence.jsonl'])('has to be what lies there: %s', (name) => {
    const { secret, open } = ed25519();
    const folder = recorded();
    sign(folder, secret);
    writeFileSync(join(folder, name), `${readFileSync(join(folder, name), 'utf8')}\n`);

    expect(look(folder, open)).toMatchObject({ state: 'failed', deviations: [{ what: name }] });
  });

  it('has to say what the results say, whoever signed it', () => {
    const { secret, open } = ed25519();
    const folder = recorded();
    const rosy = { ...mixedRun, complete: true, outcomes: [outcome('RESP-001', 'chat', 'passed')] };
    signRun(folder, { results: rosy, key: readSigningKey(secret, {}) });

    expect(look(folder, open)?.deviations.map(({ what }) => what)).toContain(`${ATTESTATION}: result`);
  });

  it('is nothing when a file was changed before', () => {
    const folder = recorded();
    writeFileSync(join(folder, RESULTS), `${readFileSync(join(folder, RESULTS), 'utf8')} `);

    expect(() => sign(folder, ed25519().secret)).toThrow(
      /results\.json .* is not the file that the run wrote/,
    );
  });
});

describe('the result of a statement', () => {
  const waiver = { fingerprint: 'f', reason: 'r', owner: 'o', expires: '2099-01-01' };
  const problems = mixedRun.outcomes.flatMap((one) => one.problems).slice(0, 1);
  const cases: readonly (readonly [string, boolean, readonly Partial<Outcome>[], string])[] = [
    ['all passed', true, [{ verdict: 'passed' }, { verdict: 'not-applicable' }], 'PASSED'],
    ['a SHOULD is broken', true, [{ verdict: 'passed' }, { verdict: 'warned', problems }], 'WARNED'],
    ['a MUST is broken', true, [{ verdict: 'passed' }, { verdict: 'failed', problems }], 'FAILED'],
    [
      'a failure is waived',
      true,
      [{ verdict: 'passed' }, { verdict: 'waived', problems, waivers: [waiver] }],
      'FAILED',
    ],
    ['something could not be judged', false, [{ verdict: 'passed' }, { verdict: 'untestable' }], 'FAILED'],
    ['nothing was judged', true, [{ verdict: 'not-applicable' }], 'FAILED'],
  ];
  it.each(cases)('when %s', (_what, complete, outcomes, result) => {
    const rows = outcomes.map((one) => ({ ...outcome('RESP-001', 'chat', 'passed'), ...one }));
    const folder = recorded({ ...mixedRun, complete, outcomes: rows });

    expect(sign(folder, ed25519().secret).result).toBe(result);
    const { predicate, subject } = statementIn(folder);
    expect(subject.map(({ name }) => name)).toEqual(['manifest.json', 'results.json', 'evidence.jsonl']);
    expect(predicate.failedTests).toHaveLength(
      rows.filter(({ verdict }) => verdict === 'failed' || verdict === 'waived').length,
    );
    expect(predicate.passedTests).toHaveLength(rows.filter(({ verdict }) => verdict === 'passed').length);
    expect(predicate.warnedTests).toHaveLength(rows.filter(({ verdict }) => verdict === 'warned').length);
  });

  it.each([
    ['of a part of a run', { only: [], shard: { index: 1, of: 2 } }],
    ['of some rules only', { only: ['RESP-001'] }],
  ])('is no success when it is %s', (_what, part) => {
    const asked = { channels: ['chat'], pinned: {}, ...part } as const;
    const outcomes = [outcome('RESP-001', 'chat', 'passed')];
    const folder = recorded({ ...mixedRun, complete: true, outcomes, asked });

    expect(sign(folder, ed25519().secret).result).toBe('FAILED');
  });
});

describe('a key', () => {
  it('that is locked is opened by the passphrase of the environment, or of a file', () => {
    const { secret } = pair(generateKeyPairSync('ec', { namedCurve: 'P-256' }), 'hush');
    writeFileSync(join(root, 'passphrase'), 'hush\n');

    expect(() => readSigningKey(secret, {})).toThrow('CONSULT_SIGN_PASSPHRASE');
    expect(() => readSigningKey(secret, { CONSULT_SIGN_PASSPHRASE: 'no' })).toThrow(
      'does not open with the passphrase',
    );
    const opened = [
      { CONSULT_SIGN_PASSPHRASE: 'hush' },
      { CONSULT_SIGN_PASSPHRASE_FILE: join(root, 'passphrase') },
    ];
    for (const env of opened) expect(readSigningKey(secret, env).id).toMatch(/^[0-9a-f]{64}$/);
  });

  it('of no use is refused with what is wrong with it', () => {
    const { secret, open } = ed25519();
    const weak = pair(generateKeyPairSync('rsa', { modulusLength: 1024 }));
    const agreement = pair(generateKeyPairSync('x25519'));
    const broken = join(root, 'broken.key');
    writeFileSync(broken, '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n');
    const certificate = join(root, 'certificate.pem');
    writeFileSync(certificate, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');

    expect(() => readSigningKey(open, {})).toThrow('holds no private key');
    expect(() => readSigningKey(broken, {})).toThrow('can not be read as a private key');
    expect(() => readSigningKey(weak.secret, {})).toThrow('is not used here (rsa)');
    expect(() => readSigningKey(agreement.secret, {})).toThrow('is not used here (x25519)');
    expect(() => readSigningKey(join(root, 'none'), {})).toThrow('does not exist');
    expect(() => readProvingKey(secret)).toThrow('holds a private key');
    expect(() => readProvingKey(certificate)).toThrow('holds a certificate');
    expect(() => readProvingKey(join(root, 'passphrase'))).toThrow('holds no public key');
  });
});

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog/index.ts';
import { schemaProblems } from '../contract/index.ts';
import type { ChannelId } from '../model/channel.ts';
import type { Outcome, Results } from '../model/outcome.ts';
import type { SessionSource } from '../model/target.ts';
import { startReference, type Reference } from '../reference/index.ts';
import { cleanUp } from './cleanup.ts';
import { conduct, type ConductOptions, type Conducted } from './conduct.ts';
import { plannedScenarios } from './plan.ts';
import { referenceTarget } from './reference-target.ts';

const catalog = loadCatalog();
const hurried = { answer: 10_000, notification: 1_500, settle: 20, overall: 60_000 };

const closings: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closings.splice(0).toReversed()) await close();
});

async function serve(options?: Parameters<typeof startReference>[0]): Promise<Reference> {
  const reference = await startReference(options);
  closings.push(reference.close);
  return reference;
}

type Sources = Partial<Record<ChannelId, SessionSource>>;

/** A run in which the sessions of some channels come from elsewhere. */
function conductWith(
  reference: Reference,
  sources: Sources,
  more: Partial<ConductOptions> = {},
): Promise<Conducted> {
  const target = referenceTarget(reference, hurried);
  const changed = Object.entries(sources).map(([id, source]) => [id, { spelling: undefined, source }]);
  const channels = { ...target.channels, ...(Object.fromEntries(changed) as typeof target.channels) };
  return conduct({ target: { ...target, channels }, catalog, ...more });
}

/** A recipe for the control address, which can do all; `look` and the like can be left out. */
function recipeFor({ baseUrl }: Reference): Extract<SessionSource, { kind: 'recipe' }> {
  const url = `${baseUrl}/reference/sessions`;
  const post = (json: unknown) =>
    ({ method: 'POST', url: `${url}/\${id}`, headers: {}, body: { form: 'json', json } }) as const;
  const open = { channel: '${channel}', agent: '${agent}', nickname: '${nickname}' };
  return {
    kind: 'recipe',
    open: { ...post(open), url },
    keep: { id: '/customerId' },
    keepSecret: {},
    look: {
      request: { method: 'GET', url: `${url}/\${id}`, headers: {} },
      participants: { at: '/participants', nickname: '/nickname', type: '/type' },
      messages: {
        at: '/messages',
        nickname: '/from/nickname',
        from: '/from/type',
        type: '/type',
        text: '/text',
      },
      types: {},
    },
    say: post({ operationName: 'SendMessage', text: '${text}' }),
    leave: post({ operationName: 'Leave' }),
    secrets: {},
  };
}

const userNames = {
  originator: 'originator@reference.example',
  bystander: 'bystander@reference.example',
  featureless: 'featureless@reference.example',
} as const;

/** How many sessions a run opens on a channel. */
const planned = plannedScenarios(catalog).reduce((sum, { sessions }) => sum + sessions, 0);

const owners = ['originator', 'bystander', 'featureless'] as const;

/** Opens a session at the control address, as somebody else would; resolves with the agent's id of it. */
async function openFor(
  { baseUrl }: Reference,
  channel: ChannelId,
  party: keyof typeof userNames,
): Promise<string> {
  const answer = await fetch(`${baseUrl}/reference/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ channel, agent: userNames[party], nickname: `Stranger ${Math.random()}` }),
  });
  return ((await answer.json()) as { sessionId: string }).sessionId;
}

const on = ({ outcomes }: Results, channel: ChannelId): readonly Outcome[] =>
  outcomes.filter((outcome) => outcome.channel === channel);

const isRed = ({ verdict }: Outcome): boolean => verdict === 'failed' || verdict === 'warned';

const undocumented = ({ divergences }: Results): string[] =>
  divergences.filter((one) => one.class === 'undocumented').map(({ id }) => id);

describe('a run whose sessions come from elsewhere', () => {
  it('judges all of it by a recipe that lets the invitation tell the id', async () => {
    const reference = await serve();

    const { results } = await conductWith(reference, { sms: recipeFor(reference) });

    expect(results.outcomes.filter(isRed)).toEqual([]);
    expect(results.complete).toBe(true);
    expect(undocumented(results)).toEqual([]);
  });

  it('does not judge what the customer sees where the source shows nothing, and says so', async () => {
    const reference = await serve();
    const { look: _, ...blind } = recipeFor(reference);

    const { results, evidence } = await conductWith(reference, { sms: blind });

    const seen = on(results, 'sms').filter(({ requirement }) =>
      /^CUST-00[1-6]$|^FAIL-022$/.test(requirement),
    );
    expect(seen.map(({ verdict }) => verdict)).toEqual(seen.map(() => 'untestable'));
    expect(seen.length).toBeGreaterThan(5);
    expect(seen[0]?.reason).toContain('shows nothing of what the customer sees');
    expect(results.complete).toBe(false);
    expect(results.outcomes.filter(isRed)).toEqual([]);
    expect(undocumented(results)).toEqual([]);
    expect(
      evidence.filter((one) => one.kind === 'wait' && one.event === 'message-at-customer' && !one.met),
    ).toEqual([]);
  });

  it('does not compare what customers say where only one source can say it', async () => {
    const reference = await serve();
    const able = recipeFor(reference);
    const { say: _, ...mute } = able;

    const { results } = await conductWith(reference, { chat: able, sms: mute });

    const open = on(results, 'sms').filter(({ verdict }) => verdict === 'untestable');
    expect(open.map(({ requirement }) => requirement)).toEqual(['MSG-007', 'MSG-009']);
    expect(open[0]?.reason).toContain('its source can not');
    expect(results.outcomes.filter(isRed)).toEqual([]);
    expect(undocumented(results)).toEqual([]);
  });

  it('finds a fault by a recipe as it does by its own source', async () => {
    const reference = await serve({
      quirks: [{ id: 'seen', channels: ['chat'], behaviour: { customerSeesConsultant: true } }],
    });

    const { results } = await conductWith(reference, { chat: recipeFor(reference) });

    expect(
      results.outcomes.filter(isRed).map(({ requirement, channel }) => `${requirement}/${channel}`),
    ).toContain('CUST-002/chat');
  });

  it('uses sessions of a list, and leaves them open', async () => {
    const reference = await serve();
    const others = [openFor(reference, 'sms', 'bystander'), openFor(reference, 'sms', 'featureless')];
    const rest = Array.from({ length: planned - others.length }, () =>
      openFor(reference, 'sms', 'originator'),
    );
    const ids = await Promise.all([...others, ...rest]);

    const source = { kind: 'list', ids } as const;
    const { results, evidence } = await conductWith(reference, { sms: source }, { channels: ['sms'] });

    const judged = on(results, 'sms').filter(({ requirement }) => !requirement.startsWith('CUST'));
    expect(judged.filter(isRed)).toEqual([]);
    expect(judged.filter(({ verdict }) => verdict === 'passed').length).toBeGreaterThan(50);
    expect(on(results, 'sms').find(({ requirement }) => requirement === 'CUST-002')?.verdict).toBe(
      'untestable',
    );
    const completed = evidence.filter(
      (entry) => entry.kind === 'exchange' && JSON.stringify(entry.request.body ?? '').includes('"Complete"'),
    );
    expect(completed).toEqual([]);
  });

  it('waits for invitations and accepts them, and says what is to be done', async () => {
    const reference = await serve();
    const told: string[] = [];
    const opened: Promise<unknown>[] = [];
    const onProgress: ConductOptions['onProgress'] = (progress) => {
      if (progress.step !== 'asking') return;
      told.push(progress.what);
      const party = owners.find((name) => progress.what.includes(name)) ?? 'originator';
      opened.push(openFor(reference, 'sms', party));
    };

    const { results } = await conductWith(
      reference,
      { sms: { kind: 'invitation', hint: 'Write to 555.', deadlineMs: 2_000 } },
      { channels: ['sms'], onProgress },
    );
    await Promise.all(opened);

    expect(told).toHaveLength(planned);
    expect(told[0]).toContain('Write to 555.');
    const judged = on(results, 'sms').filter(({ requirement }) => !requirement.startsWith('CUST'));
    expect(judged.filter(isRed)).toEqual([]);
    expect(judged.filter(({ verdict }) => verdict === 'passed').length).toBeGreaterThan(50);
  });

  it('names the agent who was invited in place of the one who should have been', async () => {
    const reference = await serve();
    const recipe = recipeFor(reference);
    const json = { channel: 'sms', agent: userNames.bystander, nickname: '${nickname}' };
    const wrong = { ...recipe, open: { ...recipe.open, body: { form: 'json', json } as const } };

    const { evidence } = await conductWith(reference, { sms: wrong }, { channels: ['sms'] });

    const stopped = evidence.flatMap((entry) => (entry.kind === 'closing' ? (entry.stopped ?? []) : []));
    expect(stopped[0]).toMatchObject({
      blame: 'session-source',
      reason: expect.stringMatching(
        /was not invited; bystander@\S+, the bystander, was\. .*\$\{agent\}/,
      ) as string,
    });
  });

  it('writes evidence that its schema allows', async () => {
    const reference = await serve();
    const program = {
      program: process.execPath,
      args: ['-e', 'process.exit(1)'],
      folder: '.',
      does: ['open'],
    } as const;
    const command = { kind: 'command', ...program, deadlineMs: 5_000, maxOutputBytes: 1_000 } as const;

    const { evidence } = await conductWith(reference, { chat: recipeFor(reference), sms: command });

    expect(evidence.some(({ kind }) => kind === 'command')).toBe(true);
    const lines = evidence.map((entry) => JSON.parse(JSON.stringify(entry)) as unknown);
    expect(lines.flatMap((entry) => schemaProblems('tool/evidence.schema.json', entry))).toEqual([]);
  });
});

describe('the ledger of a run', () => {
  function ledgerFolder(): string {
    const folder = mkdtempSync(join(tmpdir(), 'consult-ledger-'));
    closings.push(() => rmSync(folder, { recursive: true }));
    return folder;
  }

  it('is gone when all is closed', async () => {
    const reference = await serve();
    const folder = ledgerFolder();

    const { unclosed } = await conductWith(reference, {}, { ledgerFolder: folder });

    expect(unclosed).toBeUndefined();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is gone when the run was ended politely in the middle', async () => {
    const reference = await serve();
    const folder = ledgerFolder();
    const controller = new AbortController();
    const onProgress: ConductOptions['onProgress'] = ({ step }) => {
      if (step === 'settling') controller.abort();
    };

    const { unclosed } = await conductWith(
      reference,
      {},
      { ledgerFolder: folder, signal: controller.signal, onProgress },
    );

    expect(unclosed).toBeUndefined();
  });

  it('is gone when the run was ended while sessions were being opened', async () => {
    const reference = await serve();
    const folder = ledgerFolder();
    const controller = new AbortController();
    const target = referenceTarget(reference, hurried);
    const onProgress: ConductOptions['onProgress'] = ({ step }) => {
      if (step === 'driving') setImmediate(() => controller.abort());
    };

    const ended = { ledgerFolder: folder, signal: controller.signal, onProgress };
    const { unclosed } = await conductWith(reference, {}, ended);

    expect(unclosed).toBeUndefined();
    expect(await cleanUp({ target, folder })).toEqual([]);
  });

  it('stays when a session could not be closed, and cleanup closes it', async () => {
    let isDeaf = true;
    const reference = await serve({
      quirks: [
        {
          id: 'deaf',
          channels: ['sms'],
          answer: (answer, { operation }) =>
            isDeaf && (operation === 'Complete' || operation === 'customer-Leave')
              ? { ...answer, status: 500, body: { statusCode: 4 } }
              : answer,
        },
      ],
    });
    const folder = ledgerFolder();
    const target = referenceTarget(reference, hurried);

    const { unclosed } = await conductWith(reference, {}, { ledgerFolder: folder });
    isDeaf = false;
    const [run, ...others] = await cleanUp({ target, folder });

    expect(unclosed).toContain(folder);
    expect(others).toEqual([]);
    expect(run).toMatchObject({ open: planned });
    expect(run?.sessions.map(({ channel, why }) => [channel, why])).toEqual(
      Array.from({ length: planned }, () => ['sms', undefined]),
    );
    expect(await cleanUp({ target, folder })).toEqual([]);
  });
});

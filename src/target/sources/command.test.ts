import { afterEach, describe, expect, it } from 'vitest';
import type { CommandAction } from '../../model/target.ts';
import { createSourceStage, entriesOf, optionsFor, type Play } from './stage.fixture.ts';

const stage = createSourceStage();
afterEach(stage.clear);

interface Changes {
  readonly program?: string;
  readonly does?: readonly CommandAction[];
  readonly deadlineMs?: number;
  readonly maxOutputBytes?: number;
  readonly folder?: string;
  readonly signal?: AbortSignal;
}

/** A source whose command is a script for Node; `told` is what it was told. */
function play(script: string, changes: Changes = {}): Promise<Play> {
  const { signal, ...settings } = changes;
  const told = 'const told = JSON.parse(require("fs").readFileSync(0, "utf8"));';
  const command = {
    kind: 'command',
    program: process.execPath,
    args: ['-e', `${told} const print = (x) => console.log(JSON.stringify(x)); ${script}`],
    folder: import.meta.dirname,
    does: ['open', 'say', 'look', 'leave'],
    deadlineMs: 10_000,
    maxOutputBytes: 10_000,
    ...settings,
  } as const;
  return stage.play(
    () => command,
    () => undefined,
    { channel: 'sms', ...(signal && { signal }) },
  );
}

const options = optionsFor({ on: 'sms' });
const OPEN =
  'if (told.action === "open") print({ sessionId: "S1", keys: { phone: "+1" }, secretKeys: { pin: "pin-0123456789abcdef" } });';

describe('the source "command"', () => {
  it('tells the program what to do as JSON and in its environment, and passes on what it printed', async () => {
    const { source, context } = await play(
      `${OPEN} else print({ told, env: [process.env.SESSION_ACTION, process.env.SESSION_ID, process.env.SESSION_KEY_PHONE, process.env.SESSION_TEXT] });`,
    );

    const side = await source.open(options);
    const said = await side.say('hello');

    expect(side).toMatchObject({ sessionId: 'S1', keys: { phone: '+1' } });
    expect(said.accepted).toBe(true);
    const [opened, spoken] = entriesOf(context, 'command');
    expect(opened).toMatchObject({
      party: 'customer',
      purpose: 'open-session',
      exitCode: 0,
      input: {
        action: 'open',
        channel: 'sms',
        agent: 'ann',
        party: 'originator',
        nickname: 'Kim 1',
        tag: 'run-1',
      },
    });
    expect(spoken).toMatchObject({
      purpose: 'customer-message',
      output: {
        form: 'json',
        json: {
          told: {
            action: 'say',
            text: 'hello',
            sessionId: 'S1',
            keys: { phone: '+1' },
            secretKeys: { pin: '(secret)' },
          },
          env: ['say', 'S1', '+1', 'hello'],
        },
      },
    });
    expect(JSON.stringify(context.recorder.entries())).not.toContain('pin-0123456789abcdef');
  });

  it('shows the view that the program prints', async () => {
    const view = { state: 'Chatting', participants: [], messages: [{ from: {}, type: 'Text', text: 'hi' }] };
    const { source } = await play(`${OPEN} else print(${JSON.stringify(view)});`);
    const side = await source.open(options);

    expect(await side.look('during')).toMatchObject({ state: 'Chatting', messages: [{ text: 'hi' }] });
  });

  it('shows nothing, and is not out, when the program fails', async () => {
    const { source } = await play(`${OPEN} else process.exit(1);`);
    const side = await source.open(options);

    expect(await side.look('during')).toBeUndefined();
    expect(await side.say('hi')).toMatchObject({ accepted: false });
    expect(await side.leave()).toBe(false);
  });

  it('is not asked for what it does not do', async () => {
    const { source, context } = await play(OPEN, { does: ['open'] });
    const side = await source.open(options);
    await side.look('during');
    await side.leave();

    expect(side.unseen).toBeDefined();
    expect(entriesOf(context, 'command')).toHaveLength(1);
  });

  it('leaves later, from its keys alone', async () => {
    const { source, context } = await play('process.exit(told.keys.phone === "+1" ? 0 : 1);');

    const isOut = await source.leaveLater?.({ nickname: 'Kim', sessionId: 'S1', keys: { phone: '+1' } });

    expect(isOut).toBe(true);
    expect(entriesOf(context, 'command')[0]?.input).toMatchObject({ action: 'leave', nickname: 'Kim' });
  });

  const failures: readonly [string, string, Changes, RegExp][] = [
    [
      'ends with 1',
      'console.error("no gateway"); process.exit(1);',
      {},
      /ended with 1.*standard error: no gateway/,
    ],
    ['prints no JSON', 'console.log("done");', {}, /prints a JSON object; seen: .*done/],
    ['prints nothing', '', {}, /no body/],
    ['does not exist', '', { program: './no-such-program' }, /no such program/],
    ['has no folder', '', { folder: '/no/such/folder' }, /the folder that it runs in is not there/],
    ['never ends', 'setInterval(() => undefined, 1000);', { deadlineMs: 300 }, /not ended within 300 ms/],
    [
      'leaves a child that never ends and holds its output',
      'require("child_process").spawn(process.execPath, ["-e", "setInterval(() => 0, 1000)"], { stdio: "inherit" });',
      { deadlineMs: 500 },
      /not ended within 500 ms/,
    ],
    [
      'prints too much',
      'for (;;) process.stdout.write("x".repeat(1000));',
      { maxOutputBytes: 2_000 },
      /more than 2000 bytes/,
    ],
  ];
  it.each(failures)('rejects, in time, a program that %s', async (_, script, changes, message) => {
    const { source } = await play(script, changes);
    const began = performance.now();

    await expect(source.open(options)).rejects.toMatchObject({
      blame: 'session-source',
      message: expect.stringMatching(message) as string,
    });
    expect(performance.now() - began).toBeLessThan(8_000);
  });

  it('ends the program when the run is ended', async () => {
    const controller = new AbortController();
    const { source } = await play('setInterval(() => undefined, 1000);', { signal: controller.signal });
    const opening = source.open(options);
    controller.abort();

    await expect(opening).rejects.toMatchObject({ blame: 'session-source' });
  });
});

/** Servers with a quirk, for tests. */
import type { ChannelId } from '../model/channel.ts';
import type { Behaviour } from './behaviour.ts';
import type { Quirk } from './quirk.ts';
import { consultOn, openAccepted, openStage, type Consult, type Scene, type Stage } from './stage.fixture.ts';

/** Runs a test on a server with one quirk, on chat unless it says otherwise. */
export async function on(
  quirk: Omit<Quirk, 'id' | 'channels'> & { readonly channels?: readonly ChannelId[] },
  test: (stage: Stage) => Promise<void>,
): Promise<void> {
  const stage = await openStage({ quirks: [{ id: 'tried', channels: ['chat'], ...quirk }] });
  try {
    await test(stage);
  } finally {
    await stage.close();
  }
}

/** A consult that was played. */
export interface Played extends Consult {
  readonly stage: Stage;
  readonly scene: Scene;
}

/** Plays a consult on chat with some behaviour. */
export function playing(
  behaviour: Partial<Behaviour>,
  test: (played: Played) => void | Promise<void>,
): Promise<void> {
  return on({ behaviour }, async (stage) => {
    const scene = await openAccepted(stage, 'chat');
    await test({ ...(await consultOn(stage, scene)), stage, scene });
  });
}

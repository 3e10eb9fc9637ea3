/** The source `list`: sessions that the agents have already. Each is used once, and stays open after it. */
import type { Context } from '../context.ts';
import { toCustomerSide } from './customer-side.ts';
import { notOpened } from './not-opened.ts';
import { lookAt, usable } from './seen-session.ts';
import type { CustomerSide, OpenOptions, SessionSource } from './source.ts';

/** The source of the sessions with these ids. */
export function createListSource(context: Context, ids: readonly string[]): SessionSource {
  const left = new Set(ids);
  let turn: Promise<unknown> = Promise.resolve();
  return {
    capabilities: { opens: false, say: false, look: false, leave: false, choosesAgent: true },
    open: (options) => {
      // One at a time: a session that is not of this agent may be what the next one needs.
      const mine = turn.then(() => take(context, left, options));
      turn = mine.catch(() => undefined);
      return mine;
    },
    close: async () => undefined,
  };
}

async function take(context: Context, left: Set<string>, options: OpenOptions): Promise<CustomerSide> {
  const refused: string[] = [];
  for (const id of left) {
    const look = await lookAt(options, id);
    if ('why' in look) {
      refused.push(`${id}: ${look.why}`);
      continue;
    }
    left.delete(id);
    const { state, nickname } = look;
    const known = nickname === undefined ? {} : { nickname };
    const blind = 'Sessions of a list are those of strangers: what their customers see is not known.';
    return toCustomerSide(
      context,
      { trace: options.trace, sessionId: id, state, isOurs: false, blind, ...known },
      {},
    );
  }
  const { agent, channel } = options;
  throw notOpened({
    kind: 'list',
    channel,
    expected: `a session of ${agent.user.userName} that is ${usable.join(' or ')} and not used yet`,
    seen: refused.length === 0 ? 'all sessions of the list are used' : refused.join('; '),
    advice: 'Name more sessions: each scenario uses one up.',
  });
}

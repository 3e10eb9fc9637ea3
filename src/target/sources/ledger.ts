/** Keeps a source's sessions in a ledger, from before they are opened until they are over on both sides. */
import type { ChannelId } from '../../model/channel.ts';
import { TargetError } from '../../model/errors.ts';
import type { TraceKey } from '../../model/acts.ts';
import type { Entry, Exchange } from '../../model/evidence.ts';
import { at } from '../../model/json.ts';
import { lastSegment } from '../../model/notification.ts';
import type { Recorder } from '../../model/recorder.ts';
import type { AgentName, SessionSource as Settings } from '../../model/target.ts';
import { jsonIn } from './http.ts';
import { NotOpened } from './not-opened.ts';
import type { CustomerSide, OpenOptions, SessionSource } from './source.ts';

/** A session that is about to be opened. */
export interface Planned {
  readonly channel: ChannelId;
  readonly source: Settings['kind'];
  readonly trace: TraceKey;
  readonly owner: AgentName;
  readonly nickname: string;
  /** Whether another process can end the customer's side. */
  readonly customerCanLeave: boolean;
}

/**
 * What became of a session. `opened`: there is one, with what ends the customer's side. `identified`: the agent's id
 * of it. `left`: the customer is out. `completed`: the agent is out. `void`: there is none.
 */
export type Fate =
  | {
      readonly event: 'opened';
      readonly sessionId?: string;
      readonly nickname?: string;
      readonly keys: Readonly<Record<string, string>>;
    }
  | { readonly event: 'identified'; readonly sessionId: string }
  | { readonly event: 'left' }
  | { readonly event: 'completed' }
  | { readonly event: 'void' };

/** What is to be closed, on a disk: it outlives this process. Nothing in it is secret. */
export interface Ledger {
  /**
   * Resolves when it stands in the ledger that the contact-centre session of an agent may be begun here; what it
   * resolves with notes that it is not, or no more, and never rejects.
   */
  readonly beginWork: (agent: AgentName) => Promise<() => Promise<void>>;
  /** Resolves when the session stands in the ledger; `note` adds to it. Neither rejects. */
  readonly begin: (session: Planned) => Promise<{ readonly note: (fate: Fate) => Promise<void> }>;
}

/** What a source is kept with. */
export interface Keeping {
  readonly ledger: Ledger;
  readonly recorder: Recorder;
  readonly kind: Settings['kind'];
  /** Aborted when the run has to end: nothing is opened from then on. */
  readonly signal: AbortSignal;
}

/** A source whose sessions stand in a ledger. */
export function withLedger(
  source: SessionSource,
  { ledger, recorder, kind, signal }: Keeping,
): SessionSource {
  return {
    ...source,
    open: async (options) => {
      const { agent, channel, trace, nickname } = options;
      const page = await ledger.begin({
        channel: channel.id,
        source: kind,
        trace,
        owner: agent.name,
        nickname,
        customerCanLeave: source.leaveLater !== undefined,
      });
      try {
        demandGoingOn(signal);
        const side = await source.open(options);
        if (!side.isOurs) return await page.note({ event: 'void' }).then(() => side);
        const { sessionId, keys, nickname: own } = side;
        const known = {
          ...(sessionId === undefined ? {} : { sessionId }),
          ...(own === undefined ? {} : { nickname: own }),
        };
        await page.note({ event: 'opened', keys, ...known });
        return followed(side, { page, recorder, options });
      } catch (error) {
        if (!(error instanceof NotOpened && error.isUncertain)) await page.note({ event: 'void' });
        throw error;
      }
    },
  };
}

/** Throws TargetError when the run has been ended. */
export function demandGoingOn(signal: AbortSignal): void {
  if (signal.aborted) throw new TargetError('No session is opened: the run was ended.', 'suite');
}

interface Following {
  readonly page: Awaited<ReturnType<Ledger['begin']>>;
  readonly recorder: Recorder;
  readonly options: OpenOptions;
}

function followed(side: CustomerSide, { page, recorder, options }: Following): CustomerSide {
  let { sessionId } = side;
  const stop = recorder.onEntry((entry) => {
    if (sessionId === undefined || !endsFor(options.agent.name, sessionId, entry)) return;
    stop();
    void page.note({ event: 'completed' });
  });
  return {
    ...side,
    identify: (id) => {
      side.identify(id);
      sessionId = id;
      void page.note({ event: 'identified', sessionId: id });
    },
    leave: async () => {
      const isOut = await side.leave();
      if (isOut) await page.note({ event: 'left' });
      return isOut;
    },
  };
}

/** GWS: not found. */
const NOT_FOUND = 6;

/** Whether an entry shows that an agent is out of a session: it completed it, or there was none to complete. */
function endsFor(agent: AgentName, sessionId: string, entry: Entry): boolean {
  if (entry.kind !== 'exchange' || entry.party !== agent) return false;
  if (at(entry.request.body, '/operationName') !== 'Complete') return false;
  if (lastSegment(entry.request.url) !== sessionId) return false;
  return isDone(entry);
}

/** Whether a session is over after an answer to Complete. */
export function isDone(exchange: Exchange): boolean {
  const status = exchange.response?.status ?? 0;
  const code = at(jsonIn(exchange), '/statusCode');
  if (status === 404 || status === 410 || code === NOT_FOUND) return true;
  return status >= 200 && status < 300 && (code === undefined || code === 0);
}

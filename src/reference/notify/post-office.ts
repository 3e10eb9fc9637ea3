/** Delivers notices: in the order in which a session's operations happened, and with the last word of the quirks. */
import {
  applyDeliver,
  type DeliveryContext,
  type Outgoing,
  type Quirk,
  type ReferenceEvent,
} from '../quirk.ts';
import { chatterFor } from '../session/chatter.ts';
import type { Notice, Session } from '../session/session.ts';
import { factsOfAgent } from '../staff.ts';
import type { World } from '../world.ts';
import type { Endpoint } from './cometd.ts';

/** What the post office works with. */
export interface PostOfficeParts {
  readonly world: World;
  readonly endpoint: Pick<Endpoint, 'deliver' | 'batch'>;
  readonly quirks: readonly Quirk[];
}

/** Delivers notices. */
export interface PostOffice {
  /**
   * Takes the notices of one request, in the order of requests; the returned function lets them go. They go
   * when those of earlier requests about the same session have gone.
   */
  readonly post: (session: Session, notices: readonly Notice[]) => () => void;
  /** Forgets what is delayed or held. */
  readonly close: () => void;
}

interface Parcel {
  readonly notices: readonly Notice[];
  isReady: boolean;
}

interface Held {
  readonly outgoing: Outgoing;
  readonly at: DeliveryContext;
  readonly until: ReferenceEvent;
}

const consultEvents: ReadonlySet<ReferenceEvent> = new Set([
  'consult-participants',
  'consult-joined',
  'consult-failed',
]);

/** A post office with nothing to deliver. */
export function createPostOffice({ world, endpoint, quirks }: PostOfficeParts): PostOffice {
  const queues = new Map<Session, Parcel[]>();
  const dispatcher = createDispatcher(endpoint);
  const deliver = (notice: Notice): void => {
    const at = contextOf(world, notice);
    for (const outgoing of applyDeliver(quirks, plainly(notice, at), at)) dispatcher.dispatch(outgoing, at);
  };
  const deliverAmong = (notice: Notice): void => {
    const isAmong = world.behaviour[notice.session.channel].chatterAround && consultEvents.has(notice.event);
    const [before, after] = isAmong ? chatterFor(world, notice) : [];
    for (const one of [before, notice, after]) if (one !== undefined) deliver(one);
  };
  const flush = (session: Session): void => {
    const queue = queues.get(session) ?? [];
    while (queue[0]?.isReady === true) {
      const { notices } = queue.shift() ?? { notices: [] };
      const work = (): void => notices.forEach(deliverAmong);
      if (world.behaviour[session.channel].batch) endpoint.batch(work);
      else work();
    }
    if (queue.length === 0) queues.delete(session);
  };
  return {
    post: (session, notices) => {
      const parcel: Parcel = { notices, isReady: false };
      const queue = queues.get(session) ?? [];
      queues.set(session, queue);
      queue.push(parcel);
      return () => {
        parcel.isReady = true;
        flush(session);
      };
    },
    close: dispatcher.close,
  };
}

interface Dispatcher {
  readonly dispatch: (outgoing: Outgoing, at: DeliveryContext) => void;
  readonly close: () => void;
}

/** Sends notifications at once, after a delay, or after another event. */
function createDispatcher(endpoint: Pick<Endpoint, 'deliver'>): Dispatcher {
  const timers = new Set<NodeJS.Timeout>();
  let held: readonly Held[] = [];
  const send = (outgoing: Outgoing, at: DeliveryContext): void => {
    endpoint.deliver(outgoing.recipient, outgoing.topic, outgoing.data);
    const isDue = ({ until, outgoing: { recipient }, at: { session } }: Held): boolean =>
      until === at.event && recipient === outgoing.recipient && session.id === at.session.id;
    const due = held.filter(isDue);
    held = held.filter((one) => !isDue(one));
    for (const one of due) send(one.outgoing, one.at);
  };
  const sendLater = (outgoing: Outgoing, at: DeliveryContext): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      send(outgoing, at);
    }, outgoing.delayMs);
    timers.add(timer);
  };
  return {
    dispatch: (outgoing, at) => {
      const { holdUntil: until, delayMs } = outgoing;
      if (until !== undefined) held = [...held, { outgoing, at, until }];
      else if (delayMs === undefined) send(outgoing, at);
      else sendLater(outgoing, at);
    },
    close: () => {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      held = [];
    },
  };
}

/** The notification as the right server sends it: on the channel's topic, to the agent whom it is for. */
function plainly({ to, data }: Notice, { spelling }: DeliveryContext): Outgoing {
  return { recipient: to.agent.userName, topic: `/v2/me/${spelling.collection}`, data };
}

function contextOf(world: World, { event, session, to, facts, role }: Notice): DeliveryContext {
  const { channel } = session;
  return {
    event,
    channel,
    spelling: world.spelling[channel],
    session: facts,
    recipient: { ...factsOfAgent(to.agent), role },
    agents: world.agents.map(factsOfAgent),
    tooLateMs: world.tooLateMs,
  };
}

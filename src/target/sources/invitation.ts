/** The source `invitation`: whatever session the agent is invited to while the run waits. */
import type { SessionSource as Settings } from '../../model/target.ts';
import { sessionObject } from '../../model/notification.ts';
import type { Context } from '../context.ts';
import { commandDeeds } from './command.ts';
import { toCustomerSide, type Deeds } from './customer-side.ts';
import { createSourceHttp, type SourceHttp } from './http.ts';
import { notOpened } from './not-opened.ts';
import { recipeDeeds } from './recipe.ts';
import { lookAt } from './seen-session.ts';
import type { CustomerSide, OpenOptions, SessionSource } from './source.ts';
import { valuesOf } from './values.ts';

/** How invitations are waited for. */
export type InvitationSettings = Extract<Settings, { kind: 'invitation' }>;

/** The source of invitations. */
export function createInvitationSource(context: Context, settings: InvitationSettings): SessionSource {
  const { customer } = settings;
  const secrets = customer?.kind === 'recipe' ? customer.secrets : {};
  const http = createSourceHttp(context, Object.values(secrets));
  const can = (name: 'say' | 'look' | 'leave'): boolean =>
    customer?.kind === 'command' ? customer.does.includes(name) : customer?.[name] !== undefined;
  const waiting: Waiting = {
    context,
    settings,
    http,
    taken: new Set(),
    since: BEFORE_ALL,
  };
  return {
    capabilities: {
      opens: false,
      say: can('say'),
      look: can('look'),
      leave: can('leave'),
      choosesAgent: false,
    },
    open: (options) => open(waiting, options),
    close: http.close,
  };
}

/** The agent is ready before the source is there: an invitation may have come at once. */
const BEFORE_ALL = -1;

interface Waiting {
  readonly context: Context;
  readonly settings: InvitationSettings;
  readonly http: SourceHttp;
  /** Ids of sessions that are used already, or can't be used. */
  readonly taken: Set<string>;
  /** Invitations count from here on, whether a scenario waited for them yet or not. */
  readonly since: number;
}

async function open(waiting: Waiting, options: OpenOptions): Promise<CustomerSide> {
  const { context, settings } = waiting;
  const { agent, channel } = options;
  const what = settings.hint ?? `Start a ${channel.title} session now.`;
  context.tell?.(
    `Waiting for an invitation of ${agent.user.userName} to a ${channel.title} session. ${what}`,
  );
  const end = context.now() + settings.deadlineMs;
  const refused: string[] = [];
  for (;;) {
    const id = await nextInvitation(waiting, options, end);
    if (id === undefined) break;
    const look = await lookAt(options, id);
    if (!('why' in look)) return sideOf(waiting, options, { ...look, id });
    refused.push(`${id}: ${look.why}`);
  }
  throw notOpened({
    kind: 'invitation',
    channel,
    expected: `an invitation of ${agent.user.userName} within ${settings.deadlineMs} ms`,
    seen: refused.length === 0 ? 'none' : refused.join('; '),
    advice: `${what} Is the agent ready, and does the server route to it?`,
  });
}

/** The id of the next session that the agent is invited to and that nobody has taken; takes it. */
async function nextInvitation(
  { context, taken, since }: Waiting,
  { agent, channel }: OpenOptions,
  end: number,
): Promise<string | undefined> {
  const invitation = (data: unknown): string | undefined => {
    const session = sessionObject(channel, data)?.session;
    const id = session?.['id'];
    return session?.['state'] === 'Invited' && typeof id === 'string' && !taken.has(id) ? id : undefined;
  };
  for (;;) {
    const deadlineMs = Math.max(0, end - context.now());
    const wanted = ({ data }: { readonly data: unknown }): boolean => invitation(data) !== undefined;
    const delivery = await agent.awaitDelivery(wanted, { after: since, deadlineMs });
    if (delivery === undefined) return undefined;
    const id = invitation(delivery.data); // another scenario that waited as well may have taken it first
    if (id === undefined) continue;
    taken.add(id);
    return id;
  }
}

interface Invited {
  readonly id: string;
  readonly state: 'Invited' | 'Chatting';
  readonly nickname: string | undefined;
}

function sideOf(waiting: Waiting, options: OpenOptions, { id, state, nickname }: Invited): CustomerSide {
  const { context } = waiting;
  const known = nickname === undefined ? {} : { nickname };
  const facts = { trace: options.trace, sessionId: id, state, ...known };
  return toCustomerSide(context, facts, deedsFor(waiting, options, nickname));
}

function deedsFor({ context, settings, http }: Waiting, options: OpenOptions, nickname?: string): Deeds {
  const { customer } = settings;
  if (customer === undefined) return {};
  if (customer.kind === 'command') return commandDeeds(context, customer, { options, nickname });
  const values = { ...valuesOf(options, customer.secrets), nickname };
  return recipeDeeds(customer, { http, trace: options.trace, values, secret: [] });
}

/**
 * The source `gws`: the customer's chat interface of Web Services. `POST /api/v2/chats` asks for a chat in a contact
 * center, which a header names. The agent's id of the session differs from the customer's.
 */
import { at, isObject } from '../../model/json.ts';
import { lastSegment } from '../../model/notification.ts';
import type { TraceKey } from '../../model/acts.ts';
import type { SessionSource as Settings } from '../../model/target.ts';
import type { Context } from '../context.ts';
import { readView, type Shown } from '../customer-view.ts';
import { toCustomerSide } from './customer-side.ts';
import { fill, fillJson, hasAll, type Values } from './fill.ts';
import {
  createSourceHttp,
  type Answered,
  type SourceBody,
  type SourceHttp,
  type SourceRequest,
} from './http.ts';
import type { Headers } from '../identity.ts';
import { mayHaveArrived, notOpened, seenIn } from './not-opened.ts';
import type { CustomerSide, OpenOptions, SessionSource } from './source.ts';
import { headersOf, masked, namesAgent, valuesOf } from './values.ts';
import { isOver, isTaken } from './verdict.ts';

/** A Web Services with its contact center. */
export type GwsSettings = Extract<Settings, { kind: 'gws' }>;

/** The source at a Web Services. */
export function createGwsSource(context: Context, settings: GwsSettings): SessionSource {
  const http = createSourceHttp(context, Object.values(settings.secrets));
  const { url, members, headers } = settings;
  return {
    capabilities: {
      opens: true,
      say: true,
      look: true,
      leave: true,
      choosesAgent: namesAgent({ url, members, headers }),
    },
    open: (options) => open(context, { http, settings }, options),
    ...(hasAll({ ...settings.secrets, nickname: '', channel: '' }, headers)
      ? {
          leaveLater: async ({ channel, nickname, keys: { chat } }) => {
            const values = { ...settings.secrets, channel, nickname };
            return chat !== undefined && leave(asking({ http, settings }, { values, trace: null }), chat);
          },
        }
      : {}),
    close: http.close,
  };
}

interface Service {
  readonly http: SourceHttp;
  readonly settings: GwsSettings;
}

type Ask = (
  request: Omit<SourceRequest, 'trace' | 'headers' | 'shown'> & { readonly shownBody?: SourceBody },
) => Promise<Answered>;

function asking(
  { http, settings }: Service,
  { values, trace }: { readonly values: Values; readonly trace: TraceKey | null },
): Ask {
  const headersWith = (with_: Values): Headers => ({
    ...headersOf(settings.headers, with_),
    contactcenterid: settings.contactCenterId,
  });
  return ({ shownBody, ...request }) => {
    const body = shownBody ?? request.body;
    const headers = headersWith(masked(values));
    const shown = { url: request.url, headers, ...(body === undefined ? {} : { body }) };
    return http.send({ ...request, trace, headers: headersWith(values), shown });
  };
}

async function open(context: Context, service: Service, options: OpenOptions): Promise<CustomerSide> {
  const { http, settings } = service;
  const { trace, channel, nickname } = options;
  const values = valuesOf(options, settings.secrets);
  const ask = asking(service, { values, trace });
  const url = `${fill(settings.url, values, encodeURIComponent)}/api/v2/chats`;
  const bodyWith = (with_: Values): SourceBody => {
    const members = fillJson(settings.members, with_) as Readonly<Record<string, unknown>>;
    return { form: 'json', json: { ...members, operationName: 'RequestChat', nickname } };
  };
  const [body, shownBody] = [bodyWith(values), bodyWith(masked(values))];
  const opened = await ask({ purpose: 'open-session', method: 'POST', url, body, shownBody });
  const id = chatIdIn(opened.json);
  if (!isTaken(opened) || id === undefined) {
    throw notOpened({
      kind: 'gws',
      channel,
      expected: 'statusCode 0 and the id of a chat',
      seen: seenIn(opened.exchange),
      advice: 'Are url and contactCenterId right, and is an agent ready for chats?',
      isUncertain: mayHaveArrived(opened.exchange),
    });
  }
  return sideOf(context, { http, ask, chat: `${url}/${encodeURIComponent(id)}` }, trace);
}

/** The customer's id of a new chat, wherever the answer has it. */
function chatIdIn(json: unknown): string | undefined {
  const id = ['/id', '/chat/id', '/chatId'].map((pointer) => at(json, pointer)).find(isName);
  const address = ['/path', '/uri', '/chat/path', '/chat/uri']
    .map((pointer) => at(json, pointer))
    .find(isName);
  return id ?? (address === undefined ? undefined : lastSegment(address));
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

interface Chat {
  readonly http: SourceHttp;
  readonly ask: Ask;
  /** Its address. */
  readonly chat: string;
}

function sideOf(context: Context, { http, ask, chat }: Chat, trace: TraceKey): CustomerSide {
  return toCustomerSide(
    context,
    { trace, sessionId: undefined, keys: { chat } },
    {
      look: async () => {
        // The messages come second: whoever is listed has joined by then.
        const session = await ask({ purpose: 'customer-view', method: 'GET', url: chat });
        const log = await ask({ purpose: 'customer-view', method: 'GET', url: `${chat}/messages` });
        return isTaken(session) && isTaken(log) ? http.redact(viewIn(session.json, log.json)) : undefined;
      },
      say: async (text, { purpose }) => {
        const body = { form: 'json', json: { operationName: 'SendMessage', text } } as const;
        const answered = await ask({ purpose, method: 'POST', url: chat, body });
        return { accepted: isTaken(answered), by: answered.exchange.seq };
      },
      leave: () => leave(ask, chat),
    },
  );
}

function viewIn(session: unknown, log: unknown): Shown | undefined {
  const wrapped = at(session, '/chat');
  const chat = isObject(wrapped) ? wrapped : session;
  return readView({
    state: at(chat, '/state'),
    participants: at(chat, '/participants'),
    messages: at(log, '/messages'),
  });
}

async function leave(ask: Ask, chat: string): Promise<boolean> {
  const body = { form: 'json', json: { operationName: 'Complete' } } as const;
  return isOver(await ask({ purpose: 'close-session', method: 'POST', url: chat, body, isGoodbye: true }));
}

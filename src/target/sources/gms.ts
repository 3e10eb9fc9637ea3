/**
 * The source `gms`: the customer's chat interface of Genesys Mobile Services, version 2. A chat is opened by a form;
 * the answer has keys that every later request shows. The agent's id of the session differs from `chatId`.
 */
import { at, isObject } from '../../model/json.ts';
import type { SessionSource as Settings } from '../../model/target.ts';
import type { Context } from '../context.ts';
import type { Shown } from '../customer-view.ts';
import { SECRET } from '../secrets.ts';
import { toCustomerSide } from './customer-side.ts';
import { fill, fillJson, type Values } from './fill.ts';
import { createSourceHttp, type Answered, type SourceHttp, type SourceRequest } from './http.ts';
import { mayHaveArrived, notOpened, seenIn } from './not-opened.ts';
import type { CustomerSide, OpenOptions, SessionSource } from './source.ts';
import { presentIn, type Entry } from './transcript.ts';
import { headersOf, masked, namesAgent, valuesOf } from './values.ts';
import { isOver, isTaken } from './verdict.ts';

/** A chat service of GMS. */
export type GmsSettings = Extract<Settings, { kind: 'gms' }>;

/** What GMS gives with a chat and wants to see again; all of it is secret. */
const KEYS = ['userId', 'secureKey', 'alias'] as const;

/** The source at a chat service. */
export function createGmsSource(context: Context, settings: GmsSettings): SessionSource {
  const http = createSourceHttp(context, Object.values(settings.secrets));
  const { url, fields, headers } = settings;
  return {
    capabilities: {
      opens: true,
      say: true,
      look: true,
      leave: true,
      choosesAgent: namesAgent({ url, fields, headers }),
    },
    open: (options) => open(context, { http, settings }, options),
    close: http.close,
  };
}

interface Service {
  readonly http: SourceHttp;
  readonly settings: GmsSettings;
}

async function open(context: Context, service: Service, options: OpenOptions): Promise<CustomerSide> {
  const { http, settings } = service;
  const values = valuesOf(options, settings.secrets);
  const url = fill(settings.url, values, encodeURIComponent);
  const post = postTo(service, { url, values, options });
  const fieldsWith = (with_: Values): Fields => ({
    ...(fillJson(settings.fields, with_) as Fields),
    nickname: options.nickname,
  });
  const opened = await post('', 'open-session', {
    fields: fieldsWith(values),
    shown: fieldsWith(masked(values)),
  });
  const chatId = at(opened.json, '/chatId');
  const keys = keysIn(opened.json);
  if (!isTaken(opened) || typeof chatId !== 'string' || chatId === '' || !('secureKey' in keys)) {
    throw notOpened({
      kind: 'gms',
      channel: options.channel,
      expected: 'statusCode 0, a chatId and a secureKey',
      seen: seenIn(opened.exchange),
      advice:
        'Is the url that of the chat service, .../genesys/2/chat/{service}, and does it take chats now?',
      isUncertain: mayHaveArrived(opened.exchange),
    });
  }
  return sideOf(context, { http, post, keys, chatId }, { options, first: opened.json });
}

type Fields = Readonly<Record<string, string>>;

/** The fields of a form, and how they may be written down. */
interface Form {
  readonly fields: Fields;
  readonly shown?: Fields;
  readonly isGoodbye?: boolean;
}

type Post = (below: string, purpose: SourceRequest['purpose'], form: Form) => Promise<Answered>;

interface Posting {
  readonly url: string;
  readonly values: Values;
  readonly options: OpenOptions;
}

function postTo({ http, settings }: Service, { url, values, options }: Posting): Post {
  const headers = headersOf(settings.headers, values);
  const shownHeaders = headersOf(settings.headers, masked(values));
  return (below, purpose, { fields, shown = withoutKeys(fields), isGoodbye = false }) =>
    http.send({
      purpose,
      trace: options.trace,
      method: 'POST',
      url: url + below,
      headers,
      body: { form: 'form', fields },
      shown: { url: url + below, headers: shownHeaders, body: { form: 'form', fields: shown } },
      secretAt: KEYS.map((name) => `/${name}`),
      isGoodbye,
    });
}

function withoutKeys(fields: Fields): Fields {
  const hidden = KEYS.filter((name) => Object.hasOwn(fields, name)).map((name) => [name, SECRET]);
  return { ...fields, ...Object.fromEntries(hidden) };
}

/** The keys in an answer, as text; a number is one as well. */
function keysIn(json: unknown): Partial<Record<(typeof KEYS)[number], string>> {
  const found = KEYS.flatMap((name) => {
    const value = at(json, `/${name}`);
    return typeof value === 'string' || typeof value === 'number' ? [[name, String(value)] as const] : [];
  });
  return Object.fromEntries(found);
}

interface Chat {
  readonly http: SourceHttp;
  readonly post: Post;
  readonly keys: Fields;
  readonly chatId: string;
}

function sideOf(
  context: Context,
  { http, post, keys, chatId }: Chat,
  { options, first }: { readonly options: OpenOptions; readonly first: unknown },
): CustomerSide {
  const below = `/${encodeURIComponent(chatId)}`;
  const transcript = createTranscript();
  transcript.take(first);
  const facts = { trace: options.trace, sessionId: undefined, keys: { chatId } };
  return toCustomerSide(context, facts, {
    look: async () => {
      const fields = { ...keys, transcriptPosition: String(transcript.position()) };
      const answered = await post(`${below}/refresh`, 'customer-view', { fields });
      if (!isTaken(answered) || !transcript.take(answered.json)) return undefined;
      return http.redact(transcript.shown());
    },
    say: async (text, { purpose }) => {
      const answered = await post(`${below}/send`, purpose, { fields: { ...keys, message: text } });
      return { accepted: isTaken(answered), by: answered.exchange.seq };
    },
    leave: async () =>
      isOver(await post(`${below}/disconnect`, 'close-session', { fields: keys, isGoodbye: true })),
  });
}

/** What has been read of a chat so far: each answer brings what is new since a position. */
interface Transcript {
  readonly position: () => number;
  /** Takes the messages of an answer; whether it had any list of them. */
  readonly take: (json: unknown) => boolean;
  readonly shown: () => Shown;
}

function createTranscript(): Transcript {
  const entries = new Map<number, Entry>();
  let next = 1;
  let isEnded = false;
  return {
    position: () => next,
    take: (json) => {
      const messages = at(json, '/messages');
      if (!Array.isArray(messages)) return false;
      for (const [i, message] of (messages as unknown[]).entries()) {
        const index = at(message, '/index');
        entries.set(typeof index === 'number' ? index : next + i, entryOf(message));
      }
      const position = Number(at(json, '/nextPosition'));
      next = Number.isSafeInteger(position) ? position : Math.max(0, ...entries.keys()) + 1;
      isEnded ||= at(json, '/chatEnded') === true;
      return true;
    },
    shown: () => {
      const inOrder = [...entries].sort(([a], [b]) => a - b).map(([, entry]) => entry);
      return {
        state: isEnded ? 'Completed' : 'Chatting',
        participants: presentIn(inOrder),
        messages: inOrder.map(({ message }) => message),
      };
    },
  };
}

/** GMS calls the customer a client, and a text a message. */
const ours: Readonly<Record<string, string>> = { Client: 'Customer', Message: 'Text' };

function entryOf(json: unknown): Entry {
  const from = at(json, '/from');
  const type = textAt(from, '/type');
  const person = { nickname: textAt(from, '/nickname'), type: type && (ours[type] ?? type) };
  const kind = textAt(json, '/type');
  const id = isObject(from) ? from['participantId'] : undefined;
  return {
    message: { from: person, type: kind && (ours[kind] ?? kind), text: textAt(json, '/text') },
    authorId: id === undefined ? `${person.type} ${person.nickname}` : String(id),
  };
}

function textAt(json: unknown, pointer: string): string | null {
  const value = at(json, pointer);
  return typeof value === 'string' ? value : null;
}

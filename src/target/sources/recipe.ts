/** The source `recipe`: HTTP requests that the target file writes down, with places to fill in. */
import { at } from '../../model/json.ts';
import type { TraceKey } from '../../model/acts.ts';
import type { CustomerRecipe, RequestTemplate, SessionSource as Settings } from '../../model/target.ts';
import type { Context } from '../context.ts';
import { toCustomerSide, type Deeds, type Identified } from './customer-side.ts';
import { fill, fillJson, hasAll, type Values } from './fill.ts';
import {
  createSourceHttp,
  type Answered,
  type SourceBody,
  type SourceHttp,
  type SourceRequest,
} from './http.ts';
import { mayHaveArrived, notOpened, seenIn } from './not-opened.ts';
import { readByPointers } from './pointed-view.ts';
import type { CustomerSide, OpenOptions, SessionSource } from './source.ts';
import { headersOf, masked, namesAgent, valuesOf } from './values.ts';
import { isOver, isTaken } from './verdict.ts';

/** A recipe that opens sessions. */
export type RecipeSettings = Extract<Settings, { kind: 'recipe' }>;

/** The source by a recipe. */
export function createRecipeSource(context: Context, settings: RecipeSettings): SessionSource {
  const http = createSourceHttp(context, Object.values(settings.secrets));
  const { say, look, leave, keep, secrets } = settings;
  const later = { ...secrets, ...keep, channel: '', nickname: '', sessionId: '' };
  return {
    capabilities: {
      opens: true,
      say: say !== undefined,
      look: look !== undefined,
      leave: leave !== undefined,
      choosesAgent: namesAgent(settings.open),
    },
    open: (options) => open(context, { http, settings }, options),
    ...(leave === undefined || !hasAll(later, leave)
      ? {}
      : {
          leaveLater: async ({ channel, nickname, sessionId, keys }) => {
            const values = { ...settings.secrets, ...keys, channel, nickname, sessionId };
            if (!hasAll(values, leave)) return false;
            const request = { purpose: 'close-session', trace: null, isGoodbye: true } as const;
            return isOver(await http.send({ ...request, ...filled(leave, values, []) }));
          },
        }),
    close: http.close,
  };
}

interface Kitchen {
  readonly http: SourceHttp;
  readonly settings: RecipeSettings;
}

async function open(
  context: Context,
  { http, settings }: Kitchen,
  options: OpenOptions,
): Promise<CustomerSide> {
  const { keep, keepSecret, sessionId: where } = settings;
  const values = valuesOf(options, settings.secrets);
  const opened = await http.send({
    ...filled(settings.open, values, []),
    purpose: 'open-session',
    trace: options.trace,
    secretAt: Object.values(keepSecret),
  });
  const keys = keptOf(opened.json, keep);
  const kept = { ...keys, ...keptOf(opened.json, keepSecret) };
  const pointers = { ...keep, ...keepSecret, ...(where === undefined ? {} : { sessionId: where }) };
  const found: Values = {
    ...kept,
    ...(where === undefined ? {} : keptOf(opened.json, { sessionId: where })),
  };
  const missing = Object.entries(pointers).filter(([name]) => found[name] === undefined);
  if (!isTaken(opened) || missing.length > 0) throw refusal(options, opened, missing);
  const facts = { trace: options.trace, sessionId: found['sessionId'], keys };
  return toCustomerSide(
    context,
    facts,
    recipeDeeds(settings, {
      http,
      trace: options.trace,
      values: { ...values, ...kept },
      secret: Object.keys(keepSecret),
    }),
  );
}

function refusal(
  { channel }: OpenOptions,
  { exchange }: Answered,
  missing: readonly (readonly [name: string, pointer: string])[],
): Error {
  const wanted = missing.map(([name, pointer]) => `${name} at ${pointer || 'the whole answer'}`);
  return notOpened({
    kind: 'recipe',
    channel,
    expected: ['a status of success', ...wanted].join(' and '),
    seen: seenIn(exchange),
    advice: 'Do the request and the pointers of the recipe fit the server?',
    isUncertain: mayHaveArrived(exchange),
  });
}

/** Texts and numbers of an answer, by the names that they are kept under. */
function keptOf(json: unknown, pointers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(pointers).flatMap(([name, pointer]) => {
      const value = at(json, pointer);
      const isText = (typeof value === 'string' && value !== '') || typeof value === 'number';
      return isText ? [[name, String(value)]] : [];
    }),
  );
}

/** One session that a recipe is used on. */
export interface Cooking {
  readonly http: SourceHttp;
  readonly trace: TraceKey;
  readonly values: Values;
  /** Names of values that are not written down. */
  readonly secret: readonly string[];
}

/** What a recipe can do on the customer's side. */
export function recipeDeeds({ say, look, leave }: CustomerRecipe, cooking: Cooking): Deeds {
  const { http, trace, values, secret } = cooking;
  const ask = (
    template: RequestTemplate,
    more: Pick<SourceRequest, 'purpose' | 'isGoodbye'> & { readonly values?: Values },
    { sessionId }: Identified,
  ): Promise<Answered> => {
    const { values: also = {}, ...rest } = more;
    return http.send({ trace, ...rest, ...filled(template, { ...values, ...also, sessionId }, secret) });
  };
  const seeing = { purpose: 'customer-view' } as const;
  return {
    look:
      look &&
      (async (known) => {
        const first = await ask(look.request, seeing, known);
        const log =
          look.messages.request === undefined ? first : await ask(look.messages.request, seeing, known);
        return isTaken(first) && isTaken(log)
          ? http.redact(readByPointers(look, first.json, log.json))
          : undefined;
      }),
    say:
      say &&
      (async (text, { purpose, ...known }) => {
        const answered = await ask(say, { purpose, values: { text } }, known);
        return { accepted: isTaken(answered), by: answered.exchange.seq };
      }),
    leave:
      leave &&
      (async (known) => isOver(await ask(leave, { purpose: 'close-session', isGoodbye: true }, known))),
  };
}

type Filled = Pick<SourceRequest, 'url' | 'headers' | 'body'>;

/** A request, and how it may be written down. */
function filled(
  template: RequestTemplate,
  values: Values,
  secret: readonly string[],
): Filled & Pick<SourceRequest, 'method' | 'shown'> {
  const { method } = template;
  return { method, ...filledWith(template, values), shown: filledWith(template, masked(values, secret)) };
}

function filledWith({ url, headers, body }: RequestTemplate, values: Values): Filled {
  return {
    url: fill(url, values, encodeURIComponent),
    headers: headersOf(headers, values),
    ...(body === undefined ? {} : { body: filledBody(body, values) }),
  };
}

function filledBody(body: NonNullable<RequestTemplate['body']>, values: Values): SourceBody {
  switch (body.form) {
    case 'json':
      return { form: 'json', json: fillJson(body.json, values) };
    case 'form':
      return { form: 'form', fields: fillJson(body.fields, values) as Readonly<Record<string, string>> };
    case 'text':
      return { ...body, text: fill(body.text, values) };
  }
}

/** The source `reference`: a control address of three requests, as the embedded server has it (docs/control-address.md). */
import { at } from '../../model/json.ts';
import type { TraceKey } from '../../model/acts.ts';
import type { Context } from '../context.ts';
import { readView } from '../customer-view.ts';
import { toCustomerSide } from './customer-side.ts';
import { createSourceHttp, type SourceHttp } from './http.ts';
import { mayHaveArrived, notOpened, seenIn } from './not-opened.ts';
import type { CustomerSide, OpenOptions, SessionSource } from './source.ts';
import { isOver, isTaken } from './verdict.ts';

interface Address {
  readonly http: SourceHttp;
  readonly url: string;
}

/** The source at a control address. */
export function createReferenceSource(context: Context, url: string): SessionSource {
  const http = createSourceHttp(context);
  return {
    capabilities: { opens: true, say: true, look: true, leave: true, choosesAgent: true },
    open: (options) => open(context, { http, url }, options),
    leaveLater: async ({ keys: { customerId } }) =>
      customerId !== undefined && (await leave({ http, url: addressOf(url, customerId) }, null)),
    close: http.close,
  };
}

function addressOf(url: string, customerId: string): string {
  return `${url}/sessions/${encodeURIComponent(customerId)}`;
}

async function open(context: Context, { http, url }: Address, options: OpenOptions): Promise<CustomerSide> {
  const { trace, channel, agent, nickname } = options;
  const { exchange, json } = await http.send({
    purpose: 'open-session',
    trace,
    method: 'POST',
    url: `${url}/sessions`,
    body: { form: 'json', json: { channel: channel.id, agent: agent.user.userName, nickname } },
  });
  const customerId = at(json, '/customerId');
  if (typeof customerId !== 'string' || customerId === '') {
    throw notOpened({
      kind: 'reference',
      channel,
      expected: 'status 201 and a customerId',
      seen: seenIn(exchange),
      advice: "Is the source's url right?",
      isUncertain: mayHaveArrived(exchange),
    });
  }
  const sessionId = at(json, '/sessionId');
  const facts = {
    trace,
    sessionId: typeof sessionId === 'string' ? sessionId : undefined,
    keys: { customerId },
  };
  return sideOf(context, { http, url: addressOf(url, customerId) }, facts);
}

type SideFacts = Pick<CustomerSide, 'sessionId' | 'keys'> & { readonly trace: TraceKey };

function sideOf(context: Context, { http, url }: Address, facts: SideFacts): CustomerSide {
  const { trace } = facts;
  return toCustomerSide(context, facts, {
    look: async () => {
      const { json } = await http.send({ purpose: 'customer-view', trace, method: 'GET', url });
      return readView(http.redact(json));
    },
    say: async (text, { purpose }) => {
      const json = { operationName: 'SendMessage', text };
      const body = { form: 'json', json } as const;
      const answered = await http.send({ purpose, trace, method: 'POST', url, body });
      return { accepted: isTaken(answered), by: answered.exchange.seq };
    },
    leave: () => leave({ http, url }, trace),
  });
}

async function leave({ http, url }: Address, trace: TraceKey | null): Promise<boolean> {
  const answered = await http.send({
    purpose: 'close-session',
    trace,
    method: 'POST',
    url,
    body: { form: 'json', json: { operationName: 'Leave' } },
    isGoodbye: true,
  });
  return isOver(answered);
}

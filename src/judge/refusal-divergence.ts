/** How chat and SMS answer the same request that must be refused. */
import { jsonOf } from '../kit/attribution.ts';
import type { TraceView } from '../kit/view.ts';
import type { ChannelId } from '../model/channel.ts';
import type { Exchange } from '../model/evidence.ts';
import { at } from '../model/json.ts';

/** One request, and its answer on each channel. */
export interface AnswersToOne {
  /** What is wrong about the request. */
  readonly name: string;
  readonly answers: Readonly<Record<ChannelId, string>>;
}

/** What is wrong about a request, without the requirement that it is made for: that may be another on each channel. */
function nameOf({ case: name = '' }: Exchange): string {
  return name.slice(name.indexOf('/') + 1);
}

function answerOf(one: Exchange): string | undefined {
  if (one.response === undefined) return undefined;
  const code = at(jsonOf(one), '/statusCode');
  return `HTTP ${one.response.status}, statusCode ${typeof code === 'number' ? code : 'not given'}`;
}

function answersOn(views: readonly TraceView[], channel: ChannelId): ReadonlyMap<string, string> {
  const made = views.filter(({ trace }) => trace.channel === channel).flatMap(({ refusals }) => refusals);
  return new Map(
    made.flatMap((one) => [answerOf(one) ?? []].flat().map((said) => [nameOf(one), said] as const)),
  );
}

/** The answers to every request that both channels answered; what only one of them can be asked is no divergence. */
export function answersToRefusals(views: readonly TraceView[]): readonly AnswersToOne[] {
  const [chat, sms] = [answersOn(views, 'chat'), answersOn(views, 'sms')];
  return [...chat].flatMap(([name, said]) => {
    const other = sms.get(name);
    return other === undefined ? [] : [{ name, answers: { chat: said, sms: other } }];
  });
}

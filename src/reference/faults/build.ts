/** The words in which faults are written: where in the traffic, and what is changed there. */
import type { ChannelId } from '../../model/channel.ts';
import type { Json, JsonObject } from '../json.ts';
import type {
  Answer,
  AnswerContext,
  DeliveryContext,
  Outgoing,
  Quirk,
  ReferenceEvent,
  Role,
  SessionFacts,
} from '../quirk.ts';

/** What a fault does; made anew for each server, since some remember what they saw. */
export type MakeQuirk = () => Omit<Quirk, 'id' | 'channels'>;

/** One deliberate defect of the embedded server, and the requirements that it must turn red. */
export interface Fault {
  readonly id: string;
  /** The defect, in one line. */
  readonly title: string;
  /** Channels that it can be switched on for. */
  readonly channels: readonly ChannelId[];
  /** The requirements that it is made for: each must turn red. */
  readonly kills: readonly string[];
  /** Requirements that can't but fall with them. */
  readonly with: readonly string[];
  readonly make: MakeQuirk;
  /** The largest latencies, milliseconds, that the server has to keep for the fault to show. */
  readonly budget?: { readonly first?: number; readonly second?: number };
  /** In how many sessions at once a run has to consult for the fault to show; absent: in one. */
  readonly sessionsAtOnce?: number;
}

/** What a row of a fault table may leave out. */
export interface FaultExtras {
  readonly with?: readonly string[];
  readonly channels?: readonly ChannelId[];
  readonly budget?: NonNullable<Fault['budget']>;
}

/** One row of a fault table. */
export function fault(
  id: string,
  title: string,
  about: FaultExtras & { readonly kills: readonly string[]; readonly make: MakeQuirk },
): Fault {
  const { kills, make, with: others = [], channels = ['chat', 'sms'], budget } = about;
  return { id, title, channels, kills, with: others, make, ...(budget === undefined ? {} : { budget }) };
}

/** A change of a notification's content. */
export type Change = (data: JsonObject, at: DeliveryContext) => JsonObject;

/** Changes the content of the notifications of an event, to whomever they go. */
export function changing(events: ReferenceEvent | readonly ReferenceEvent[], change: Change): MakeQuirk {
  const of = [events].flat();
  return () => ({
    deliver: (delivery, at) => [
      of.includes(at.event) ? { ...delivery, data: change(delivery.data, at) } : delivery,
    ],
  });
}

/** Decides what becomes of the notifications of an event to one role. */
export function delivering(
  event: ReferenceEvent,
  role: Role,
  become: (delivery: Outgoing, at: DeliveryContext) => readonly Outgoing[],
): MakeQuirk {
  return () => ({
    deliver: (delivery, at) =>
      at.event === event && at.recipient.role === role ? become(delivery, at) : [delivery],
  });
}

/** Changes the answers to an operation; `when` narrows them further. */
export function answering(
  operation: string,
  change: (answer: Answer, at: AnswerContext) => Answer,
  when: (at: AnswerContext) => boolean = () => true,
): MakeQuirk {
  return () => ({
    answer: (answer, at) => (at.operation === operation && when(at) ? change(answer, at) : answer),
  });
}

/** Changes the body of an answer. */
export function withBody(change: (body: JsonObject) => Json): (answer: Answer) => Answer {
  return (answer) => ({ ...answer, body: change((answer.body ?? {}) as JsonObject) });
}

/** Whether a session is one of a scenario: the suite says so in the customer's nickname. */
export function isIn(session: SessionFacts | undefined, scenario: string): boolean {
  const customers = session?.participants.filter(({ type }) => type === 'Customer') ?? [];
  return customers.some(({ nickname }) => nickname.includes(scenario));
}

/** The user name of an account of the embedded server. */
export function userName({ agents }: DeliveryContext, key: string): string {
  return agents.find((agent) => agent.key === key)?.userName ?? '';
}

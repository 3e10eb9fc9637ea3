/** Makes the customer's side of what a source can do: records what is seen and said, and leaves once. */
import type { Purpose, TraceKey } from '../../model/acts.ts';
import type { CustomerView, Said } from '../../model/evidence.ts';
import type { Context } from '../context.ts';
import type { Shown } from '../customer-view.ts';
import type { CustomerSide } from './source.ts';

/** What came of something that was said: whether it was taken, and the record that shows it. */
export interface Spoken {
  readonly accepted: boolean;
  readonly by: number;
}

/** What a source can do on the customer's side; what is absent it can't. */
export interface Deeds {
  /** `undefined`: nothing could be read. The result holds no secrets any more. */
  readonly look?: ((identified: Identified) => Promise<Shown | undefined>) | undefined;
  readonly say?:
    ((text: string, identified: Identified & { purpose: Purpose }) => Promise<Spoken>) | undefined;
  /** Whether the customer is out. */
  readonly leave?: ((identified: Identified) => Promise<boolean>) | undefined;
}

/** What is known of a session by now. */
export interface Identified {
  readonly sessionId: string | undefined;
}

/** Facts of a session that its source knows. */
export type Facts = Pick<CustomerSide, 'sessionId'> &
  Partial<Pick<CustomerSide, 'state' | 'nickname' | 'isOurs' | 'keys'>> & {
    readonly trace: TraceKey;
    /** Why nothing is seen, where `look` is absent. */
    readonly blind?: string;
  };

/** The customer's side of a session. */
export function toCustomerSide(context: Context, facts: Facts, deeds: Deeds): CustomerSide {
  const { trace, isOurs = true, keys = {}, blind, ...rest } = facts;
  let { sessionId } = facts;
  let leaving: Promise<boolean> | undefined;
  const now = (): Identified => ({ sessionId });
  const unseen = blind ?? 'The session source shows nothing of what the customer sees.';
  return {
    ...rest,
    isOurs,
    keys,
    ...(deeds.look === undefined ? { unseen } : {}),
    capabilities: {
      say: deeds.say !== undefined,
      look: deeds.look !== undefined,
      leave: deeds.leave !== undefined,
    },
    identify: (id) => void (sessionId = id),
    look: async (phase) => {
      const shown = await deeds.look?.(now());
      if (shown === undefined) return undefined;
      return context.recorder.record<CustomerView>({ kind: 'view', trace, phase, ...shown });
    },
    say: async (text, purpose = 'customer-message') => {
      const since = context.recorder.moment(); // what it causes may arrive before it is answered
      const said = await deeds.say?.(text, { ...now(), purpose });
      const how = said ?? { accepted: false };
      return context.recorder.record<Said>({ kind: 'said', trace, purpose, text, ...how }, since);
    },
    leave: () => (leaving ??= deeds.leave?.(now()) ?? Promise.resolve(false)),
  };
}

/** What faults change in notifications, by name. */
import type { Json, JsonObject } from '../json.ts';
import { replace } from '../mutate.ts';
import type { DeliveryContext, Outgoing } from '../quirk.ts';
import { userName, type Change } from './build.ts';

/** A participantId that nobody has. */
export const NOBODY = '009052CBDEAD0000';

/** A participantId that nobody has, in each session another. */
export const nobodyIn = ({ session }: DeliveryContext): string => `009052CBDEAD${session.id.slice(-4)}`;

/** Keeps the participants for which `keep` is true. */
export function keeping(keep: (participantId: string, at: DeliveryContext) => boolean): Change {
  return replace('/{session}/participants', (list, at) =>
    (list as readonly JsonObject[]).filter((one) => keep(String(one['participantId']), at)),
  );
}

/** The participantId of the first participant in a role. */
export function idOf({ session }: DeliveryContext, role: string): string {
  return session.participants.find((participant) => participant.role === role)?.participantId ?? '';
}

/** Takes capabilities out of the list. */
export const withoutCapability = (...names: string[]): Change =>
  replace('/{session}/capabilities', (list) =>
    (list as readonly Json[]).filter((name) => !names.includes(String(name))),
  );

/** The address of a session that nobody knows. */
export const elsewhere = (uri: Json): Json => String(uri).replace(/[^/]+$/, '0000Na9B26EFDEAD');

/** The same id in another collection. */
export const otherCollection = (uri: Json): Json => String(uri).replace(/[^/]+(?=\/[^/]+$)/, 'calls');

/** The participant who joins, under another nickname. */
export const renamed = (pointer: string): Change =>
  replace(pointer, (one, at) =>
    (one as JsonObject)['participantId'] === idOf(at, 'consultant')
      ? { ...(one as JsonObject), nickname: 'Somebody' }
      : one,
  );

/** Delivers to the account of a role as well. */
export const alsoTo =
  (key: string) =>
  (delivery: Outgoing, at: DeliveryContext): readonly Outgoing[] => [
    delivery,
    { ...delivery, recipient: userName(at, key) },
  ];

/** Delivers twice. */
export const twice = (delivery: Outgoing): readonly Outgoing[] => [delivery, delivery];

/** Never delivers. */
export const lost = (): readonly Outgoing[] => [];

/** Delivers too late. */
export const late = (delivery: Outgoing, { tooLateMs }: DeliveryContext): readonly Outgoing[] => [
  { ...delivery, delayMs: tooLateMs },
];

/** A change of the session object in the body of a GET, under whatever key. */
export const inSession =
  (change: (session: JsonObject) => JsonObject) =>
  (body: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(body).map(([key, value]) => {
        const isSession = typeof value === 'object' && value !== null && 'participants' in value;
        return [key, isSession ? change(value as JsonObject) : value];
      }),
    );

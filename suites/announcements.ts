/** How often something is told: an entry that a later message brings along beside news is not told anew by it. */
import { at, messagesOf, type Delivery, type JsonObject, type TraceView } from '#kit';

/** By what an entry of the log is known again. */
const likeness = (entry: JsonObject): string =>
  JSON.stringify(
    ['/index', '/type', '/text', '/from/participantId'].map((place) => at(entry, place) ?? null),
  );

/**
 * The deliveries to the originator since the Consult that announce an entry of some kind, each as often as it stands
 * in it: the first that has it, and every other that brings nothing that was not told before.
 */
export function announcementsOf(
  view: TraceView,
  isMeant: (entry: JsonObject) => boolean,
): readonly Delivery[] {
  const known = new Set<string>();
  const told = view.about('originator', { after: -1, before: view.turn }).flatMap((delivery) => {
    const entries = messagesOf(delivery.data);
    const hasNews = entries.some((entry) => !known.has(likeness(entry)));
    const meant = entries.filter(isMeant);
    const isFirst = meant.some((entry) => !known.has(likeness(entry)));
    for (const entry of entries) known.add(likeness(entry));
    return isFirst || !hasNews ? meant.map(() => delivery) : [];
  });
  return onOneTopic(told.filter(({ seq }) => seq > (view.consult?.seq ?? Infinity)));
}

/** Tells of an entry whether the originator was not told of it before the Consult. */
export function newsSince(view: TraceView): (entry: JsonObject) => boolean {
  const told = view.about('originator', { after: -1, before: view.consult?.seq ?? -1 });
  const known = new Set(told.flatMap(({ data }) => messagesOf(data).map(likeness)));
  return (entry) => !known.has(likeness(entry));
}

/** A server may tell everything on two topics, of which a client chooses one. */
export function onOneTopic(told: readonly Delivery[]): readonly Delivery[] {
  return told.filter(({ topic }) => topic === told[0]?.topic);
}

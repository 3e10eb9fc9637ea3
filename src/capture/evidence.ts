/** Makes evidence of a tape: the entries that a run would have recorded, and a trace for each Consult. */
import type { Entry, Opening } from '../model/evidence.ts';
import { castOf, originatorOf } from './cast.ts';
import { requestedConsults, toldConsults, type Consult } from './consults.ts';
import { isListening, listeningOf, type Turn } from './listening.ts';
import { momentDrafts, turnDrafts } from './moment-drafts.ts';
import { momentsOf, type Moment } from './moments.ts';
import type { Draft, Scene, Told } from './scene.ts';
import { isAbout } from './session-signs.ts';
import { storyOf, type Story } from './story.ts';
import type { Asked, Heard, Tape } from './tape.ts';
import { traceDrafts } from './trace-drafts.ts';

/** What the tape comes to. */
export interface Made {
  readonly entries: readonly Entry[];
  readonly notes: readonly string[];
}

/** Makes evidence of a tape. */
export function evidenceOf(tape: Tape): Made {
  const moments = momentsOf(tape.heard);
  const requested = requestedConsults(moments);
  const all = requested.length > 0 ? requested : toldOf(moments, tape.startedAt !== undefined);
  const originator = originatorOf(tape, all);
  const consults = all.filter((one) => one.originator === originator);
  const turns = listeningOf(moments);
  const stories = storiesOf(consults, moments, turns);
  const cast = castOf(originator, stories);
  const traces = tracesOf(stories, moments);
  const scene = { tape, moments, cast, turns, spans: spansOf(moments), traces };
  const notes = [...notesOn(scene, all.length - consults.length), ...tape.notes];
  return { entries: numbered(draftsOf(scene)), notes };
}

function spansOf(moments: readonly Moment[]): Scene['spans'] {
  const spans = new Map<Heard, { from: number; until: number }>();
  for (const [place, { one }] of moments.entries())
    spans.set(one, { from: spans.get(one)?.from ?? place, until: place });
  return spans;
}

function toldOf(moments: readonly Moment[], isTimed: boolean): readonly Consult[] {
  const listeners = new Set(moments.flatMap(({ what, one }) => (what === 'told' ? [one.who] : [])));
  return [...listeners]
    .flatMap((who) => toldConsults(moments, { who, isTimed }))
    .toSorted((a, b) => a.place - b.place);
}

function storiesOf(
  consults: readonly Consult[],
  moments: readonly Moment[],
  turns: readonly Turn[],
): readonly Story[] {
  const taken = new Set<Asked>();
  return consults.map((consult) => {
    const isHeard = consult.asked === undefined || isListening(turns, consult.originator, consult.place);
    const story = storyOf(consult, { moments, taken, isHeard });
    for (const asked of story.purposes.keys()) taken.add(asked);
    return story;
  });
}

function tracesOf(stories: readonly Story[], moments: readonly Moment[]): readonly Told[] {
  const counts = new Map<string, number>();
  return stories.map((story, i) => {
    const { consult, before } = story;
    const previous = stories.slice(0, i).findLast((other) => other.consult.sessionId === consult.sessionId);
    const opening = Math.min(previous?.cut ?? -0.9, (before?.place ?? consult.place) - 0.4);
    const scenario = scenarioOf(story, { moments, opening });
    const member = (counts.get(`${scenario} ${consult.channel}`) ?? 0) + 1;
    counts.set(`${scenario} ${consult.channel}`, member);
    return { story, scenario, member, opening, key: `${scenario}/${member}/${consult.channel}` };
  });
}

/** Who was told of a session in which a Consult failed may have been its target, and have declined: no bystander. */
function scenarioOf(
  { scenario, consult, before, cut }: Story,
  { moments, opening }: { readonly moments: readonly Moment[]; readonly opening: number },
): Opening['scenario'] {
  if (scenario !== 'consult-failed') return scenario;
  const isTold = moments.some(
    ({ what, one }, place) =>
      what === 'told' &&
      one.kind === 'told' &&
      place > opening &&
      place < cut &&
      one.who !== consult.originator &&
      isAbout(one.data, consult, before?.ids ?? new Set()),
  );
  return isTold ? 'consult-rejected' : scenario;
}

function notesOn({ traces, moments, cast }: Scene, others: number): readonly string[] {
  const strangers = new Set(moments.map(({ one }) => one.who).filter((who) => !cast.has(who)));
  return [
    ...(traces.length > 0
      ? []
      : [
          'The capture shows no Consult: no request with the operationName Consult, nobody who joins for agents only.',
        ]),
    ...(others === 0
      ? []
      : [
          others === 1
            ? 'One Consult of another agent than the first is not judged.'
            : `${others} Consults of other agents than the first are not judged.`,
        ]),
    ...(strangers.size === 0
      ? []
      : [
          strangers.size === 1
            ? 'Of one other in the capture it is not known what part it has; it is left out.'
            : `Of ${strangers.size} others in the capture it is not known what part they have; they are left out.`,
        ]),
  ];
}

function draftsOf(scene: Scene): readonly Draft[] {
  const settings: Draft = {
    order: -1,
    make: (seq) => ({ kind: 'settings', seq, at: 0, declares: {}, budget: {} }),
  };
  return [
    settings,
    ...scene.moments.flatMap((moment, place) => momentDrafts(scene, moment, place)),
    ...scene.turns.flatMap((turn) => turnDrafts(scene, turn)),
    ...scene.traces.flatMap((trace) => traceDrafts(scene, trace)),
  ];
}

/** Gives each entry its place; the answers of requests take one as well. */
function numbered(drafts: readonly Draft[]): readonly Entry[] {
  const sorted = drafts.toSorted((a, b) => a.order - b.order);
  const seqs = new Map(sorted.map(({ order }, seq) => [order, seq]));
  return sorted.flatMap(({ make }, seq) => make(seq, (order) => seqs.get(order) ?? seq) ?? []);
}

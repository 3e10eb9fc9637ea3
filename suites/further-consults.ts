/** Consults after others: once the consultant has left, and while it is still there. */
import {
  containsText,
  found,
  idsOf,
  jsonOf,
  problem,
  sessionInBody,
  shown,
  unless,
  untestable,
  type Judge,
  type TraceView,
} from '#kit';
import { firstConsultants, textsOf } from './shared.ts';

/** After the consultant has left, the next Consult succeeds. */
export const consultsAgain: Judge = (view) => {
  const { consult, first, second } = view;
  const missing = [
    ...(first === undefined ? ['the first notification'] : []),
    ...(second === undefined ? ['the second notification'] : []),
  ];
  return unless(missing.length === 0 && view.consultantId !== undefined, () =>
    problem('missing-event', 'the Consult after the consultant left', {
      expected: 'both notifications of success, the consultant in the first',
      actual: missing.length > 0 ? `${missing.join(' and ')} did not arrive` : 'nobody new is listed',
      evidence: [consult?.seq ?? [], first?.seq ?? []].flat(),
    }),
  );
};

/** Who is in the session after a second Consult: as the originator is told of it, or else as its GET shows. */
function whoIsThere(
  view: TraceView,
): { readonly ids: ReadonlySet<string>; readonly seq: number } | undefined {
  const asked = view.exchange('state-during');
  const told = view.first && { ids: idsOf(view.session(view.first)), seq: view.first.seq };
  const shownBy = asked && { ids: idsOf(sessionInBody(view.channel, jsonOf(asked))), seq: asked.seq };
  return [told, shownBy].find((one) => one !== undefined && one.ids.size > 0);
}

/** While another is consulted, in vain or not, the first consultant is still there and still hears. */
export const firstGoesOn: Judge = (view) => {
  const now = whoIsThere(view);
  const gone = firstConsultants(view).filter(
    ({ participantId }) => now?.ids.has(String(participantId)) === false,
  );
  const text = textsOf(view, 'visible-message')[0];
  if (text === undefined) return untestable('Nothing was said after the second Consult.');
  const heard = view.arrived('consultant').some(({ data }) => containsText(data, [text]));
  return found([
    ...gone.map((one) =>
      problem('lost', 'the session after the second Consult, the participants', {
        expected: `${shown(one)}, who was consulted first`,
        actual: shown([...(now?.ids ?? [])]),
        evidence: [view.consult?.seq ?? [], now?.seq ?? []].flat(),
      }),
    ),
    ...(heard
      ? []
      : [
          problem('missing-event', 'a notification to the first consultant after the second Consult', {
            expected: `an entry with the text ${shown(text)}`,
            actual: 'none',
            evidence: [view.consult?.seq ?? [], view.exchange('visible-message')?.seq ?? []].flat(),
          }),
        ]),
  ]);
};

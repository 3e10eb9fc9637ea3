/** The requests of a scenario's plan, which are words: on which channel each is made, and how often. */
import { channelIds, channels, type ChannelId } from './channel.ts';
import type { PlannedScenario } from './plan.ts';

/** What is planned of a scenario, as far as its requests can be counted. */
export type Countable = Pick<PlannedScenario, 'requests' | 'sessions' | 'together'>;

const timesWords: Readonly<Record<string, number>> = { twice: 2, 'three times': 3, 'four times': 4 };

/** Ends a request that only one of many sessions makes. */
const ONCE = '(in one session)';

const onlyOn = (id: ChannelId): string => `(${channels[id].title} only)`;

/** Marks a request as one of a single channel. */
export function madeOnlyOn(id: ChannelId, request: string): string {
  return `${request} ${onlyOn(id)}`;
}

/** The requests that are made on a channel: those that are marked as another's are left out. */
export function requestsOn(requests: readonly string[], channel: ChannelId): readonly string[] {
  const others = channelIds.filter((id) => id !== channel).map(onlyOn);
  return requests.filter((request) => !others.some((mark) => request.endsWith(mark)));
}

/** How many requests a scenario makes on a channel, in all of its sessions; `of`: which of them are counted. */
export function countRequests(
  { requests, sessions, together }: Countable,
  channel: ChannelId,
  of: (request: string) => boolean = () => true,
): number {
  return requestsOn(requests, channel)
    .filter(of)
    .reduce((sum, one) => sum + timesOf(one) * (together === true && !one.endsWith(ONCE) ? sessions : 1), 0);
}

/** How often a request is made in a session, as its words say: `about 50 …`, `… (three times)`. */
function timesOf(request: string): number {
  const [, digits] = /^(?:about )?(\d+) /.exec(request) ?? [];
  if (digits !== undefined) return Number(digits);
  const word = Object.keys(timesWords).find((words) => request.endsWith(`(${words})`));
  return word === undefined ? 1 : (timesWords[word] ?? 1);
}

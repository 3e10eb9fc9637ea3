/** What is wrong with the entries of a baseline: a table, the first row that applies tells. */
import { channelIds, type ChannelId } from '../model/channel.ts';
import type { BaselineEntry } from '../model/baseline.ts';
import { nearest } from '../model/nearest.ts';
import type { BaselineTrouble, BaselineTroubleKind, Outcome } from '../model/outcome.ts';
import type { Catalog, Requirement } from '../model/requirement.ts';
import { daysAfter } from '../model/days.ts';
import { fingerprintsOf } from './waive.ts';

/** How many days ahead an entry may end. */
export const LONGEST_DAYS = 366;

/** What entries are looked at with. */
export interface Surroundings {
  readonly catalog: Catalog;
  /** As they were before anything was waived. */
  readonly outcomes: readonly Outcome[];
  readonly entries: readonly BaselineEntry[];
  /** Today, UTC. */
  readonly today: string;
}

interface Row {
  readonly kind: BaselineTroubleKind;
  /** What is wrong and what to do; `undefined`: nothing. */
  readonly of: (entry: BaselineEntry, about: Surroundings) => string | undefined;
}

const rows: readonly Row[] = [
  { kind: 'too-broad', of: withoutFinding },
  { kind: 'unknown', of: withoutMeaning },
  { kind: 'double', of: isThereTwice },
  {
    kind: 'expired',
    of: ({ expires }, { today }) =>
      expires < today
        ? `it ended on ${expires}. Mend the server, or accept the failure anew: a later day, and a reason that still holds`
        : undefined,
  },
  {
    kind: 'too-broad',
    of: ({ expires }, { today }) =>
      expires > daysAfter(today, LONGEST_DAYS)
        ? `it ends on ${expires}: a failure can be accepted for ${LONGEST_DAYS} days at most. Give it an earlier day`
        : undefined,
  },
  { kind: 'stale', of: isGone },
];

/** What is wrong with an entry; `undefined`: nothing. */
export function troubleOf(entry: BaselineEntry, about: Surroundings): BaselineTrouble | undefined {
  for (const { kind, of } of rows) {
    const said = of(entry, about);
    if (said === undefined) continue;
    const { line, requirement, fingerprint } = entry;
    const channel = channelOf(entry);
    return {
      kind,
      line,
      requirement,
      ...(channel === undefined ? {} : { channel }),
      ...(fingerprint === undefined ? {} : { fingerprint }),
      said,
    };
  }
  return undefined;
}

/** The channel that an entry names; `undefined`: none that there is. */
export function channelOf({ channel }: BaselineEntry): ChannelId | undefined {
  return channelIds.find((id) => id === channel);
}

const allWords: readonly string[] = ['all', 'any', 'both', 'every'];

function isWide(word: string | undefined): boolean {
  return word === undefined || word.includes('*') || allWords.includes(word.toLowerCase());
}

function withoutFinding({ requirement, channel, fingerprint }: BaselineEntry): string | undefined {
  const wide = Object.entries({ requirement, channel, fingerprint }).filter(([, word]) => isWide(word));
  if (wide.length === 0) return undefined;
  const names = wide.map(([name]) => name).join(' and ');
  return `it has no ${names} of its own. An entry accepts one finding: copy ${names} of it from results.json, or let baseline update write it`;
}

function withoutMeaning(entry: BaselineEntry, { catalog }: Surroundings): string | undefined {
  const { requirement, channel, fingerprint = '' } = entry;
  const row = catalog.requirements.find(({ id }) => id === requirement);
  if (row === undefined) return unknownRequirement(requirement, catalog);
  if (channelOf(entry) === undefined)
    return `there is no channel ${shown(channel)}. Expected ${channelIds.join(' or ')}`;
  if (!/^[0-9a-f]{16}$/.test(fingerprint))
    return `${shown(fingerprint)} is no fingerprint: expected 16 hex digits, as results.json has them beside each problem`;
  return asLevel(row);
}

function asLevel({ id, level }: Requirement): string | undefined {
  return level === 'MUST'
    ? undefined
    : `${id} is a ${level}: it warns and fails no run, so that nothing has to be accepted. Remove the entry`;
}

function unknownRequirement(id: string, { requirements }: Catalog): string {
  const near = nearest(
    id,
    requirements.map((row) => row.id),
  );
  const hint = near === undefined ? '' : ` Did you mean ${near}?`;
  return `this suite has no requirement ${shown(id)}.${hint} The command list shows them all`;
}

function isThereTwice(entry: BaselineEntry, { entries }: Surroundings): string | undefined {
  const first = entries.find((one) => isSame(one, entry));
  return first === undefined || first === entry
    ? undefined
    : `the same finding is accepted in line ${first.line}. Remove one of the two`;
}

function isSame(one: BaselineEntry, other: BaselineEntry): boolean {
  return (['requirement', 'channel', 'fingerprint'] as const).every((name) => one[name] === other[name]);
}

/** An entry is stale only where its requirement was judged: what is open may still fail. */
function isGone(entry: BaselineEntry, { outcomes }: Surroundings): string | undefined {
  const outcome = outcomes.find(
    ({ requirement, channel }) => requirement === entry.requirement && channel === entry.channel,
  );
  if (outcome === undefined || outcome.verdict === 'untestable') return undefined;
  if (outcome.verdict === 'failed' && fingerprintsOf(outcome).has(entry.fingerprint ?? '')) return undefined;
  const now =
    outcome.verdict === 'failed' ? 'it fails in other ways now' : `its verdict is ${outcome.verdict} now`;
  return `its finding is gone: ${now}. Remove the entry, or let baseline update do so`;
}

function shown(word: string | undefined): string {
  return JSON.stringify((word ?? '').slice(0, 60));
}

/**
 * What went wrong around a scenario rather than in it: the server went away, a login was lost, notifications ended.
 * Read off the evidence, so that nothing that follows from it is laid at the server's door.
 */
import { at } from '../model/json.ts';
import type { PartyName, TraceKey } from '../model/acts.ts';
import type { Blame, Closing, Entry, Exchange, FailureKind, Watch } from '../model/evidence.ts';

/** Why a scenario means less than it seems. */
export type Trouble = NonNullable<Closing['stopped']>;

/** The scenario that is looked at, and who had to act in it. */
export interface Around {
  readonly trace: TraceKey;
  readonly parties: readonly PartyName[];
}

/** Whose doing it is that a request never got to the server in mid-run; others are for the judge to weigh. */
const unreached: Partial<Record<FailureKind, Blame>> = {
  refused: 'network',
  'name-resolution': 'network',
  tls: 'network',
  proxy: 'network',
  login: 'configuration',
};

/** The first trouble since the scenario began; `undefined` when there was none. */
export function troubleOf(entries: readonly Entry[], around: Around): Trouble | undefined {
  const begun = entries.find((entry) => entry.kind === 'opening' && entry.trace === around.trace);
  const since = entries.filter(({ seq }) => seq > (begun?.seq ?? 0));
  for (const entry of since) {
    const trouble =
      entry.kind === 'exchange'
        ? (troubleWith(entry, around) ?? breakdown(entry, since, around))
        : entry.kind === 'watch'
          ? deafness(entry, since, around)
          : undefined;
    if (trouble !== undefined) return trouble;
  }
  return forgottenSession(since, around);
}

function troubleWith(exchange: Exchange, { trace }: Around): Trouble | undefined {
  const { failure, party, request, seq: from } = exchange;
  if (exchange.trace !== trace || failure === undefined || party === 'customer') return undefined;
  const blame = unreached[failure.kind];
  if (blame === undefined) return undefined;
  return { blame, reason: `In mid-run, ${request.method} ${request.url}: ${failure.message}`, from };
}

/** How long after a broken request its party's other connections break for the same reason, milliseconds. */
const AT_ONCE_MS = 1_000;

/** A request whose connection broke together with the one that the party's notifications came on. */
function breakdown(exchange: Exchange, since: readonly Entry[], { trace }: Around): Trouble | undefined {
  const { failure, party, request, at: begun, end } = exchange;
  if (exchange.trace !== trace || failure?.kind !== 'reset') return undefined;
  const isBreak = (entry: Entry): boolean =>
    entry.kind === 'bayeux' &&
    entry.party === party &&
    (entry.failure?.kind === 'reset' || entry.failure?.kind === 'refused') &&
    entry.end.at >= begun &&
    entry.end.at <= end.at + AT_ONCE_MS;
  if (!since.some(isBreak)) return undefined;
  const reason = `In mid-run, all connections of the ${party} broke at once, that of ${request.method} ${request.url} among them: ${failure.message}`;
  return { blame: 'network', reason, from: exchange.seq };
}

/** Notifications that ended before the run did, whoever gave up. */
function deafness(watch: Watch, since: readonly Entry[], { parties }: Around): Trouble | undefined {
  const { party, state, reason = 'for no reason given' } = watch;
  if (state !== 'closed' || !parties.includes(party)) return undefined;
  const last = since.findLast(
    (entry) => entry.kind === 'bayeux' && entry.party === party && entry.seq < watch.seq,
  );
  const failure = last?.kind === 'bayeux' ? last.failure?.kind : undefined;
  const isRivalry = /second time elsewhere/.test(reason);
  const blame = isRivalry
    ? 'configuration'
    : failure === undefined
      ? 'server'
      : (unreached[failure] ?? 'server');
  return { blame, reason: `The ${party}'s notifications ended in mid-run: ${reason}`, from: watch.seq };
}

/** A server that was restarted knows neither its clients nor their sessions. */
function forgottenSession(since: readonly Entry[], { trace, parties }: Around): Trouble | undefined {
  const loss = since.find(
    (entry) => entry.kind === 'watch' && entry.state === 'lost' && parties.includes(entry.party),
  );
  if (loss === undefined) return undefined;
  const forgotten = since.some(
    (entry) =>
      entry.kind === 'exchange' &&
      entry.seq > loss.seq &&
      entry.trace === trace &&
      looks.has(entry.purpose) &&
      isNotFound(entry),
  );
  if (!forgotten) return undefined;
  const reason =
    'The server lost its clients in mid-run and did not know the session afterwards: was it restarted?';
  return { blame: 'server', reason, from: loss.seq };
}

const looks: ReadonlySet<Exchange['purpose']> = new Set(['state-before', 'state-during', 'state-after']);

/** GWS: "not found". */
const NOT_FOUND = 6;

function isNotFound({ response }: Exchange): boolean {
  const json = response?.body.form === 'json' ? response.body.json : undefined;
  return response?.status === 404 || at(json, '/statusCode') === NOT_FOUND;
}

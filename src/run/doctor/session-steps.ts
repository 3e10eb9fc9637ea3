/** The steps that are about consulting: those who can be consulted, and the sessions to consult in. */
import { channels, type ChannelId } from '../../model/channel.ts';
import { TargetError } from '../../model/errors.ts';
import { at } from '../../model/json.ts';
import { openSession, operate, type Stage } from '../../scenarios/index.ts';
import { connectParty } from '../../target/index.ts';
import { castChannel } from '../cast.ts';
import { failed, note, ok, type Consulted, type Step, type StepFinding, type Visit } from './step.ts';

async function resolves({ patients }: Visit, { name, path }: Consulted): Promise<StepFinding> {
  const asking = patients.find((patient) => patient.name === 'originator' && patient.user !== undefined);
  if (asking === undefined) return { state: 'not-tried', said: 'the originator is not logged in' };
  if (path === undefined) return { state: 'not-tried', said: 'this agent is not logged in' };
  const { request, response, failure } = await asking.client.exchange({
    purpose: 'probe-spelling',
    trace: null,
    method: 'GET',
    path,
  });
  if (failure !== undefined)
    return failed(
      `${request.url}: ${failure.kind}: ${failure.message}`,
      'Try again; then look at the server.',
      'network',
    );
  const code = at(response?.body.form === 'json' ? response.body.json : undefined, '/statusCode');
  const status = response?.status ?? 0;
  const seen = `${request.url}: status ${status}${code === undefined ? '' : `, statusCode ${String(code)}`}`;
  if (status >= 200 && status < 300 && (code === undefined || code === 0))
    return ok(`${request.url} is there`);
  const isGone = status === 404 || code === 6;
  if (!isGone)
    return note(
      `${seen}: the server does not show it to ${asking.account.credentials.userName}; a run tells more`,
    );
  return failed(
    seen,
    `Nothing is at this address: check parties.${name} of the target file (id, uri, path).`,
    'configuration',
  );
}

async function source({ target }: Visit, channel: ChannelId): Promise<StepFinding> {
  const settings = target.channels[channel]?.source;
  if (settings !== undefined && settings.kind !== 'none') return ok(`sessions come from: ${settings.kind}`);
  const key = `channels.${channel}.source`;
  return failed(
    settings?.reason ?? `${key} is missing.`,
    `Say in ${key} where ${channels[channel].title} sessions come from; docs/sessions.md shows the kinds.`,
    'configuration',
  );
}

/** Opens a session, accepts it, completes it: the one step that changes something. */
async function session(visit: Visit, channel: ChannelId): Promise<StepFinding> {
  if (!visit.opensSessions)
    return { state: 'not-tried', said: '--sessions opens one, accepts it and completes it' };
  const { context, target } = visit;
  const account = target.parties.originator;
  const isIn = visit.patients.some(({ name, user }) => name === 'originator' && user !== undefined);
  if (account === undefined || !isIn) return { state: 'not-tried', said: 'the originator is not logged in' };
  try {
    const originator = await connectParty(context, 'originator', account);
    try {
      return await openOne(visit, channel, originator);
    } finally {
      await originator.close();
    }
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    return failed(
      error.message,
      `Check channels.${channel}.source, and that the originator is routed to.`,
      error.blame,
    );
  }
}

async function openOne({ context }: Visit, channel: ChannelId, originator: Party): Promise<StepFinding> {
  const { spelling, source: sessions } = await castChannel(context, channel, { originator });
  const stage: Stage = {
    context,
    key: `consult-accepted/${channel}`,
    scenario: 'consult-accepted',
    channel: channels[channel],
    spelling,
    parties: { originator },
    source: sessions,
    tag: `doctor ${channel} ${Date.now().toString(36)}`,
  };
  try {
    const scene = await openSession(stage, 'originator');
    const { owner, sessionId } = scene;
    await operate(scene, { party: owner, sessionId, purpose: 'cleanup' }, { operationName: 'Complete' });
    await scene.customer.leave();
    return ok(`the session ${sessionId} was opened, accepted and completed`);
  } finally {
    await sessions.close();
  }
}

type Party = NonNullable<Stage['parties']['originator']>;

/** The steps about those who can be consulted. */
export const consultedSteps: readonly Step<Consulted>[] = [
  { id: 'address', title: 'Address', needs: ['version'], run: resolves },
];

/** The steps about sessions. */
export const sessionSteps: readonly Step<ChannelId>[] = [
  { id: 'source', title: 'Session source', needs: [], run: source },
  { id: 'session', title: 'Session', needs: ['version', 'source'], run: session },
];

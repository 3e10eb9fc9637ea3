/** The steps of one agent: login, feature, CSRF token, notifications, state. */
import { channelIds, channels } from '../../model/channel.ts';
import { TargetError } from '../../model/errors.ts';
import type { Bayeux, Blame, Exchange } from '../../model/evidence.ts';
import { at, isObject, type JsonObject } from '../../model/json.ts';
import { login, startNotifications } from '../../target/index.ts';
import { failed, note, ok, type Patient, type Step, type StepFinding, type Visit } from './step.ts';

async function logIn(_visit: Visit, patient: Patient): Promise<StepFinding> {
  const { name, client, account } = patient;
  try {
    const { user } = await login(client, account);
    patient.user = user;
    return ok(`${user.userName} is the user ${user.id}`);
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    const { message, blame } = error;
    return failed(message, `${loginAdvice[blame]} See parties.${name} of the target file.`, blame);
  }
}

const loginAdvice: Readonly<Record<Blame, string>> = {
  configuration: 'Check the user name, and where the password or token is taken from.',
  network: 'Check the way to the server: proxy, firewall, deadlines.answer.',
  server: 'Check that baseUrl leads to Web Services and that this user may use its API.',
  'session-source': 'Check where sessions come from.',
  suite: 'Try again with a longer overall deadline.',
};

/** Of an agent's features those that Consult can be meant by. */
function consultFeatures({ user }: Patient): readonly string[] {
  return (user?.features ?? []).filter((id) => id.startsWith('api-multimedia'));
}

async function feature(_visit: Visit, patient: Patient): Promise<StepFinding> {
  const all = patient.user?.features ?? [];
  const found = consultFeatures(patient);
  if (all.length === 0)
    return note('the server lists no features; whether Consult is allowed shows in a run');
  if (patient.name === 'featureless')
    return found.length === 0
      ? ok('has no api-multimedia, as it should be')
      : failed(
          `has ${found.join(', ')}`,
          'Name an agent without this feature as parties.featureless, or leave it out.',
          'configuration',
        );
  if (found.length > 0) return ok(found.join(', '));
  const missing = `has no api-multimedia among ${all.join(', ')}`;
  if (patient.name !== 'originator') return note(missing);
  return failed(
    missing,
    'Give the agent the feature api-multimedia, or name another originator.',
    'configuration',
  );
}

async function csrf(_visit: Visit, { client }: Patient): Promise<StepFinding> {
  const token = client.identity.csrfToken();
  if (token === undefined) return ok('the server gave no token, so none is sent');
  return ok(`tokens travel in ${token.header}`);
}

const topicAdvice =
  'Check notificationsPath and notifications.topics of the target file, and that this agent may subscribe.';

async function shakeHands({ context, target }: Visit, patient: Patient): Promise<StepFinding> {
  patient.notifications = startNotifications(context, {
    client: patient.client,
    onDelivery: () => undefined,
  });
  patient.watch = await patient.notifications.ready;
  const address = `${target.baseUrl}${target.notificationsPath}`;
  if (patient.watch.state === 'subscribed' || repliesTo(context, patient, '/meta/handshake').length > 0)
    return ok(`CometD answers at ${address}`);
  return failed(`${address}: ${patient.watch.reason ?? 'no reason given'}`, topicAdvice, 'server');
}

async function subscribe({ context }: Visit, patient: Patient): Promise<StepFinding> {
  const { watch } = patient;
  if (watch?.state !== 'subscribed') return failed(watch?.reason ?? 'no reason given', topicAdvice, 'server');
  const topics = repliesTo(context, patient, '/meta/subscribe').flatMap(({ subscription }) =>
    typeof subscription === 'string' ? [subscription] : [],
  );
  return ok(`subscribed to ${[...new Set(topics)].join(', ') || 'its topics'}`);
}

/** The replies of success on a meta channel. */
function repliesTo(
  { recorder }: Visit['context'],
  { name }: Patient,
  channel: string,
): readonly JsonObject[] {
  return recorder
    .entries()
    .filter((entry): entry is Bayeux => entry.kind === 'bayeux' && entry.party === name)
    .flatMap(({ received }) => received.filter(isObject))
    .filter((reply) => reply['channel'] === channel && reply['successful'] === true);
}

/** Where servers show what an agent does on a channel. */
const statePlaces = ['/state', '/userState/state', '/userState/displayName', '/activity'];

async function state({ context, target }: Visit, { name }: Patient): Promise<StepFinding> {
  const shown = channelsShown(context, name);
  const does =
    target.startsWork === false ? 'a run leaves it as it is' : 'a run starts its session and makes it ready';
  if (shown.length === 0) return note(`the server shows no channels of this agent; ${does}`);
  const states = shown.map((one) => {
    const found = statePlaces.map((place) => at(one, place)).find((value) => typeof value === 'string');
    return `${nameOf(one)}: ${typeof found === 'string' ? found : 'no state shown'}`;
  });
  const said = `${states.join(', ')}; ${does}`;
  const unknown = channelIds.filter((id) => {
    const driven = target.channels[id];
    const wanted = driven?.mediaName ?? id;
    return driven !== undefined && !shown.some((one) => nameOf(one).toLowerCase() === wanted.toLowerCase());
  });
  if (unknown.length === 0) return ok(said);
  const keys = unknown.map((id) => `channels.${id}.mediaName`).join(', ');
  return note(`${said}. None is ${unknown.map((id) => channels[id].title).join(' or ')}: see ${keys}`);
}

function channelsShown({ recorder }: Visit['context'], name: Patient['name']): readonly JsonObject[] {
  const answer = recorder
    .entries()
    .findLast(
      (entry): entry is Exchange =>
        entry.kind === 'exchange' && entry.party === name && entry.request.url.includes('/me?subresources='),
    )?.response?.body;
  if (answer?.form !== 'json') return [];
  const list = at(answer.json, '/user/channels') ?? at(answer.json, '/channels');
  return Array.isArray(list) ? list.filter(isObject) : [];
}

function nameOf(channel: JsonObject): string {
  const name = channel['channel'] ?? channel['name'] ?? channel['id'];
  return typeof name === 'string' ? name : '(no name)';
}

/** The steps. */
export const agentSteps: readonly Step<Patient>[] = [
  { id: 'login', title: 'Login', needs: ['version'], run: logIn },
  { id: 'feature', title: 'Feature', needs: ['login'], run: feature },
  { id: 'csrf', title: 'CSRF token', needs: ['login'], run: csrf },
  { id: 'handshake', title: 'CometD handshake', needs: ['login'], run: shakeHands },
  { id: 'subscription', title: 'Subscription', needs: ['handshake'], run: subscribe },
  { id: 'state', title: 'State', needs: ['login'], run: state },
];

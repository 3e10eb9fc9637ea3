/** A server with its agents and sessions, for tests. */
import { channels, type ChannelId, type Spelling } from '../model/channel.ts';
import { connect, type TestAgent, type Told } from './agent.fixture.ts';
import { fetchFrom, type Got } from './line.fixture.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { startReference, type Reference, type ReferenceOptions } from './start.ts';

/** A server on which the usual agents are ready. */
export interface Stage {
  readonly reference: Reference;
  readonly originator: TestAgent;
  readonly consultant: TestAgent;
  readonly bystander: TestAgent;
  readonly close: () => Promise<void>;
}

/** Starts a server and connects originator, consultant and bystander. */
export async function openStage(options: ReferenceOptions = {}): Promise<Stage> {
  const reference = await startReference(options);
  const { baseUrl, accounts } = reference;
  const [originator, consultant, bystander] = await Promise.all([
    connect(baseUrl, accounts.originator),
    connect(baseUrl, accounts.consultant),
    connect(baseUrl, accounts.bystander),
  ]);
  return {
    reference,
    originator,
    consultant,
    bystander,
    close: async () => {
      for (const agent of [originator, consultant, bystander]) agent.close();
      await reference.close();
    },
  };
}

/** One session on a stage. */
export interface Scene {
  readonly channel: ChannelId;
  readonly spelling: Spelling;
  readonly sessionId: string;
  readonly customerId: string;
  /** Has an agent operate on the session. */
  readonly operate: (agent: TestAgent, operationName: string, members?: JsonObject) => Promise<Got>;
  /** What the customer sees. */
  readonly customer: () => Promise<JsonObject>;
  /** Has the customer do something. */
  readonly asCustomer: (operationName: string, members?: JsonObject) => Promise<Got>;
  /** Whether a notification is about this session. */
  readonly isAbout: (told: Told) => boolean;
  /** The session object in a notification. */
  readonly session: (told: Told) => JsonObject;
}

const json = { 'content-type': 'application/json' };

/** Opens a session for an agent, who is invited and has not answered. */
export async function openScene(
  { reference: { baseUrl } }: Pick<Stage, 'reference'>,
  channel: ChannelId,
  {
    agent,
    spelling = channels[channel].spellings[0],
  }: { readonly agent: TestAgent; readonly spelling?: Spelling },
): Promise<Scene> {
  const body = JSON.stringify({ channel, agent: agent.account.userName, nickname: 'FirstL' });
  const opened = await fetchFrom(`${baseUrl}/reference/sessions`, { method: 'POST', headers: json, body });
  const sessionId = String(opened.json?.['sessionId']);
  const customerId = String(opened.json?.['customerId']);
  const side = `${baseUrl}/reference/sessions/${customerId}`;
  const scene: Scene = {
    channel,
    spelling,
    sessionId,
    customerId,
    operate: (by, operationName, members = {}) =>
      by.post(`/api/v2/me/${spelling.collection}/${sessionId}`, { operationName, ...members }),
    customer: async () => (await fetchFrom(side)).json ?? {},
    asCustomer: (operationName, members = {}) =>
      fetchFrom(side, { method: 'POST', headers: json, body: JSON.stringify({ operationName, ...members }) }),
    isAbout: ({ data }) =>
      at(data, spelling.key, 'id') === sessionId ||
      String(data[spelling.uriKey] ?? '').endsWith(`/${encodeURIComponent(sessionId)}`),
    session: ({ data }) => (isObject(data[spelling.key] ?? null) ? (data[spelling.key] as JsonObject) : {}),
  };
  await agent.until((told) => scene.isAbout(told));
  return scene;
}

/** Opens a session that the originator has accepted. */
export async function openAccepted(stage: Stage, channel: ChannelId, spelling?: Spelling): Promise<Scene> {
  const { originator } = stage;
  const scene = await openScene(stage, channel, {
    agent: originator,
    ...(spelling === undefined ? {} : { spelling }),
  });
  await scene.operate(originator, 'Accept', { nickname: 'TestName' });
  const isJoin = ({ data }: Told): boolean => each(data['messages'], 'type').includes('ParticipantJoined');
  await originator.until((told) => scene.isAbout(told) && isJoin(told));
  return scene;
}

/** The address of an agent or a queue. */
export function uri({ reference }: Pick<Stage, 'reference'>, path: string): string {
  return `${reference.baseUrl}/api/v2${path}`;
}

/** What the originator was told when a consultant joined. */
export interface Consult {
  readonly consult: Got;
  readonly first: Told;
  readonly second: Told;
}

/** Has the originator consult the consultant, who accepts. */
export async function consultOn(stage: Stage, scene: Scene): Promise<Consult> {
  const { originator, consultant } = stage;
  const since = originator.now();
  const sinceAsked = consultant.now();
  const consult = await scene.operate(originator, 'Consult', {
    targetUri: uri(stage, `/users/${consultant.account.userId}`),
  });
  const invited = await consultant.until(
    (told) => told.order > sinceAsked && scene.isAbout(told) && isState(scene, told),
  );
  if (['Invited', 'Offered'].includes(String(scene.session(invited)['state'])))
    await scene.operate(consultant, 'Accept', { nickname: 'BFriend' });
  const isOurs = (told: Told): boolean => told.order > since && scene.isAbout(told);
  const [first, second] = await Promise.all([
    originator.until((told) => isOurs(told) && told.data['notificationType'] === 'ParticipantsUpdated'),
    originator.until((told) => isOurs(told) && told.data['notificationType'] === 'NewMessages'),
  ]);
  return { consult, first, second };
}

function isState({ spelling }: Scene, { data }: Told): boolean {
  return data[spelling.key] !== undefined;
}

/** The value at a path of member names and indices; `undefined`: there is none. */
export function at(value: Json | undefined, ...path: readonly (string | number)[]): Json | undefined {
  return path.reduce<Json | undefined>((here, step) => {
    if (Array.isArray(here)) return (here as readonly Json[])[Number(step)];
    return here !== undefined && isObject(here) ? here[step] : undefined;
  }, value);
}

/** The texts, types or other members of a list of objects. */
export function each(list: Json | undefined, member: string): readonly (Json | undefined)[] {
  return Array.isArray(list) ? (list as readonly Json[]).map((one) => at(one, member)) : [];
}

/** Operations on what is noted about a session: user data, disposition, focus. */
import { isObject, type Json } from '../json.ts';
import { stateNotices } from '../session/render.ts';
import { presentAgents } from '../session/session.ts';
import { refuse, type Refusal } from '../status.ts';
import { type Call, type Done, type Operation, quietly } from './operation.ts';

function tellProperties({ world, session }: Call): Done {
  const to = presentAgents(session);
  const news = { event: 'properties', notificationType: 'PropertiesUpdated', to } as const;
  return { notices: stateNotices(world, session, { ...news, members: { userData: userDataOf(session) } }) };
}

/** The user data of a session as JSON. */
export function userDataOf({ userData }: Call['session']): Json {
  return Object.fromEntries(userData);
}

function setUserData(call: Call): Done | Refusal {
  const { userData } = call.body;
  if (userData === undefined) return refuse(1, 'userData');
  if (!isObject(userData)) return refuse(10, 'userData is no object');
  for (const [key, value] of Object.entries(userData)) call.session.userData.set(key, value);
  return tellProperties(call);
}

function deleteUserData(call: Call): Done | Refusal {
  const { keys } = call.body;
  if (keys === undefined) return refuse(1, 'keys');
  if (!Array.isArray(keys)) return refuse(10, 'keys is no list');
  for (const key of keys as readonly Json[]) if (typeof key === 'string') call.session.userData.delete(key);
  return tellProperties(call);
}

/** The operations on what is noted about a session. */
export const properties = {
  AttachUserData: { run: setUserData },
  UpdateUserData: { run: setUserData },
  DeleteUserData: { run: deleteUserData },
  SetDisposition: {
    run: ({ body: { disposition } }) =>
      disposition === undefined || typeof disposition === 'string'
        ? quietly
        : refuse(10, 'disposition is no text'),
  },
  SetInFocus: {
    run: ({ body: { inFocus } }) =>
      inFocus === undefined || typeof inFocus === 'boolean' ? quietly : refuse(10, 'inFocus is no boolean'),
  },
} as const satisfies Readonly<Record<string, Operation>>;

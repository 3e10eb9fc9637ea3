/** A session as an agent sees it, looked at before it is used. */
import { at, isObject } from '../../model/json.ts';
import { participantsOf, sessionObject } from '../../model/notification.ts';
import type { OpenOptions } from './source.ts';

/** The states in which a session can be used. */
export const usable = ['Invited', 'Chatting'] as const;

/** A session that can be used, or why it can't. */
export type Look =
  | { readonly state: (typeof usable)[number]; readonly nickname: string | undefined }
  | { readonly why: string };

/** Looks at a session as the agent has it. */
export async function lookAt({ agent, channel, spelling, trace }: OpenOptions, id: string): Promise<Look> {
  const path = `/api/v2/me/${spelling.collection}/${encodeURIComponent(id)}`;
  const { response, failure } = await agent.request({ purpose: 'open-session', trace, method: 'GET', path });
  if (response === undefined) return { why: failure?.message ?? 'no answer' };
  const json = response.body.form === 'json' ? response.body.json : undefined;
  const session = sessionObject(channel, json)?.session ?? json;
  const state = at(session, '/state');
  const found = usable.find((each) => each === state);
  if (found !== undefined) return { state: found, nickname: customerIn(session) };
  const code = at(json, '/statusCode');
  if (typeof state === 'string') return { why: `its state is ${state}` };
  return {
    why: `${agent.user.userName} can't see it (HTTP ${response.status}${code === undefined ? '' : `, statusCode ${JSON.stringify(code)}`})`,
  };
}

/** The customer's nickname in a session object. */
export function customerIn(session: unknown): string | undefined {
  if (!isObject(session)) return undefined;
  const name = participantsOf(session).find(({ type }) => type === 'Customer' || type === 'Client')?.[
    'nickname'
  ];
  return typeof name === 'string' && name !== '' ? name : undefined;
}

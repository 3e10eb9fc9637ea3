/**
 * The requests that must be refused, one row each. An id is the requirement or the reading that the request is made
 * for, a slash, and what is wrong about it. Where the target itself is not what is wrong, it is one that can be
 * consulted; where servers may rightly take the request, it is one that nobody has, so that nothing can come of it.
 */
import type { ChannelId } from '../model/channel.ts';
import type { AgentName, Disguise, RawBody } from '../target/index.ts';

/** The values that requests are made of. */
export interface Words {
  /** The address of an agent who can be consulted. */
  readonly somebody: string;
  /** The address of a user who does not exist. */
  readonly nobody: string;
  /** The address of somebody on a host that does not exist. */
  readonly elsewhere: string;
  /** The address of the session. */
  readonly session: string;
  /** The address below which everything is. */
  readonly root: string;
}

/** Which address a request goes to. */
export type Address = 'session' | 'unknown-session' | 'without-me';

/** One request. */
export interface Refusal {
  readonly id: string;
  /** Who makes it; the owner of the session unless given. */
  readonly by?: AgentName;
  readonly identity?: Disguise;
  readonly method?: 'PUT';
  readonly address?: Address;
  /** What is sent as JSON; `undefined`: no body. */
  readonly body?: unknown;
  /** What is sent as it is, in place of `body`. */
  readonly raw?: RawBody;
}

const JSON_TYPE = 'application/json';

/** Longer than any id, name or address of a server, shorter than what any server takes as a body. */
const LONG = 9_000;

/** Runs as a script where it stands in a page as it is. */
export const MARKUP = '<script>alert(1)</script>';

const consult = (targetUri: unknown) => ({ operationName: 'Consult', targetUri });

/** The requirement that a Consult without a target is refused, which each document has in its own words. */
const withoutTarget: Readonly<Record<ChannelId, string>> = { chat: 'TARG-007', sms: 'TARG-006' };

/** Requests whose body is wrong. */
export function wrongBodies(channel: ChannelId, words: Words): readonly Refusal[] {
  const { somebody, nobody, session, root } = words;
  const operation = (operationName: string) => ({ operationName, targetUri: somebody });
  return [
    { id: 'SAFE-001/no body' },
    { id: 'SAFE-002/empty object', body: {} },
    {
      id: 'SAFE-003/cut off',
      raw: { body: JSON.stringify(consult(somebody)).slice(0, -2), contentType: JSON_TYPE },
    },
    { id: 'SAFE-003/no JSON', raw: { body: 'Consult', contentType: JSON_TYPE } },
    {
      id: 'SAFE-004/text',
      raw: { body: JSON.stringify(consult(nobody)), contentType: 'text/plain;charset=UTF-8' },
    },
    { id: 'SAFE-015/no operationName', body: { targetUri: somebody } },
    { id: 'SAFE-005/unknown', body: operation('ConsultNobodyKnows') },
    { id: `${withoutTarget[channel]}/no target`, body: { operationName: 'Consult' } },
    { id: 'SAFE-006/empty', body: consult('') },
    { id: 'SAFE-006/number', body: consult(7) },
    { id: 'SAFE-006/no address', body: consult('no address') },
    { id: 'SAFE-007/session', body: consult(session) },
    { id: 'SAFE-007/root', body: consult(root) },
    { id: 'SAFE-012/long target', body: consult(nobody + 'a'.repeat(LONG)) },
    { id: 'SAFE-012/long operation', body: operation('Consult' + 't'.repeat(LONG)) },
    { id: 'SAFE-012/null character', body: operation('Consult\0') },
    { id: 'SAFE-012/unicode target', body: consult(`${nobody}-é漢😀`) },
    { id: 'SAFE-016/markup as target', body: consult(`${nobody}"'>${MARKUP}`) },
    { id: 'SAFE-016/markup as operation', body: operation(MARKUP) },
    { id: 'SAFE-017/PUT', method: 'PUT', body: consult(somebody) },
  ];
}

/** Requests of those who may not make them; `csrf`: whether the server uses tokens against cross-site requests. */
export function wrongSenders(
  { somebody }: Words,
  { csrf, outsider }: { readonly csrf: boolean; readonly outsider: AgentName | undefined },
): readonly Refusal[] {
  const body = consult(somebody);
  const disguised = (id: string, identity: Disguise): Refusal => ({ id, identity, body });
  return [
    { id: 'SAFE-008/unknown session', address: 'unknown-session', body },
    ...(outsider === undefined ? [] : [{ id: 'SAFE-009/outsider', by: outsider, body }]),
    disguised('SAFE-010/no credentials', 'none'),
    disguised('SAFE-010/wrong password', 'wrong-password'),
    ...(csrf ? [disguised('SAFE-011/no token', 'no-csrf')] : []),
  ];
}

/** Requests that servers may take or refuse, with a target that nobody has; `control` is right but for the target. */
export function open({ nobody }: Words): readonly Refusal[] {
  const twice = (first: string, last: string): RawBody => ({
    body: `{"operationName":"Consult","targetUri":${JSON.stringify(first)},"targetUri":${JSON.stringify(last)}}`,
    contentType: JSON_TYPE,
  });
  return [
    { id: 'control/nobody', body: consult(nobody) },
    { id: 'OPERATION-CASE/lower', body: { operationName: 'consult', targetUri: nobody } },
    { id: 'UNKNOWN-MEMBERS/one', body: { ...consult(nobody), consultConformance: 'unknown' } },
    { id: 'DUPLICATE-MEMBERS/right first', raw: twice(nobody, 'no address') },
    { id: 'DUPLICATE-MEMBERS/right last', raw: twice('no address', nobody) },
    { id: 'ME-IN-PATH/without', address: 'without-me', body: consult(nobody) },
  ];
}

/** The request that a server may rightly carry out: the last one. */
export function elsewhere({ elsewhere: targetUri }: Words): Refusal {
  return { id: 'FOREIGN-HOST/somebody', body: consult(targetUri) };
}

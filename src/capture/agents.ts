/** What a capture tells of the agents of a Consult. */
import { channels } from '../model/channel.ts';
import type { AgentFacts, Opening } from '../model/evidence.ts';
import { at } from '../model/json.ts';
import { participantsOf, sessionObject } from '../model/notification.ts';
import type { Consult } from './consults.ts';
import type { Moment } from './moments.ts';
import { operationOf, sessionAt } from './operations.ts';
import type { Scene } from './scene.ts';
import type { Story } from './story.ts';

/** The agents of a Consult, each with the nickname that it gave, where that is known. */
export function agentsOf({ cast, moments }: Scene, { consult, before, consultee }: Story): Opening['agents'] {
  const facts = (who: string): AgentFacts => ({
    userId: '',
    userName: who,
    nickname: nicknameOf(moments, who, consult) ?? '',
  });
  const own = facts(consult.originator);
  const listed = before === undefined ? undefined : onlyAgentAt(moments, consult, before.place);
  const part = consultee === undefined ? undefined : cast.get(consultee);
  return {
    originator: { ...own, nickname: own.nickname === '' ? (listed ?? '') : own.nickname },
    ...(part === undefined || consultee === undefined ? {} : { [part]: facts(consultee) }),
  };
}

/** The nickname that somebody gave when it accepted a session. */
function nicknameOf(moments: readonly Moment[], who: string, { sessionId }: Consult): string | undefined {
  for (const { what, one } of moments) {
    if (what !== 'ask' || one.kind !== 'asked' || one.who !== who || operationOf(one) !== 'Accept') continue;
    const nickname = at(one.body, '/nickname');
    if (sessionAt(one.url)?.sessionId === sessionId && typeof nickname === 'string') return nickname;
  }
  return undefined;
}

/** The nickname of the first agent whom a session lists. */
function onlyAgentAt(moments: readonly Moment[], { channel }: Consult, place: number): string | undefined {
  const { one } = moments[place] ?? {};
  const body =
    one?.kind === 'told'
      ? one.data
      : one?.kind === 'asked' && one.response?.body.form === 'json'
        ? one.response.body.json
        : undefined;
  const listed = participantsOf(sessionObject(channels[channel], body)?.session ?? body);
  const nickname = listed.find(({ type }) => type === 'Agent')?.['nickname'];
  return typeof nickname === 'string' ? nickname : undefined;
}

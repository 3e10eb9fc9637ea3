/** Routes that list whom one can consult: users, contacts, queues (GWS, "Resources"). */
import type { JsonObject } from '../json.ts';
import { refuse } from '../status.ts';
import { uriOf, type World } from '../world.ts';
import { ok, refused, type Route } from './route.ts';
import { resourceOf } from './work.ts';

interface Collection {
  readonly name: 'users' | 'contacts' | 'queues';
  readonly singular: string;
  readonly list: (world: World) => readonly JsonObject[];
}

const collections: readonly Collection[] = [
  {
    name: 'users',
    singular: 'user',
    list: (world) => world.agents.map((agent) => resourceOf(world, agent)),
  },
  {
    name: 'contacts',
    singular: 'contact',
    list: (world) =>
      world.agents.map((agent) => {
        const path = `/contacts/${agent.userId}`;
        return { ...resourceOf(world, agent), type: 'Agent', uri: uriOf(world, path), path };
      }),
  },
  {
    name: 'queues',
    singular: 'queue',
    list: (world) =>
      world.queues.map(({ id, name }) => {
        const path = `/queues/${id}`;
        return { id, name, channel: 'multimedia', uri: uriOf(world, path), path };
      }),
  },
];

/** The routes of the directory. */
export const directoryRoutes: readonly Route[] = collections.flatMap(({ name, singular, list }): Route[] => [
  {
    name,
    method: 'GET',
    path: `/api/v2/${name}`,
    access: 'agents',
    run: ({ world }) => ok({ [name]: list(world) }),
  },
  {
    name: singular,
    method: 'GET',
    path: `/api/v2/${name}/:id`,
    access: 'agents',
    run: ({ world, params: [wanted] }) => {
      const found = list(world).find(({ id }) => id === wanted);
      return found === undefined ? refused(refuse(6)) : ok({ [singular]: found });
    },
  },
]);

/** Finds the route of a request. */
import { customerRoutes } from '../routes/customers.ts';
import { directoryRoutes } from '../routes/directory.ts';
import { gmsRoutes } from '../routes/gms.ts';
import type { Route } from '../routes/route.ts';
import { sessionRoutes } from '../routes/sessions.ts';
import { tokenRoutes } from '../routes/tokens.ts';
import { workRoutes } from '../routes/work.ts';

const routes: readonly Route[] = [
  ...workRoutes,
  ...directoryRoutes,
  ...customerRoutes,
  ...gmsRoutes,
  ...tokenRoutes,
  ...sessionRoutes,
];

const patterns = routes.map((route) => ({
  route,
  pattern: new RegExp(`^${route.path.replace(/:\w+/g, '([^/]+)')}$`),
}));

/** A route, and the variable parts of the path. */
export interface Matched {
  readonly route: Route;
  readonly params: readonly string[];
}

/** The routes of a path by method; an empty map: there is no such address. */
export function routesOf(path: string): ReadonlyMap<string, Matched> {
  const found = new Map<string, Matched>();
  for (const { route, pattern } of patterns) {
    const match = pattern.exec(path);
    const params = match === null ? undefined : decoded(match.slice(1));
    if (params !== undefined && !found.has(route.method)) found.set(route.method, { route, params });
  }
  return found;
}

function decoded(parts: readonly string[]): readonly string[] | undefined {
  try {
    return parts.map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

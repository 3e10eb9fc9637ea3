/** What every test of the examples has: a server that answers, and workspaces, until the tests of its file are over. */
import { rmSync } from 'node:fs';
import { afterAll, beforeAll } from 'vitest';
import { serveForExamples, type Served } from './served.fixture.ts';
import { createWorkspace, type Workspace } from './workspace.fixture.ts';

/** Where the examples play. */
export interface Stage {
  /** The server; it is there from the first test on. */
  readonly served: () => Served;
  /** A new workspace with the target files of the server. */
  readonly workspace: () => Workspace;
}

/** Sets the stage before the first test of a file, and clears it after the last. */
export function setStage(): Stage {
  let server: Served | undefined;
  const workspaces: Workspace[] = [];
  const served = (): Served => {
    if (server === undefined) throw new Error('The stage is set before the first test.');
    return server;
  };
  beforeAll(async () => {
    server = await serveForExamples();
  });
  afterAll(async () => {
    await server?.close();
    for (const { folder } of workspaces) rmSync(folder, { recursive: true, force: true });
  });
  return {
    served,
    workspace: () => {
      const made = createWorkspace(served().files);
      workspaces.push(made);
      return made;
    },
  };
}

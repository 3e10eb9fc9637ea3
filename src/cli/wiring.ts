/** Connects the commands to the layers below. What is heavy is loaded when it is called for. */
import { loadCatalog } from '../catalog/index.ts';
import type { Layers } from './layers.ts';

/** The layers of this package. */
export function createLayers(): Layers {
  return {
    loadCatalog,
    judgeCapture: async (request) => (await import('../run/judge-capture.ts')).judgeCapture(request),
    planOfRun: async (request) => (await import('../run/index.ts')).planOfRun(request),
    examine: async (request) => (await import('../run/index.ts')).examineForRun(request),
    runConformance: async (request) => (await import('../run/index.ts')).runConformance(request),
    mergeShards: async (folders, baseline) =>
      (await import('../run/merge/index.ts')).mergeShards(folders, baseline),
    cleanUp: async (request) => (await import('../run/cleanup.ts')).cleanUp(request),
    selftest: async (request) => (await import('../run/selftest/index.ts')).selftest(request),
    checkedRequirements: async () => (await import('../run/plan.ts')).checkedRequirements(),
    plannedScenarios: async (only) => (await import('../run/plan.ts')).plannedScenarios(loadCatalog(), only),
    faults: async () => (await import('./embedded-server.ts')).faultTraits,
    variants: async () => (await import('./embedded-server.ts')).variantTraits,
    verifyRun: async (request) => (await import('../run/verify/index.ts')).verifyRecorded(request),
    signRecorded: async (request) => (await import('../run/sign-recorded.ts')).signRecorded(request),
    startServer: async (request) => (await import('./embedded-server.ts')).startEmbeddedServer(request),
  };
}

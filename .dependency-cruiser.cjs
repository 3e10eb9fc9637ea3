/** Who may import whom: the table of docs/architecture.md, enforced. */
const folders = {
  model: [],
  catalog: ['model'],
  contract: ['model'],
  bayeux: ['model'],
  config: ['model'],
  archive: ['model'],
  baseline: ['model'],
  attest: ['model'],
  capture: ['model'],
  compare: ['model'],
  target: ['model', 'bayeux'],
  scenarios: ['model', 'target'],
  kit: ['model', 'catalog', 'contract'],
  judge: ['model', 'catalog', 'contract', 'kit'],
  report: ['model', 'catalog', 'compare'],
};

/** A folder imports itself and the listed ones; types of generated schemas are free to all. */
const layers = Object.entries(folders).map(([folder, allowed]) => ({
  name: `${folder}-imports`,
  comment: `src/${folder} may import ${allowed.join(', ') || 'nothing of src'}.`,
  severity: 'error',
  from: { path: `^src/${folder}/`, pathNot: '\\.(test|fixture)\\.ts$' },
  to: { path: '^(src|suites)/', pathNot: `^src/(${[folder, ...allowed].join('|')})/` },
}));

/** A package that only some places may import. */
const only = (name, packages, places) => ({
  name,
  severity: 'error',
  from: { pathNot: [...places, '\\.(test|fixture)\\.ts$'] },
  to: { path: packages.map((one) => `^node_modules/${one}/`) },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    ...layers,
    {
      name: 'suites-import-the-kit',
      comment: 'Suites import #kit and each other; conformance.test.ts is where vitest comes in.',
      severity: 'error',
      from: { path: '^suites/', pathNot: '^suites/conformance\\.test\\.ts$' },
      to: { pathNot: '^(src/kit/index\\.ts|suites/)' },
    },
    {
      name: 'reference-shares-nothing',
      comment:
        'Shared code would hide a shared mistake: of src, the embedded server knows the channel table only.',
      severity: 'error',
      from: { path: '^src/reference/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(src|suites)/', pathNot: ['^src/reference/', '^src/model/channel\\.ts$'] },
    },
    {
      name: 'run-is-below-cli',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/cli/', '\\.test\\.ts$'] },
      to: { path: '^src/cli/' },
    },
    {
      name: 'cli-is-thin',
      severity: 'error',
      from: { path: '^src/cli/', pathNot: '\\.(test|fixture)\\.ts$' },
      to: {
        path: '^src/',
        pathNot: '^src/(cli|run|report|catalog|config|archive|baseline|compare|reference|model)/',
      },
    },
    {
      name: 'api-is-thin',
      severity: 'error',
      from: { path: '^src/api/', pathNot: '\\.(test|fixture)\\.ts$' },
      to: {
        path: '^src/',
        pathNot: '^src/(api|run|judge|report|archive|compare|catalog|config|contract|model)/',
      },
    },
    {
      name: 'api-is-for-programs-outside',
      severity: 'error',
      from: { path: '^(src|suites)/', pathNot: '^src/api/' },
      to: { path: '^src/api/' },
    },
    only('sigstore-lives-in-attest', ['@sigstore/core'], ['^src/attest/']),
    only('undici-lives-in-target', ['undici'], ['^src/target/']),
    only(
      'ajv-lives-where-files-are-read',
      ['ajv', 'ajv-formats'],
      ['^src/contract/', '^src/config/', '^src/archive/'],
    ),
    only(
      'vitest-lives-in-run',
      ['vitest', 'allure-js-commons', 'allure-vitest'],
      ['^src/run/', '^suites/conformance\\.test\\.ts$'],
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: false,
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'require', 'node', 'default'],
      exportsFields: ['exports'],
    },
  },
};

/** `explain`: everything that is known about an id. */
import { explainableIds, renderExplanation, type Knowledge } from '../../report/index.ts';
import type { CommandSpec, Context, Input } from '../context.ts';
import { requireKnown } from '../selection.ts';

/** Explains a requirement, reading, difference, kind of problem, fault or variant. */
export const explainCommand: CommandSpec = {
  name: 'explain',
  summary: 'say all that is known of a requirement, reading, difference, problem, fault or variant',
  examples: [
    ['explain RESP-004', 'a requirement: rule, sources, what it needs, where it is checked'],
    ['explain missing-member', 'a kind of problem: what it means, what to look at'],
    ['explain DIFF-001', 'a documented difference between chat and SMS'],
  ],
  declare: (command) => {
    command.argument('<id>', 'the id, as reports show it');
  },
  run,
};

async function run({ layers, screen, out }: Context, { args }: Input): Promise<number> {
  const checked = await layers.checkedRequirements();
  const knowledge: Knowledge = {
    catalog: layers.loadCatalog(),
    scenariosOf: (id) =>
      checked.filter(({ requirement }) => requirement === id).map(({ scenario }) => scenario),
    faults: await layers.faults(),
    variants: await layers.variants(),
  };
  // A pinned reading is explained as the reading that it is.
  const asked = String(args[0]).replace(/^PIN-/i, '');
  const id = requireKnown(asked, explainableIds(knowledge), 'id');
  out(renderExplanation(id, knowledge, screen) ?? '');
  return 0;
}

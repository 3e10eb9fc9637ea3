/**
 * Says what GitHub's own parser finds wrong in workflows and actions: `tsx scripts/ci/github-forms.ts FILE...` prints a
 * list of sentences as JSON. A process of its own, as the parser's modules import JSON in a way that vitest refuses.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { parseAction } from '@actions/workflow-parser/actions/action-parser';

async function mistakesIn(path: string): Promise<readonly string[]> {
  const file = { name: basename(path), content: readFileSync(path, 'utf8') };
  const trace = new NoOperationTraceWriter();
  const isAction = file.name === 'action.yml';
  const { context, value } = isAction ? parseAction(file, trace) : parseWorkflow(file, trace);
  if (value !== undefined && !isAction) await convertWorkflowTemplate(context, value);
  return context.errors.getErrors().map(String);
}

const mistakes = await Promise.all(process.argv.slice(2).map(mistakesIn));
console.log(JSON.stringify(mistakes.flat()));

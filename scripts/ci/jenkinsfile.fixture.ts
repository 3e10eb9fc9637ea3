/** What a Jenkinsfile runs, as far as this example uses the language. */

/** A command of a stage, and what it leaves behind or takes up. */
export type JenkinsStep =
  | { readonly kind: 'sh'; readonly script: string }
  | { readonly kind: 'stash' | 'unstash' | 'junit'; readonly what: string };

/** Words of a Jenkinsfile that are not in a string or a comment, for counting. */
export function withoutTexts(text: string): string {
  return text.replace(/'''[\s\S]*?'''|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|\/\/[^\n]*/g, '');
}

/** The text of a block that begins with a word, from brace to brace. */
export function blockOf(text: string, head: string): string {
  const start = text.indexOf('{', text.indexOf(head));
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    if (text[i] === '{') depth++;
    if (text[i] === '}' && --depth === 0) return text.slice(start + 1, i);
  }
  throw new Error(`The block ${head} does not end.`);
}

const forms: readonly (readonly [RegExp, (match: RegExpExecArray) => JenkinsStep])[] = [
  [/^sh '''([\s\S]*?)'''/, ([, script = '']) => ({ kind: 'sh', script: script.replaceAll('\\\n', '') })],
  [/^sh '([^'\n]*)'/, ([, script = '']) => ({ kind: 'sh', script })],
  [/^stash name: "[^"]*", includes: '([^']*)\/\*\*'/, ([, what = '']) => ({ kind: 'stash', what })],
  [/^unstash '([^']*)'/, ([, what = '']) => ({ kind: 'unstash', what })],
  [/^junit '([^']*)'/, ([, what = '']) => ({ kind: 'junit', what })],
];

/** The steps of a block, in order. */
export function jenkinsSteps(block: string): readonly JenkinsStep[] {
  const steps: JenkinsStep[] = [];
  for (let i = 0; i < block.length; i++) {
    for (const [form, make] of forms) {
      const match = form.exec(block.slice(i));
      if (match === null || /\w/.test(block[i - 1] ?? ' ')) continue;
      steps.push(make(match));
      i += match[0].length;
    }
  }
  return steps;
}

/** The frame of the page: what a browser may do with it, its style and its script. */
import { createHash } from 'node:crypto';
import { htmlOf, markup, verbatim } from './markup.ts';
import { script } from './script.ts';
import { style } from './style.ts';
import type { Page } from './view.ts';

function hashed(content: string): string {
  return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
}

/** Nothing is loaded from anywhere, and nothing runs but the page's own script. */
const policy = [
  "default-src 'none'",
  `style-src ${hashed(style)}`,
  `script-src ${hashed(script)}`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Everything before the first section. */
export function documentStart({ results: { target } }: Page): string {
  return htmlOf(markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Consult conformance: ${target.product} ${target.version}</title>
<style>${verbatim(style)}</style>
</head>
<body>
<a class="skip" href="#findings">To the findings</a>
<div class="frame"><main>
`);
}

/** Everything after the last section. */
export function documentEnd({ results: { suite, startedAt } }: Page): string {
  return htmlOf(markup`</main><footer class="foot"><p>${suite.name} ${suite.version}, requirement set ${suite.requirementSet}, run of ${startedAt}. This page loads nothing and sends nothing.</p></footer></div>
<script>${verbatim(script)}</script>
</body>
</html>
`);
}

/** The frame of the page. */
import { headElement } from './head-element.ts';
import { htmlOf, markup, verbatim } from './markup.ts';
import { script } from './script.ts';
import { style } from './style.ts';
import type { Page } from './view.ts';
import { titleParts } from '../product-words.ts';

/** Everything before the first section. */
export function documentStart({ results: { target } }: Page): string {
  return htmlOf(markup`${headElement({ title: `Consult conformance: ${titleParts(target).join(' ').trim()}`, style, script })}<body>
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

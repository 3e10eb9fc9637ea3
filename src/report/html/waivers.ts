/** The waivers in force: failures that somebody accepted until a day. */
import { channels } from '../../model/channel.ts';
import { plural } from '../plural.ts';
import { restsOnWaiver } from '../waiver-words.ts';
import { named } from './anchors.ts';
import { limits } from './limits.ts';
import { code, markup, said, type Markup } from './markup.ts';
import type { Page } from './view.ts';

/** A row a waiver; nothing where there is none. */
export function renderWaivers({ results }: Page): Markup | undefined {
  const resting = results.outcomes.filter(restsOnWaiver).length;
  const failures = results.outcomes.filter((outcome) => !restsOnWaiver(outcome));
  const all = failures.flatMap((outcome) => (outcome.waivers ?? []).map((waiver) => ({ outcome, waiver })));
  if (all.length === 0) return undefined;
  const rest = all.length - limits.list;
  const rows = all
    .slice(0, limits.list)
    .map(
      ({ outcome, waiver }) =>
        markup`<tr><th scope="row"><a href="#requirement-${named(outcome.requirement)}">${said(outcome.requirement, 60)}</a> ${channels[outcome.channel].title}</th><td>${said(waiver.reason)} ${issueLink(waiver.issue)}</td><td>${said(waiver.owner, 120)}</td><td>${said(waiver.expires, 20)}</td><td>${code(waiver.fingerprint, 40)}</td></tr>`,
    );
  return markup`<section id="waivers" aria-labelledby="waivers-title"><h2 id="waivers-title">Waivers in force</h2><p class="intro">${plural(all.length, 'known failure')}, accepted for now. They are not passed. ${resting > 0 ? markup`What rests on them was <a href="#not-judged">not judged</a>: ${plural(resting, 'verdict')}.` : undefined}</p><div class="scroll" role="group" tabindex="0" aria-label="Waivers in force"><table class="list"><thead><tr><th scope="col">Finding</th><th scope="col">Reason</th><th scope="col">Owner</th><th scope="col">Until</th><th scope="col">Fingerprint</th></tr></thead><tbody>${rows}</tbody></table></div>${rest > 0 ? markup`<p class="rest">… and ${rest} more, in results.json.</p>` : undefined}</section>`;
}

/** The issue of a waiver: a link where it is a web address, and text where it is anything else. */
export function issueLink(issue: string | undefined): Markup | undefined {
  if (issue === undefined) return undefined;
  const address = URL.canParse(issue) ? new URL(issue) : undefined;
  const isWeb = address?.protocol === 'https:' || address?.protocol === 'http:';
  return address !== undefined && isWeb
    ? markup`<a href="${address.href}" rel="noopener noreferrer">${said(issue, 200)}</a>`
    : said(issue, 200);
}

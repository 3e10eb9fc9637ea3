/** The findings: each opens onto its rule, what was expected and seen, and its evidence. */
import { channels } from '../../model/channel.ts';
import type { Outcome, Waiver } from '../../model/outcome.ts';
import { actsOf } from '../../model/several.ts';
import { plural } from '../plural.ts';
import { problemKinds } from '../problem-kinds.ts';
import { findingAnchor, messageAnchor } from './anchors.ts';
import { renderEvidence } from './finding-evidence.ts';
import { limits } from './limits.ts';
import { factList } from './facts.ts';
import { code, markup, said, type Content, type Markup } from './markup.ts';
import { rowData } from './matrix.ts';
import { problemGroups, type ProblemGroup } from './problem-groups.ts';
import { verdictMark } from './verdict.ts';
import { issueLink } from './waivers.ts';
import type { Finding } from './finding.ts';
import type { Page } from './view.ts';

/** All findings that the page holds; the rest is counted. */
export function* renderFindings(page: Page): Generator<Markup> {
  const { findings } = page;
  yield markup`<section id="findings" aria-labelledby="findings-title"><h2 id="findings-title">Findings</h2>`;
  if (findings.length === 0)
    yield markup`<p class="intro">None: no requirement that was judged is broken.</p>`;
  else
    yield markup`<p class="intro">${plural(findings.length, 'requirement')} broken on a channel. Each opens onto its evidence: who sent what, the message with the place, what was expected and what was seen.</p>`;
  for (const finding of findings.slice(0, limits.findings)) yield renderFinding(finding, page);
  if (findings.length > limits.findings)
    yield markup`<p class="rest">… and ${findings.length - limits.findings} more findings, in results.json.</p>`;
  yield markup`<p class="none" hidden>No finding matches the filter.</p></section>`;
}

function renderFinding(finding: Finding, page: Page): Markup {
  const { outcome, requirement } = finding;
  const anchor = findingAnchor(outcome);
  const groups = problemGroups(outcome);
  const rest = groups.all - groups.shown.length;
  return markup`<details class="finding ${outcome.verdict}" id="${anchor}" data-row ${rowData({ subject: requirement?.subject ?? '', level: outcome.level, outcomes: [outcome] })}><summary><span class="tag">${verdictMark(outcome.verdict)} <span class="channel">${channels[outcome.channel].title}</span></span><h3><span class="id">${said(outcome.requirement, 60)}</span> ${requirement === undefined ? 'A rule that is not in this catalogue' : said(requirement.text)}</h3></summary><div class="body">
${renderRule(finding)}
${(outcome.waivers ?? []).slice(0, limits.problems).map(renderWaiver)}
${groups.shown.map((group, i) => renderProblem(group, { outcome, page, isNew: !groups.shown.slice(0, i).some(({ problem }) => problem.kind === group.problem.kind) }))}
${rest > 0 ? markup`<p class="rest">… and ${plural(rest, 'more problem')}, in results.json.</p>` : undefined}
${renderEvidence(finding, page)}
<p class="permalink"><a href="#${anchor}">Link to this finding</a></p></div></details>
`;
}

function renderRule({ outcome, requirement }: Finding): Markup {
  const sources = Object.entries(requirement?.source ?? {}).map(
    ([channel, where]) =>
      markup`<li><span class="channel">${channel === 'chat' || channel === 'sms' ? channels[channel].title : channel}</span> ${said(where, 300)}</li>`,
  );
  const acts = actsOf(outcome);
  const facts: [string, Content][] = [
    ['Level', outcome.level],
    ...(requirement === undefined ? [] : [['Basis', requirement.basis] as [string, Content]]),
    ...(sources.length === 0
      ? []
      : [['Source', markup`<ul class="plain">${sources}</ul>`] as [string, Content]]),
    ...(acts.length === 0
      ? []
      : [
          ['Seen in', acts.slice(0, limits.ids).map((act) => markup`${code(act, 80)} `)] as [string, Content],
        ]),
    ...(outcome.reason === undefined ? [] : [['Reason', said(outcome.reason)] as [string, Content]]),
  ];
  return factList(facts);
}

function renderWaiver({ reason, owner, expires, issue }: Waiver): Markup {
  return markup`<p class="banner waiver" role="note"><strong>Waived</strong> until ${said(expires, 20)} by ${said(owner, 120)}: ${said(reason)} ${issueLink(issue)}</p>`;
}

interface ProblemView {
  readonly outcome: Outcome;
  readonly page: Page;
  /** Whether no problem of its kind stands before it in the finding: a kind is explained once. */
  readonly isNew: boolean;
}

function renderProblem(
  { problem, actuals, times }: ProblemGroup,
  { outcome, page, isNew }: ProblemView,
): Markup {
  const { title, meaning, lookAt } = problemKinds[problem.kind];
  const evidence = problem.evidence.slice(0, limits.messages).map((seq) => {
    const exhibit = page.exhibits.cited.get(seq);
    return exhibit === undefined
      ? markup`<span>#${seq}</span> `
      : markup`<a href="#${messageAnchor(outcome, seq)}">#${seq}</a> `;
  });
  const rest = problem.evidence.length - evidence.length;
  const facts: [string, Content][] = [
    ...(isNew
      ? ([
          ['It means', meaning],
          ['Look at', lookAt],
        ] as [string, Content][])
      : []),
    [
      'Evidence',
      [evidence.length === 0 ? 'no entry shows it' : evidence, rest > 0 ? `and ${rest} more` : ''],
    ],
    ...(problem.fingerprint === undefined
      ? []
      : [['Fingerprint', code(problem.fingerprint, 40)] as [string, Content]]),
  ];
  return markup`<section class="problem"><h4>${title}${times > 1 ? markup` <span class="times">seen ${times} times</span>` : undefined}</h4><p class="where">${said(problem.where)}</p>
<div class="sides"><div class="expected"><h5>Expected</h5><p>${said(problem.expected)}</p></div><div class="seen"><h5>Seen</h5>${actuals.map((actual) => markup`<p>${said(actual)}</p>`)}</div></div>
${factList(facts)}</section>`;
}

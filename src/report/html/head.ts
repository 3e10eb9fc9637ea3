/** The head of the page: which product, judged when, by what, and how to do it again. */
import type { Results, TargetKind } from '../../model/outcome.ts';
import { plural } from '../plural.ts';
import { restsOnWaiver } from '../waiver-words.ts';
import { factList } from './facts.ts';
import { limits } from './limits.ts';
import { code, markup, said, type Content, type Markup } from './markup.ts';
import type { Page } from './view.ts';
import { isStated, productWords, titleParts } from '../product-words.ts';

const kinds: Readonly<Record<TargetKind, string>> = {
  reference: 'the embedded server of the suite',
  deployed: 'a deployed server',
  recorded: 'evidence that was recorded elsewhere',
};

/** Title, product and what was judged. */
export function renderHead({ results }: Page): Markup {
  const { target } = results;
  const [product, version] = titleParts(target);
  return markup`<header class="head"><p class="eyebrow">Consult on chat and SMS · conformance report</p><h1>${said(product, 120)} ${version === '' ? '' : markup`<span class="version">${said(version, 60)}</span>`}</h1><p class="lead">${[
    target.vendor === undefined ? '' : markup`by ${said(target.vendor, 120)} · `,
    markup`${said(target.name, 120)}, ${kinds[target.kind]} · judged on <time datetime="${results.startedAt}">${dayOf(results.startedAt)}</time>`,
  ]}</p></header>${renderWarnings(results)}`;
}

/** What a reader has to know before anything else. */
function renderWarnings({ complete, outcomes, target, asked, baseline }: Results): Markup {
  const unjudged = outcomes.filter(
    ({ level, verdict }) => level === 'MUST' && verdict === 'untestable',
  ).length;
  const why =
    unjudged === 0 ? 'The run ended before its end.' : `${unjudged} verdicts on a MUST are missing.`;
  const notes: Content[] = [
    ...(complete
      ? []
      : [markup`<strong>Incomplete.</strong> ${why} <a href="#not-judged">What was not judged, and why</a>`]),
    ...(asked !== undefined && asked.only.length > 0
      ? [markup`<strong>A part only.</strong> It was asked for ${asked.only.slice(0, 40).join(', ')}.`]
      : []),
    ...(target.kind === 'recorded'
      ? [
          markup`<strong>Recorded.</strong> The suite did not drive this server: it judged what others recorded.`,
        ]
      : []),
    ...(target.warnings ?? []).map((warning) => markup`<strong>Warning.</strong> ${said(warning, 1_000)}`),
    ...(baseline?.troubles ?? []).map(
      (trouble) => markup`<strong>Baseline, line ${trouble.line}.</strong> ${said(trouble.said, 1_000)}`,
    ),
    ...(baseline?.warnings ?? []).map(
      (warning) => markup`<strong>Baseline.</strong> ${said(warning, 1_000)}`,
    ),
  ];
  return markup`${notes.slice(0, limits.banners).map((note) => markup`<p class="banner" role="note">${note}</p>`)}`;
}

type Fact = readonly [name: string, value: Content];

/** How the run came about, as a list of facts. */
export function renderFacts(page: Page): Markup {
  const facts = [...targetFacts(page), ...runFacts(page)];
  return markup`<section id="about" aria-labelledby="about-title"><h2 id="about-title">About this run</h2>${factList(facts)}${renderPins(page.results)}${renderProof(page.results)}</section>`;
}

function targetFacts({ results: { target } }: Page): readonly Fact[] {
  const at = target.baseUrl === undefined ? undefined : markup`, ${code(target.baseUrl, 300)}`;
  return [
    ['Product', productOf(target)],
    ['Vendor', target.vendor === undefined ? 'not given' : said(target.vendor, 200)],
    ['Target', markup`${said(target.name, 200)}, ${kinds[target.kind]}${at}`],
  ];
}

function runFacts({ results, catalog }: Page): readonly Fact[] {
  const { suite, asked, baseline, evidence, complete, startedAt, durationMs } = results;
  const isOther = suite.requirementSet !== catalog.hash && !isPinned(results);
  const command = asked?.command;
  const facts: (Fact | undefined)[] = [
    ['Suite', `${suite.name} ${suite.version}`],
    [
      'Requirement set',
      markup`${code(suite.requirementSet, 100)}${isOther ? ', not the one that this page takes its texts from' : ''}`,
    ],
    [
      'When',
      markup`<time datetime="${startedAt}">${said(startedAt, 40)}</time>, in ${(durationMs / 1000).toFixed(1)} s`,
    ],
    [
      'Complete',
      complete ? completeness(results) : markup`no: <a href="#not-judged">what was not judged</a>`,
    ],
    evidence && ['Evidence', markup`${evidence.bytes} bytes, SHA-256 ${code(evidence.sha256, 64)}`],
    asked?.shard && ['Shard', `${asked.shard.index} of ${asked.shard.of}`],
    baseline && [
      'Baseline',
      markup`${code(baseline.file, 200)}, ${plural(baseline.entries, 'entry', 'entries')}`,
    ],
    ['To reproduce', command === undefined ? 'the command line is not known' : code(command, 2_000)],
  ];
  return facts.filter((fact) => fact !== undefined);
}

/** What rests on a waived failure doesn't keep a run open, but nobody judged it. */
function completeness({ outcomes }: Results): Content {
  const resting = outcomes.filter(restsOnWaiver).length;
  if (resting === 0) return 'yes: every MUST that a check covers was judged';
  return markup`but for ${plural(resting, 'verdict')} that a waived failure keeps from being judged: <a href="#not-judged">which</a>`;
}

function isPinned({ asked }: Results): boolean {
  return Object.keys(asked?.pinned ?? {}).length > 0;
}

function renderPins({ asked }: Results): Markup | undefined {
  const pins = Object.entries(asked?.pinned ?? {}).slice(0, 100);
  if (pins.length === 0) return undefined;
  return markup`<h3>Pinned readings</h3><p>No document decides these questions; whoever ran the suite demands one answer of this server.</p><ul class="plain">${pins.map(([id, answer]) => markup`<li>${code(id, 80)} has to be ${code(answer, 80)}</li>`)}</ul>`;
}

/** The suite's own proof. */
function renderProof({ suite: { proof } }: Results): Markup | undefined {
  if (proof === undefined) return undefined;
  const tiles: [string, string][] = [
    [
      `${proof.killed} of ${proof.faults}`,
      'deliberate faults, each on one channel of the embedded server, turned exactly the right requirements red, on exactly that channel',
    ],
    [`${proof.withKiller} of ${proof.checks}`, 'checks, by channel, have a fault that turns them red'],
    [
      `${proof.green} of ${proof.variants}`,
      'right servers, the plain one and those that differ, turned nothing red',
    ],
    [
      String(proof.passedByNull),
      `requirements were passed by any of ${proof.nullServers} servers that do nothing`,
    ],
  ];
  return markup`<h3>What stands behind these verdicts</h3><p>The suite was tried against servers that are wrong, right in other ways, or idle, before it was released.</p><dl class="tiles">${tiles.map(([figure, words]) => markup`<div><dt>${figure}</dt><dd>${words}</dd></div>`)}</dl>`;
}

function dayOf(moment: string): string {
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) return moment;
  return date.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
}

function productOf({ product, version }: Results['target']): Content {
  if (isStated(product) && isStated(version)) return markup`${said(product, 200)} ${said(version, 100)}`;
  const words = productWords({ product, version }, (text) => text);
  return said(words, 300);
}

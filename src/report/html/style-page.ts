/** Colours, type and the large parts of the page. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --sheet: #f6f6f3; --ink: #1b1f24; --soft: #565e69; --line: #dfe1e4; --strong: #b9bec5;
  --link: #1a4f9c; --focus: #1a4f9c; --mark: #ffe9a8; --mark-ink: #3b2b00;
  --red: #a8201a; --amber: #7d5200; --violet: #66399e; --teal: #0a6372; --green: #1d6a3a; --grey: #5b626c;
  --red-bg: #fdf1ef; --amber-bg: #fdf6e7; --violet-bg: #f6f1fc; --teal-bg: #edf7f8; --green-bg: #eff7f1;
  --chat: #1a4f9c; --sms: #a4480f;
  --sans: "Inter", "Segoe UI", system-ui, -apple-system, "Helvetica Neue", Arial, sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15181c; --sheet: #1d2126; --ink: #e7e9ec; --soft: #a5adb8; --line: #30363d; --strong: #515963;
    --link: #8db8f5; --focus: #8db8f5; --mark: #5b4708; --mark-ink: #ffeeb8;
    --red: #ff9a90; --amber: #f0c167; --violet: #cfaef7; --teal: #7fd0dd; --green: #86d3a0; --grey: #a5adb8;
    --red-bg: #2c1b1b; --amber-bg: #2a2315; --violet-bg: #241d2e; --teal-bg: #16272a; --green-bg: #18261d;
    --chat: #8db8f5; --sms: #f2ad7c;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 6.5rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 400 1rem/1.6 var(--sans); overflow-wrap: break-word; }
.frame { max-width: 68rem; margin: 0 auto; padding: 0 1.5rem; }
h1, h2, h3, h4, h5, p, dl, dd, ul, ol, figure, pre { margin: 0; }
h1 { font-size: clamp(1.7rem, 4.5vw, 2.6rem); line-height: 1.15; font-weight: 650; letter-spacing: -0.02em; }
h2 { font-size: 1.45rem; line-height: 1.25; font-weight: 650; letter-spacing: -0.012em; }
h3 { font-size: 1rem; line-height: 1.4; font-weight: 600; }
h4 { font-size: 1rem; font-weight: 600; }
h5 { font-size: 0.8125rem; font-weight: 600; color: var(--soft); }
a { color: var(--link); text-underline-offset: 0.18em; text-decoration-thickness: 1px; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 2px; }
code, pre { font-family: var(--mono); font-size: 0.86em; }
code { overflow-wrap: anywhere; }
bdi { unicode-bidi: isolate; }
mark { background: var(--mark); color: var(--mark-ink); padding: 0.05em 0.25em; border-radius: 3px; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
[hidden] { display: none !important; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: 0.5rem 1rem; z-index: 9; }

.head { padding: 4rem 0 2.25rem; }
#verdict { padding-top: 0.5rem; }
.eyebrow { font-size: 0.8125rem; color: var(--soft); letter-spacing: 0.02em; margin-bottom: 0.9rem; }
h1 { overflow-wrap: anywhere; }
.version { display: inline-block; max-width: 100%; font-weight: 400; color: var(--soft); }
.lead { color: var(--soft); margin-top: 0.75rem; }
.banner { border-left: 3px solid var(--amber); background: var(--amber-bg); padding: 0.7rem 1rem; margin: 0 0 0.75rem; }
.banner.waiver { border-color: var(--teal); background: var(--teal-bg); margin: 1rem 0; }

.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: 1.25rem; }
.card { border: 1px solid var(--line); border-top: 4px solid var(--tone, var(--grey)); border-radius: 6px; padding: 1.4rem 1.5rem 1.3rem; }
.card.green { --tone: var(--green); } .card.red { --tone: var(--red); }
.card.magenta { --tone: var(--violet); } .card.cyan { --tone: var(--teal); }
.card h3 { color: var(--soft); font-weight: 500; }
.headline { font-size: 1.6rem; line-height: 1.25; font-weight: 650; letter-spacing: -0.015em; color: var(--tone); margin-top: 0.15rem; }
.headline::first-letter { text-transform: uppercase; }
.why { color: var(--soft); }
.why::first-letter { text-transform: uppercase; }
.counts { list-style: none; padding: 0.9rem 0 0; margin-top: 0.9rem; border-top: 1px solid var(--line); display: flex; flex-wrap: wrap; gap: 0.35rem 1.25rem; font-size: 0.9rem; }

.contents { margin: 2rem 0 0; padding: 0; list-style: none; display: flex; flex-wrap: wrap; gap: 0.4rem 1.5rem; font-size: 0.9375rem; }
main > section { padding: 3rem 0 0; }
main > section > h2 { margin-bottom: 0.6rem; }
.intro { color: var(--soft); max-width: 46rem; margin-bottom: 1.4rem; }
section > h3 { margin: 2rem 0 0.6rem; }
.rest, .none { color: var(--soft); padding: 0.75rem 0; }
.quiet { color: var(--soft); }
.foot { margin-top: 5rem; padding: 1.5rem 0 3rem; border-top: 1px solid var(--line); color: var(--soft); font-size: 0.875rem; }

.facts { display: grid; gap: 0.55rem; }
.facts > div { display: grid; grid-template-columns: 10rem 1fr; gap: 1rem; }
.facts dt { color: var(--soft); }
.facts dd { min-width: 0; overflow-wrap: anywhere; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 13.5rem), 1fr)); gap: 1.25rem 2rem; margin: 1rem 0 1.75rem; }
.tiles dt { font-size: 1.25rem; font-weight: 650; letter-spacing: -0.01em; font-variant-numeric: tabular-nums; }
.tiles dd { color: var(--soft); font-size: 0.9rem; line-height: 1.5; }
.tiles .undocumented dt { color: var(--red); } .tiles .undetermined dt { color: var(--violet); }
ul.plain { list-style: none; padding: 0; }

.filters { position: sticky; top: 0; z-index: 5; display: flex; flex-wrap: wrap; gap: 0.5rem 0.9rem; align-items: end; background: var(--paper); border-bottom: 1px solid var(--line); padding: 0.75rem 0; margin-top: 2.5rem; font-size: 0.875rem; }
.filters label { display: grid; gap: 0.1rem; color: var(--soft); min-width: 0; }
.filters .text { flex: 1 1 9rem; }
.filters select, .filters input, .filters button { font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--strong); border-radius: 5px; padding: 0.35rem 0.5rem; max-width: 13rem; height: 2.25rem; }
.filters input { max-width: none; width: 100%; }
.filters button { cursor: pointer; padding: 0.35rem 0.9rem; }
.filters output { flex-basis: 100%; color: var(--soft); }
.filters output:empty { display: none; }
`;

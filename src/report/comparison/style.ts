/** The style of comparison.html: sober, light and dark, on paper and on a phone. */

/** CSS. No text of a stranger is in it. */
export const style: string = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1b1f24; --soft: #565e69; --line: #dfe1e4; --strong: #b9bec5; --focus: #1a4f9c;
  --red: #a8201a; --amber: #7d5200; --violet: #66399e; --green: #1d6a3a; --amber-bg: #fdf6e7;
  --sans: "Inter", "Segoe UI", system-ui, -apple-system, "Helvetica Neue", Arial, sans-serif;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15181c; --ink: #e7e9ec; --soft: #a5adb8; --line: #30363d; --strong: #515963; --focus: #8db8f5;
    --red: #ff9a90; --amber: #f0c167; --violet: #cfaef7; --green: #86d3a0; --amber-bg: #2a2315;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 76rem; padding: 3rem 1.5rem; background: var(--paper); color: var(--ink);
  font: 400 1rem/1.6 var(--sans); overflow-wrap: break-word; }
h1, h2, p, ul { margin: 0; }
h1 { font-size: clamp(1.7rem, 4.5vw, 2.4rem); line-height: 1.15; font-weight: 650; letter-spacing: -0.02em;
  margin-bottom: 0.75rem; }
h2 { font-size: 1.25rem; line-height: 1.3; font-weight: 650; margin-bottom: 0.5rem; }
section, details { padding-top: 2.75rem; }
summary { font-size: 1.25rem; font-weight: 650; cursor: pointer; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 2px; }
.conclusion { font-size: 1.3rem; font-weight: 650; padding: 0.25rem 0 0.75rem; }
.counts { padding: 0; list-style: none; color: var(--soft); }
.mind { border-left: 3px solid var(--amber); background: var(--amber-bg); padding: 0.7rem 1rem; margin-top: 0.75rem; }
.worse { color: var(--red); } .open { color: var(--violet); } .better { color: var(--green); }
strong { font-weight: 600; }
td > strong { white-space: nowrap; }
.intro { color: var(--soft); max-width: 52rem; padding-bottom: 0.75rem; }
.rest { color: var(--soft); padding: 0.75rem 0; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 0.9375rem; line-height: 1.5; }
th { text-align: left; font-weight: 400; }
thead th { font-size: 0.8125rem; color: var(--soft); vertical-align: bottom; border-bottom: 1px solid var(--strong); }
thead td { border-bottom: 1px solid var(--strong); }
th, td { padding: 0.5rem 0.9rem 0.5rem 0; min-width: 5rem; }
tbody th, tbody td { border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
tbody th { font-weight: 600; }
tbody th { min-width: 8.5rem; }
bdi { unicode-bidi: isolate; }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  .wide { overflow: visible; }
  tr, h2 { break-inside: avoid; }
  h2 { break-after: avoid; }
  thead { display: table-header-group; }
}
`
  .replace(/\n\s*/g, '\n')
  .trim();

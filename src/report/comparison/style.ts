/** The style of comparison.html: sober, light and dark, on paper and on a phone. */

/** CSS. No text of a stranger is in it. */
export const style = `
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --faint: #57606a; --line: #d0d7de;
  --head: #f6f8fa; --worse: #a40e26; --open: #8250df; --better: #116329; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117; --faint: #9aa4af;
  --line: #30363d; --head: #161b22; --worse: #ff8a80; --open: #d2a8ff; --better: #56d364; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 80rem; color: var(--ink); background: var(--paper);
  font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: 0 0 .75rem; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
summary { font-weight: 600; cursor: pointer; margin-top: 2rem; }
.conclusion { font-size: 1.15rem; font-weight: 600; border-left: .3rem solid currentColor; padding-left: .75rem; }
.worse { color: var(--worse); } .open { color: var(--open); } .better { color: var(--better); }
.intro { color: var(--faint); max-width: 60rem; }
.mind { border: 1px solid var(--line); border-radius: 4px; padding: .5rem .75rem; }
.wide { overflow-x: auto; }
.wide:focus-visible { outline: 2px solid var(--open); }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border: 1px solid var(--line);
  overflow-wrap: anywhere; min-width: 4.5rem; }
thead th { background: var(--head); }
tbody th { font-weight: 600; }
code { font: .9em ui-monospace, monospace; }
@media print { body { max-width: none; padding: 0; font-size: 10pt; } .wide { overflow: visible; }
  tr, h2 { break-inside: avoid; } thead { display: table-header-group; } }
`;

/** Tables, findings, messages and drawings. */
export const partsStyle = `
.v { white-space: nowrap; font-variant-numeric: tabular-nums; }
.v .m { display: inline-block; min-width: 0.9em; text-align: center; font-weight: 700; }
.v.failed { color: var(--red); } .v.warned { color: var(--amber); } .v.untestable { color: var(--violet); }
.v.waived { color: var(--teal); } .v.passed { color: var(--green); } .v.not-applicable { color: var(--grey); }
.v.failed .w, .v.warned .w { font-weight: 600; }
.channel { font-weight: 600; }
.id { font-family: var(--mono); font-size: 0.8125rem; color: var(--soft); margin-right: 0.3rem; }
.level { font-size: 0.75rem; color: var(--soft); border: 1px solid var(--line); border-radius: 3px; padding: 0.05rem 0.3rem; margin-right: 0.4rem; }
.times { color: var(--soft); font-weight: 400; font-size: 0.875rem; }

details > summary { cursor: pointer; list-style: none; display: flex; gap: 0.4rem 1rem; align-items: baseline; }
details > summary::-webkit-details-marker { display: none; }
details > summary::before { content: ""; flex: none; width: 0.45rem; height: 0.45rem; border: solid var(--soft); border-width: 0 1.5px 1.5px 0; transform: rotate(-45deg); margin: 0 0.1rem 0 0.2rem; align-self: flex-start; margin-top: 0.55rem; }
details[open] > summary::before { transform: rotate(45deg); }
.subject, .class { border-top: 1px solid var(--line); }
.subject:last-of-type, .class:last-of-type { border-bottom: 1px solid var(--line); }
.subject > summary, .class > summary { padding: 0.7rem 0; flex-wrap: wrap; }
.subject > summary h3, .class > summary h3 { flex: 1 1 12rem; }
.subject > summary:hover h3, .class > summary:hover h3, .finding > summary:hover h3 { text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: 0.2em; }
.tally { display: flex; flex-wrap: wrap; gap: 0.1rem 1.5rem; font-size: 0.875rem; color: var(--soft); font-variant-numeric: tabular-nums; }
.tally .w { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.tally .channel { font-weight: 500; }
.count { min-width: 6.5rem; }

table { border-collapse: collapse; width: 100%; font-size: 0.9375rem; line-height: 1.5; }
th { text-align: left; font-weight: 400; }
thead th { font-size: 0.8125rem; color: var(--soft); padding: 0.4rem 0.75rem 0.4rem 0; border-bottom: 1px solid var(--strong); vertical-align: bottom; }
tbody th, tbody td { padding: 0.5rem 0.75rem 0.5rem 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
tbody:last-child tr:last-child > * { border-bottom: 0; }
.subject table { margin: 0 0 1.25rem; }
.subject td, .subject thead th + th { width: 8.5rem; }
.subject table, .sides, .readings { table-layout: fixed; }
.readings thead th:first-child { width: 44%; }
.readings thead th { width: 28%; }
.sides thead th:first-child { width: 34%; }
.class table { margin-bottom: 1.25rem; }
tr.of th { font-weight: 600; padding-top: 1.1rem; }
tr.alike td { color: var(--soft); font-size: 0.875rem; }
tr.alike summary::before { margin-top: 0.45rem; }
tr.alike p { padding: 0.4rem 0 0.2rem 1.4rem; }
.note { color: var(--soft); font-size: 0.875rem; }
ol.items { list-style: none; padding: 0; font-size: 0.875rem; }
ul.same { list-style: none; padding: 0 0 1.25rem; columns: 16rem; column-gap: 2.5rem; font-size: 0.9rem; }
ul.same li { display: flex; justify-content: space-between; border-bottom: 1px dotted var(--line); break-inside: avoid; }
.number { font-variant-numeric: tabular-nums; color: var(--soft); }
.reasons { list-style: none; padding: 0; }
.reasons li { padding: 0.7rem 0; border-top: 1px solid var(--line); }
.ids { font-size: 0.8125rem; line-height: 1.9; margin-top: 0.3rem; }
.ids a { margin-right: 0.45rem; white-space: nowrap; }
.ids .channel { margin-right: 0.6rem; }

.finding { border: 1px solid var(--line); border-left: 4px solid var(--tone); border-radius: 5px; margin: 0 0 0.75rem; }
.finding.failed { --tone: var(--red); } .finding.warned { --tone: var(--amber); } .finding.waived { --tone: var(--teal); }
.finding > summary { padding: 0.8rem 1.1rem; }
.finding > summary .tag { flex: 0 0 8.5rem; }
.finding > summary h3 { font-weight: 500; min-width: 0; }
.finding:target { outline: 2px solid var(--focus); outline-offset: 2px; }
.finding .body { padding: 0.4rem 1.6rem 1.3rem; }
.problem { padding-top: 1.5rem; }
.problem h4::first-letter { text-transform: uppercase; }
.where { color: var(--soft); }
div.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 16rem), 1fr)); gap: 0.75rem; margin: 0.8rem 0 1rem; }
div.sides > div { border-radius: 5px; padding: 0.65rem 0.9rem; overflow-wrap: anywhere; min-width: 0; }
div.sides p + p { border-top: 1px solid var(--line); margin-top: 0.4rem; padding-top: 0.4rem; }
.expected { background: var(--green-bg); } .seen { background: var(--red-bg); }
.evidence { padding-top: 1.75rem; }
.evidence figure { margin: 0.6rem 0 1.25rem; }
figcaption { font-size: 0.8125rem; color: var(--soft); padding-top: 0.4rem; }
.message { padding-top: 0.75rem; }
.message:target h5 { outline: 2px solid var(--focus); outline-offset: 3px; }
.message .seq { color: var(--ink); font-family: var(--mono); }
.message .at { font-weight: 400; }
.part { font-size: 0.8125rem; color: var(--soft); padding-top: 0.4rem; }
pre { background: var(--sheet); border-radius: 5px; padding: 0.75rem 1rem; overflow: auto; max-height: 26rem; line-height: 1.5; font-size: 0.8125rem; tab-size: 2; }
pre mark { outline: 1px solid var(--amber); }
pre mark.missing { background: none; outline: 1px dashed var(--red); color: var(--red); }
.permalink { font-size: 0.875rem; padding-top: 1rem; }

.scroll { overflow-x: auto; position: relative; }
svg { display: block; }
svg text { font: 11.5px var(--sans); fill: var(--ink); }
.sequence { max-width: none; background: var(--sheet); border-radius: 5px; }
.sequence .life { stroke: var(--strong); stroke-dasharray: 2 4; }
.sequence .lane { fill: var(--paper); stroke: var(--strong); }
.sequence .lane.server { fill: var(--ink); stroke: var(--ink); }
.sequence .name { text-anchor: middle; font-weight: 600; }
.sequence .server + .name { fill: var(--paper); }
.sequence .time { text-anchor: end; fill: var(--soft); font-variant-numeric: tabular-nums; }
.sequence .label { text-anchor: middle; paint-order: stroke; stroke: var(--sheet); stroke-width: 4px; stroke-linejoin: round; }
.sequence .arrow { --tone: var(--soft); }
.sequence .told { --tone: var(--link); } .sequence .bad { --tone: var(--red); }
.sequence .arrow line { stroke: var(--tone); stroke-width: 1.25; }
.sequence .answer line { stroke-dasharray: 5 3; }
.sequence .arrow path { fill: var(--tone); }
.sequence .cited line { stroke-width: 3; }
.sequence .cited .label, .sequence .cited .time { font-weight: 700; fill: var(--ink); }
.sequence .note rect { fill: var(--paper); stroke: var(--tone); }
.sequence .note.cited rect { stroke-width: 2.5; }
.sequence .note .label { stroke: none; }
.sequence .gap line { stroke: var(--strong); stroke-dasharray: 1 6; }
.sequence .gap text { text-anchor: end; fill: var(--soft); }

.latency td, .latency th { white-space: nowrap; vertical-align: middle; padding-top: 0.2rem; padding-bottom: 0.2rem; }
.latency thead th { vertical-align: bottom; }
.latency td:not(.plot) { font-variant-numeric: tabular-nums; }
.axis text { fill: var(--soft); text-anchor: middle; font-size: 10.5px; }
.axis .first { text-anchor: start; } .axis .last { text-anchor: end; }
.row { --tone: var(--soft); } .row.chat { --tone: var(--chat); } .row.sms { --tone: var(--sms); }
.row .grid { stroke: var(--line); }
.row .range, .row .p99 { stroke: var(--tone); stroke-width: 2; }
.row .p50 { fill: var(--tone); }
.row .p95 { fill: var(--paper); stroke: var(--tone); stroke-width: 2; }
.row .budget { stroke: var(--red); stroke-width: 2; stroke-dasharray: 3 2; }
.legend { display: flex; gap: 0.75rem; align-items: center; font-size: 0.8125rem; color: var(--soft); padding: 0.6rem 0 1.5rem; }
`;

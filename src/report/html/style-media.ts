/** The page on a phone, and on paper. */
export const mediaStyle = `
@media (max-width: 40rem) {
  .frame { padding: 0 1rem; }
  .head { padding-top: 2rem; }
  .facts > div { grid-template-columns: 1fr; gap: 0; }
  .facts > div + div { margin-top: 0.25rem; }
  .filters { position: static; }
  .filters label { flex: 1 1 8rem; }
  .filters select { max-width: none; width: 100%; }
  .subject td, .subject thead th + th { width: 2.9rem; padding-right: 0; text-align: center; }
  .subject td .w { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .subject .level { margin-right: 0; }
  .count { min-width: 0; }
  .finding > summary { flex-wrap: wrap; padding: 0.8rem 0.9rem; }
  .finding > summary .tag { flex: 1 1 8rem; }
  .finding > summary h3 { flex: 1 1 100%; }
  .finding .body { padding: 0.2rem 0.9rem 1rem; }
  table.sides, .readings { font-size: 0.875rem; }
}
@media print {
  :root {
    color-scheme: light;
    --paper: #fff; --sheet: #fff; --ink: #000; --soft: #333; --line: #bbb; --strong: #777; --link: #000;
    --mark: #fff; --mark-ink: #000; --red: #000; --amber: #000; --violet: #000; --teal: #000; --green: #000; --grey: #333;
    --red-bg: #fff; --amber-bg: #fff; --violet-bg: #fff; --teal-bg: #fff; --green-bg: #fff; --chat: #000; --sms: #000;
  }
  @page { margin: 16mm 14mm; }
  html { font-size: 12px; }
  body { line-height: 1.45; }
  .frame { max-width: none; padding: 0; }
  .filters, .contents, .skip, .permalink { display: none !important; }
  .head { padding-top: 0; }
  h2, h3, h4, h5, summary, thead { break-after: avoid; }
  tr, .card, .message h5, .problem, figure, .tiles > div { break-inside: avoid; }
  details > summary::before { display: none; }
  details::details-content { content-visibility: visible; display: block; height: auto; }
  tr.alike, ul.same { display: none; }
  .scroll { overflow: visible; }
  .sequence { width: 100%; height: auto; border: 1px solid #bbb; }
  .latency svg { max-width: 60mm; height: auto; }
  pre { max-height: none; white-space: pre-wrap; border: 1px solid #bbb; overflow: visible; }
  mark { outline: 1.5px solid #000; font-weight: 700; }
  div.sides > div { border: 1px solid #bbb; }
  a { text-decoration: none; }
}
`;

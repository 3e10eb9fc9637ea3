import { loadCatalog } from './src/catalog/index.ts';
import { startReference, variants } from './src/reference/index.ts';
import { conduct } from './src/run/conduct.ts';
import { referenceTarget } from './src/run/reference-target.ts';
const catalog = loadCatalog();
const deadlines = { answer: 3_000, notification: 3_000, settle: 60, overall: 30_000 };
const ids = process.argv.slice(2);
for (const v of [{ id: 'none', channels: ['chat', 'sms'], quirk: {} } as never, ...variants]) {
  if (ids.length && !ids.includes(v.id)) continue;
  const reference = await startReference({ quirks: [{ ...v.quirk, id: v.id, channels: v.channels }] });
  const t = performance.now();
  const { results } = await conduct({ target: referenceTarget(reference, deadlines), catalog });
  await reference.close();
  const red = results.outcomes.filter(o => o.verdict === 'failed' || o.verdict === 'warned' || (o.verdict === 'untestable' && o.level === 'MUST'));
  const undoc = results.divergences.filter(d => d.class === 'undocumented' );
  console.log(v.id, Math.round(performance.now() - t), 'ms', red.map(o => `${o.channel}/${o.requirement} ${o.verdict} ${o.reason ?? ''}`).slice(0, 6).join('; '), v.channels.length === 2 ? undoc.map(d => `${d.id}: ${d.chat}|${d.sms}`).slice(0, 4).join(' ; ') : '', results.readings.filter(r => ['BOTH-TARGETS','CHAT-TARGET-PATH','ABSENT-TARGET','REJECTION','SECOND-CONSULT','ERROR-STATUS'].includes(r.id)).map(r=>`${r.id}:${r.answer}`).join(' '), results.readings.filter(r => r.answer==='mixed').map(r=>r.id).join());
}

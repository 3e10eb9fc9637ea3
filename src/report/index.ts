/** Reports: results and evidence as text, and the writing of it. */
export { blameWords } from './blame-words.ts';
export {
  comparisonExitCode,
  comparisonExitCodes,
  comparisonFiles,
  comparisonPaper,
  renderComparison,
  renderComparisonJson,
  renderComparisonMd,
  type Paper,
} from './comparison/index.ts';
export { renderConsole } from './console.ts';
export { renderVerdict } from './console/closing.ts';
export type { View } from './console/view.ts';
export { doctorExitCode, renderDoctorEnd, renderDoctorStep } from './doctor.ts';
export { renderRunPlan } from './dry-run.ts';
export { exitCode, exitCodes, type ExitCode } from './exit-code.ts';
export { explainableIds, renderExplanation, type Knowledge } from './explain.ts';
export { fit } from './layout.ts';
export {
  listedRequirements,
  needsWords,
  renderPlan,
  renderRequirements,
  renderTraits,
  type Screen,
} from './list.ts';
export { channelVerdict, judgedChannels } from './channel-verdict.ts';
export { renderComplianceMd } from './compliance-md.ts';
export { renderDivergenceMd } from './divergence-md.ts';
export { renderAnnotations } from './github.ts';
export { defaultFormats, formatIds, formatOf, type Format, type FormatId } from './formats.ts';
export { createPaint, wantsColour, type Paint } from './paint.ts';
export { plainText, shownText } from './safe-text.ts';
export type { ReportSource } from './report-source.ts';
export { renderSelftest, selftestExitCode } from './selftest.ts';
export {
  isBeside,
  prepareFolder,
  reportFiles,
  writeFile,
  writeReports,
  writeReportsLater,
  writeSelftest,
  type KeptResults,
} from './write.ts';
export { renderVerification, verifyExitCode } from './verification.ts';

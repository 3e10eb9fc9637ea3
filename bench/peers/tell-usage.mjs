/** Preloaded into measured processes and their children: each writes down its peak memory and processor time when it ends. */
import { appendFileSync } from 'node:fs';

const { CONSULT_BENCH_USAGE: file } = process.env;
if (file !== undefined) {
  process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    appendFileSync(file, `${process.pid} ${maxRSS / 1024} ${(userCPUTime + systemCPUTime) / 1e6}\n`);
  });
  process.once('SIGTERM', () => process.exit(0)); // or the event above would not come
}

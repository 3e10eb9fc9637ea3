import { expect, it } from 'vitest';
import type { SelftestReport } from '../model/selftest.ts';
import { renderSelftestJson, renderSelftestMd } from './selftest-files.ts';

const report: SelftestReport = {
  rows: [
    { fault: 'a.lost', channel: 'chat', expected: ['A-001'], turnedRed: ['A-001'], ok: true },
    { fault: 'a.lost', channel: 'sms', expected: ['A-001'], turnedRed: [], ok: false },
  ],
  variants: [{ variant: 'slow', turnedRed: [], ok: true }],
  nulls: [{ id: 'dead-port', passed: [], exitCode: 3, ok: true }],
  checks: ['chat/A-001', 'sms/A-001'],
  withoutKiller: ['sms/A-001'],
  coverage: {
    keywords: 3,
    exercised: 1,
    explained: [{ keyword: 'chat first /a|b/* type', reason: 'It is judged elsewhere.' }],
    unexplained: ['sms first /a type'],
    stale: [],
  },
  golden: '',
  passed: 3,
  failed: 2,
};

it('selftest.md says the three figures first, then shows each table', () => {
  expect(renderSelftestMd(report)).toMatchInlineSnapshot(`
    "# Self-test: the proof of the checks

    - Faults killed by exactly the right requirements: **1 of 2**
    - Checks with a killer: **1 of 2**
    - Requirements passed by a null server: **none**

    3 passed, 2 failed.

    ## Faults: which requirements each turns red, on its channel alone

    | fault | Chat | SMS | turns red |
    | --- | --- | --- | --- |
    | a.lost | ✓ | ✗ | A-001 |

    ## Requirements: which faults turn them red

    | requirement | Chat | SMS |
    | --- | --- | --- |
    | A-001 | a.lost | none |

    ## Variants: right servers that differ turn nothing red

    | variant |  | red |
    | --- | --- | --- |
    | slow | ✓ | none |

    ## Null servers: nothing passes

    | server |  | passed | exit code |
    | --- | --- | --- | --- |
    | dead-port | ✓ | none | 3 |

    ## Schema keywords: what no fault breaks

    1 of the 3 keywords of the received messages' schemas are broken by a fault that a requirement finds.

    | keyword | why no fault breaks it |
    | --- | --- |
    | sms first /a type | **not explained** |
    | chat first /a\\|b/\\* type | It is judged elsewhere. |
    "
  `);
});

it('selftest.json has the same for programs', () => {
  expect(JSON.parse(renderSelftestJson(report))).toMatchObject({
    schemaVersion: 1,
    figures: { 'Checks with a killer': '1 of 2', 'Requirements passed by a null server': 'none' },
    faults: report.rows,
    coverage: report.coverage,
    failed: 2,
  });
});

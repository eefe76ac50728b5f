import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Adds up the JSON reports of Vitest in a folder: prints `<passed> <failed> <skipped>` and, on standard error, what
 * failed and what was skipped. A file that could not be loaded counts as one failure.
 */
const sum = { passed: 0, failed: 0, skipped: 0 };

const folder = process.argv[2];
if (!folder) throw new Error('Tallying needs the folder of the reports: node .ci/tally.mjs <folder>');

for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
  for (const suite of JSON.parse(readFileSync(join(folder, file), 'utf8')).testResults) {
    if (suite.status === 'failed' && !suite.assertionResults.some((test) => test.status === 'failed')) {
      sum.failed += 1;
      console.error(`failed to load: ${suite.name}\n  ${suite.message}`);
    }
    for (const test of suite.assertionResults) count(test, suite.name);
  }
}
console.log(`${sum.passed} ${sum.failed} ${sum.skipped}`);

function count(test, file) {
  const kind = test.status === 'passed' || test.status === 'failed' ? test.status : 'skipped';
  sum[kind] += 1;
  if (kind !== 'passed') console.error(`${kind}: ${test.fullName} (${file})`);
}

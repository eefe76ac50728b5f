import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Adds up the JSON reports of Vitest in a folder: prints `<passed> <failed> <skipped>` and, on standard error, what
 * failed and what was skipped. A file that could not be loaded counts as one failure. What failed in a file that passes
 * whole in a report of the folder `again` counts as passed and is listed as `unsteady`.
 *
 * With `--again` it prints the files that may be run once more instead: those of started galleries that failed, unless
 * something else failed too or there are more than three.
 */
const [folder, wish] = process.argv.slice(2);
if (!folder) throw new Error('Tallying needs the folder of the reports: node .ci/tally.mjs <folder>');
const suites = suitesIn(folder);

if (wish === '--again') {
  const failed = suites.filter(({ status }) => status === 'failed').map(({ name }) => name);
  const inGalleries = (file) => /\/test\/[^/]+\.test\.ts$/.test(file);
  if (failed.length <= 3 && failed.every(inGalleries)) for (const file of failed) console.log(file);
} else {
  const { passed, failed, skipped } = sum();
  console.log(`${passed} ${failed} ${skipped}`);
}

function suitesIn(place) {
  const reports = readdirSync(place).filter((name) => name.endsWith('.json'));
  return reports.flatMap((name) => JSON.parse(readFileSync(join(place, name), 'utf8')).testResults);
}

function sum() {
  const again = join(folder, 'again');
  const steadyNow = new Set(
    existsSync(again)
      ? suitesIn(again)
          .filter(passedWhole)
          .map(({ name }) => name)
      : [],
  );
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const { name, status, message, assertionResults } of suites) {
    if (status === 'failed' && !assertionResults.some((test) => test.status === 'failed') && !steadyNow.has(name)) {
      total.failed += 1;
      console.error(`failed to load: ${name}\n  ${message}`);
    }
    for (const test of assertionResults) {
      const unsteady = test.status === 'failed' && steadyNow.has(name);
      const kind = test.status === 'passed' || unsteady ? 'passed' : test.status === 'failed' ? 'failed' : 'skipped';
      total[kind] += 1;
      if (unsteady || kind !== 'passed') console.error(`${unsteady ? 'unsteady' : kind}: ${test.fullName} (${name})`);
    }
  }
  return total;
}

function passedWhole({ status, assertionResults }) {
  return status === 'passed' && assertionResults.some((test) => test.status === 'passed');
}

import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { machine } from '../bench/machine.ts';
import { readOptions, usage } from './options.ts';
import { type Result, resultsPage } from './results-page.ts';
import { runPart } from './run-part.ts';

const root = join(import.meta.dirname, '../../../..');
const folder = join(root, 'test/soak');
const page = join(folder, 'RESULTS.md');
const git = (...words: string[]) => execFileSync('git', words, { cwd: root, encoding: 'utf8' }).trim();

async function run(): Promise<boolean> {
  // `property.sqlite.soak.ts` and `property.mariadb.soak.ts` are one part: its files run side by side.
  const names = readdirSync(folder).filter((name) => name.endsWith('.soak.ts'));
  const parts = [...new Set(names.map((name) => name.split('.')[0] as string))].sort();
  const options = readOptions(process.argv.slice(2), parts);
  if (!options) {
    console.log(usage);
    return true;
  }
  for (const name of ['TEST_DATABASE_URL', 'TEST_PHOTOS']) if (!process.env[name]) throw new Error(`The soak needs ${name}.\n\n${usage}`);
  const commit = `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain') === '' ? '' : ' and changes'}`;
  const until = Date.now() + options.minutes * 60_000;
  const results: Result[] = [];
  const left = longestFirst(options.only.length > 0 ? options.only : parts);
  const lane = async () => {
    for (let part = left.shift(); part !== undefined; part = left.shift()) {
      const at = { part, date: new Date().toISOString().slice(0, 10), commit, machine: machine() };
      const ran = Date.now() < until ? await runPart(part, { root, until }) : { told: [], seconds: 0, result: 'failed: not run, out of time' };
      results.push({ ...at, ...ran });
      writeFileSync(page, resultsPage(existsSync(page) ? readFileSync(page, 'utf8') : '', results));
      console.log(`${part}: ${ran.result} in ${(ran.seconds / 60).toFixed(1)} minutes`);
    }
  };
  // What waits for processes to start and databases to come back leaves the processors to what computes.
  await Promise.all([lane(), lane()]);
  return results.every(({ result }) => result.startsWith('passed'));
}

const longest = 'property';
const longestFirst = (parts: readonly string[]): string[] => [...parts.filter((part) => part === longest), ...parts.filter((part) => part !== longest)];

const stop = () => process.exit(130);
process.once('SIGINT', stop).once('SIGTERM', stop);

try {
  process.exitCode = (await run()) ? 0 : 1;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

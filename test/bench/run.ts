import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { type Bench, openBench } from './bench.ts';
import { machine } from './machine.ts';
import type { Measure, Section } from './measure.ts';
import { measures } from './measures.ts';
import { type Options, readOptions, usage } from './options.ts';
import { type Occasion, replaceSection, sectionText } from './results.ts';
import { repository } from './rooms.ts';

const here = join(repository, 'test/bench');
const results = join(here, 'RESULTS.md');

async function run(options: Options): Promise<void> {
  console.log(`${machine()}\n`);
  const bench = openBench(options);
  for (const measure of measures.filter(({ name }) => options.only.includes(name))) await runOne(bench, measure);
}

async function runOne(bench: Bench, measure: Measure): Promise<void> {
  console.log(`${measure.title}\n`);
  const on: Occasion = { machine: machine(), date: new Date().toISOString().slice(0, 10), commit: commit(), load: loadavg()[0] ?? 0 };
  const section = await measure.measure(bench);
  const text = sectionText(measure, section, on);
  console.log(`\n${text}\n`);
  if (bench.write) await write(measure, section, text);
}

async function write({ name }: Measure, { pictures = {} }: Section, text: string): Promise<void> {
  await writeFile(results, replaceSection(await readFile(results, 'utf8'), name, text));
  for (const [file, content] of Object.entries(pictures)) await writeFile(join(here, file), content);
}

function commit(): string {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: repository, encoding: 'utf8' }).trim();
  const changed = git('status', '--porcelain', '--untracked-files=no', '--', ':!test/bench/RESULTS.md', ':!test/bench/*.svg') !== '';
  return `${git('rev-parse', '--short=10', 'HEAD')}${changed ? ' with changes' : ''}`;
}

try {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options) await run(options);
  else console.log(usage());
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}

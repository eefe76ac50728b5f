import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { getPriority } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';

const file = path
  .join(import.meta.dirname, 'yield-to-pages.ts')
  .replace('/src/', '/dist/')
  .replace('.ts', '.js');

/** Threads that read files are there before priorities change, and each has its own. */
const script = `
  import { readdirSync } from 'node:fs';
  import { readFile } from 'node:fs/promises';
  import { getPriority } from 'node:os';
  import { yieldToPages } from ${JSON.stringify(file)};
  await readFile(process.execPath);
  yieldToPages();
  console.log(JSON.stringify(readdirSync('/proc/self/task').map((thread) => getPriority(Number(thread)))));
`;

test.skipIf(!existsSync('/proc/self/task'))('a process that yields to pages does so with all its threads', () => {
  const priorities = JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })) as number[];
  expect(priorities.length).toBeGreaterThan(4);
  expect(new Set(priorities)).toEqual(new Set([Math.min(19, getPriority() + 10)]));
});

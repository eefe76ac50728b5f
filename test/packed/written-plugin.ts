import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'vitest';

/** Runs a program of Node in a folder, as somebody there would. */
export function run(folder: string, ...words: string[]): { readonly status: number | null; readonly said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8', env: { PATH: process.env.PATH, NO_COLOR: '1' } });
  return { status, said: stdout + stderr };
}

/** A plugin in TypeScript, as `plugin new` writes it, compiles, has types that hold and passes its test; with the compiler and runner of these modules. */
export function expectSoundPlugin(folder: string, modules: string): void {
  const tsc = join(modules, 'typescript/bin/tsc');
  expect(run(folder, tsc)).toEqual({ status: 0, said: '' });
  expect(run(folder, tsc, '-p', 'test')).toEqual({ status: 0, said: '' });
  const tested = run(folder, join(modules, 'vitest/vitest.mjs'), 'run', '--testTimeout=60000');
  expect(tested.said).toMatch(/Tests\D+1 passed/);
  expect(tested.status).toBe(0);
}

import { existsSync, readdirSync, statSync } from 'node:fs';
import { expect, it } from 'vitest';
import { findViolations } from './arrows/find-violations.ts';
import { sourceFiles } from './arrows/source-file.ts';
import { packagesIn } from './packages.ts';

it('every import of the house follows the arrows', () => {
  expect(findViolations(process.cwd())).toEqual([]);
});

it('every room of the core, every plugin and every migration is looked at', () => {
  const seen = sourceFiles(process.cwd()).map((file) => file.path);
  const rooms = readdirSync('core/src').map((room) => `core/src/${room}`);
  const folders = ['sdk/src', 'migrations', ...rooms, ...packagesIn('plugins').map((plugin) => `${plugin}/src`)];
  const holdingCode = folders.filter((folder) => existsSync(folder) && (!statSync(folder).isDirectory() || readdirSync(folder).length > 0));
  expect(holdingCode.filter((folder) => !seen.some((path) => path.startsWith(folder)))).toEqual([]);
  expect(holdingCode.length).toBeGreaterThan(5);
});

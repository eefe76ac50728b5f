import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { packagesIn } from './packages.ts';

// Vitest loads modules its own way and forgives named imports that a CommonJS package does not have; Node does not.
it('what was built loads in Node: every door of the core, the sdk, every plugin (else run: npm run build)', () => {
  const rooms = readdirSync('core/src', { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const doors = [
    'sdk/dist/index.js',
    'core/dist/main.js',
    ...rooms.map(({ name }) => `core/dist/${name}/index.js`),
    ...packagesIn('plugins').map((plugin) => `${plugin}/dist/index.js`),
  ];
  const program = `for (const door of ${JSON.stringify(doors.map((door) => pathToFileURL(door).href))}) await import(door).catch((error) => console.log(door, String(error))); process.exit()`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
  expect(stdout + stderr).toBe('');
});

#!/usr/bin/env node
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';

/**
 * `node .ci/pack.mjs <folder>`: writes what is published to npm, a tarball for each package, from what was built last.
 * The core alone cannot be packed as it lies there: its migrations lie beside it, and it needs the plugins and themes that
 * come with it. Both are added here, so that nothing in the repository depends on a plugin.
 */

const root = resolve(import.meta.dirname, '..');
const out = resolve(process.argv[2] ?? '');
if (process.argv[2] === undefined) {
  console.error('Say where to: node .ci/pack.mjs <folder>');
  process.exit(1);
}

const json = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const packagesIn = (name) =>
  readdirSync(join(root, name))
    .map((folder) => join(root, name, folder))
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .sort();
/** Installed into it, or of use where it is built only. */
const leftOut = /^node_modules$|\.tsbuildinfo$/;
const hung = [...packagesIn('plugins'), ...packagesIn('themes')];

/** Everything but what was installed into it, and with the licence of the house. */
function staged(folder, work) {
  const stage = join(work, basename(folder));
  cpSync(folder, stage, { recursive: true, filter: (path) => !leftOut.test(basename(path)) });
  cpSync(join(root, 'LICENSE'), join(stage, 'LICENSE'));
  return stage;
}

function stagedCore(work) {
  const stage = staged(join(root, 'core'), work);
  cpSync(join(root, 'migrations'), join(stage, 'migrations'), { recursive: true });
  const content = json(stage);
  const bundled = Object.fromEntries(hung.map(json).map(({ name, version }) => [name, version]));
  writeFileSync(
    join(stage, 'package.json'),
    JSON.stringify({ ...content, private: undefined, dependencies: { ...content.dependencies, ...bundled } }, null, 2),
  );
  return stage;
}

mkdirSync(out, { recursive: true });
const work = mkdtempSync(join(tmpdir(), 'picturerail-pack-'));
try {
  const others = [join(root, 'sdk'), join(root, 'test/harness'), ...hung].map((folder) => staged(folder, work));
  execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', out, stagedCore(work), ...others], {
    cwd: work,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
} finally {
  rmSync(work, { recursive: true });
}

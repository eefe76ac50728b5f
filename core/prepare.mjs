import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Installs what package-lock.json says and builds, each only where something has changed since the last time. Uses Node
 * alone: on a fresh clone there is nothing else. Where there is nothing to install or build, it takes milliseconds.
 */

const root = resolve(import.meta.dirname, '..');
const stamps = join(root, 'node_modules/.cache/picturerail');

export function prepare() {
  // A release has its dependencies and its build, and no compiler.
  if (!existsSync(join(root, 'tsconfig.json'))) return;
  once('install', installed, () => {
    console.log('picturerail: installing what package-lock.json lists ...');
    run('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error']);
  });
  once('build', built, () => {
    console.log('picturerail: building ...');
    run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b']);
  });
}

/** Runs a step unless its stamp says that it has run for just this state. */
function once(name, state, step) {
  const stamp = join(stamps, name);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === state()) return;
  step();
  mkdirSync(stamps, { recursive: true });
  writeFileSync(stamp, state());
}

const run = (command, words) => execFileSync(command, words, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });

/** What was installed: the lock, and the system that prebuilt files are chosen by. */
function installed() {
  return digest([process.versions.modules, process.platform, process.arch, readFileSync(join(root, 'package-lock.json'))]);
}

/** What was built: sizes and times of all sources, and whether their output is there. */
function built() {
  const sources = projects().flatMap((project) => [join(project, 'tsconfig.json'), ...filesBelow(join(project, 'src'))]);
  const outputs = projects().map((project) => join(project, 'dist/.tsbuildinfo'));
  return digest([...[join(root, 'tsconfig.base.json'), ...sources].map(sign), ...outputs.map((file) => String(existsSync(file)))]);
}

function projects() {
  const { references } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8'));
  return references.map(({ path }) => join(root, path));
}

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function sign(file) {
  const { size, mtimeMs } = statSync(file);
  return `${file} ${size} ${mtimeMs}`;
}

function digest(parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) prepare();

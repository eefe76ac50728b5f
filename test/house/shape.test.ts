import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { satisfies } from 'semver';
import { describe, expect, it } from 'vitest';
import { discoverPackages } from '../../core/src/kernel/packages/discover-packages.ts';
import { apiVersion } from '../../sdk/src/index.ts';
import { packages, packagesIn, read } from './packages.ts';

type Versions = Readonly<Record<string, string>>;

const hung = [...packagesIn('plugins'), ...packagesIn('themes')];

describe.each(hung)('%s', (folder) => {
  const { json } = read(folder);
  const kind = folder.startsWith('plugins/') ? 'plugin' : 'theme';

  it('is found by the kernel, under the name of its folder', async () => {
    const { packages: found, broken } = await discoverPackages([folder]);
    expect(broken).toEqual([]);
    expect(found.map((one) => [one.kind, one.id])).toEqual([[kind, basename(folder)]]);
  });

  it('runs on the SDK beside it', async () => {
    const [found] = (await discoverPackages([folder])).packages;
    expect(satisfies(apiVersion, found?.manifest.api ?? '')).toBe(true);
    expect(satisfies(apiVersion, (json.peerDependencies as Versions)['@picturerail/sdk'] ?? '')).toBe(true);
  });

  it('is named after its kind and folder', () => {
    expect(json.name).toBe(`@picturerail/${kind}-${basename(folder)}`);
  });

  it('explains itself, and what changed in this version', () => {
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toMatch(/^# \S/);
    expect(readFileSync(join(folder, 'CHANGELOG.md'), 'utf8')).toContain(`## ${json.version}`);
  });
});

it.each(packagesIn('plugins'))('%s has tests of its own', (folder) => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => !/^(?:node_modules|dist)\//.test(path));
  expect(files.filter((path) => path.endsWith('.test.ts'))).not.toEqual([]);
});

it('a plugin describes itself in sixty lines and does its work elsewhere', () => {
  const entries = packagesIn('plugins').map((folder) => join(folder, 'src/index.ts'));
  expect(entries.filter((path) => readFileSync(path, 'utf8').split('\n').length > 60)).toEqual([]);
});

it('the version of the SDK is the version of the API', () => {
  expect(apiVersion).toBe(read('sdk').json.version);
});

it('every dependency is pinned to one version, peers of plugins and themes aside', () => {
  const loose = packages().flatMap(({ path, json }) =>
    Object.entries({ ...(json.dependencies as Versions), ...(json.devDependencies as Versions) }).flatMap(([name, range]) =>
      /^\d+\.\d+\.\d+$/.test(range) ? [] : [`${path}: ${name} ${range}`],
    ),
  );
  expect(loose).toEqual([]);
});

it('at most ten scripts, and all tool configuration together under 150 lines', () => {
  expect(Object.keys(read('.').json.scripts as object).length).toBeLessThanOrEqual(10);
  const tools = readdirSync('.').filter((name) => /^(?:biome\.json|knip\.\w+|tsconfig.*\.json|vitest\.config\.ts|\.npmrc)$/.test(name));
  const lines = tools.map((name) => readFileSync(name, 'utf8').split('\n').length);
  expect(lines.reduce((sum, count) => sum + count, 0)).toBeLessThan(150);
});

it('each room has a door with a paragraph, and the house ends in a short main.ts', () => {
  const rooms = readdirSync('core/src', { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const doorless = rooms
    .map((room) => join('core/src', room.name, 'index.ts'))
    .filter((door) => !existsSync(door) || !readFileSync(door, 'utf8').startsWith('/**'));
  expect(doorless).toEqual([]);
  expect(readFileSync('core/src/main.ts', 'utf8').split('\n').length).toBeLessThanOrEqual(80);
});

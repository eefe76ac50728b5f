import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { linkHostPackages } from '../install/link-host-packages.ts';
import { stagePackage } from '../install/stage-package.ts';
import { packageJsonOf, pluginFiles, writeFiles } from '../install/testing.ts';
import { tryImport } from '../install/try-import.ts';
import { packPlugin } from './pack-plugin.ts';

let dir: string;
let pluginsDir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'picturerail-pack-'));
  pluginsDir = join(dir, 'plugins');
  await linkHostPackages(pluginsDir);
});
afterEach(() => rm(dir, { recursive: true }));

const settings = { type: 'object', properties: { currency: { type: 'string', enum: ['EUR', 'CHF'], default: 'EUR' } } };

const typed = {
  'package.json': packageJsonOf(
    'typed',
    {
      dependencies: { old: '1.0.0' },
      devDependencies: { vitest: '1.0.0' },
      scripts: { postinstall: 'exit 1' },
      files: ['dist', 'locales', 'migrations/', './assets/**'],
    },
    { entry: './dist/index.js', settings },
  ),
  'README.md': '# Typed\n',
  'tsconfig.json': '{ "compilerOptions": { "strict": true } }',
  'src/index.ts': [
    "import { definePlugin } from '@picturerail/sdk';",
    "import sharp from 'sharp';",
    "import { loud } from 'old';",
    "import type { Settings } from '../picturerail-env.d.ts';",
    'export default definePlugin<Settings>({ async setup(rail) { loud(sharp.name); (await rail.settings.get()).currency; } });',
  ].join('\n'),
  'src/index.test.ts': 'never packed',
  'dist/stale.js': 'never packed',
  'node_modules/old/package.json': '{ "name": "old", "version": "1.0.0", "main": "index.js" }',
  'node_modules/old/index.js': "const { format } = require('util');\nexports.loud = (word) => format('%s!', word);\n",
  'locales/en.json': '{}',
  'migrations/0001-first.js': 'export default {};\n',
  'assets/deep/a.css': 'a {}',
  'notes/private.txt': 'never packed',
};

async function folderOf(files: Readonly<Record<string, string>>, name = 'source'): Promise<string> {
  await writeFiles(join(dir, name), files);
  return join(dir, name);
}

async function installed(file: string): Promise<string> {
  const staged = await stagePackage({ kind: 'file', path: file }, { pluginsDir, npmRegistry: 'http://127.0.0.1:9', bundled: [] });
  await tryImport(staged.package);
  return (await staged.keep()).dir;
}

const filesIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();

describe('a packed plugin', () => {
  test('of TypeScript with a dependency installs by itself, holds what it lists and nothing of its making', async () => {
    const packed = await packPlugin(await folderOf(typed), { cwd: dir });
    expect(packed).toMatchObject({ id: 'typed', version: '1.0.0', file: join(dir, 'typed-1.0.0.tgz'), files: 6 });
    const kept = await installed(packed.file);
    expect(await filesIn(kept)).toEqual(['README.md', 'assets/deep/a.css', 'dist/index.js', 'locales/en.json', 'migrations/0001-first.js', 'package.json']);
    const code = await readFile(join(kept, 'dist/index.js'), 'utf8');
    expect(code.match(/from "[^"]*"/g)).toEqual(expect.arrayContaining(['from "@picturerail/sdk"', 'from "sharp"']));
    const json = JSON.parse(await readFile(join(kept, 'package.json'), 'utf8'));
    expect(Object.keys(json).toSorted()).toEqual(['exports', 'name', 'picturerail', 'type', 'version']);
  });

  test('consists of the same bytes whenever and wherever it is made', async () => {
    const first = await packPlugin(await folderOf(typed), { cwd: dir, out: 'first.tgz' });
    await cp(join(dir, 'source'), join(dir, 'elsewhere'), { recursive: true });
    const second = await packPlugin('elsewhere', { cwd: dir, out: 'deep/second.tgz' });
    expect(second.integrity).toBe(first.integrity);
    expect(await readdir(join(dir, 'deep'))).toEqual(['second.tgz']);
  });

  test('of plain JavaScript in several files becomes one module', async () => {
    const folder = await folderOf(
      pluginFiles('plain', {
        'index.js': "import { word } from './lib/word.js';\nexport default { setup() { return word; } };\n",
        'lib/word.js': "export const word = 'x';\n",
      }),
    );
    const kept = await installed((await packPlugin(folder, { cwd: dir })).file);
    expect(await readFile(join(kept, 'index.js'), 'utf8')).not.toContain('import');
  });

  test('whose entry is TypeScript itself gets an entry that Node can run', async () => {
    const folder = await folderOf({
      'package.json': packageJsonOf('short', {}, { entry: './src/main.ts' }),
      'src/main.ts': 'export default { setup(): void {} };\n',
    });
    const kept = await installed((await packPlugin(folder, { cwd: dir })).file);
    expect(await filesIn(kept)).toEqual(['dist/main.js', 'package.json']);
  });

  test('whose sources are JavaScript in "src" is packed and installed all the same', async () => {
    const json = packageJsonOf('sources', {}, { entry: './src/index.js' });
    const folder = await folderOf({ 'package.json': json, 'src/index.js': "import './other.js';\nexport default { setup() {} };\n", 'src/other.js': '' });
    expect(await filesIn(await installed((await packPlugin(folder, { cwd: dir })).file))).toEqual(['package.json', 'src/index.js']);
    const staged = await stagePackage({ kind: 'folder', path: folder }, { pluginsDir, npmRegistry: 'http://127.0.0.1:9', bundled: [] });
    await tryImport(staged.package);
    expect(await filesIn(staged.package.dir)).toEqual(['package.json', 'src/index.js', 'src/other.js']);
  });

  test.each(['plugins/metadata', 'themes/atelier'])('made of %s installs like one of a stranger', async (folder) => {
    await cp(folder, join(dir, folder), { recursive: true });
    await symlink(resolve('node_modules'), join(dir, 'node_modules'));
    const { file } = await packPlugin(folder, { cwd: dir });
    expect(await filesIn(await installed(file))).toEqual(expect.arrayContaining(['README.md', 'locales/de.json', 'package.json']));
  });

  test('has the types of its settings beside its sources', async () => {
    await packPlugin(await folderOf(typed), { cwd: dir });
    const types = await readFile(join(dir, 'source/picturerail-env.d.ts'), 'utf8');
    expect(types).toContain('export type Settings = {\n  readonly currency: "EUR" | "CHF";\n};');
  });
});

describe('packing refuses', () => {
  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['what does not compile, by file and line', { 'src/index.ts': 'export default {\n  setup( { }\n};\n' }, 'src/index.ts:3:'],
    [
      'an import that is not there',
      { 'src/index.ts': "import x from 'left-pad';\nexport default { setup() { x(); } };\n" },
      'src/index.ts:1:15 Could not resolve "left-pad". Run: npm install left-pad',
    ],
    [
      'a dependency that is not installed',
      { 'package.json': packageJsonOf('bad', { dependencies: { 'left-pad': '1' } }) },
      'needs "left-pad", but it is not installed beside it',
    ],
    ['its own sharp', { 'package.json': packageJsonOf('bad', { dependencies: { sharp: '0.33.0' } }) }, 'brings its own "sharp"'],
    ['a wrong manifest', { 'package.json': packageJsonOf('bad', {}, { entri: './index.js' }) }, 'did you mean "entry"?'],
    ['an entry that is not there', { 'package.json': packageJsonOf('bad', {}, { entry: './nowhere.js' }) }, '"./nowhere.js" as its entry'],
    ['a pattern among its files', { 'package.json': packageJsonOf('bad', { files: ['lib/*.js'] }) }, 'lists "lib/*.js" under "files"'],
  ])('%s', async (_, files, sentence) => {
    const entry = 'src/index.ts' in files ? { 'package.json': packageJsonOf('bad', {}, { entry: './dist/index.js' }) } : {};
    const folder = await folderOf(pluginFiles('bad', { ...entry, ...files }));
    await expect(packPlugin(folder, { cwd: dir })).rejects.toThrow(sentence);
    expect((await readdir(dir)).toSorted()).toEqual(['plugins', 'source']);
  });

  test('a folder that does not exist', async () => {
    await expect(packPlugin('absent', { cwd: dir })).rejects.toMatchObject({ code: 'pack-folder-unknown' });
    await writeFile(join(dir, 'file'), 'x');
    await expect(packPlugin('file', { cwd: dir })).rejects.toMatchObject({ code: 'pack-folder-unknown' });
  });
});

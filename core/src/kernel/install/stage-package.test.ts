import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { isGalleryError } from '@picturerail/sdk';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { installedPackages } from '../packages/installed-packages.ts';
import type { Package } from '../packages/package.ts';
import { digestFolder } from './digest-folder.ts';
import { type PackageSource, packageSource, registrySource } from './package-source.ts';
import { removeInstalled } from './remove-installed.ts';
import { type StagedPackage, stagePackage } from './stage-package.ts';
import { clearStages } from './stages.ts';
import { archiveOf, archiveOfFiles, packageJsonOf, pluginFiles, startRegistry, type TestEntry, writeFiles } from './testing.ts';

let dir: string;
let pluginsDir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'picturerail-stage-'));
  pluginsDir = join(dir, 'plugins');
});
afterEach(() => rm(dir, { recursive: true }));

/** As tar writes names that its own field has no room for. */
const longName = (length: number) => {
  const record = ` path=package/${'n'.repeat(length)}\n`;
  const size = record.length + String(record.length + 3).length;
  return [
    { path: 'PaxHeader/long', type: 'ExtendedHeader' as const, content: `${size}${record}` },
    { path: 'package/short', content: 'x' },
  ];
};

const stage = (source: PackageSource, options: { npmRegistry?: string; bundled?: readonly Package[] } = {}): Promise<StagedPackage> =>
  stagePackage(source, { pluginsDir, npmRegistry: 'http://127.0.0.1:9', bundled: [], ...options });

async function fromArchive(archive: Buffer, name = 'plugin.tgz'): Promise<PackageSource> {
  await writeFile(join(dir, name), archive);
  return { kind: 'file', path: join(dir, name) };
}

async function fromFolder(files: Readonly<Record<string, string>>): Promise<PackageSource> {
  const path = await mkdtemp(join(dir, 'source-'));
  await writeFiles(path, files);
  return { kind: 'folder', path };
}

const stagesLeft = () => readdir(join(pluginsDir, '.stage')).catch(() => []);

/** Of a program in a process of its own, which runs built files. */
const importing = (...files: readonly string[]): string =>
  files
    .map((file) => `import * as ${file.replace('-', '_')} from ${JSON.stringify(new URL(`../../../dist/kernel/install/${file}.js`, import.meta.url).href)};`)
    .join('\n');

/** The code of what a step throws, and that it left nothing. */
async function refusalOf(step: Promise<unknown>): Promise<string> {
  const error = await step.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(await stagesLeft()).toEqual([]);
  expect((await installedPackages(pluginsDir)).packages).toEqual([]);
  return isGalleryError(error) ? `${error.code}: ${error.message}` : String(error);
}

describe('a package', () => {
  test('from an archive is unpacked, checked, and kept under its version and the digest of its bytes', async () => {
    const source = await fromArchive(archiveOfFiles(pluginFiles('hello')));
    const staged = await stage(source);
    expect(staged).toMatchObject({ source, integrity: expect.stringMatching(/^sha512-/), folder: expect.stringMatching(/^1\.0\.0\+[0-9a-f]{8}$/) });
    expect(staged.package).toMatchObject({ id: 'hello', kind: 'plugin', version: '1.0.0' });
    const kept = await staged.keep();
    expect(kept).toMatchObject({ id: 'hello', folder: staged.folder, dir: join(pluginsDir, 'hello', staged.folder) });
    expect(await readFile(join(kept.dir, 'index.js'), 'utf8')).toContain('setup');
    expect(await stagesLeft()).toEqual([]);
    expect(await installedPackages(pluginsDir)).toEqual({ packages: [kept], broken: [] });
  });

  test('of the same bytes gets the same folder wherever it comes from, and what lies there stays', async () => {
    const first = await (await stage(await fromArchive(archiveOfFiles(pluginFiles('hello'))))).keep();
    const again = await (await stage(await fromFolder(pluginFiles('hello')))).keep();
    const byHand = await (
      await stage(await fromArchive(archiveOf(Object.entries(pluginFiles('hello')).map(([path, content]) => ({ path: `./${path}`, content })))))
    ).keep();
    expect([again.dir, byHand.dir]).toEqual([first.dir, first.dir]);
    const other = await (await stage(await fromFolder(pluginFiles('hello', { 'index.js': 'export default { setup() { /* new */ } };' })))).keep();
    expect(other.dir).not.toBe(first.dir);
    expect((await installedPackages(pluginsDir)).packages).toHaveLength(2);
    expect(await stagesLeft()).toEqual([]);
  });

  test('whose folder was changed by hand since is not kept over it', async () => {
    const kept = await (await stage(await fromFolder(pluginFiles('hello')))).keep();
    await writeFile(join(kept.dir, 'index.js'), 'export default { setup() { changed } };');
    const staged = await stage(await fromFolder(pluginFiles('hello')));
    await expect(staged.keep()).rejects.toMatchObject({ code: 'package-folder-changed' });
    expect(await readFile(join(kept.dir, 'index.js'), 'utf8')).toContain('changed');
    expect(await stagesLeft()).toEqual([]);
  });

  test('that is discarded leaves nothing', async () => {
    const staged = await stage(await fromFolder(pluginFiles('hello')));
    await staged.discard();
    expect(await refusalOf(Promise.resolve())).toBe('null');
  });

  test('from a folder comes without what its author has beside it', async () => {
    const source = await fromFolder(
      pluginFiles('hello', { '.git/config': 'x', 'node_modules/sharp/package.json': '{}', 'test/a.test.js': 'x', 'locales/en.json': '{}' }),
    );
    const { dir: kept } = await (await stage(source)).keep();
    expect((await readdir(kept)).toSorted()).toEqual(['index.js', 'locales', 'package.json']);
  });

  test('from a folder of TypeScript is compiled with what it depends on', async () => {
    const source = await fromFolder({
      'package.json': packageJsonOf('typed', { dependencies: { shouting: '1.0.0' } }, { entry: './dist/index.js' }),
      'src/index.ts': "import { loud } from 'shouting';\nimport { word } from './word.ts';\nexport default { setup(): void { loud(word); } };\n",
      'src/word.ts': "export const word: string = 'hello';\n",
      'node_modules/shouting/package.json': '{ "name": "shouting", "version": "1.0.0", "main": "index.cjs" }',
      'node_modules/shouting/index.cjs': "exports.loud = (word) => require('node:util').format('%s', word.toUpperCase());\n",
    });
    const { dir: kept } = await (await stage(source)).keep();
    expect((await readdir(kept, { recursive: true })).toSorted()).toEqual(['dist', 'dist/index.js', 'package.json']);
    const { default: plugin } = await import(join(kept, 'dist/index.js'));
    expect(() => plugin.setup()).not.toThrow();
    expect(JSON.parse(await readFile(join(kept, 'package.json'), 'utf8'))).not.toHaveProperty('dependencies');
  });
});

describe('an archive is refused, and leaves nothing,', () => {
  const file = (path: string, content = 'x'): TestEntry => ({ path, content });
  const good = Object.entries(pluginFiles('bad')).map(([path, content]) => file(`package/${path}`, content));
  test.each<[string, readonly TestEntry[], string]>([
    ['that leads upwards', [...good, file('package/../../../escaped')], 'package-path-unsafe'],
    ['that leads upwards behind backslashes', [...good, file('package\\..\\..\\escaped')], 'package-path-unsafe'],
    ['with an absolute name', [...good, file('/tmp/escaped')], 'package-path-unsafe'],
    ['with a symbolic link', [...good, { path: 'package/link', type: 'SymbolicLink', linkpath: '/etc/passwd' }], 'package-not-a-file'],
    ['with a hard link', [...good, { path: 'package/link', type: 'Link', linkpath: 'package/index.js' }], 'package-not-a-file'],
    ['with a device', [...good, { path: 'package/null', type: 'CharacterDevice' }], 'package-not-a-file'],
    ['with a pipe', [...good, { path: 'package/pipe', type: 'FIFO' }], 'package-not-a-file'],
    ['with too many files', [...good, ...Array.from({ length: 5_000 }, (_, at) => file(`package/${at}`, ''))], 'package-too-many-files'],
    ['without a package.json', [file('package/index.js')], 'package-not-ours'],
    ['of two folders', [...good, file('other/index.js')], 'package-not-ours'],
  ])('%s', async (_, entries, code) => {
    expect(await refusalOf(stage(await fromArchive(archiveOf(entries))))).toContain(`${code}: `);
    expect(await readdir(dir)).toEqual(['plugin.tgz', 'plugins']);
  });

  test('that unpacks to more than 100 MiB, long before it is unpacked', async () => {
    const zeros = Buffer.alloc(60 * 1024 * 1024);
    const entries = [...good, ...['one', 'two'].map((name) => ({ path: `package/${name}`, content: zeros }))];
    expect(await refusalOf(stage(await fromArchive(archiveOf(entries))))).toContain('package-too-big: ');
  });

  test('that goes on and on behind its end', async () => {
    const endless = Buffer.concat([archiveOf(good), gzipSync(Buffer.alloc(160 * 1024 * 1024))]);
    expect(await refusalOf(stage(await fromArchive(endless)))).toMatch(/^package-archive-unreadable: .*it goes on behind its end/);
  });

  test('that is packed to more than 50 MiB', async () => {
    expect(await refusalOf(stage(await fromArchive(Buffer.alloc(50 * 1024 * 1024 + 1))))).toContain('package-archive-too-big: ');
  });

  test.each([
    ['with nothing in it', archiveOf([])],
    ['that is no gzip', Buffer.from('hello')],
    ['that is cut off', archiveOf(good).subarray(0, 200)],
    ['that is zipped twice', gzipSync(archiveOf(good))],
    ['that is no tar', gzipSync(Buffer.alloc(2_048, 'x'))],
    ['with a file below a file', archiveOf([...good, { path: 'package/index.js/below.js' }])],
    ['with a name that no disk takes', archiveOf([...good, ...longName(300)])],
  ])('%s', async (_, bytes) => {
    expect(await refusalOf(stage(await fromArchive(bytes)))).toContain('package-archive-unreadable: ');
  });
});

describe('a package is refused with a sentence', () => {
  const needs = (range: string) => ({ requires: { plugins: { metadata: range } } });
  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['when it is none of ours', { 'package.json': '{ "name": "left-pad" }' }, 'package-not-ours'],
    ['when its package.json is broken', { 'package.json': '{ "picturerail": ' }, 'manifest-invalid'],
    ['when its manifest is wrong', { 'package.json': packageJsonOf('bad', {}, { kindd: 'x' }) }, 'did you mean "kind"?'],
    ['when it is no module', { 'package.json': packageJsonOf('bad', { type: 'commonjs' }) }, 'package-not-a-module'],
    ['when its version could not name a folder', { 'package.json': packageJsonOf('bad', { version: 'v1.0.0' }) }, 'package-version-odd'],
    ['when it depends on its own sharp', { 'package.json': packageJsonOf('bad', { dependencies: { sharp: '0.33.0' } }) }, 'brings its own "sharp"'],
    ['when it holds its own sharp', { 'node_modules/sharp/package.json': '{}' }, 'brings its own "sharp"'],
    ['when something in it holds its own sdk', { 'node_modules/a/node_modules/@picturerail/sdk/index.js': '' }, 'brings its own "@picturerail/sdk"'],
    [
      'when its dependencies are not in it',
      { 'package.json': packageJsonOf('bad', { dependencies: { a: '1', b: '1' } }) },
      'needs "a", "b", but does not hold them',
    ],
    ['when its entry is missing', { 'package.json': packageJsonOf('bad', {}, { entry: './dist/index.js' }) }, '"./dist/index.js" as its entry'],
    [
      'when no version of a plugin can suit it',
      { 'package.json': packageJsonOf('bad', {}, needs('>2.0.0 <1.0.0')) },
      'asks for the plugin "metadata" ">2.0.0 <1.0.0"',
    ],
    ['when no version of the API can suit it', { 'package.json': packageJsonOf('bad', {}, { api: '<0.0.0' }) }, 'asks for the plugin API "<0.0.0"'],
  ])('%s', async (_, files, sentence) => {
    expect(await refusalOf(stage(await fromArchive(archiveOfFiles(pluginFiles('bad', files)))))).toContain(sentence);
  });

  test('when its id belongs to a theme, installed or bundled', async () => {
    const theme = { id: 'paper', kind: 'theme', version: '1.0.0', dir: '/themes/paper' } as Package;
    expect(await refusalOf(stage(await fromFolder(pluginFiles('paper')), { bundled: [theme] }))).toContain('package-kind-changed: ');
    await (await stage(await fromFolder({ 'package.json': packageJsonOf('linen', {}, { kind: 'theme', entry: undefined }) }))).keep();
    await expect(stage(await fromFolder(pluginFiles('linen')))).rejects.toMatchObject({ code: 'package-kind-changed' });
  });

  test('when there is no place for it, or it is not there', async () => {
    await writeFile(join(dir, 'file'), 'x');
    const source = await fromFolder(pluginFiles('bad'));
    const step = stagePackage(source, { pluginsDir: join(dir, 'file/plugins'), npmRegistry: 'http://127.0.0.1:9', bundled: [] });
    await expect(step).rejects.toMatchObject({ code: 'package-place-failed', status: 503 });
    expect(await refusalOf(stage({ kind: 'file', path: join(dir, 'absent.tgz') }))).toContain('package-source-missing: ');
  });

  test('when its folder holds a link', async () => {
    const source = await fromFolder(pluginFiles('bad'));
    await symlink('/etc/passwd', join((source as { path: string }).path, 'passwd'));
    expect(await refusalOf(stage(source))).toContain('package-not-a-file: ');
  });

  test('when a folder of TypeScript has errors: file, line and what is wrong', async () => {
    const source = await fromFolder({
      'package.json': packageJsonOf('bad', {}, { entry: './dist/index.js' }),
      'src/index.ts': "import { x } from './nowhere.ts';\nimport y from 'left-pad';\nexport default { setup() { x(y); } };\n",
    });
    const refusal = await refusalOf(stage(source));
    expect(refusal).toMatch(/^pack-build-failed: /);
    expect(refusal).toMatch(/src\/index\.ts:1:19 Could not resolve "\.\/nowhere\.ts"/);
    expect(refusal).toMatch(/src\/index\.ts:2:15 Could not resolve "left-pad"\. Run: npm install left-pad/);
  });
});

describe('from a registry', () => {
  test('the version that fits is fetched, and its bytes are what the registry promises', async () => {
    const registry = await startRegistry();
    for (const version of ['1.0.0', '1.2.0', '2.0.0'])
      registry.publish('@acme/picturerail-prints', version, archiveOfFiles(pluginFiles('prints', { 'package.json': packageJsonOf('prints', { version }) })));
    const versionOf = async (text: string) => {
      const staged = await stage(registrySource(text), { npmRegistry: `${registry.address}/` });
      await staged.discard();
      return staged.package.version;
    };
    expect(await versionOf('@acme/picturerail-prints')).toBe('2.0.0');
    expect(await versionOf('@acme/picturerail-prints@^1.0.0')).toBe('1.2.0');
    expect(await versionOf('@acme/picturerail-prints@1.0.0')).toBe('1.0.0');
    expect(await refusalOf(versionOf('@acme/picturerail-prints@^3.0.0'))).toMatch(/package-version-not-found: .* fits "\^3\.0\.0"; its newest is "2\.0\.0"/);
    expect(await refusalOf(versionOf('nothing'))).toContain('package-not-found: ');
    await registry.close();
    expect(await refusalOf(versionOf('nothing'))).toMatch(/package-registry-failed: .*ECONNREFUSED/);
  });

  test('what it says must be of a package, and not without an end', async () => {
    const answers: Readonly<Record<string, string>> = { '/nothing': 'null', '/endless': ' '.repeat(33 * 1024 * 1024) };
    const server = createServer((request, response) => response.end(answers[request.url ?? '']));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const options = { npmRegistry: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
    expect(await refusalOf(stage(registrySource('nothing'), options))).toMatch(/package-registry-failed: .*describes no package/);
    expect(await refusalOf(stage(registrySource('endless'), options))).toMatch(/package-registry-failed: .*longer than/);
    server.closeAllConnections();
    server.close();
  });

  test('other bytes than it promises are refused, and so is a promise that is missing', async () => {
    const registry = await startRegistry();
    registry.publish('forged', '1.0.0', archiveOfFiles(pluginFiles('forged')), `sha512-${Buffer.alloc(64).toString('base64')}`);
    registry.publish('vague', '1.0.0', archiveOfFiles(pluginFiles('vague')), '');
    const options = { npmRegistry: registry.address };
    expect(await refusalOf(stage(registrySource('forged'), options))).toContain('package-integrity-wrong: ');
    expect(await refusalOf(stage(registrySource('vague'), options))).toContain('package-integrity-missing: ');
    await registry.close();
  });

  test('a process that is killed halfway leaves nothing that matters, and the next start clears it away', async () => {
    const registry = await startRegistry();
    registry.publish('slow', '1.0.0', archiveOfFiles(pluginFiles('slow')));
    const asked = new Promise<void>((resolve) => {
      registry.stall = () => {
        resolve();
        return true;
      };
    });
    const program = `${importing('stage-package', 'package-source')}
      await stage_package.stagePackage(package_source.registrySource('slow'), ${JSON.stringify({ pluginsDir, npmRegistry: registry.address, bundled: [] })});`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'ignore' });
    await asked;
    expect(await stagesLeft()).toHaveLength(1);
    await clearStages(pluginsDir);
    expect(await stagesLeft()).toHaveLength(1);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await installedPackages(pluginsDir)).toEqual({ packages: [], broken: [] });
    await clearStages(pluginsDir);
    expect(await stagesLeft()).toEqual([]);
    await registry.close();
  });
});

describe('a process that stages, keeps and removes', () => {
  test('leaves whole versions and stages that are cleared, whenever it is killed', async () => {
    await writeFiles(join(dir, 'source'), pluginFiles('hello', Object.fromEntries(Array.from({ length: 80 }, (_, at) => [`assets/${at}.txt`, `${at}`]))));
    const options = JSON.stringify({ pluginsDir, npmRegistry: 'http://127.0.0.1:9', bundled: [] });
    const program = `${importing('stage-package', 'remove-installed')}
      process.send('ready');
      for (;;) {
        const kept = await (await stage_package.stagePackage({ kind: 'folder', path: ${JSON.stringify(join(dir, 'source'))} }, ${options})).keep();
        await remove_installed.removeInstalled(${JSON.stringify(pluginsDir)}, kept.id, kept.folder);
      }`;
    let interrupted = 0;
    for (let kill = 0; kill < 8; kill++) {
      const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
      await once(child, 'message');
      // A different moment each time.
      await new Promise((resolve) => setTimeout(resolve, 7 + kill * 13));
      child.kill('SIGKILL');
      await once(child, 'exit');
      interrupted += (await stagesLeft()).length;
      const { packages, broken } = await installedPackages(pluginsDir);
      expect(broken).toEqual([]);
      for (const { dir: kept, folder } of packages) expect(folder).toBe(`1.0.0+${(await digestFolder(kept)).slice(0, 8)}`);
      await clearStages(pluginsDir);
      expect(await stagesLeft()).toEqual([]);
    }
    expect(interrupted).toBeGreaterThan(0);
  });
});

describe('what was installed', () => {
  test('is taken away version by version', async () => {
    const one = await (await stage(await fromFolder(pluginFiles('hello')))).keep();
    const two = await (await stage(await fromFolder(pluginFiles('hello', { 'extra.txt': 'x' })))).keep();
    await removeInstalled(pluginsDir, 'hello', one.folder);
    expect((await installedPackages(pluginsDir)).packages).toEqual([two]);
    await removeInstalled(pluginsDir, 'hello', two.folder);
    expect(await readdir(pluginsDir)).toEqual(['.stage']);
    expect(await stagesLeft()).toEqual([]);
    for (const folder of [one.folder, '..', '../..', 'x'])
      await expect(removeInstalled(pluginsDir, 'hello', folder)).rejects.toMatchObject({ code: 'package-not-installed' });
  });

  test('has stages of others cleared when they are an hour old', async () => {
    const stages = join(pluginsDir, '.stage');
    await writeFiles(stages, { 'old/file': 'x', 'new/file': 'x' });
    const before = new Date(Date.now() - 2 * 3_600_000);
    await utimes(join(stages, 'old'), before, before);
    await clearStages(pluginsDir);
    expect(await stagesLeft()).toEqual(['new']);
    await clearStages(join(dir, 'absent'));
  });
});

describe('a source', () => {
  test('is what somebody wrote: a folder, an archive, or a name', async () => {
    await writeFiles(dir, { 'a.tgz': 'x', 'folder/x': 'x' });
    expect(await packageSource('./folder', dir)).toEqual({ kind: 'folder', path: join(dir, 'folder') });
    expect(await packageSource(join(dir, 'folder'), '/')).toEqual({ kind: 'folder', path: join(dir, 'folder') });
    expect(await packageSource('a.tgz', dir)).toEqual({ kind: 'file', path: join(dir, 'a.tgz') });
    expect(await packageSource('folder', dir)).toEqual({ kind: 'registry', name: 'folder', range: 'latest' });
    expect(await packageSource('@acme/prints@^1.2.0', dir)).toEqual({ kind: 'registry', name: '@acme/prints', range: '^1.2.0' });
    expect(await packageSource('prints@next', dir)).toEqual({ kind: 'registry', name: 'prints', range: 'next' });
    for (const absent of ['./absent', 'absent.tgz']) await expect(packageSource(absent, dir)).rejects.toMatchObject({ code: 'package-source-missing' });
  });

  test.each(['', '@', 'Prints', '../x', '/etc', 'a b', 'x@https://example.com/x.tgz', 'x@file:../y', 'x@git+ssh://host/y', '@acme/../x'])(
    'that comes from a page names no file and no address: %j',
    (text) => {
      expect(() => registrySource(text)).toThrow(/names no package/);
    },
  );
});

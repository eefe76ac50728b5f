import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestScope } from '../kernel/testing.ts';
import { createAssets } from './assets.ts';
import { assetsContribution } from './assets-contribution.ts';

let dir: string;
const owner = { id: 'tags', version: '1.2.0' };

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'picturerail-assets-'));
  mkdirSync(join(dir, 'assets/fonts'), { recursive: true });
  writeFileSync(join(dir, 'assets/tags.css'), 'a{}');
  writeFileSync(join(dir, 'assets/fonts/a b.woff2'), 'font');
  writeFileSync(join(dir, 'assets/.hidden'), 'no');
  writeFileSync(join(dir, 'secret.txt'), 'no');
  symlinkSync(join(dir, 'secret.txt'), join(dir, 'assets/link.txt'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

it('a file is found under an address that changes with the content of its folder', () => {
  const assets = createAssets();
  const first = assets.read('p', owner, [join(dir, 'assets')]);
  first.serve();
  expect(first.url('tags.css')).toMatch(/^\/assets\/p\/tags\/1\.2\.0-[0-9a-f]{8}\/tags\.css$/);
  expect(assets.at(first.url('tags.css'))).toEqual({ file: join(dir, 'assets/tags.css'), type: 'text/css; charset=utf-8', immutable: true });
  expect(assets.at(decodeURIComponent(first.url('fonts/a b.woff2')))).toMatchObject({ type: 'font/woff2' });
  expect(first.url('fonts/a b.woff2').startsWith(first.base)).toBe(true);

  writeFileSync(join(dir, 'assets/tags.css'), 'a{color:red}');
  const second = assets.read('p', owner, [join(dir, 'assets')]);
  expect(second.base).not.toBe(first.base);
  expect(assets.at(second.url('tags.css'))).toMatchObject({ immutable: false });
  second.serve();
  expect(assets.at(second.url('tags.css'))).toMatchObject({ immutable: true });
});

it('nothing is served but the files of the folder', () => {
  const assets = createAssets();
  const { base, serve } = assets.read('p', owner, [join(dir, 'assets')]);
  serve();
  expect(assets.at(`${base}tags.css`)).toBeDefined();
  const paths = ['../secret.txt', 'fonts/../../secret.txt', 'link.txt', '.hidden', '', 'fonts', 'none.css', '/tags.css'];
  expect(paths.filter((path) => assets.at(base + path))).toEqual([]);
  expect(assets.at('/assets/p/other/1.0.0-abcdef12/tags.css')).toBeUndefined();
  expect(assets.at(base.replace('/p/', '/t/').concat('tags.css'))).toBeUndefined();
});

it('a file that is not there is a mistake that names the owner', () => {
  const folder = createAssets().read('p', owner, [join(dir, 'assets')]);
  expect(() => folder.url('tag.css')).toThrow('"tags" has no file "tag.css" among its assets');
  expect(
    createAssets()
      .read('t', owner, [join(dir, 'nowhere')])
      .has('tags.css'),
  ).toBe(false);
});

/** A version of the plugin with files of its own, set up and not yet in force. */
function setUp(assets: ReturnType<typeof createAssets>, version: string, files: Record<string, string>) {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(dir, version), { recursive: true });
    writeFileSync(join(dir, version, path), content);
  }
  const scope = openTestScope({ id: owner.id, version, dir, manifest: { assets: `./${version}` } });
  return { scope, asset: assetsContribution(assets)(scope).asset };
}

it('a plugin serves its folder while it runs', async () => {
  const assets = createAssets();
  const { scope, asset } = setUp(assets, '1.2.0', { 'tags.css': 'a{}' });
  expect(assets.at(asset('tags.css'))).toBeUndefined();
  scope.commit();
  expect(assets.at(asset('tags.css'))).toMatchObject({ immutable: true });
  await scope.dispose();
  expect(assets.at(asset('tags.css'))).toBeUndefined();
});

it('a version that is set up beside another takes nothing from it, and is nowhere to be seen when it is given up', async () => {
  const assets = createAssets();
  const old = setUp(assets, '1.2.0', { 'tags.css': 'a{}' });
  old.scope.commit();
  const next = setUp(assets, '1.3.0', { 'tags.css': 'b{}', 'more.css': 'c{}' });
  expect(assets.at(old.asset('tags.css'))).toMatchObject({ file: join(dir, '1.2.0/tags.css'), immutable: true });
  await next.scope.dispose();
  expect(assets.at(old.asset('tags.css'))).toMatchObject({ file: join(dir, '1.2.0/tags.css'), immutable: true });
  expect(assets.at(next.asset('more.css'))).toBeUndefined();
});

it('addresses of the version before an update go on meaning the same files, for ten minutes', async () => {
  let now = 0;
  const assets = createAssets({ now: () => now });
  const old = setUp(assets, '1.2.0', { 'tags.css': 'a{}', 'gone.css': 'd{}' });
  old.scope.commit();
  const next = setUp(assets, '1.3.0', { 'tags.css': 'b{}' });
  await old.scope.dispose();
  next.scope.commit();
  expect(assets.at(next.asset('tags.css'))).toMatchObject({ file: join(dir, '1.3.0/tags.css'), immutable: true });
  expect(assets.at(old.asset('tags.css'))).toMatchObject({ file: join(dir, '1.2.0/tags.css'), immutable: true });
  expect(assets.at(old.asset('gone.css'))).toMatchObject({ immutable: true });
  now = 11 * 60_000;
  expect(assets.at(old.asset('tags.css'))).toMatchObject({ file: join(dir, '1.3.0/tags.css'), immutable: false });
  expect(assets.at(old.asset('gone.css'))).toBeUndefined();
  now = 0;
  await next.scope.dispose();
  expect(assets.at(old.asset('tags.css'))).toBeUndefined();
});

it('an earlier version that comes back is in force again', async () => {
  const assets = createAssets();
  const versions = ['1.2.0', '1.3.0', '1.2.0'].map((version) => setUp(assets, version, { 'tags.css': version }));
  for (const { scope } of versions) {
    scope.commit();
    if (scope !== versions.at(-1)?.scope) await scope.dispose();
  }
  expect(assets.at(versions[0]?.asset('tags.css') ?? '')).toMatchObject({ file: join(dir, '1.2.0/tags.css'), immutable: true });
  expect(assets.at('/assets/p/tags/0.9.0-00000000/tags.css')).toMatchObject({ file: join(dir, '1.2.0/tags.css'), immutable: false });
});

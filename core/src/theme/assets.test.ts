import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
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
  const first = assets.add('p', owner, [join(dir, 'assets')]);
  expect(first.url('tags.css')).toMatch(/^\/assets\/p\/tags\/1\.2\.0-[0-9a-f]{8}\/tags\.css$/);
  expect(assets.at(first.url('tags.css'))).toEqual({ file: join(dir, 'assets/tags.css'), type: 'text/css; charset=utf-8', immutable: true });
  expect(assets.at(decodeURIComponent(first.url('fonts/a b.woff2')))).toMatchObject({ type: 'font/woff2' });
  expect(first.url('fonts/a b.woff2').startsWith(first.base)).toBe(true);

  writeFileSync(join(dir, 'assets/tags.css'), 'a{color:red}');
  const second = assets.add('p', owner, [join(dir, 'assets')]);
  expect(second.base).not.toBe(first.base);
  expect(assets.at(first.url('tags.css'))).toMatchObject({ immutable: false });
});

it('nothing is served but the files of the folder', () => {
  const assets = createAssets();
  const { base } = assets.add('p', owner, [join(dir, 'assets')]);
  const paths = ['../secret.txt', 'fonts/../../secret.txt', 'link.txt', '.hidden', '', 'fonts', 'none.css', '/tags.css'];
  expect(paths.filter((path) => assets.at(base + path))).toEqual([]);
  expect(assets.at('/assets/p/other/1.0.0-abcdef12/tags.css')).toBeUndefined();
  expect(assets.at(base.replace('/p/', '/t/').concat('tags.css'))).toBeUndefined();
});

it('a file that is not there is a mistake that names the owner', () => {
  const folder = createAssets().add('p', owner, [join(dir, 'assets')]);
  expect(() => folder.url('tag.css')).toThrow('"tags" has no file "tag.css" among its assets');
  expect(
    createAssets()
      .add('t', owner, [join(dir, 'nowhere')])
      .has('tags.css'),
  ).toBe(false);
});

it('a plugin serves its folder while it is there, and an update is not undone when the old version goes', () => {
  const assets = createAssets();
  const start = (version: string) => {
    const disposals: (() => void)[] = [];
    const scope = { plugin: { ...owner, version, dir }, manifest: { assets: './assets' }, onDispose: (run: () => void) => void disposals.push(run) };
    const { asset } = assetsContribution(assets)(scope as never);
    return { asset, stop: () => disposals.forEach((run) => void run()) };
  };
  const old = start('1.2.0');
  const updated = start('1.3.0');
  old.stop();
  expect(assets.at(updated.asset('tags.css'))).toMatchObject({ immutable: true });
  updated.stop();
  expect(assets.at(updated.asset('tags.css'))).toBeUndefined();
});

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { publint } from 'publint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installTarballs } from './packed/install-tarballs.ts';
import { expectSoundPlugin, run } from './packed/written-plugin.ts';

const home = mkdtempSync(join(tmpdir(), 'picturerail-packed-'));
const attw = join(dirname(createRequire(import.meta.url).resolve('@arethetypeswrong/cli/package.json')), 'dist/index.js');
const packed = join(home, 'packed');
let tarballs: readonly string[] = [];
const called = (name: string) => tarballs.filter((path) => path.includes(`picturerail-${name}-`)).map((path) => join(packed, path))[0] as string;

beforeAll(() => {
  execFileSync(process.execPath, ['.ci/pack.mjs', packed]);
  tarballs = readdirSync(packed);
}, 300_000);
afterAll(() => rmSync(home, { recursive: true }));

describe.each(['sdk', 'core', 'testing'])('the package %s', (name) => {
  it('is what its package.json says', async () => {
    const { messages } = await publint({ pack: { tarball: new Uint8Array(readFileSync(called(name))).buffer }, strict: true });
    expect(messages).toEqual([]);
  });

  it('has types wherever ES modules are imported', () => {
    const { status, said } = run('.', attw, called(name), '--profile', 'esm-only', '--no-definitely-typed');
    expect(status, said).toBe(0);
  });
});

describe('in a folder outside the repository, with what was packed', () => {
  it('a plugin is written, compiles, has types that hold, and passes its test', async () => {
    const wanted = ['typescript', 'vitest', '@types/node'];
    await installTarballs(
      home,
      tarballs.map((path) => join(packed, path)),
      wanted,
    );
    expect(run(home, 'node_modules/@picturerail/core/bin.mjs', 'plugin', 'new', 'sunset-tours', '--typescript')).toMatchObject({ status: 0 });
    expectSoundPlugin(join(home, 'sunset-tours'), join(home, 'node_modules'));
  }, 300_000);

  it('the gallery has its tables, its theme and its plugins', () => {
    const { said } = run(home, 'node_modules/@picturerail/core/bin.mjs', 'theme', 'list');
    expect(said).toMatch(/^atelier .* in use$/m);
    expect(run(home, 'node_modules/@picturerail/core/bin.mjs', 'plugin', 'list').said).toContain('metadata');
  });
});

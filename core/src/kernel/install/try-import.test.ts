import { mkdtemp, readdir, readlink, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { discoverPackages } from '../packages/discover-packages.ts';
import { hostPackages } from './host-packages.ts';
import { linkHostPackages } from './link-host-packages.ts';
import { packageJsonOf, pluginFiles, writeFiles } from './testing.ts';
import { tryImport } from './try-import.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'picturerail-import-'));
  await linkHostPackages(dir);
});
afterAll(() => rm(dir, { recursive: true }));

let number = 0;
beforeEach(() => {
  number += 1;
});

/** Imports a plugin of this code; the sentence of what it throws, or null. */
async function trial(code: string, files: Readonly<Record<string, string>> = {}): Promise<string | null> {
  const folder = join(dir, `p${number}`);
  await writeFiles(folder, pluginFiles(`p${number}`, { 'index.js': code, ...files }));
  const [found] = (await discoverPackages([folder])).packages;
  if (!found) throw new Error('the fixture is no package');
  return tryImport(found).then(
    () => null,
    (error: Error & { code: string }) => `${error.code}: ${error.message}`,
  );
}

describe('a trial import', () => {
  test('is content with a setup, whatever the plugin leaves running', async () => {
    expect(await trial("import { definePlugin } from '@picturerail/sdk';\nsetInterval(() => {}, 1000);\nexport default definePlugin({ setup() {} });")).toBe(
      null,
    );
  });

  test('knows no secret of the process that asks', async () => {
    expect(await trial("if (process.env.PATH) throw new Error('sees ' + process.env.PATH);\nexport default { setup() {} };")).toBe(null);
  });

  test('names file and line of what throws', async () => {
    expect(await trial("import './lib/deep.js';\nexport default { setup() {} };", { 'lib/deep.js': "\n\nthrow new Error('boom.');\n" })).toBe(
      `plugin-import-throws: The plugin "p${number}" throws when it is imported, at lib/deep.js:3: boom.`,
    );
  });

  test('names file and line of what is no JavaScript', async () => {
    expect(await trial('const a = 1;\nconst b = ;\n')).toContain('at index.js:2: Unexpected token');
  });

  test('names a package that is missing', async () => {
    expect(await trial("import 'left-pad';\nexport default { setup() {} };")).toContain("Cannot find package 'left-pad'");
  });

  test.each(['null', "'a word'", 'undefined'])('tells of a throw of %s', async (thrown) => {
    expect(await trial(`throw ${thrown};`)).toContain('plugin-import-throws: ');
  });

  test.each(['process.exit(0);', 'process.exit(3);', 'process.abort();'])('tells of a process that is ended by %s', async (code) => {
    expect(await trial(code)).toContain('plugin-import-exits: ');
  });

  test.each(['for (;;);', 'await new Promise(() => {});', 'await new Promise((done) => setTimeout(done, 3_600_000));'])(
    'ends what does not: %s',
    async (code) => {
      expect(await trial(code)).toContain('plugin-import-hangs: ');
    },
  );

  test.each(['export default {};', 'export const setup = () => {};', 'export default null;', 'export default { setup: 1 };'])(
    'tells of no setup: %s',
    async (code) => {
      expect(await trial(code)).toContain('plugin-import-no-setup: ');
    },
  );

  test('runs no code of a theme', async () => {
    const manifest = packageJsonOf(`p${number}`, {}, { kind: 'theme' });
    expect(await trial("throw new Error('ran');", { 'package.json': manifest })).toBe(null);
  });
});

describe('links to the packages of the host', () => {
  test('lead to the ones that the gallery uses, from several processes at once', async () => {
    const place = await mkdtemp(join(dir, 'links-'));
    await Promise.all(Array.from({ length: 8 }, () => linkHostPackages(place)));
    for (const name of hostPackages) expect(await realpath(join(place, 'node_modules', name))).toBe(await realpath(join('node_modules', name)));
    expect(await readdir(join(place, '.stage'))).toEqual([]);
  });

  test('are made anew where they lead elsewhere, or where a folder lies', async () => {
    const place = await mkdtemp(join(dir, 'links-'));
    await writeFiles(place, { 'node_modules/sharp/index.js': 'x', 'elsewhere/x': 'x' });
    await symlink(join(place, 'elsewhere'), join(place, 'node_modules/koa'));
    await linkHostPackages(place);
    for (const name of ['sharp', 'koa']) expect(await readlink(join(place, 'node_modules', name))).toMatch(new RegExp(`node_modules/${name}$`));
  });
});

import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { apiVersion } from '@picturerail/sdk';
import { startGallery, type TestGallery } from '@picturerail/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Commanded, commanded } from './command.ts';
import { expectSoundPlugin } from './packed/written-plugin.ts';

const modules = resolve('node_modules');
let home: string;
let command: Commanded;
let gallery: TestGallery | null = null;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'picturerail-scaffold-'));
  await symlink(modules, join(home, 'node_modules'));
  command = await commanded();
});
afterEach(async () => {
  await gallery?.close();
  gallery = null;
  await command.remove();
  await rm(home, { recursive: true });
});

const scaffold = async (...words: string[]) => {
  const folder = join(home, 'made');
  const ran = await command.run(['plugin', 'new', ...words, '--into', folder]);
  return { ...ran, folder };
};
const shown = async (folder: string) => {
  gallery = await startGallery({ plugins: [pathToFileURL(`${folder}/`)] });
  const image = await gallery.image(await gallery.album('Harbour'), { title: 'Boats' });
  return { gallery, image };
};

describe('picturerail plugin new', () => {
  it('writes the smallest plugin: two files, and the page of an image shows it', async () => {
    const { code, out, folder } = await scaffold('sunset-tours');
    expect(code).toBe(0);
    expect(out.trim().split('\n').slice(1)).toEqual(['dev', 'verify', 'pack'].map((word) => `    picturerail plugin ${word} ${folder}`));
    const { gallery, image } = await shown(folder);
    expect((await gallery.visitor().page(`/images/${image}`)).text).toContain('<h2>Sunset tours</h2><p>Boats</p>');
  });

  it('writes a plugin in TypeScript that compiles, whose types hold and whose test passes', async () => {
    const { code, folder } = await scaffold('sunset-tours', '--typescript');
    expect(code).toBe(0);
    expectSoundPlugin(folder, modules);
  }, 180_000);

  it('writes a theme in which the gallery is shown', async () => {
    const { code, folder } = await scaffold('sepia', '--theme');
    expect(code).toBe(0);
    const { gallery } = await shown(folder);
    await gallery.house.settings.set('core', 'gallery', { theme: 'sepia' });
    const { status, text } = await gallery.visitor().page('/');
    expect(status).toBe(200);
    const [, style] = /<link rel="stylesheet" href="([^"]*sepia\.css)">/.exec(text) ?? [];
    expect((await gallery.visitor().get(style as string)).text).toBe(await readFile(join(folder, 'assets/sepia.css'), 'utf8'));
  });

  it.each(['', '--typescript', '--theme'])('asks for the API of today %s', async (option) => {
    const { folder } = await scaffold('sunset-tours', ...(option ? [option] : []));
    const { picturerail } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    expect(picturerail).toMatchObject({ id: 'sunset-tours', api: `^${apiVersion}` });
  });

  it('writes nothing over what is there, and nothing that could not run', async () => {
    const full = join(home, 'made');
    await mkdir(full);
    await writeFile(join(full, 'notes.txt'), 'mine');
    expect(await scaffold('sunset-tours')).toMatchObject({ code: 1, err: expect.stringContaining(`into "${full}", because something is there already`) });
    await rm(full, { recursive: true });
    expect(await scaffold('Sunset_Tours')).toMatchObject({ code: 1, err: expect.stringContaining('lower-case words joined by single dashes') });
    await expect(readFile(full)).rejects.toThrow('ENOENT');
    expect(await scaffold('sunset-tours', '--theme', '--typescript')).toMatchObject({ code: 2 });
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kernel } from '@picturerail/core';
import { startGallery, type TestGallery, testServers } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Written, writePlugin } from './plugins/write-plugin.ts';

type Faulty = Pick<Written, 'code' | 'manifest' | 'files'> & { readonly fault: string; readonly says: string };

const setup = (body: string, lifecycle = '') => `export default { setup(rail) { ${body} }, lifecycle: { ${lifecycle} } };`;
const fail = "() => { throw new Error('on purpose'); }";
const everywhere = [
  'filter("images:list"',
  'filter("albums:list"',
  'filter("images:view"',
  'on("images:imported"',
  'on("albums:created"',
  'collect("admin:menu"',
];
const slots = ['page.head@1', 'page.menu@1', 'page.footer@1', 'album.toolbar@1', 'image.badges@1', 'image.toolbar@1', 'image.panel@1'];
const inAll = (run: string) => [...everywhere.map((verb) => `rail.${verb}, ${run});`), ...slots.map((slot) => `rail.slot('${slot}', ${run});`)].join('\n');

/** Refused before anybody knows of them. */
const neverInstalled: readonly Faulty[] = [
  { fault: 'throws when it is imported', code: "throw new Error('on purpose');", says: 'throws when it is imported, at index.js:1: on purpose' },
  {
    fault: 'never ends being imported',
    code: 'setInterval(() => {}, 1000); await new Promise(() => {}); export default {};',
    says: 'does not end within 5000 ms',
  },
  { fault: 'ends its process when it is imported', code: 'process.exit(3); export default {};', says: 'ends its process when it is imported' },
  { fault: 'has no setup', code: 'export default {};', says: 'has no setup' },
  {
    fault: 'asks for a version nobody can have',
    code: setup(''),
    manifest: { requires: { plugins: { metadata: '>2 <1' } } },
    says: 'which no version can satisfy',
  },
  { fault: 'has a key nobody knows', code: setup(''), manifest: { setings: {} }, says: 'did you mean "settings"?' },
];

/** Installed, and stopped by the kernel when they are to run. */
const neverActive: readonly Faulty[] = [
  { fault: 'throws in setup', code: setup("throw new Error('on purpose');"), says: 'failed in setup: on purpose' },
  { fault: 'hangs in setup', code: 'export default { setup: () => new Promise(() => {}) };', says: 'did not answer in setup within 5000 ms' },
  { fault: 'misspells a hook', code: setup("rail.filter('images:lists', () => {});"), says: 'Did you mean "images:list"?' },
  { fault: 'uses what it has not declared', code: setup("rail.guard('media:serve', () => []);"), says: 'needs the capability "guards"' },
  { fault: 'fails to install', code: setup('', `install: ${fail}`), says: 'failed in lifecycle.install: on purpose' },
  { fault: 'is not healthy', code: setup('', `health: ${fail}`), says: 'failed in lifecycle.health: on purpose' },
  {
    fault: 'has a migration that fails',
    code: setup(''),
    files: { 'migrations/0001-bad.js': "export default [{ addColumn: 'mood', to: 'absent', definition: { type: 'integer' } }];" },
    says: 'failed in its migrations',
  },
];

/** Active, and contained in each call. */
const contained: readonly Faulty[] = [
  { fault: 'throws in every verb and slot', code: setup(inAll(fail)), says: 'on purpose' },
  { fault: 'rejects in every verb and slot', code: setup(inAll("async () => { throw new Error('on purpose'); }")), says: 'on purpose' },
  { fault: 'answers rubbish in every verb and slot', code: setup(inAll('() => ({ length: 7 })')), says: 'answered wrongly' },
  { fault: 'hangs in every verb and slot', code: setup(inAll('() => new Promise(() => {})')), says: 'did not answer in' },
];

describe.each(testServers())('a plugin that misbehaves, on $name,', ({ server }) => {
  let gallery: TestGallery;
  let dir: string;
  let album: number;
  let image: number;
  let count = 0;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'picturerail-misbehave-'));
    gallery = await startGallery({ server });
    album = await gallery.album('Hall');
    image = await gallery.image(album, { title: 'Window' });
  }, 120_000);
  afterAll(async () => {
    await gallery?.close();
    await rm(dir, { recursive: true, force: true });
  });

  async function install({ code, manifest, files }: Omit<Faulty, 'fault' | 'says'>): Promise<string> {
    count += 1;
    const id = `faulty-${count}`;
    const path = await writePlugin(join(dir, id), { id, version: '1.0.0', code, ...(manifest && { manifest }), ...(files && { files }) });
    await (await kernel.prepareInstall(gallery.house, { kind: 'folder', path })).carryOut();
    return id;
  }
  const listed = async (id: string) => kernel.listPlugins(await gallery.house.registry.look()).find((one) => one.id === id);
  const activate = async (id: string) => {
    await kernel.activatePlugin(gallery.house, id);
    await gallery.house.registry.follow();
  };
  /** What visitors see is whole: every kind of page, with the picture in it. */
  const expectServed = async () => {
    const visitor = gallery.visitor();
    for (const path of ['/', '/newest', `/albums/${album}/hall`, `/images/${image}/window`]) {
      const { status, text } = await visitor.get(path);
      expect([path, status, text.includes('Window')]).toEqual([path, 200, true]);
      expect(text).not.toContain('on purpose');
    }
  };
  const rescuePage = async () => (await (await gallery.as(1)).get('/admin/rescue')).text.replaceAll('&quot;', '"').replaceAll('&#39;', "'");

  it.each(neverInstalled)(
    'and $fault is not installed, with a sentence that says why',
    async ({ says, ...plugin }) => {
      const before = kernel.listPlugins(await gallery.house.registry.look());
      await expect(install(plugin)).rejects.toThrow(says);
      expect(kernel.listPlugins(await gallery.house.registry.look())).toEqual(before);
    },
    30_000,
  );

  it.each(neverActive)(
    'and $fault is named on the rescue page, and visitors notice nothing',
    async ({ says, ...plugin }) => {
      const id = await install(plugin);
      await activate(id);
      expect(await listed(id)).toMatchObject({ desired: 'active', state: 'failed', reason: expect.stringContaining(says) });
      expect(await rescuePage()).toContain(says);
      await expectServed();
      await kernel.deactivatePlugin(gallery.house, id);
      await gallery.house.registry.follow();
    },
    30_000,
  );

  it.each(contained)(
    'and $fault is contained, its faults are counted, and visitors notice nothing',
    async ({ says, ...plugin }) => {
      const id = await install(plugin);
      await activate(id);
      expect((await listed(id))?.state).toBe('active');
      await expectServed();
      await gallery.image(album, { title: 'Window again' });
      const strikes = gallery.house.kernel.inspect(id)?.strikes ?? [];
      expect(strikes.map(({ where }) => where)).toEqual(expect.arrayContaining(['hook "images:list"', 'slot "page.footer@1"', 'slot "image.panel@1"']));
      expect(strikes.every(({ last }) => last.includes(`"${id}"`) && last.includes(says))).toBe(true);
      await kernel.deactivatePlugin(gallery.house, id);
      await gallery.house.registry.follow();
      expect(gallery.house.kernel.inspect(id)).toBeUndefined();
    },
    60_000,
  );

  it('and needs itself by way of another is refused, with the way written out', async () => {
    const first = await install({ code: setup(''), manifest: { requires: { plugins: { [`faulty-${count + 2}`]: '^1.0.0' } } } });
    const second = await install({ code: setup(''), manifest: { requires: { plugins: { [first]: '^1.0.0' } } } });
    await expect(kernel.activatePlugin(gallery.house, second)).rejects.toThrow(`"${second}" needs itself: ${second} -> ${first} -> ${second}.`);
    await expect(kernel.activatePlugin(gallery.house, first)).rejects.toThrow(`"${first}" needs itself: ${first} -> ${second} -> ${first}.`);
  });

  it('in its next version only leaves the version before it running, and everything else as it was', async () => {
    const version = (number: string, body: string, lifecycle = '') => ({
      code: setup(`rail.router.get('/', () => ({ json: '${number}' })); ${body}`, lifecycle),
      version: number,
    });
    const id = `faulty-${count + 1}`;
    await install(version('1.0.0', ''));
    await activate(id);
    for (const [number, next] of Object.entries({
      '1.1.0': version('1.1.0', "throw new Error('on purpose');"),
      '1.2.0': version('1.2.0', '', `update: ${fail}`),
      '1.3.0': version('1.3.0', '', `health: ${fail}`),
      '1.4.0': version('1.4.0', 'process.exit(5);'),
      '1.5.0': version('1.5.0', 'process.kill(process.pid, "SIGKILL");'),
    })) {
      const path = await writePlugin(join(dir, `${id}-${number}`), { id, ...next });
      const before = await listed(id);
      await expect((await kernel.prepareInstall(gallery.house, { kind: 'folder', path })).carryOut()).rejects.toThrow(
        `"${id}" was tried apart from the gallery`,
      );
      await gallery.house.registry.follow();
      expect(await listed(id)).toEqual(before);
      expect((await gallery.visitor().get(`/p/${id}`)).text).toBe('"1.0.0"');
    }
    expect((await gallery.house.registry.look()).disk.installed.packages.filter((one) => one.id === id)).toHaveLength(1);
  }, 60_000);
});

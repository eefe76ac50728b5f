import { join } from 'node:path';
import { startGallery, type TestGallery, testServers } from '@picturerail/testing';
import { afterEach, describe, expect, it } from 'vitest';

const packagesDirs = [join(import.meta.dirname, 'plugins')];
const day = 24 * 60 * 60 * 1000;

describe.each(testServers())('the test kit on $name', ({ server }) => {
  let gallery: TestGallery;
  const start = async (plugins: readonly string[] = []) => {
    gallery = await startGallery({ server, packagesDirs, plugins });
  };
  afterEach(() => gallery.close());

  it('moves the clock that the gallery goes by, and puts it right again', async () => {
    await start();
    const before = Date.now();
    const ana = await gallery.as(await gallery.user('ana'));
    const signedIn = async () => (await ana.page('/')).text.includes('ana');
    expect(await signedIn()).toBe(true);
    gallery.clock.advance(400 * day);
    expect([new Date() instanceof Date, new Date(0).getTime(), Date.now() > before + 399 * day]).toEqual([true, 0, true]);
    expect(await signedIn()).toBe(false);
    gallery.clock.set(Date.UTC(2001, 0, 1));
    expect(new Date(gallery.clock.now()).getUTCFullYear()).toBe(2001);
    await gallery.close();
    expect(Math.abs(Date.now() - before)).toBeLessThan(day);
    await start();
  });

  it('makes calls of a place fail, as many as asked for', async () => {
    await start();
    const visitor = gallery.visitor();
    // What is read once after a start has been read.
    expect((await visitor.page('/')).status).toBe(200);
    const fault = gallery.fault('database', { calls: 1 });
    expect((await visitor.page('/')).status).toBe(503);
    expect(fault.left).toBe(0);
    expect((await visitor.page('/')).status).toBe(200);

    const album = await gallery.album('Harbour');
    gallery.fault('storage');
    await expect(gallery.image(album)).rejects.toThrow('The disk is full, because the test wants it so.');
    await gallery.image(album);

    const asked = gallery.fault('fetch', { error: new Error('no network') });
    asked.end();
    gallery.fault('fetch', { error: new Error('really no network') });
    await expect(fetch(gallery.url)).rejects.toThrow('really no network');
    expect((await fetch(gallery.url)).status).toBe(200);
  });

  it('switches plugins on and off while the gallery serves', async () => {
    await start();
    const shown = async () => (await gallery.visitor().get('/p/with-pages')).status;
    expect(await shown()).toBe(404);
    await gallery.plugins.activate('with-pages');
    expect(await shown()).toBe(200);
    await gallery.plugins.deactivate('with-pages');
    expect(await shown()).toBe(404);
    await expect(gallery.plugins.activate('nobody')).rejects.toThrow('There is no plugin "nobody"');
  });

  it('finds what a plugin leaves behind, and where it was made; and nothing where all goes', async () => {
    await start(['metadata', 'with-pages']);
    await gallery.expectNoLeaks();
    await gallery.plugins.activate('that-leaks-timers');
    await expect(gallery.expectNoLeaks()).rejects.toThrow('a timer made at "that-leaks-timers", index.js:3:5: 3 more after three times');
  });
});

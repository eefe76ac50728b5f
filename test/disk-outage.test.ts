import { mkdtemp, readdir, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { examine } from '@picturerail/core';
import { startGallery, testServers } from '@picturerail/testing';
import { describe, expect, it } from 'vitest';
import { commanded } from './command.ts';
import { filesBelow } from './files-below.ts';
import { putPicture } from './pictures.ts';
import { canMount, mountDisk } from './small-disk.ts';

if (!canMount) console.warn('Disks that are full or read-only are not tested: mounting one takes root.');

describe.skipIf(!canMount).each(testServers())('a disk, on $name', { timeout: 180_000 }, ({ server }) => {
  it('that is full: pages are served, what must be written is refused with a reason, and all goes on once there is room', async () => {
    const disk = await mountDisk(48);
    const gallery = await startGallery({ server, env: { DATA_DIR: disk.dir, LOG_LEVEL: 'silent' } });
    const visitor = gallery.visitor();
    const id = await gallery.image(await gallery.album('Summer'), { title: 'sea' });
    const keeper = await gallery.user('ana', { password: 'picture-rail-of-oak' });
    const picture = /\/media\/[^"\s]+/.exec((await visitor.get(`/images/${id}/sea`)).text)?.[0] ?? 'none';
    await disk.fill();
    for (const address of ['/', '/newest', `/images/${id}/sea`]) expect((await visitor.get(address)).status).toBe(200);
    expect((await visitor.get(picture)).status).toBe(503);
    const ready = await visitor.get('/readyz');
    expect([ready.status, JSON.parse(ready.text).problems]).toEqual([503, { storage: 'storage-full' }]);
    if (server === undefined) {
      const refused = await visitor.submit('/account/sign-in', { name: 'ana', password: 'picture-rail-of-oak' });
      expect([refused.status, refused.text.includes('no room left')]).toEqual([503, true]);
    }
    await disk.free();
    expect((await visitor.get(picture)).status).toBe(200);
    expect((await visitor.get('/readyz')).status).toBe(200);
    expect((await gallery.as(keeper)).cookies.size).toBeGreaterThan(0);
    await gallery.jobs.run();
    expect(await examine(gallery.house)).toEqual([]);
    await gallery.close();
    await disk.remove();
  });

  it('that is full during an import: it is said once, nothing is half stored, and the next run finishes it', async () => {
    const disk = await mountDisk(48);
    const photos = await mkdtemp(path.join(tmpdir(), 'picturerail-photos-'));
    for (let n = 0; n < 12; n += 1) {
      await putPicture(path.join(photos, 'album', `${n}.jpg`), n);
      // As long as photographs: what comes after the picture belongs to the file.
      await truncate(path.join(photos, 'album', `${n}.jpg`), 1_000_000 + n);
    }
    const place = await commanded(server, disk.dir);
    await place.run(['album', 'list']);
    // All of it, and after some of the files.
    for (const left of [0, 4_000_000]) {
      await disk.fill(left);
      const { code, err } = await place.run(['import', photos]);
      expect([code, err.trim().split('\n').length]).toEqual([1, 1]);
      expect(err).toMatch(/[Ff]ree some space/);
      await disk.free();
    }
    expect((await filesBelow(path.join(disk.dir, 'originals')).catch(() => [])).length).toBe(await imagesOf());
    expect((await place.run(['doctor'])).out).toBe('Nothing is wrong.\n');
    await place.json(['import', photos]);
    expect(await imagesOf()).toBe(12);
    expect(await readdir(path.join(disk.dir, 'tmp'))).toEqual([]);
    await place.remove();
    await disk.remove();
    await rm(photos, { recursive: true });

    async function imagesOf(): Promise<number> {
      return (await place.json<{ images: number }[]>(['album', 'list'])).reduce((sum, album) => sum + album.images, 0);
    }
  });

  it('that is read-only: an import is refused with a reason, and stores nothing', async () => {
    const disk = await mountDisk(48);
    const photos = await mkdtemp(path.join(tmpdir(), 'picturerail-photos-'));
    await putPicture(path.join(photos, 'album', '1.jpg'), 1);
    const place = await commanded(server, disk.dir);
    await place.run(['album', 'list']);
    disk.setReadOnly(true);
    const { code, err } = await place.run(['import', photos]);
    expect([code, err.trim().split('\n').length]).toEqual([1, 1]);
    expect(err).toMatch(/read-only/);
    disk.setReadOnly(false);
    expect((await place.run(['doctor'])).out).toBe('Nothing is wrong.\n');
    await place.json(['import', photos]);
    await place.remove();
    await disk.remove();
    await rm(photos, { recursive: true });
  });
});

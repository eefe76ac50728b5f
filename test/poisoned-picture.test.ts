import { copyFile, writeFile } from 'node:fs/promises';
import { examine } from '@picturerail/core';
import { startGallery, type TestGallery, testServers } from '@picturerail/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { filesBelow } from './files-below.ts';

/** A picture whose original went bad on the disk after it was taken in. */
describe.each(testServers())('a picture that cannot be decoded, on $name', ({ server }) => {
  let gallery: TestGallery;
  let whole: number;
  let broken: number;

  beforeEach(async () => {
    gallery = await startGallery({ server });
    const album = await gallery.album('Album');
    broken = await gallery.image(album, { fileName: 'broken.jpg' });
    whole = await gallery.image(album, { fileName: 'whole.jpg' });
    await writeFile(
      `${gallery.dir}/originals/Album/broken.jpg`,
      Buffer.concat([Buffer.from('ffd8ffe000104a46494600010101', 'hex'), Buffer.alloc(4_000, 0x5a)]),
    );
  });
  afterEach(() => gallery.close());

  /** The address of one of its sizes, as a page gives it. */
  async function addressOf(id: number): Promise<string> {
    const { text } = await gallery.visitor().get(`/images/${id}/${id === broken ? 'broken' : 'whole'}`);
    const found = text.match(new RegExp(`/media/${id}/[\\w-]{16}/[\\w-]+\\.jpg`, 'g'))?.find((path) => !path.includes('original'));
    if (found === undefined) throw new Error(`The page of image ${id} names no picture of it: ${text.slice(0, 500)}`);
    return found;
  }

  it('is shown as a broken one, and the others beside it as they are', async () => {
    const answer = await gallery.visitor().get(await addressOf(broken));
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([422, 'image/svg+xml', 'no-store']);
    expect(answer.headers.get('etag')).toBeNull();
    expect(answer.text).toMatch(/^<svg .*<\/svg>\n$/s);
    expect((await gallery.visitor().get(await addressOf(whole))).status).toBe(200);
  });

  it('is not tried again by other processes, and said to the webmaster with its reason', async () => {
    await gallery.visitor().get(await addressOf(broken));
    const [row] = await gallery.house.database.read.all('SELECT image_id AS id, attempts, code FROM media_faults');
    expect(row).toMatchObject({ id: broken, attempts: 1, code: 'media-damaged' });
    await gallery.restart();
    expect((await gallery.visitor().get(await addressOf(broken))).status).toBe(422);
    expect(await gallery.house.database.read.all('SELECT attempts FROM media_faults')).toEqual([{ attempts: 1 }]);
    const finding = (await examine(gallery.house)).find(({ code }) => code === 'picture-broken');
    expect(finding?.examples[0]).toMatch(new RegExp(`^image ${broken}: The JPEG image is damaged: `));
  });

  it('fails its job at once and in words, which costs others nothing, and is forgotten once it is whole', async () => {
    await gallery.jobs.run();
    const failed = await gallery.house.jobs.list({ state: 'failed' });
    expect(failed.map(({ name, error }) => [name, error])).toEqual([['intake:originals', expect.stringContaining('is damaged')]]);
    const made = (await filesBelow(`${gallery.dir}/derivatives`)).map((file) => Number(file.split('/')[1]));
    expect(new Set(made)).toEqual(new Set([whole]));
    await copyFile(`${gallery.dir}/originals/Album/whole.jpg`, `${gallery.dir}/originals/Album/broken.jpg`);
    await gallery.house.jobs.retry({});
    await gallery.jobs.run();
    expect((await gallery.visitor().get(await addressOf(broken))).status).toBe(200);
    expect(await gallery.house.database.read.all('SELECT attempts FROM media_faults')).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabases } from '../../database/testing.ts';
import { createAlbum } from '../albums/create-album.ts';
import { type Gallery, system } from '../gallery.ts';
import { originalsTaken } from '../originals/originals-taken.ts';
import { quietGallery, rowOnly } from '../testing.ts';
import { insertImages } from './insert-images.ts';
import { sampleImages } from './sample-images.ts';
import { markMissing, trashImages } from './trash-images.ts';

describe.each(testDatabases())('a look at all images on $name', (kind) => {
  let opened: TestDatabase;
  let g: Gallery;
  let images: number[];

  beforeAll(async () => {
    opened = await kind.open();
    g = quietGallery({ database: opened.database });
  });
  afterAll(() => opened.drop());

  it('finds nothing where there is none', async () => {
    expect(await sampleImages(g, 3)).toEqual([]);
    expect(await originalsTaken(g)).toEqual({ living: { bytes: 0, files: 0 }, trashed: { bytes: 0, files: 0 }, inPlace: { bytes: 0, files: 0 } });
  });

  it('takes some from the first to the last, and the same again', async () => {
    const albumId = await createAlbum(g, system, { parentId: null, title: 'Harbour' });
    const rows = Array.from({ length: 9 }, (_, at) => ({ ...rowOnly(albumId, `${at}.jpg`), bytes: 100 + at }));
    images = (await insertImages(g, system, rows)).map(({ id }) => id);
    const taken = async (count: number) => (await sampleImages(g, count)).map(({ id }) => images.indexOf(id));
    expect(await taken(3)).toEqual([0, 3, 6]);
    expect(await taken(3)).toEqual([0, 3, 6]);
    expect(await taken(50)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('leaves out what is in the trash or missing, whose bytes are counted apart or with the others', async () => {
    await trashImages(g, system, [images[0] as number]);
    await markMissing(g, system, [images[3] as number]);
    expect((await sampleImages(g, 50)).map(({ id }) => images.indexOf(id))).toEqual([1, 2, 4, 5, 6, 7, 8]);
    expect(await originalsTaken(g)).toMatchObject({ living: { bytes: 836, files: 8 }, trashed: { bytes: 100, files: 1 } });
  });
});

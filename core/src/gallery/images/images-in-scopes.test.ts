import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabases } from '../../database/testing.ts';
import { createAlbum } from '../albums/create-album.ts';
import { moveAlbum } from '../albums/move-album.ts';
import { type Gallery, system } from '../gallery.ts';
import { quietGallery, rowOnly } from '../testing.ts';
import { imagesInScopes } from './images-in-scopes.ts';
import { insertImages } from './insert-images.ts';
import { placeImages } from './place-images.ts';

describe.each(testDatabases())('scopes on $name', (kind) => {
  let opened: TestDatabase;
  let g: Gallery;
  let top: number;
  let below: number;
  let other: number;
  let images: number[];

  const album = (title: string, parentId: number | null = null) => createAlbum(g, system, { parentId, title });
  const within = async (...scopes: string[]) => [...(await imagesInScopes(g)(scopes, images))].map((id) => images.indexOf(id)).toSorted();

  beforeAll(async () => {
    opened = await kind.open();
    g = quietGallery({ database: opened.database });
    [top, other] = [await album('Top'), await album('Other')];
    below = await album('Below', top);
    const made = await insertImages(
      g,
      system,
      [top, below, other].map((albumId) => rowOnly(albumId, 'a.jpg')),
    );
    images = made.map(({ id }) => id);
  });
  afterAll(() => opened.drop());

  it('an album holds what is placed in it and below it', async () => {
    expect(await within(`album:${top}`)).toEqual([0, 1]);
    expect(await within(`album:${below}`)).toEqual([1]);
    expect(await within(`album:${below}`, `album:${other}`)).toEqual([1, 2]);
    expect(await within('album:999999')).toEqual([]);
  });

  it('one placement among several is enough, and what moves is covered where it comes to lie', async () => {
    await placeImages(g, system, [{ imageId: images[2] as number, albumId: below }]);
    expect(await within(`album:${top}`)).toEqual([0, 1, 2]);
    await moveAlbum(g, system, below, other);
    expect(await within(`album:${top}`)).toEqual([0]);
    expect(await within(`album:${other}`)).toEqual([1, 2]);
  });

  it.each(['gallery', 'album:', 'album:1x', 'image:5', ''])('"%s" is the whole gallery', async (scope) => {
    expect(await within(`album:${top}`, scope)).toEqual([0, 1, 2]);
  });
});

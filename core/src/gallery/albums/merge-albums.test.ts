import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabases } from '../../database/testing.ts';
import type { AccessEntry } from '../access/access-choice.ts';
import { previewMerge } from '../access/preview-access.ts';
import { galleryChecks } from '../doctor/gallery-checks.ts';
import { type Gallery, system } from '../gallery.ts';
import { insertImages } from '../images/insert-images.ts';
import { placeImages } from '../images/place-images.ts';
import { albumPage } from '../pages/album-page.ts';
import { createUser } from '../people/create-user.ts';
import { viewerOf, visitorViewer } from '../people/viewers.ts';
import { clearGallery, codeOf, quietGallery, rowOnly } from '../testing.ts';
import { browseAlbums } from './browse-albums.ts';
import { createAlbum } from './create-album.ts';
import { findAlbum } from './find-albums.ts';
import { goOnMerging, mergeAlbums } from './merge-albums.ts';
import { setRootAccess } from './set-root-access.ts';

const page = { offset: 0, limit: 10 };

describe.each(testDatabases())('merging albums on $name', (kind) => {
  let opened: TestDatabase;
  let g: Gallery;
  let from: number;
  let into: number;
  let ana: number;
  let images: number[];

  const album = (title: string, parentId: number | null, entries?: readonly AccessEntry[]) =>
    createAlbum(g, system, { parentId, title, ...(entries && { access: { entries } }) });
  const seen = async (albumId: number) => (await albumPage(g, visitorViewer(g, 'en'), albumId))?.images.map(({ id }) => images.indexOf(id)).toSorted() ?? null;
  const mainOf = async (id = 0) => (await opened.database.read.get<{ id: number }>('SELECT main_album_id AS id FROM images WHERE id = ?', [id]))?.id;
  const below = async (id: number) => (await browseAlbums(g, system, id, page)).albums.map(({ title, access }) => [title, access]);
  const allIsWell = async () => {
    // No files belong to these rows.
    for (const check of galleryChecks(g))
      for await (const wrong of check.run({ repair: false, deep: false, signal: undefined, progress: () => {} }))
        if (!/^(original|file)-/.test(wrong.code)) expect(wrong).toBeNull();
  };

  beforeAll(async () => {
    opened = await kind.open();
    g = quietGallery({ database: opened.database });
    ana = await createUser(g, system, { name: 'ana', status: 'user' });
  });
  beforeEach(async () => {
    await clearGallery(opened.database);
    g = quietGallery({ database: opened.database });
    await opened.database.transaction((tx) => setRootAccess(g, tx, 'public'));
    from = await album('Trip', null, []);
    into = await album('Travels', null);
    images = (await insertImages(g, system, [rowOnly(from, 'a.jpg'), rowOnly(from, 'b.jpg'), rowOnly(into, 'c.jpg')])).map(({ id }) => id);
  });
  afterAll(() => opened.drop());

  it('brings images and albums, each once, and leaves the empty rest in the trash', async () => {
    const inside = await album('Day one', from);
    await insertImages(g, system, [rowOnly(inside, 'd.jpg')]);
    await placeImages(g, system, [{ imageId: images[1] as number, albumId: into }]);
    await mergeAlbums(g, system, from, into);
    expect(await seen(into)).toEqual([0, 1, 2]);
    expect((await findAlbum(g, from))?.inTrash).toBe(true);
    expect(await mainOf(images[0])).toBe(into);
    // Whom it was hidden from does not see it now either.
    expect(await below(into)).toEqual([['Day one', 'private']]);
    await allIsWell();
  });

  it('says before who gets to see more', async () => {
    expect(await previewMerge(g, from, into)).toEqual({ images: 2, gains: [{ principal: 'everyone', rights: ['view'] }] });
    expect((await previewMerge(g, into, from))?.gains).toEqual([]);
    expect(await previewMerge(g, from, 99_999)).toBeNull();
  });

  it('takes the right to manage both, and leaves what its actor may not place elsewhere', async () => {
    const viewer = () => viewerOf(g, ana, 'en');
    const [mine, other] = [await album('Mine', null, [{ principal: { user: ana }, rights: ['manage'] }]), await album('Other', null, [])];
    const [own, others] = (await insertImages(g, system, [rowOnly(mine, 'm.jpg'), rowOnly(other, 'o.jpg')])).map(({ id }) => id) as [number, number];
    await placeImages(g, system, [{ imageId: others, albumId: mine }]);
    const target = await album('Target', null, [{ principal: { user: ana }, rights: ['manage'] }]);
    expect(await codeOf(mergeAlbums(g, await viewer(), mine, into))).toBe('not-allowed');
    expect(await codeOf(mergeAlbums(g, await viewer(), other, target))).toBe('album-unknown');
    await mergeAlbums(g, await viewer(), mine, target);
    expect(await mainOf(own)).toBe(target);
    expect((await findAlbum(g, mine))?.inTrash).toBe(false);
    expect((await albumPage(g, await viewer(), mine))?.images.map(({ id }) => id)).toEqual([others]);
    await allIsWell();
  });

  it('refuses an album into itself and what lies in it, and what is in the trash', async () => {
    const inside = await album('Day one', from);
    expect(await codeOf(mergeAlbums(g, system, from, from))).toBe('album-inside-itself');
    expect(await codeOf(mergeAlbums(g, system, from, inside))).toBe('album-inside-itself');
    await mergeAlbums(g, system, inside, from);
    expect(await codeOf(mergeAlbums(g, system, inside, into))).toBe('album-in-trash');
    expect(await codeOf(mergeAlbums(g, system, from, 99_999))).toBe('album-unknown');
  });

  it('goes on where it was cut off, as long as its actor may', async () => {
    const small = quietGallery({ database: opened.database, stepSizes: { purge: 1 } });
    let asked = 0;
    const throwIfAborted = () => {
      asked += 1;
      if (asked > 1) throw new Error('The process ends.');
    };
    const signal = { throwIfAborted } as AbortSignal;
    const merging = { id: from, intoId: into, userId: null };
    await expect(goOnMerging(small, merging, signal)).rejects.toThrow();
    expect(await seen(into)).toEqual([0, 2]);
    await allIsWell();
    await goOnMerging(g, { ...merging, userId: ana }, new AbortController().signal);
    expect(await seen(into)).toEqual([0, 2]);
    await goOnMerging(g, merging, new AbortController().signal);
    expect(await seen(into)).toEqual([0, 1, 2]);
    await goOnMerging(g, merging, new AbortController().signal);
    await allIsWell();
  });
});

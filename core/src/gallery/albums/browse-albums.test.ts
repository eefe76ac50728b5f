import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabases } from '../../database/testing.ts';
import { type Gallery, system } from '../gallery.ts';
import { insertImages } from '../images/insert-images.ts';
import { createUser } from '../people/create-user.ts';
import { viewerOf } from '../people/viewers.ts';
import { codeOf, quietGallery, rowOnly } from '../testing.ts';
import { browseAlbums, browseTrash, searchAlbums } from './browse-albums.ts';
import { createAlbum } from './create-album.ts';
import { albumsAbove, albumTexts } from './find-albums.ts';
import { orderAlbum } from './order-album.ts';
import { setAlbumAccess } from './set-album-access.ts';
import { setRootAccess } from './set-root-access.ts';
import { restoreAlbum, trashAlbum } from './trash-album.ts';
import { updateAlbum } from './update-album.ts';

const page = { offset: 0, limit: 10 };

describe.each(testDatabases())('albums as the administration lists them, on $name', (kind) => {
  let opened: TestDatabase;
  let g: Gallery;
  let top: number;
  let below: number;
  let deep: number;
  beforeAll(async () => {
    opened = await kind.open();
    g = quietGallery({ database: opened.database });
    await opened.database.transaction((tx) => setRootAccess(g, tx, 'public'));
    top = await createAlbum(g, system, { parentId: null, title: 'Coast 100%' });
    below = await createAlbum(g, system, { parentId: top, title: 'Harbour_1' });
    deep = await createAlbum(g, system, { parentId: below, title: 'Boats', access: { entries: [{ principal: 'signed-in', rights: ['view'] }] } });
    await insertImages(g, system, [rowOnly(top, 'a.jpg'), rowOnly(deep, 'b.jpg'), rowOnly(deep, 'c.jpg')]);
  });
  afterAll(() => opened.drop());

  it('say what is in each and below it, and who may view it', async () => {
    expect(await browseAlbums(g, system, null, page)).toEqual({
      albums: [{ id: top, title: 'Coast 100%', above: [], albums: 1, images: 3, ownAccess: false, isBelow: false, access: 'public' }],
      total: 1,
    });
    expect((await browseAlbums(g, system, below, page)).albums).toMatchObject([
      { id: deep, images: 2, albums: 0, ownAccess: true, isBelow: true, access: 'signed-in' },
    ]);
    expect(await browseAlbums(g, system, deep, page)).toEqual({ albums: [], total: 0 });
    await setAlbumAccess(g, system, deep, { entries: [] });
    expect((await browseAlbums(g, system, below, page)).albums[0]?.access).toBe('private');
  });

  it('are found by a part of their title, and what stands for anything elsewhere stands for itself', async () => {
    const found = async (words: string) => (await searchAlbums(g, system, words, page)).albums.map(({ id, above }) => [id, ...above]);
    expect(await found(' BOAT ')).toEqual([[deep, 'Coast 100%', 'Harbour_1']]);
    expect([await found('%'), await found('_'), await found('!'), await found('')]).toEqual([[[top]], [[below, 'Coast 100%']], [], []]);
  });

  it('are no longer listed in the trash, but there, and have no albums above them', async () => {
    await trashAlbum(g, system, below);
    expect((await searchAlbums(g, system, 'boats', page)).total).toBe(0);
    expect((await browseTrash(g, system, page)).albums).toMatchObject([{ id: below, images: 2, albums: 1 }]);
    await restoreAlbum(g, system, below);
    expect((await albumsAbove(g, deep)).map(({ id }) => id)).toEqual([top, below]);
    expect([await albumsAbove(g, 1), await albumsAbove(g, 99_999)]).toEqual([[], []]);
  });

  it('are ordered by whoever manages what they lie in', async () => {
    const ids = [await createAlbum(g, system, { parentId: top, title: 'B' }), await createAlbum(g, system, { parentId: top, title: 'C' })] as const;
    const order = async () => (await browseAlbums(g, system, top, page)).albums.map(({ id }) => id);
    const steps: [number, Parameters<typeof orderAlbum>[3], number[]][] = [
      [ids[1], 'up', [below, ids[1], ids[0]]],
      [below, 'down', [ids[1], below, ids[0]]],
      [ids[1], 'up', [ids[1], below, ids[0]]],
      [ids[0], 'down', [ids[1], below, ids[0]]],
      [ids[0], { before: ids[1] }, [ids[0], ids[1], below]],
      [ids[0], { after: below }, [ids[1], below, ids[0]]],
      [below, { after: below }, [ids[1], below, ids[0]]],
    ];
    for (const [id, place, wanted] of steps) {
      await orderAlbum(g, system, id, place);
      expect([place, await order()]).toEqual([place, wanted]);
    }
    expect(await codeOf(orderAlbum(g, system, below, { before: deep }))).toBe('album-not-beside');
    const owner = await createUser(g, system, { name: 'ana', status: 'user' });
    await setAlbumAccess(g, system, below, { entries: [{ principal: { user: owner }, rights: ['manage'] }] });
    const ana = await viewerOf(g, owner, 'en');
    expect(await codeOf(orderAlbum(g, ana, below, 'up'))).toBe('not-allowed');
    expect(await codeOf(orderAlbum(g, ana, ids[0], 'up'))).toBe('not-allowed');
    expect(await codeOf(orderAlbum(g, ana, deep, 'up'))).toBe('done');
    await setAlbumAccess(g, system, top, { entries: [{ principal: { user: owner }, rights: ['manage'] }] });
    expect(await codeOf(orderAlbum(g, await viewerOf(g, owner, 'en'), top, 'up'))).toBe('status-needed');
  });

  it('are translated together with their own texts, or not at all', async () => {
    const texts = () => albumTexts(g, below);
    await updateAlbum(g, system, below, { title: 'Harbour', translations: new Map([['de', { title: 'Hafen', description: 'Am Wasser' }]]) });
    expect(await texts()).toEqual([{ language: 'de', title: 'Hafen', description: 'Am Wasser' }]);
    expect(await codeOf(updateAlbum(g, system, below, { title: 'Port', translations: new Map([['not a language', { title: 'x' }]]) }))).toBe(
      'language-invalid',
    );
    expect((await browseAlbums(g, system, top, page)).albums.some(({ title }) => title === 'Port')).toBe(false);
    await updateAlbum(g, system, below, { translations: new Map([['de', null]]) });
    expect(await texts()).toEqual([]);
  });
});

import type { Right } from '@picturerail/sdk';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabases } from '../../database/testing.ts';
import { mayOnAlbum } from '../access/permissions.ts';
import { type Gallery, system } from '../gallery.ts';
import { findImage } from '../images/find-images.ts';
import { insertImages } from '../images/insert-images.ts';
import { placeImages } from '../images/place-images.ts';
import { updateImage } from '../images/update-image.ts';
import { albumPage } from '../pages/album-page.ts';
import { homePage } from '../pages/home-page.ts';
import { createUser } from '../people/create-user.ts';
import { viewerOf, visitorViewer } from '../people/viewers.ts';
import { clearGallery, clearPeople, codeOf, driftOf, quietGallery, rowOnly } from '../testing.ts';
import { createAlbum } from './create-album.ts';
import { albumIsLiving, childAlbum, findAlbum, findAlbumByPath, listAlbums, listTrash } from './find-albums.ts';
import { moveAlbum } from './move-album.ts';
import { orderImages } from './order-images.ts';
import { purgeAlbum } from './purge-album.ts';
import { readAlbumAccess, setAlbumAccess } from './set-album-access.ts';
import { setRootAccess } from './set-root-access.ts';
import { translateAlbum } from './translate-album.ts';
import { restoreAlbum, trashAlbum } from './trash-album.ts';
import { renameAlbum, updateAlbum } from './update-album.ts';

describe.each(testDatabases())('albums on $name', (kind) => {
  let opened: TestDatabase;
  let g: Gallery;
  const told: string[] = [];
  let refusals: { code: string; message: string }[] = [];
  beforeAll(async () => {
    opened = await kind.open();
    const notify = (hook: string, items: readonly { albumId?: number }[]) => void told.push(`${hook} ${items.map((item) => item.albumId)}`);
    const decide = (_hook: string, items: readonly unknown[]) => refusals.map((refusal) => ({ item: items[0], ...refusal }));
    g = quietGallery({ database: opened.database, hooks: { notify, decide } as never });
  });
  beforeEach(async () => {
    await clearGallery(opened.database);
    await clearPeople(opened.database);
    await opened.database.transaction((tx) => setRootAccess(g, tx, 'public'));
    told.length = 0;
    refusals = [];
  });
  afterAll(() => opened.drop());

  const album = (title: string, parentId: number | null = null) => createAlbum(g, system, { parentId, title });
  const person = async (name: string) => viewerOf(g, await createUser(g, system, { name, status: 'user' }), 'en');
  const allow = (userId: number | null, ...rights: Right[]) => ({ entries: [{ principal: { user: userId as number }, rights }] });
  const visitor = () => visitorViewer(g, 'en');
  const titles = async (id: number) => (await albumPage(g, visitor(), id))?.images.map((image) => image.title);

  it('who sees new albums is decided before the first one is made', async () => {
    await album('A');
    expect(await codeOf(opened.database.transaction((tx) => setRootAccess(g, tx, 'private')))).toBe('root-access-fixed');
  });

  it('albums are found by titles from the top, and listed in the order of the tree', async () => {
    const a = await album('A & (b)');
    const c = await album('C', a);
    await createAlbum(g, system, { parentId: null, title: 'Private', access: { entries: [] }, description: 'text' });
    await createAlbum(g, system, { parentId: c, title: 'Members', access: { entries: [{ principal: 'signed-in', rights: ['view'] }] } });
    await insertImages(g, system, [rowOnly(c, 'x.jpg')]);
    expect(await findAlbumByPath(g, ['A & (b)', 'C'])).toBe(c);
    expect(await findAlbumByPath(g, ['C'])).toBeNull();
    expect(await childAlbum(g, null, 'a & (B)')).toBeNull();
    expect((await listAlbums(g)).map((one) => [one.path.join('/'), one.images, one.access, one.ownAccess])).toEqual([
      ['A & (b)', 0, 'public', false],
      ['A & (b)/C', 1, 'public', false],
      ['A & (b)/C/Members', 0, 'signed-in', true],
      ['Private', 0, 'private', true],
    ]);
    expect(await findAlbum(g, c)).toMatchObject({ parentId: a, title: 'C', inTrash: false, ownAccess: false, sort: 'taken' });
    expect(await findAlbum(g, 1)).toBeNull();
    expect(await albumIsLiving(g, 2)).toBe(false);
    expect(told.slice(0, 2)).toEqual([`albums:created ${a}`, `albums:created ${c}`]);
  });

  it.each([
    ['', 'album-title-empty'],
    [' \n', 'album-title-empty'],
    ['x'.repeat(501), 'album-title-long'],
  ])('the title %j is refused', async (title, code) => {
    expect(await codeOf(album(title))).toBe(code);
  });

  it('an album cannot be made in the trash, in one that does not exist, or by who may not', async () => {
    const a = await album('A');
    const ana = await person('ana');
    expect(await codeOf(createAlbum(g, ana, { parentId: a, title: 'x' }))).toBe('not-allowed');
    expect(await codeOf(createAlbum(g, ana, { parentId: null, title: 'x' }))).toBe('status-needed');
    expect(await codeOf(createAlbum(g, system, { parentId: 999_999, title: 'x' }))).toBe('album-unknown');
    expect(await codeOf(createAlbum(g, system, { parentId: 2, title: 'x' }))).toBe('album-unknown');
    expect(await codeOf(createAlbum(g, system, { parentId: a, title: 'x', sort: 'odd' as 'name' }))).toBe('album-sort-unknown');
    await trashAlbum(g, system, a);
    expect(await codeOf(album('x', a))).toBe('album-in-trash');
  });

  it('whoever makes an album manages it and all below while its list lets him view', async () => {
    const a = await album('A');
    const ana = await person('ana');
    await setAlbumAccess(g, system, a, allow(ana.userId, 'upload'));
    const hers = await createAlbum(g, ana, { parentId: a, title: 'Hers' });
    const below = await createAlbum(g, system, { parentId: hers, title: 'Below', access: { entries: [] } });
    expect(await mayOnAlbum(g, ana, a, 'manage')).toBe(false);
    expect(await mayOnAlbum(g, ana, hers, 'manage')).toBe(true);
    expect(await mayOnAlbum(g, ana, below, 'manage')).toBe(true);
    expect(await albumPage(g, ana, below)).not.toBeNull();
    await renameAlbum(g, ana, below, 'Hers too');
    await setAlbumAccess(g, system, hers, { entries: [] });
    expect(await mayOnAlbum(g, ana, hers, 'view')).toBe(false);
    expect(await mayOnAlbum(g, ana, below, 'manage')).toBe(false);
    expect(await codeOf(renameAlbum(g, ana, below, 'x'))).toBe('album-unknown');
  });

  it('who manages an album manages what lies below, whatever lists stand there', async () => {
    const a = await album('A');
    const ana = await person('ana');
    const b = await createAlbum(g, system, { parentId: a, title: 'B', access: { entries: [] } });
    await insertImages(g, system, [rowOnly(b, 'x.jpg')]);
    expect((await homePage(g, ana)).imageCount).toBe(0);
    await setAlbumAccess(g, system, a, { entries: [{ principal: { user: ana.userId as number }, rights: ['manage'] }] });
    expect(await mayOnAlbum(g, ana, b, 'delete')).toBe(true);
    expect((await homePage(g, ana)).imageCount).toBe(1);
    expect(await readAlbumAccess(g, b)).toEqual({ own: true, entries: [] });
    await setAlbumAccess(g, system, a, 'inherit');
    expect(await mayOnAlbum(g, ana, b, 'view')).toBe(false);
  });

  it('an album cannot be moved into itself, into the trash, or into what is there', async () => {
    const [a, x] = [await album('A'), await album('X')];
    const b = await album('B', a);
    await trashAlbum(g, system, x);
    expect(await codeOf(moveAlbum(g, system, a, a))).toBe('album-inside-itself');
    expect(await codeOf(moveAlbum(g, system, a, b))).toBe('album-inside-itself');
    expect(await codeOf(moveAlbum(g, system, a, 2))).toBe('album-unknown');
    expect(await codeOf(moveAlbum(g, system, a, x))).toBe('album-in-trash');
    expect(await codeOf(moveAlbum(g, system, x, a))).toBe('album-in-trash');
    expect(await codeOf(moveAlbum(g, system, 1, a))).toBe('album-unknown');
    expect(await codeOf(moveAlbum(g, await person('ana'), a, null))).toBe('not-allowed');
  });

  it('a move that would show an album to more people keeps its list, unless the mover adopts the new parent’s', async () => {
    const shut = await createAlbum(g, system, { parentId: null, title: 'Shut', access: { entries: [{ principal: 'signed-in', rights: ['view'] }] } });
    const [a, b] = [await album('A', shut), await album('B', shut)];
    await insertImages(g, system, [rowOnly(a, 'x.jpg'), rowOnly(b, 'y.jpg')]);
    expect(await moveAlbum(g, system, a, null)).toEqual({ images: 1 });
    await moveAlbum(g, system, b, null, { adopt: true });
    expect(await readAlbumAccess(g, a)).toEqual({ own: true, entries: [{ principal: 'signed-in', rights: ['view'] }] });
    expect(await readAlbumAccess(g, b)).toMatchObject({ own: false });
    expect(await albumPage(g, visitor(), a)).toBeNull();
    expect(await titles(b)).toEqual(['y']);
    await moveAlbum(g, system, b, a);
    expect(await readAlbumAccess(g, b)).toMatchObject({ own: false });
    expect(await albumPage(g, visitor(), b)).toBeNull();
    expect(await driftOf(opened.database)).toEqual([]);
  });

  it('an album and its content go to the trash and come back, shown to nobody who did not see them before', async () => {
    const shut = await createAlbum(g, system, { parentId: null, title: 'Shut', access: { entries: [] } });
    const a = await album('A', shut);
    const open = await album('Open');
    const [one, two] = await insertImages(g, system, [rowOnly(a, 'one.jpg'), rowOnly(a, 'two.jpg')]);
    await placeImages(g, system, [{ imageId: two?.id as number, albumId: open }]);
    await trashAlbum(g, system, a);
    expect(await albumIsLiving(g, a)).toBe(false);
    expect((await listTrash(g)).map((each) => each.id)).toEqual([a]);
    expect((await homePage(g, visitor())).newest.map((image) => image.id)).toEqual([two?.id]);
    expect(await codeOf(trashAlbum(g, system, a))).toBe('album-in-trash');
    await trashAlbum(g, system, shut);
    await restoreAlbum(g, system, a);
    expect(await findAlbum(g, a)).toMatchObject({ parentId: null, ownAccess: true });
    expect(await albumPage(g, visitor(), a)).toBeNull();
    expect(await codeOf(restoreAlbum(g, system, a))).toBe('album-not-in-trash');
    await restoreAlbum(g, system, shut);
    expect(await findAlbum(g, shut)).toMatchObject({ inTrash: false });
    expect(await findImage(g, one?.id as number)).toMatchObject({ albumId: a });
    expect(await driftOf(opened.database)).toEqual([]);
  });

  it('a purged album leaves its images to their other albums, or nowhere', async () => {
    const [a, open] = [await album('A'), await album('Open')];
    const deep = await album('Deep', a);
    const [one, two] = await insertImages(g, system, [rowOnly(deep, 'one.jpg'), rowOnly(deep, 'two.jpg')]);
    await placeImages(g, system, [{ imageId: two?.id as number, albumId: open }]);
    expect(await codeOf(purgeAlbum(g, system, a))).toBe('album-not-in-trash');
    expect(await codeOf(purgeAlbum(g, await person('ana'), a))).toBe('status-needed');
    await trashAlbum(g, system, a);
    refusals = [{ code: 'orders.open', message: 'An order is open.' }];
    expect(await codeOf(purgeAlbum(g, system, a))).toBe('orders.open');
    refusals = [];
    told.length = 0;
    await purgeAlbum(g, system, a);
    expect(told.filter((line) => line.startsWith('albums:deleted'))).toEqual([`albums:deleted ${deep},${a}`]);
    expect(await findAlbum(g, deep)).toBeNull();
    expect(await findImage(g, one?.id as number)).toMatchObject({ albumId: null });
    expect(await findImage(g, two?.id as number)).toMatchObject({ albumId: open });
    await placeImages(g, system, [{ imageId: one?.id as number, albumId: open }]);
    expect(await titles(open)).toEqual(['one', 'two']);
    expect(await findImage(g, one?.id as number)).toMatchObject({ albumId: open });
    expect(await codeOf(purgeAlbum(g, system, 999_999))).toBe('album-unknown');
  });

  it('images follow the album’s rule, also where it changes', async () => {
    const a = await album('A');
    const files = ['img 10.jpg', 'img 9.jpg', 'Img 8.jpg'];
    const [, , third] = await insertImages(
      g,
      system,
      files.map((name, n) => rowOnly(a, name, { fields: { takenAt: 1000 * (3 - n) } })),
    );
    expect(await titles(a)).toEqual(['Img 8', 'img 9', 'img 10']);
    await updateAlbum(g, system, a, { sort: 'taken-desc' });
    expect(await titles(a)).toEqual(['img 10', 'img 9', 'Img 8']);
    await updateAlbum(g, system, a, { sort: 'name' });
    expect(await titles(a)).toEqual(['img 10', 'Img 8', 'img 9']);
    await updateAlbum(g, system, a, { sort: 'natural' });
    expect(await titles(a)).toEqual(['Img 8', 'img 9', 'img 10']);
    await updateImage(g, system, third?.id as number, { title: 'zzz' });
    expect(await titles(a)).toEqual(['img 9', 'img 10', 'zzz']);
    await updateAlbum(g, system, a, { sort: 'added-desc' });
    expect(await codeOf(updateAlbum(g, system, a, { sort: 'odd' as 'name' }))).toBe('album-sort-unknown');
  });

  it('images are put into an order by hand, also between two that stood equal', async () => {
    const a = await album('A');
    const made = await insertImages(
      g,
      system,
      ['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg'].map((name) => rowOnly(a, name, { fields: { takenAt: 5000 } })),
    );
    const [one, two, three, four] = made.map(({ id }) => id) as [number, number, number, number];
    expect(await codeOf(orderImages(g, system, a, { imageIds: [one], before: null }))).toBe('album-not-sorted-by-hand');
    await updateAlbum(g, system, a, { sort: 'manual' });
    expect(await titles(a)).toEqual(['a', 'b', 'c', 'd']);
    await orderImages(g, system, a, { imageIds: [four, one], before: three });
    expect(await titles(a)).toEqual(['b', 'd', 'a', 'c']);
    await orderImages(g, system, a, { imageIds: [two], before: null });
    expect(await titles(a)).toEqual(['d', 'a', 'c', 'b']);
    await orderImages(g, system, a, { imageIds: [two], before: four });
    expect(await titles(a)).toEqual(['b', 'd', 'a', 'c']);
    await orderImages(g, system, a, { imageIds: [four, one], before: one });
    expect(await titles(a)).toEqual(['b', 'd', 'a', 'c']);
    await insertImages(g, system, [rowOnly(a, 'e.jpg')]);
    expect(await titles(a)).toEqual(['b', 'd', 'a', 'c', 'e']);
    expect(await codeOf(orderImages(g, system, a, { imageIds: [999_999], before: null }))).toBe('image-not-placed');
  });

  it('a chosen cover is shown to who may see it, the newest image to others', async () => {
    const a = await album('A');
    const hidden = await createAlbum(g, system, { parentId: a, title: 'Hidden', access: { entries: [] } });
    const made = await insertImages(g, system, [rowOnly(a, 'a.jpg'), rowOnly(a, 'b.jpg'), rowOnly(hidden, 'c.jpg')]);
    const [one, two, three] = made.map(({ id }) => id) as [number, number, number];
    const cover = async () => (await homePage(g, visitor())).albums[0]?.cover?.id;
    expect(await cover()).toBe(two);
    await updateAlbum(g, system, a, { coverImageId: one });
    expect(await cover()).toBe(one);
    await updateAlbum(g, system, a, { coverImageId: three });
    expect(await cover()).toBe(two);
    await updateAlbum(g, system, a, { coverImageId: null });
    expect(await cover()).toBe(two);
    expect(await codeOf(updateAlbum(g, system, hidden, { coverImageId: one }))).toBe('album-cover-unknown');
  });

  it('titles and descriptions are shown in the viewer’s language where there is one', async () => {
    const a = await album('Holidays');
    await album('Beach', a);
    await translateAlbum(g, system, a, 'de', { title: 'Ferien', description: 'Am Meer' });
    await translateAlbum(g, system, a, 'fr', { description: 'La mer' });
    expect((await albumPage(g, visitorViewer(g, 'de'), a))?.album).toMatchObject({ title: 'Ferien', description: 'Am Meer' });
    expect((await albumPage(g, visitorViewer(g, 'fr'), a))?.album).toMatchObject({ title: 'Holidays', description: 'La mer' });
    await translateAlbum(g, system, a, 'DE', null);
    expect((await albumPage(g, visitorViewer(g, 'de'), a))?.album.title).toBe('Holidays');
    expect(await codeOf(translateAlbum(g, system, a, 'not a language', { title: 'x' }))).toBe('language-invalid');
  });

  it('pages of albums and images are cut, and a later page than there are is the last one', async () => {
    const a = await album('A');
    for (const title of ['1', '2', '3']) await album(title, a);
    await insertImages(
      g,
      system,
      Array.from({ length: 25 }, (_, n) => rowOnly(a, `${String(n).padStart(2, '0')}.jpg`)),
    );
    const seen: (string | undefined)[] = [];
    for (const page of [1, 2, 3, 9]) {
      const shown = await albumPage(g, visitor(), a, { page, perPage: 10, albumsPage: page, albumsPerPage: 2 });
      seen.push(
        `${shown?.page}/${shown?.pages} ${shown?.images[0]?.title}-${shown?.images.at(-1)?.title} ${shown?.albumsPage}/${shown?.albumsPages} ${shown?.albums.map((one) => one.title)}`,
      );
    }
    expect(seen).toEqual(['1/3 00-09 1/2 1,2', '2/3 10-19 2/2 3', '3/3 20-24 2/2 3', '3/3 20-24 2/2 3']);
  });
});

import type { Viewer } from '@picturerail/sdk';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabases } from '../../database/testing.ts';
import { imageRights, mediaAccess } from '../access/permissions.ts';
import { createAlbum } from '../albums/create-album.ts';
import { setAlbumAccess } from '../albums/set-album-access.ts';
import { setRootAccess } from '../albums/set-root-access.ts';
import { trashAlbum } from '../albums/trash-album.ts';
import { type Gallery, system } from '../gallery.ts';
import { albumPage } from '../pages/album-page.ts';
import { homePage } from '../pages/home-page.ts';
import { imagePage } from '../pages/image-page.ts';
import { newestPage } from '../pages/newest-page.ts';
import { createUser } from '../people/create-user.ts';
import { viewerOf, visitorViewer } from '../people/viewers.ts';
import { clearGallery, clearPeople, codeOf, driftOf, quietGallery, rowOnly } from '../testing.ts';
import { fillImages } from './fill-images.ts';
import { countImages, findImage, findImagesByHash, imageIsLiving, imagesAfter } from './find-images.ts';
import type { NewImage } from './image.ts';
import { insertImages } from './insert-images.ts';
import { placeImages } from './place-images.ts';
import { publishImages, unpublishImages } from './publish-images.ts';
import { purgeImages } from './purge-images.ts';
import { removePlacements } from './remove-placements.ts';
import { setImageAccess } from './set-image-access.ts';
import { setMainAlbum } from './set-main-album.ts';
import { translateImage } from './translate-image.ts';
import { markFound, markMissing, restoreImages, trashImages } from './trash-images.ts';
import { updateImage } from './update-image.ts';

describe.each(testDatabases())('images on $name', (kind) => {
  let opened: TestDatabase;
  let g: Gallery;
  let a: number;
  let b: number;
  const told: string[] = [];
  beforeAll(async () => {
    opened = await kind.open();
    const notify = (hook: string, items: readonly { imageId?: number }[]) => void told.push(`${hook} ${items.map((item) => item.imageId)}`);
    g = quietGallery({ database: opened.database, hooks: { notify, decide: () => [] } as never });
  });
  beforeEach(async () => {
    await clearGallery(opened.database);
    await clearPeople(opened.database);
    await opened.database.transaction((tx) => setRootAccess(g, tx, 'public'));
    a = await createAlbum(g, system, { parentId: null, title: 'A' });
    b = await createAlbum(g, system, { parentId: null, title: 'B' });
    told.length = 0;
  });
  afterAll(() => opened.drop());

  const visitor = () => visitorViewer(g, 'en');
  const person = async (name: string, status: 'user' | 'administrator' = 'user') => viewerOf(g, await createUser(g, system, { name, status }), 'en');
  const image = async (fileName: string, change: Partial<NewImage> = {}) => (await insertImages(g, system, [rowOnly(a, fileName, change)]))[0]?.id as number;
  const sees = async (viewer: Viewer, id: number) => (await imagePage(g, viewer, id, null)) !== null;
  const granted = (viewer: Viewer, ...rights: ('view' | 'upload' | 'edit' | 'edit-own' | 'delete' | 'delete-own' | 'manage' | 'download')[]) => ({
    entries: [{ principal: { user: viewer.userId as number }, rights }],
  });

  it('come with what metadata says, and are named by their file where it says nothing', async () => {
    const [one, two] = [
      await image('IMG_1.jpg', { fields: { title: 'Sunset\u0000', description: 'd', author: 'Ana', takenAt: 1000.7, takenOffset: 120 } }),
      await image('IMG_2.jpg', { fields: { takenAt: Number.NaN, takenOffset: 5 } }),
    ];
    expect(await findImage(g, one)).toMatchObject({
      title: 'Sunset',
      description: 'd',
      author: 'Ana',
      takenAt: 1000,
      takenOffset: 120,
      state: 'published',
      albumId: a,
    });
    expect(await findImage(g, two)).toMatchObject({ title: 'IMG_2', takenAt: null, takenOffset: null });
    expect(await findImage(g, 999_999)).toBeNull();
    expect(await countImages(g)).toBe(2);
    expect((await imagesAfter(g, one, 10)).map(({ id }) => id)).toEqual([two]);
    expect(told).toEqual([`images:imported ${one}`, `images:imported ${two}`]);
  });

  it('a batch goes in as a whole, in one transaction with what its caller adds, or not at all', async () => {
    const seen: number[][] = [];
    const made = await insertImages(g, system, [rowOnly(a, 'a.jpg'), rowOnly(b, 'a.jpg')], { within: async (_, ids) => void seen.push([...ids]) });
    expect(seen).toEqual([made.map(({ id }) => id)]);
    const failing = insertImages(g, system, [rowOnly(a, 'c.jpg')], { within: () => Promise.reject(new Error('no')) });
    await expect(failing).rejects.toThrow('no');
    expect(await insertImages(g, system, [])).toEqual([]);
    expect(await countImages(g)).toBe(2);
    expect(await driftOf(opened.database)).toEqual([]);
  });

  it('a file name that is taken in its directory, by an image or an album, is refused', async () => {
    await image('a.jpg');
    expect(await codeOf(image('A.JPG'))).toBe('file-name-taken');
    await createAlbum(g, system, { parentId: a, title: 'Sub.jpg' });
    expect(await codeOf(image('sub.jpg'))).toBe('file-name-taken');
  });

  it('go to living albums only, and take the right to upload', async () => {
    const ana = await person('ana');
    expect(await codeOf(insertImages(g, ana, [rowOnly(a, 'x.jpg')]))).toBe('not-allowed');
    expect(await codeOf(insertImages(g, system, [rowOnly(999_999, 'x.jpg')]))).toBe('album-unknown');
    expect(await codeOf(insertImages(g, system, [rowOnly(1, 'x.jpg')]))).toBe('album-unknown');
    await setAlbumAccess(g, system, a, granted(ana, 'upload'));
    expect(await codeOf(insertImages(g, ana, [rowOnly(a, 'x.jpg', { uploaderId: ana.userId })]))).toBe('done');
    await trashAlbum(g, system, b);
    expect(await codeOf(insertImages(g, system, [rowOnly(b, 'x.jpg')]))).toBe('album-in-trash');
  });

  it('placing one elsewhere takes the right to upload there, and to manage it or to have uploaded it', async () => {
    const ana = await person('ana');
    const [mine, other] = [await image('mine.jpg', { uploaderId: ana.userId }), await image('other.jpg')];
    expect(await codeOf(placeImages(g, ana, [{ imageId: mine, albumId: b }]))).toBe('not-allowed');
    await setAlbumAccess(g, system, b, granted(ana, 'upload'));
    expect(await codeOf(placeImages(g, ana, [{ imageId: other, albumId: b }]))).toBe('not-allowed');
    expect(
      await placeImages(g, ana, [
        { imageId: mine, albumId: b },
        { imageId: mine, albumId: b },
      ]),
    ).toEqual([true, false]);
    expect(await placeImages(g, system, [{ imageId: mine, albumId: b }])).toEqual([false]);
    expect(await placeImages(g, system, [])).toEqual([]);
    expect(await codeOf(placeImages(g, system, [{ imageId: 999_999, albumId: b }]))).toBe('image-unknown');
    expect(await codeOf(placeImages(g, system, [{ imageId: mine, albumId: 2 }]))).toBe('album-unknown');
    await trashAlbum(g, system, b);
    expect(await codeOf(placeImages(g, system, [{ imageId: other, albumId: b }]))).toBe('album-in-trash');
  });

  it('one that leaves its main album belongs to its oldest other one, and its file gets a free name there', async () => {
    const id = await image('x.jpg');
    await insertImages(g, system, [rowOnly(b, 'X.jpg')]);
    await placeImages(g, system, [{ imageId: id, albumId: b }]);
    expect(await codeOf(removePlacements(g, await person('ana'), [{ imageId: id, albumId: a }]))).toBe('not-allowed');
    expect(await codeOf(removePlacements(g, system, [{ imageId: id, albumId: 999_999 }]))).toBe('album-unknown');
    await removePlacements(g, system, []);
    await removePlacements(g, system, [{ imageId: id, albumId: a }]);
    expect(await findImage(g, id)).toMatchObject({ albumId: b, fileName: 'x 2.jpg' });
    await removePlacements(g, system, [{ imageId: id, albumId: b }]);
    expect(await findImage(g, id)).toMatchObject({ albumId: null });
    expect(await sees(visitor(), id)).toBe(false);
    expect(await driftOf(opened.database)).toEqual([]);
  });

  it('another main album must hold the image', async () => {
    const id = await image('x.jpg');
    expect(await codeOf(setMainAlbum(g, system, id, b))).toBe('image-not-placed');
    await placeImages(g, system, [{ imageId: id, albumId: b }]);
    await setMainAlbum(g, system, id, b);
    await setMainAlbum(g, system, id, b);
    expect(await findImage(g, id)).toMatchObject({ albumId: b });
    expect(await codeOf(setMainAlbum(g, await person('ana'), id, a))).toBe('not-allowed');
  });

  it('unpublished ones are seen by their uploader and those who manage them, and are in no list', async () => {
    const [ana, ben] = [await person('ana'), await person('ben')];
    const id = await image('x.jpg', { uploaderId: ana.userId, state: 'unpublished' });
    expect([await sees(visitor(), id), await sees(ben, id), await sees(ana, id)]).toEqual([false, false, true]);
    expect((await homePage(g, ana)).imageCount).toBe(0);
    expect((await imagePage(g, ana, id, 'newest'))?.position).toBeNull();
    await setAlbumAccess(g, system, a, { entries: [{ principal: { user: ben.userId as number }, rights: ['manage'] }] });
    expect(await sees(ben, id)).toBe(true);
    await publishImages(g, ben, [id]);
    expect((await newestPage(g, ben)).images.map((one) => one.id)).toEqual([id]);
    expect(await codeOf(unpublishImages(g, ana, [id]))).toBe('image-unknown');
    await unpublishImages(g, system, [id]);
    await publishImages(g, system, []);
  });

  it('an own list narrows what albums grant', async () => {
    const ana = await person('ana');
    const id = await image('x.jpg');
    await setAlbumAccess(g, system, a, { entries: [{ principal: 'everyone', rights: ['view', 'download'] }] });
    expect(await mediaAccess(g, visitor(), id)).toMatchObject({ public: true, download: true });
    await setImageAccess(g, system, [id], granted(ana, 'view', 'edit').entries);
    expect(await mediaAccess(g, visitor(), id)).toBeNull();
    expect(await mediaAccess(g, ana, id)).toMatchObject({ public: false, download: false });
    expect((await homePage(g, visitor())).imageCount).toBe(0);
    expect((await homePage(g, ana)).imageCount).toBe(1);
    await setImageAccess(g, system, [id], [{ principal: 'everyone', rights: ['view'] }]);
    expect(await mediaAccess(g, visitor(), id)).toMatchObject({ public: true, download: false });
    await setImageAccess(g, system, [id], []);
    expect([await sees(visitor(), id), await sees(ana, id)]).toEqual([false, false]);
    await setImageAccess(g, system, [id], null);
    expect(await sees(visitor(), id)).toBe(true);
    expect(await codeOf(setImageAccess(g, ana, [id], null))).toBe('not-allowed');
    expect(await driftOf(opened.database)).toEqual([]);
  });

  it('rights on one’s own images count for the uploader alone, and only in the main album', async () => {
    const [ana, ben] = [await person('ana'), await person('ben')];
    const both = [ana, ben].map((one) => ({ principal: { user: one.userId as number }, rights: ['edit-own', 'delete-own'] as const }));
    await setAlbumAccess(g, system, a, { entries: both });
    const id = await image('x.jpg', { uploaderId: ana.userId });
    expect([...((await imageRights(g, ana, id)) ?? [])].sort()).toEqual(['delete', 'delete-own', 'edit', 'edit-own', 'view']);
    expect([...((await imageRights(g, ben, id)) ?? [])]).toEqual(['view']);
    await updateImage(g, ana, id, { title: 'Mine' });
    expect(await codeOf(updateImage(g, ben, id, { title: 'x' }))).toBe('not-allowed');
    expect(await codeOf(updateImage(g, visitor(), id, { title: 'x' }))).toBe('image-unknown');
    await placeImages(g, system, [{ imageId: id, albumId: b }]);
    await setMainAlbum(g, system, id, b);
    expect([...((await imageRights(g, ana, id)) ?? [])]).toEqual(['view']);
  });

  it('administrators may do everything with what they may see, and see what they were granted', async () => {
    const admin = await person('admin', 'administrator');
    const id = await image('x.jpg');
    expect((await imageRights(g, admin, id))?.has('delete')).toBe(true);
    await setAlbumAccess(g, system, a, { entries: [] });
    expect(await imageRights(g, admin, id)).toBeNull();
    expect(await codeOf(updateImage(g, admin, id, { title: 'Still editable' }))).toBe('done');
  });

  it('what a person edited is no longer filled from metadata', async () => {
    const id = await image('x.jpg', { fields: { title: 'From metadata', author: 'Camera' } });
    await updateImage(g, system, id, { title: 'By hand', takenAt: 5000 });
    told.length = 0;
    await fillImages(g, [
      { imageId: id, fields: { title: 'Again', description: 'New', takenAt: 1, takenOffset: 60 } },
      { imageId: 999_999, fields: { title: 'x' } },
    ]);
    expect(await findImage(g, id)).toMatchObject({ title: 'By hand', description: 'New', author: 'Camera', takenAt: 5000, takenOffset: null });
    expect(told).toEqual([`images:updated ${id}`]);
    await fillImages(g, [{ imageId: id, fields: { description: 'New' } }]);
    await fillImages(g, []);
    expect(told).toHaveLength(1);
    await updateImage(g, system, id, { title: '', description: 'd', author: 'Ana', takenOffset: 60 });
    expect(await findImage(g, id)).toMatchObject({ title: 'x', description: 'd', author: 'Ana', takenOffset: 60 });
    expect(await codeOf(updateImage(g, system, id, { takenAt: 9e15 }))).toBe('image-time-invalid');
  });

  it('translations are shown in their language', async () => {
    const id = await image('x.jpg', { fields: { title: 'Sea' } });
    await translateImage(g, system, id, 'de', { title: 'Meer' });
    expect((await albumPage(g, visitorViewer(g, 'de'), a))?.images[0]?.title).toBe('Meer');
    expect((await imagePage(g, visitorViewer(g, 'fr'), id, null))?.image.title).toBe('Sea');
    await translateImage(g, system, id, 'de', null);
    expect((await imagePage(g, visitorViewer(g, 'de'), id, null))?.image.title).toBe('Sea');
  });

  it('the trash keeps placements, and gives an image back as it was', async () => {
    const ana = await person('ana');
    const [id, hidden] = [await image('x.jpg'), await image('y.jpg', { state: 'unpublished' })];
    expect(await codeOf(trashImages(g, ana, [id]))).toBe('not-allowed');
    await trashImages(g, system, [id, hidden]);
    await trashImages(g, system, [id]);
    expect(await imageIsLiving(g, id)).toBe(false);
    expect(await findImagesByHash(g, [rowOnly(a, 'x.jpg').sha256])).toEqual(new Map());
    expect(await codeOf(publishImages(g, system, [id]))).toBe('image-in-trash');
    await restoreImages(g, system, [id, hidden]);
    expect([(await findImage(g, id))?.state, (await findImage(g, hidden))?.state]).toEqual(['published', 'unpublished']);
    expect(await findImagesByHash(g, [rowOnly(a, 'x.jpg').sha256])).toEqual(new Map([[rowOnly(a, 'x.jpg').sha256, { id }]]));
    expect(await codeOf(restoreImages(g, system, [id]))).toBe('image-not-in-trash');
    expect(await codeOf(purgeImages(g, system, [id]))).toBe('image-not-in-trash');
    await trashImages(g, system, [id]);
    told.length = 0;
    await purgeImages(g, system, [id]);
    await purgeImages(g, system, []);
    expect(told).toEqual([`images:deleted ${id}`]);
    expect(await findImage(g, id)).toBeNull();
    expect(await driftOf(opened.database)).toEqual([]);
  });

  it('one in a trashed album alone is not found by its content, one that also hangs elsewhere is', async () => {
    const id = await image('x.jpg');
    const { sha256 } = rowOnly(a, 'x.jpg');
    await trashAlbum(g, system, a);
    expect((await findImagesByHash(g, [sha256])).size).toBe(0);
    expect(await imageIsLiving(g, id)).toBe(false);
    await placeImages(g, system, [{ imageId: id, albumId: b }]);
    expect((await findImagesByHash(g, [sha256])).get(sha256)).toEqual({ id });
  });

  it('a missing one is hidden until its original comes back', async () => {
    const [id, binned] = [await image('x.jpg'), await image('y.jpg')];
    await trashImages(g, system, [binned]);
    await markMissing(g, system, [id, binned]);
    await markMissing(g, system, [id]);
    expect([(await findImage(g, id))?.state, (await findImage(g, binned))?.state]).toEqual(['missing', 'trashed']);
    expect(await sees(visitor(), id)).toBe(false);
    await publishImages(g, system, [id]);
    expect((await findImage(g, id))?.state).toBe('missing');
    await markFound(g, system, [id, binned]);
    expect(await sees(visitor(), id)).toBe(true);
  });

  it('an image is shown in the list one came from where that holds it, else in another', async () => {
    const shut = await createAlbum(g, system, { parentId: null, title: 'Shut', access: { entries: [] } });
    const [one, two, three] = [await image('1.jpg'), await image('2.jpg'), await image('3.jpg')];
    await placeImages(g, system, [
      { imageId: two, albumId: b },
      { imageId: two, albumId: shut },
    ]);
    const page = async (list: string | null) => {
      const shown = await imagePage(g, visitor(), two, list);
      return [shown?.list, shown?.previous?.id, shown?.next?.id, shown?.position, shown?.total, shown?.crumbs.map((crumb) => crumb.title).join('/')];
    };
    expect(await page(`album-${a}`)).toEqual([`album-${a}`, one, three, 2, 3, 'A']);
    expect(await page(`album-${b}`)).toEqual([`album-${b}`, undefined, undefined, 1, 1, 'B']);
    for (const list of [`album-${shut}`, 'album-999', 'tag-5', null]) expect((await page(list))[0]).toBe(`album-${a}`);
    expect(await page('newest')).toEqual(['newest', three, one, 2, 3, '']);
    expect((await imagePage(g, visitor(), two, null))?.albums.map((one_) => one_.title)).toEqual(['A', 'B']);
    expect(await imagePage(g, visitor(), 999_999, null)).toBeNull();
  });
});

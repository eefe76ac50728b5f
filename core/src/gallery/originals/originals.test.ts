import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StorageDriver } from '@picturerail/sdk';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLocalStorage } from '#storage';
import { type TestDatabase, testDatabases } from '../../database/testing.ts';
import { createAlbum } from '../albums/create-album.ts';
import { moveAlbum } from '../albums/move-album.ts';
import { purgeAlbum } from '../albums/purge-album.ts';
import { restoreAlbum, trashAlbum } from '../albums/trash-album.ts';
import { renameAlbum } from '../albums/update-album.ts';
import { type Gallery, system } from '../gallery.ts';
import { findImage } from '../images/find-images.ts';
import { insertImages } from '../images/insert-images.ts';
import { placeImages } from '../images/place-images.ts';
import { purgeImages } from '../images/purge-images.ts';
import { setMainAlbum } from '../images/set-main-album.ts';
import { trashImages } from '../images/trash-images.ts';
import { clearGallery, quietGallery, rowOnly } from '../testing.ts';
import { declaredRoots, declareRoot } from './declare-root.ts';
import { originalKey, originalKeys, placesBefore, takenFileKeys } from './original-key.ts';
import { originalPlace } from './original-place.ts';
import { settleRenames } from './settle-renames.ts';

it('a key is followed back through renames, the last one first', () => {
  const renames = [
    { id: 1, imageId: 0, from: 'a', to: 'b' },
    { id: 2, imageId: 0, from: 'b/c', to: 'd' },
    { id: 3, imageId: 7, from: 'd/x.jpg', to: 'd/y.jpg' },
    { id: 4, imageId: 0, from: 'z', to: null },
  ];
  expect(placesBefore('d/y.jpg', renames)).toEqual(['d/y.jpg', 'd/x.jpg', 'b/c/x.jpg', 'a/c/x.jpg']);
  expect(placesBefore('dd/y.jpg', renames)).toEqual(['dd/y.jpg']);
});

describe.each(testDatabases())('originals on $name', (kind) => {
  let opened: TestDatabase;
  let g: Gallery;
  let folder: string;
  let originals: StorageDriver;
  beforeAll(async () => {
    opened = await kind.open();
    g = quietGallery({ database: opened.database });
  });
  beforeEach(async () => {
    await clearGallery(opened.database);
    folder = await mkdtemp(join(tmpdir(), 'picturerail-originals-'));
    originals = createLocalStorage(folder);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  afterAll(() => opened.drop());

  const album = (title: string, parentId: number | null = null) => createAlbum(g, system, { parentId, title });

  /** An image with bytes, which say its name. */
  async function stored(albumId: number, fileName: string): Promise<number> {
    await originals.write(await originalKey(g, { albumId, fileName }), Buffer.from(fileName));
    const [made] = await insertImages(g, system, [rowOnly(albumId, fileName)]);
    return made?.id as number;
  }

  /** The first of the places that holds it, and what is there. */
  async function found(id: number): Promise<readonly [string, string] | null> {
    const image = await findImage(g, id);
    for (const key of image ? await originalKeys(g, image) : []) {
      const file = originals.localPath(key) as string;
      const text = await readFile(file, 'utf8').catch(() => null);
      if (text !== null) return [key, text];
    }
    return null;
  }

  it('mirror the tree of albums, names unique whatever the file system', async () => {
    const a = await album('Summer: 2024?');
    expect(await originalKey(g, { albumId: await album('CON', a), fileName: 'x.jpg' })).toBe('Summer- 2024-/_CON/x.jpg');
    expect(await originalKey(g, { albumId: await album('con', a), fileName: 'x.jpg' })).toBe('Summer- 2024-/_con 2/x.jpg');
    await insertImages(g, system, [rowOnly(a, 'Beach')]);
    expect(await originalKey(g, { albumId: await album('BEACH', a), fileName: 'x.jpg' })).toBe('Summer- 2024-/BEACH 2/x.jpg');
    expect(await takenFileKeys(g.database.read, a, ['beach', '_con', 'free'])).toEqual(new Set(['beach', '_con']));
    await expect(originalKey(g, { albumId: 999_999, fileName: 'x.jpg' })).rejects.toThrow('There is no album "999999".');
  });

  it('are found at each moment of a rename, a move and a way to the trash and back', async () => {
    const a = await album('A');
    const c = await album('C', a);
    const id = await stored(c, 'x.jpg');
    const other = await album('Other');
    await renameAlbum(g, system, a, 'Renamed');
    await moveAlbum(g, system, c, other);
    expect(await found(id)).toEqual(['A/C/x.jpg', 'x.jpg']);
    const late = await stored(c, 'late.jpg');
    expect(await found(late)).toEqual(['Other/C/late.jpg', 'late.jpg']);
    expect(await settleRenames(g, originals)).toBe(2);
    expect([await found(id), await found(late)]).toEqual([
      ['Other/C/x.jpg', 'x.jpg'],
      ['Other/C/late.jpg', 'late.jpg'],
    ]);
    await trashAlbum(g, system, other);
    expect(await found(id)).toEqual(['Other/C/x.jpg', 'x.jpg']);
    await settleRenames(g, originals);
    expect((await found(id))?.[0]).toBe('.trash/Other/C/x.jpg');
    await restoreAlbum(g, system, other);
    await settleRenames(g, originals);
    expect((await found(id))?.[0]).toBe('Other/C/x.jpg');
    expect(await settleRenames(g, originals)).toBe(0);
  });

  it('a name that is still to be renamed is given to nobody', async () => {
    const a = await album('A');
    const id = await stored(a, 'x.jpg');
    await renameAlbum(g, system, a, 'B');
    const next = await album('A');
    expect(await originalKey(g, { albumId: next, fileName: 'y.jpg' })).toBe('A 2/y.jpg');
    await settleRenames(g, originals);
    await settleRenames(g, originals);
    expect((await found(id))?.[0]).toBe('B/x.jpg');
    expect(await originalKey(g, { albumId: await album('a'), fileName: 'y.jpg' })).toBe('a/y.jpg');
  });

  it('a file name whose bytes are still to be renamed or removed is given to nobody', async () => {
    const [a, b] = [await album('A'), await album('B')];
    const [one, two] = [await stored(a, 'one.jpg'), await stored(a, 'two.jpg')];
    await placeImages(g, system, [{ imageId: one, albumId: b }]);
    await setMainAlbum(g, system, one, b);
    await trashImages(g, system, [two]);
    await purgeImages(g, system, [two]);
    expect(await takenFileKeys(g.database.read, a, ['one.jpg', 'two.jpg', 'three.jpg'])).toEqual(new Set(['one.jpg', 'two.jpg']));
    await settleRenames(g, originals);
    expect(await takenFileKeys(g.database.read, a, ['one.jpg', 'two.jpg'])).toEqual(new Set());
  });

  it('a title that differs by letter case keeps its directory’s place', async () => {
    const a = await album('a');
    const id = await stored(a, 'x.jpg');
    await renameAlbum(g, system, a, 'A');
    await settleRenames(g, originals);
    expect((await found(id))?.[0]).toBe('A/x.jpg');
    await renameAlbum(g, system, a, 'A?');
    await renameAlbum(g, system, a, 'A:');
    await settleRenames(g, originals);
    expect((await found(id))?.[0]).toBe('A-/x.jpg');
  });

  it('a file that was stored before its album was renamed follows it', async () => {
    const a = await album('A');
    const storedAt = await originalKey(g, { albumId: a, fileName: 'x.jpg' });
    await renameAlbum(g, system, a, 'B');
    await settleRenames(g, originals);
    await originals.write(storedAt, Buffer.from('late'));
    const [made] = await insertImages(g, system, [rowOnly(a, 'x.jpg', { storedAt }), rowOnly(a, 'y.jpg', { storedAt: 'B/y.jpg' })]);
    expect(await found(made?.id as number)).toEqual(['A/x.jpg', 'late']);
    expect(await settleRenames(g, originals)).toBe(1);
    expect(await found(made?.id as number)).toEqual(['B/x.jpg', 'late']);
  });

  it('follow their main album, lie apart without one, and go when the image is purged', async () => {
    const [a, b] = [await album('A'), await album('B')];
    const [one, two] = [await stored(a, 'one.jpg'), await stored(a, 'two.jpg')];
    await placeImages(g, system, [{ imageId: one, albumId: b }]);
    await setMainAlbum(g, system, one, b);
    expect((await found(one))?.[0]).toBe('A/one.jpg');
    await settleRenames(g, originals);
    expect((await found(one))?.[0]).toBe('B/one.jpg');
    await trashAlbum(g, system, a);
    await purgeAlbum(g, system, a);
    expect((await found(two))?.[1]).toBe('two.jpg');
    await settleRenames(g, originals);
    expect((await found(two))?.[0]).toBe(`.unplaced/${two}-two.jpg`);
    await trashImages(g, system, [one]);
    await purgeImages(g, system, [one]);
    await settleRenames(g, originals);
    const left: string[] = [];
    for await (const key of originals.list('')) left.push(key);
    expect(left).toEqual([`.unplaced/${two}-two.jpg`]);
  });

  it('that lie in a declared root stay there, whatever becomes of their albums, and when their image is purged', async () => {
    const { id: rootId } = await declareRoot(g, folder);
    const [a, b] = [await album('A'), await album('B')];
    const path = Buffer.from([0x73, 0x2f, 0xff, 0x2e, 0x6a]);
    const [made] = await insertImages(g, system, [rowOnly(a, 'x.jpg', { inPlace: { rootId, path } })]);
    const id = made?.id as number;
    const place = { root: folder, path };
    expect(await originalPlace(g, id)).toEqual(place);
    await placeImages(g, system, [{ imageId: id, albumId: b }]);
    await setMainAlbum(g, system, id, b);
    await renameAlbum(g, system, b, 'C');
    expect(await originalPlace(g, id)).toEqual(place);
    await trashImages(g, system, [id]);
    await purgeImages(g, system, [id]);
    const waiting = await opened.database.read.all('SELECT id FROM renames WHERE image_id > 0');
    expect(waiting).toEqual([]);
  });

  it('one file of a root is the original of one image', async () => {
    const { id: rootId } = await declareRoot(g, folder);
    const a = await album('A');
    const inPlace = { rootId, path: Buffer.from('x.jpg') };
    await insertImages(g, system, [rowOnly(a, 'x.jpg', { inPlace })]);
    await expect(insertImages(g, system, [rowOnly(a, 'y.jpg', { inPlace })])).rejects.toMatchObject({ code: 'original-taken' });
  });

  it('no root lies in another one, and a root may be declared again', async () => {
    const root = await declareRoot(g, '/photos/all');
    expect(await declareRoot(g, '/photos/all')).toEqual(root);
    for (const other of ['/photos', '/', '/photos/all/2024']) await expect(declareRoot(g, other)).rejects.toMatchObject({ code: 'root-overlaps' });
    expect((await declareRoot(g, '/photos/all too')).id).not.toBe(root.id);
    expect((await declaredRoots(g)).map(({ path }) => path)).toEqual(['/photos/all', '/photos/all too']);
  });

  it('a directory that cannot be renamed is tried again', async () => {
    const a = await album('A');
    await stored(a, 'x.jpg');
    await renameAlbum(g, system, a, 'B');
    await writeFile(join(folder, 'B'), 'in the way');
    await expect(settleRenames(g, originals)).rejects.toThrow();
    await rm(join(folder, 'B'));
    expect(await settleRenames(g, originals)).toBe(1);
  });
});

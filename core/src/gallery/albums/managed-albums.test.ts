import type { Viewer } from '@picturerail/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabases } from '../../database/testing.ts';
import type { AccessEntry } from '../access/access-choice.ts';
import { type Gallery, system } from '../gallery.ts';
import { createGroup } from '../people/create-group.ts';
import { createUser } from '../people/create-user.ts';
import { joinGroup } from '../people/join-group.ts';
import { viewerOf, visitorViewer } from '../people/viewers.ts';
import { codeOf, quietGallery } from '../testing.ts';
import { browseAlbums, browseTrash, findTrashed, searchAlbums } from './browse-albums.ts';
import { createAlbum } from './create-album.ts';
import { isEntrusted, managedAlbum, managedSubtrees, managesAlbums } from './managed-albums.ts';
import { moveAlbum } from './move-album.ts';
import { setAlbumAccess } from './set-album-access.ts';
import { setRootAccess } from './set-root-access.ts';
import { restoreAlbum, trashAlbum } from './trash-album.ts';

const page = { offset: 0, limit: 10 };

describe.each(testDatabases())('who administers what of the tree, on $name', (kind) => {
  let opened: TestDatabase;
  let g: Gallery;
  let coast: number;
  let harbour: number;
  let boats: number;
  let city: number;
  let ids: Record<'ana' | 'eve' | 'max', number>;

  const album = (title: string, parentId: number | null, entries?: readonly AccessEntry[]) =>
    createAlbum(g, system, { parentId, title, ...(entries && { access: { entries } }) });
  const as = (name: keyof typeof ids): Promise<Viewer> => viewerOf(g, ids[name], 'en');
  const listed = async (viewer: Viewer, parentId: number | null = null) => (await browseAlbums(g, viewer, parentId, page)).albums.map(({ id }) => id);

  beforeAll(async () => {
    opened = await kind.open();
    g = quietGallery({ database: opened.database });
    await opened.database.transaction((tx) => setRootAccess(g, tx, 'public'));
    const user = (name: string) => createUser(g, system, { name, status: 'user' });
    ids = { ana: await user('ana'), eve: await user('eve'), max: await user('max') };
    coast = await album('Coast', null);
    harbour = await album('Harbour', coast, [{ principal: { user: ids.ana }, rights: ['manage'] }]);
    boats = await album('Boats', harbour, []);
    city = await album('City', null);
  });
  afterAll(() => opened.drop());

  it('is all of it for administrators, nothing for visitors and for who may only look', async () => {
    expect(await managedSubtrees(g, system)).toEqual(['/1/']);
    expect(await managedSubtrees(g, visitorViewer(g, 'en'))).toEqual([]);
    expect([await managesAlbums(g, await as('eve')), await managesAlbums(g, await as('ana'))]).toEqual([false, true]);
    expect(await listed(await as('eve'))).toEqual([]);
    expect(await listed(await viewerOf(g, await createUser(g, system, { name: 'adam', status: 'administrator' }), 'en'))).toEqual([coast, city]);
  });

  it('is an entrusted album and all below it, whatever lists stand there, and nothing above or beside it', async () => {
    const ana = await as('ana');
    expect(await listed(ana)).toEqual([harbour]);
    expect(await listed(ana, harbour)).toEqual([boats]);
    for (const other of [coast, city, 1, 2, 99_999]) expect([other, await codeOf(browseAlbums(g, ana, other, page))]).toEqual([other, 'album-unknown']);
    expect(await managedAlbum(g, ana, boats)).toMatchObject({ id: boats, hasManagedParent: true, above: [{ id: harbour }] });
    expect(await managedAlbum(g, ana, harbour)).toMatchObject({ id: harbour, hasManagedParent: false, above: [] });
    expect([await managedAlbum(g, ana, coast), await managedAlbum(g, await as('eve'), boats), await managedAlbum(g, ana, 99_999)]).toEqual([null, null, null]);
    expect(await managedAlbum(g, system, boats)).toMatchObject({ hasManagedParent: true, above: [{ id: coast }, { id: harbour }] });
    expect(await managedAlbum(g, system, coast)).toMatchObject({ hasManagedParent: true, above: [] });
  });

  it('is found by words there only, without the names of what lies above', async () => {
    const found = async (viewer: Viewer, words: string) => (await searchAlbums(g, viewer, words, page)).albums.map(({ id, above }) => [id, ...above]);
    expect(await found(await as('ana'), 'boat')).toEqual([[boats, 'Harbour']]);
    expect(await found(await as('ana'), 'harbour')).toEqual([[harbour]]);
    expect([await found(await as('ana'), 'c'), await found(await as('eve'), 'boat')]).toEqual([[], []]);
  });

  it('comes by a group, and by having made an album, as long as that may be looked at', async () => {
    const group = await createGroup(g, system, { name: 'Editors' });
    await setAlbumAccess(g, system, city, { entries: [{ principal: { group }, rights: ['manage'] }] });
    await joinGroup(g, system, group, ids.eve);
    expect(await listed(await as('eve'))).toEqual([city]);
    await setAlbumAccess(g, system, coast, { entries: [{ principal: 'signed-in', rights: ['upload'] }] });
    const own = await createAlbum(g, await as('max'), { parentId: coast, title: 'Mine' });
    expect(await listed(await as('max'))).toEqual([own]);
    await setAlbumAccess(g, system, own, { entries: [{ principal: { user: ids.ana }, rights: ['view'] }] });
    expect(await listed(await as('max'))).toEqual([]);
    await trashAlbum(g, system, own);
  });

  it('is known for what every page shows, at once where it begins and after a second at most where it ends', async () => {
    let now = Date.now();
    const slow = quietGallery({ database: opened.database, clock: () => now });
    const ina = await createUser(g, system, { name: 'ina', status: 'user' });
    const isHers = async () => isEntrusted(slow, await viewerOf(slow, ina, 'en'));
    expect([await isEntrusted(slow, visitorViewer(slow, 'en')), await isHers()]).toEqual([false, false]);
    const mine = await album('Lake', null, [{ principal: { user: ina }, rights: ['manage'] }]);
    slow.access.touch();
    expect(await isHers()).toBe(true);
    const before = opened.database.stats().queries;
    expect(await isHers()).toBe(true);
    expect(opened.database.stats().queries - before).toBeLessThanOrEqual(1);
    await trashAlbum(slow, system, mine);
    now += 1_000;
    expect(await isHers()).toBe(false);
  });

  it('counts one album in another once', async () => {
    await setAlbumAccess(g, system, boats, { entries: [{ principal: { user: ids.ana }, rights: ['manage'] }] });
    expect((await managedSubtrees(g, await as('ana'))).length).toBe(1);
    await setAlbumAccess(g, system, boats, { entries: [] });
  });

  it('goes with an album that is moved or put into the trash, from where it comes back to who administers its place', async () => {
    const ana = await as('ana');
    await trashAlbum(g, ana, boats);
    expect(await managedAlbum(g, ana, boats)).toBeNull();
    expect((await browseTrash(g, ana, page)).albums.map(({ id }) => id)).toEqual([boats]);
    expect([(await browseTrash(g, ana, page)).total, (await browseTrash(g, await as('eve'), page)).total]).toEqual([1, 0]);
    expect([await findTrashed(g, ana, boats), await findTrashed(g, await as('eve'), boats), await findTrashed(g, ana, harbour)]).toEqual([
      { id: boats, title: 'Boats' },
      null,
      null,
    ]);
    await restoreAlbum(g, ana, boats);
    expect(await findTrashed(g, system, boats)).toBeNull();
    await moveAlbum(g, system, boats, city);
    expect(await listed(await as('eve'), city)).toEqual([boats]);
    expect(await managedAlbum(g, ana, boats)).toBeNull();
  });
});

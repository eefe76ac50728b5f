import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activityPage } from '#activity';
import { type TestDatabase, testDatabases } from '../database/testing.ts';
import { createAlbum } from './albums/create-album.ts';
import { moveAlbum } from './albums/move-album.ts';
import { orderAlbum } from './albums/order-album.ts';
import { orderImages } from './albums/order-images.ts';
import { purgeAlbum } from './albums/purge-album.ts';
import { setAlbumAccess } from './albums/set-album-access.ts';
import { translateAlbum } from './albums/translate-album.ts';
import { restoreAlbum, trashAlbum } from './albums/trash-album.ts';
import { updateAlbum } from './albums/update-album.ts';
import { type Actor, type Gallery, system } from './gallery.ts';
import { insertImages } from './images/insert-images.ts';
import { placeImages } from './images/place-images.ts';
import { publishImages, unpublishImages } from './images/publish-images.ts';
import { purgeImages } from './images/purge-images.ts';
import { removePlacements } from './images/remove-placements.ts';
import { setImageAccess } from './images/set-image-access.ts';
import { setMainAlbum } from './images/set-main-album.ts';
import { translateImage } from './images/translate-image.ts';
import { markFound, markMissing, restoreImages, trashImages } from './images/trash-images.ts';
import { updateImage } from './images/update-image.ts';
import { createGroup } from './people/create-group.ts';
import { createUser } from './people/create-user.ts';
import { joinGroup } from './people/join-group.ts';
import { leaveGroup } from './people/leave-group.ts';
import { removeGroup } from './people/remove-group.ts';
import { removeUser } from './people/remove-user.ts';
import { renameGroup } from './people/rename-group.ts';
import { updateUser } from './people/update-user.ts';
import { viewerOf } from './people/viewers.ts';
import { codeOf, quietGallery, rowOnly } from './testing.ts';

describe.each(testDatabases())('what is written down of changes, on $name', (kind) => {
  let opened: TestDatabase;
  let g: Gallery;
  let wanda: Actor;
  let [trips, summer, harbour, image, second, family, ana] = [0, 0, 0, 0, 0, 0, 0];
  beforeAll(async () => {
    opened = await kind.open();
    g = quietGallery({ database: opened.database });
    wanda = await viewerOf(g, await createUser(g, system, { name: 'wanda', status: 'webmaster' }), 'en');
  });
  afterAll(() => opened.drop());

  const newest = async () => (await activityPage(opened.database, { limit: 1 })).rows[0];
  const image1 = () => ({ objectId: image, objectName: 'Quay', amount: 1 });

  it.each<[string, () => Promise<unknown>, () => object]>([
    [
      'album-created',
      async () => {
        trips = await createAlbum(g, wanda, { parentId: null, title: 'Trips' });
      },
      () => ({ objectId: trips, objectName: 'Trips' }),
    ],
    [
      'album-created',
      async () => {
        summer = await createAlbum(g, wanda, { parentId: null, title: 'Summer' });
      },
      () => ({ objectName: 'Summer' }),
    ],
    [
      'album-created',
      async () => {
        harbour = await createAlbum(g, wanda, { parentId: null, title: 'Harbour', sort: 'manual' });
      },
      () => ({}),
    ],
    ['album-changed', () => updateAlbum(g, wanda, summer, { title: 'Summers' }), () => ({ objectId: summer, objectName: 'Summers' })],
    ['album-changed', () => translateAlbum(g, wanda, summer, 'de', { title: 'Sommer' }), () => ({ detail: 'de' })],
    ['album-ordered', () => orderAlbum(g, wanda, summer, 'up'), () => ({ objectId: summer })],
    ['album-moved', () => moveAlbum(g, wanda, summer, trips), () => ({ objectId: summer, detail: 'Trips' })],
    ['album-access-changed', () => setAlbumAccess(g, wanda, summer, { entries: [] }), () => ({ objectId: summer, detail: 'own' })],
    ['album-access-changed', () => setAlbumAccess(g, wanda, summer, 'inherit'), () => ({ detail: 'inherited' })],
    [
      'images-added',
      async () => {
        [image = 0, second = 0] = (await insertImages(g, wanda, [rowOnly(harbour, 'quay.jpg'), rowOnly(harbour, 'mole.jpg')])).map(({ id }) => id);
      },
      () => ({ objectId: harbour, objectName: 'Harbour', amount: 2 }),
    ],
    ['images-changed', () => updateImage(g, wanda, image, { title: 'Quay' }), () => ({ objectId: image, objectName: 'quay.jpg' })],
    ['images-changed', () => translateImage(g, wanda, image, 'fr', { title: 'Quai' }), () => ({ ...image1(), detail: 'fr' })],
    ['album-ordered', () => orderImages(g, wanda, harbour, { imageIds: [second], before: image }), () => ({ objectId: harbour })],
    ['images-unpublished', () => unpublishImages(g, wanda, [image]), image1],
    ['images-published', () => publishImages(g, wanda, [image]), image1],
    ['images-access-changed', () => setImageAccess(g, wanda, [image, second], []), () => ({ objectId: null, amount: 2 })],
    ['images-placed', () => placeImages(g, wanda, [{ imageId: image, albumId: summer }]), () => ({ ...image1(), detail: 'Summers' })],
    ['images-changed', () => setMainAlbum(g, wanda, image, summer), () => ({ ...image1(), detail: 'Summers' })],
    ['images-taken-out', () => removePlacements(g, wanda, [{ imageId: image, albumId: harbour }]), () => ({ ...image1(), detail: 'Harbour' })],
    ['images-missing', () => markMissing(g, wanda, [image]), image1],
    ['images-found', () => markFound(g, wanda, [image]), image1],
    ['images-trashed', () => trashImages(g, wanda, [image, second]), () => ({ amount: 2 })],
    ['images-restored', () => restoreImages(g, wanda, [second]), () => ({ objectId: second, objectName: 'mole.jpg' })],
    ['images-deleted', () => purgeImages(g, wanda, [image]), image1],
    ['album-trashed', () => trashAlbum(g, wanda, summer), () => ({ objectId: summer, objectName: 'Summers' })],
    ['album-restored', () => restoreAlbum(g, wanda, summer), () => ({ objectId: summer })],
    ['album-trashed', () => trashAlbum(g, wanda, summer), () => ({})],
    ['album-deleted', () => purgeAlbum(g, wanda, summer), () => ({ objectId: summer, objectName: 'Summers' })],
    [
      'group-created',
      async () => {
        family = await createGroup(g, wanda, { name: 'Family' });
      },
      () => ({ objectId: family, objectName: 'Family' }),
    ],
    ['group-renamed', () => renameGroup(g, wanda, family, 'Kin'), () => ({ objectName: 'Kin' })],
    [
      'user-created',
      async () => {
        ana = await createUser(g, wanda, { name: 'ana', status: 'user' });
      },
      () => ({ objectId: ana, detail: 'user' }),
    ],
    ['group-joined', () => joinGroup(g, wanda, family, ana), () => ({ objectId: family, objectName: 'Kin', detail: 'ana' })],
    ['group-left', () => leaveGroup(g, wanda, family, ana), () => ({ objectName: 'Kin', detail: 'ana' })],
    [
      'user-changed',
      () => updateUser(g, wanda, ana, { email: 'ana@example.org', language: null, groups: [family] }),
      () => ({ objectName: 'ana', detail: 'email groups' }),
    ],
    ['user-status-changed', () => updateUser(g, wanda, ana, { status: 'generic' }), () => ({ objectId: ana, detail: 'generic' })],
    ['user-removed', () => removeUser(g, wanda, ana), () => ({ objectId: ana, objectName: 'ana' })],
    ['group-removed', () => removeGroup(g, wanda, family), () => ({ objectName: 'Kin' })],
  ])('%s says who did it, and to what', async (deed, run, about) => {
    const before = await newest();
    await run();
    const after = await newest();
    expect(after).toMatchObject({ deed, userName: 'wanda', ...about() });
    expect(after?.id).not.toBe(before?.id);
  });

  it('is silent of what was refused, and of what changes nothing', async () => {
    const before = await newest();
    const carl = await viewerOf(
      g,
      await g.database.transaction(async (tx) => (await tx.get<{ id: number }>("SELECT id FROM users WHERE name = 'wanda'"))?.id ?? 0),
      'en',
    );
    expect(await codeOf(updateAlbum(g, { ...carl, status: 'user' }, trips, { title: 'Mine' }))).not.toBe('done');
    expect(await codeOf(createGroup(g, wanda, { name: ' ' }))).toBe('name-empty');
    await moveAlbum(g, wanda, trips, null);
    await setAlbumAccess(g, wanda, trips, 'inherit');
    await publishImages(g, wanda, [second]);
    expect(await newest()).toEqual(before);
  });
});

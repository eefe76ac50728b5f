import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabases } from '../../database/testing.ts';
import { createAlbum } from '../albums/create-album.ts';
import { setRootAccess } from '../albums/set-root-access.ts';
import { type Gallery, system } from '../gallery.ts';
import { insertImages } from '../images/insert-images.ts';
import { createGroup } from '../people/create-group.ts';
import { createUser } from '../people/create-user.ts';
import { nameEntries, principalCalled, someNames } from '../people/named-principals.ts';
import { quietGallery, rowOnly } from '../testing.ts';
import { grantPresets, presetOf } from './grant-presets.ts';
import { previewAccess } from './preview-access.ts';

describe.each(testDatabases())('an access list before it is chosen, on $name', (kind) => {
  let opened: TestDatabase;
  let g: Gallery;
  let album: number;
  let family: number;
  let ana: number;
  beforeAll(async () => {
    opened = await kind.open();
    g = quietGallery({ database: opened.database });
    await opened.database.transaction((tx) => setRootAccess(g, tx, 'public'));
    family = await createGroup(g, system, { name: 'Family' });
    ana = await createUser(g, system, { name: 'Ana', status: 'user' });
    await createUser(g, system, { name: 'gone', status: 'deactivated' });
    album = await createAlbum(g, system, { parentId: null, title: 'Album', access: { entries: [{ principal: { group: family }, rights: ['view'] }] } });
    const inheriting = await createAlbum(g, system, { parentId: album, title: 'Inherits' });
    const own = await createAlbum(g, system, { parentId: album, title: 'Own', access: { entries: [] } });
    const ownBelow = await createAlbum(g, system, { parentId: own, title: 'Own too', access: { entries: [] } });
    await insertImages(g, system, [rowOnly(album, 'a.jpg'), rowOnly(inheriting, 'b.jpg'), rowOnly(own, 'c.jpg'), rowOnly(ownBelow, 'd.jpg')]);
  });
  afterAll(() => opened.drop());

  it('is known by who would get what, and by how many images go by it', async () => {
    expect(await previewAccess(g, album, 'inherit')).toEqual({ gains: [{ principal: 'everyone', rights: ['view'] }], images: 2 });
    const more = await previewAccess(g, album, { entries: [{ principal: { group: family }, rights: ['download'] }] });
    expect(more?.gains).toEqual([{ principal: { group: family }, rights: ['download'] }]);
    expect((await previewAccess(g, album, { entries: [] }))?.gains).toEqual([]);
    expect([await previewAccess(g, 1, 'inherit'), await previewAccess(g, 99_999, 'inherit')]).toEqual([null, null]);
  });

  it('names people, and finds them by name', async () => {
    const entries = [
      { principal: 'everyone' as const, rights: ['view' as const] },
      { principal: { user: ana }, rights: [] },
      { principal: { group: family }, rights: [] },
    ];
    expect((await nameEntries(g, [...entries, { principal: { user: 99_999 }, rights: [] }])).map(({ name }) => name)).toEqual(['', 'Ana', 'Family', '']);
    expect([
      await principalCalled(g, 'user', ' ANA '),
      await principalCalled(g, 'group', 'family'),
      await principalCalled(g, 'user', 'family'),
      await principalCalled(g, 'group', 'x'),
    ]).toEqual([{ user: ana }, { group: family }, null, null]);
    expect(await someNames(g, 10)).toEqual({ users: ['Ana'], groups: ['Family'] });
  });
});

describe('presets', () => {
  it('are known again by their rights', () => {
    for (const [name, rights] of Object.entries(grantPresets)) expect(presetOf(rights)).toBe(name);
    expect(presetOf(['upload'])).toBeNull();
    expect(presetOf(['view', 'watermark.bypass'])).toBeNull();
  });
});

import type { Auth, Manifest, Right, Status, Viewer } from '@picturerail/sdk';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PluginScope } from '#kernel';
import { type TestDatabase, testDatabases } from '../../database/testing.ts';
import { createAlbum } from '../albums/create-album.ts';
import { readAlbumAccess, setAlbumAccess } from '../albums/set-album-access.ts';
import { setRootAccess } from '../albums/set-root-access.ts';
import { trashAlbum } from '../albums/trash-album.ts';
import { type Gallery, system } from '../gallery.ts';
import { insertImages } from '../images/insert-images.ts';
import { createUser } from '../people/create-user.ts';
import { viewerOf, visitorViewer } from '../people/viewers.ts';
import { clearGallery, clearPeople, quietGallery, rowOnly } from '../testing.ts';
import { authContribution } from './auth-contribution.ts';

describe.each(testDatabases())('rail.auth on $name', (kind) => {
  let opened: TestDatabase;
  let g: Gallery;
  let auth: Auth;
  let open: number;
  let closed: number;

  const authOf = (rights: Manifest['rights']) => authContribution(g)({ manifest: { id: 'hello', rights } } as unknown as PluginScope).auth;
  const person = async (name: string, status: Status = 'user'): Promise<Viewer> => viewerOf(g, await createUser(g, system, { name, status }), 'en');
  const visitor = () => visitorViewer(g, 'en');
  const grant = (albumId: number, to: Viewer, ...rights: Right[]) =>
    setAlbumAccess(g, system, albumId, { entries: [{ principal: { user: to.userId as number }, rights }] });
  const image = async (albumId: number, name = 'a.jpg') => {
    const [made] = await insertImages(g, system, [rowOnly(albumId, name)]);
    return made?.id ?? 0;
  };

  beforeAll(async () => {
    opened = await kind.open();
    g = quietGallery({ database: opened.database });
  });
  beforeEach(async () => {
    await clearGallery(opened.database);
    await clearPeople(opened.database);
    await opened.database.transaction((tx) => setRootAccess(g, tx, 'public'));
    auth = authOf([
      { key: 'hello.sign', label: 'Sign' },
      { key: 'hello.read', label: 'Read', default: ['visitor', 'user'] },
    ]);
    open = await createAlbum(g, system, { parentId: null, title: 'Open' });
    closed = await createAlbum(g, system, { parentId: null, title: 'Closed', access: { entries: [] } });
  });
  afterAll(() => opened.drop());

  it('a right of the plugin is granted by access lists, closed as they are: whoever may sign may view', async () => {
    const [ana, ben] = [await person('ana'), await person('ben')];
    await grant(closed, ana, 'hello.sign');
    expect((await readAlbumAccess(g, closed))?.entries[0]?.rights).toEqual(['hello.sign', 'view']);
    const id = await image(closed);
    for (const right of ['hello.sign', 'view'] as const) {
      expect(await auth.albums(ana, right, [closed, open, 999])).toEqual([true, right === 'view', false]);
      expect(await auth.images(ana, right, [id, 999])).toEqual([true, false]);
      expect(await auth.images(ben, right, [id])).toEqual([false]);
    }
    expect(auth.can(ana, 'hello.sign')).toBe(false);
  });

  it('manage implies it, on the album and below', async () => {
    const ana = await person('ana');
    const below = await createAlbum(g, system, { parentId: closed, title: 'Below', access: { entries: [] } });
    await grant(closed, ana, 'manage');
    expect(await auth.albums(ana, 'hello.sign', [below, closed, open])).toEqual([true, true, false]);
    expect(await auth.images(ana, 'hello.sign', [await image(below)])).toEqual([true]);
  });

  it('its default names statuses that hold it on everything they may view, and nowhere else', async () => {
    const [user, generic] = [await person('ana'), await person('kiosk', 'generic')];
    const ids = [await image(open), await image(closed)];
    for (const [viewer, holds] of [
      [visitor(), true],
      [user, true],
      [generic, false],
    ] as const) {
      expect(auth.can(viewer, 'hello.read')).toBe(holds);
      expect(await auth.albums(viewer, 'hello.read', [open, closed])).toEqual([holds, false]);
      expect(await auth.images(viewer, 'hello.read', ids)).toEqual([holds, false]);
    }
  });

  it('administrators hold every right, and view what they were granted', async () => {
    const admin = await person('admin', 'administrator');
    const ids = [await image(open), await image(closed)];
    expect([auth.can(admin, 'hello.sign'), auth.can(admin, 'manage')]).toEqual([true, true]);
    expect(await auth.albums(admin, 'hello.sign', [open, closed, 999])).toEqual([true, true, false]);
    expect(await auth.albums(admin, 'view', [open, closed])).toEqual([true, false]);
    expect(await auth.images(admin, 'hello.sign', ids)).toEqual([true, false]);
  });

  it('what was made is managed by its maker, and what is in the trash grants nothing', async () => {
    const ana = await person('ana');
    await grant(open, ana, 'upload');
    const made = await createAlbum(g, ana, { parentId: open, title: 'Made' });
    const id = await image(made);
    expect(await auth.albums(ana, 'hello.sign', [made, open])).toEqual([true, false]);
    expect(await auth.images(ana, 'hello.sign', [id])).toEqual([true]);
    await trashAlbum(g, system, made);
    expect(await auth.albums(ana, 'hello.sign', [made])).toEqual([false]);
    expect(await auth.images(ana, 'view', [id])).toEqual([false]);
  });

  it('many are decided in a few statements, in the order and as often as they were asked for', async () => {
    const ana = await person('ana');
    const images: number[] = [];
    for (let count = 0; count < 30; count += 1) images.push(await image(count % 2 === 0 ? open : closed, `${count}.jpg`));
    const albums = [closed, open, closed];
    await auth.albums(ana, 'view', albums);
    const before = opened.database.stats().queries;
    expect(await auth.images(ana, 'view', [...images, images[0] as number])).toEqual([...images.map((_, index) => index % 2 === 0), true]);
    expect(await auth.albums(ana, 'view', albums)).toEqual([false, true, false]);
    expect(opened.database.stats().queries - before).toBeLessThanOrEqual(4);
  });

  it('a right that neither the core nor the plugin has is an error that says what was meant', async () => {
    expect(() => auth.can(visitor(), 'hello.sing')).toThrow('asks for the right "hello.sing", which it does not declare. Did you mean "hello.sign"?');
    await expect(auth.albums(visitor(), 'other.thing', [open])).rejects.toThrow('Add to "rights" in its manifest: { "key": "hello.<word>", "label": "..." }');
    await expect(auth.images(visitor(), 'veiw' as Right, [1])).rejects.toThrow('Did you mean "view"?');
  });

  it('of a plugin that is gone is kept in lists, where nobody asks for it', async () => {
    const ana = await person('ana');
    await grant(closed, ana, 'hello.sign');
    const other = authOf([]);
    expect(() => other.can(ana, 'hello.sign')).toThrow('which it does not declare');
    expect(await other.albums(ana, 'view', [closed])).toEqual([true]);
    expect((await readAlbumAccess(g, closed))?.entries).toHaveLength(1);
  });
});

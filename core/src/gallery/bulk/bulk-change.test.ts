import type { Viewer } from '@picturerail/sdk';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabases } from '../../database/testing.ts';
import { createAlbum } from '../albums/create-album.ts';
import { orderImages } from '../albums/order-images.ts';
import { setRootAccess } from '../albums/set-root-access.ts';
import { trashAlbum } from '../albums/trash-album.ts';
import { updateAlbum } from '../albums/update-album.ts';
import { anyImage } from '../browse/image-filter.ts';
import { type Gallery, system } from '../gallery.ts';
import { findImage } from '../images/find-images.ts';
import type { ImageChange } from '../images/image.ts';
import { insertImages } from '../images/insert-images.ts';
import { placementsOf } from '../images/placements-store.ts';
import { unpublishImages } from '../images/publish-images.ts';
import { purgeImages } from '../images/purge-images.ts';
import { markMissing, trashImages } from '../images/trash-images.ts';
import { updateImage } from '../images/update-image.ts';
import { createUser } from '../people/create-user.ts';
import { updateUser } from '../people/update-user.ts';
import { viewerOf, visitorViewer } from '../people/viewers.ts';
import { codeOf, driftOf, interruptible, quietGallery, rowOnly } from '../testing.ts';
import type { BulkAction } from './bulk-change.ts';
import { bulkSteps } from './bulk-steps.ts';
import { startBulkChange } from './start-bulk-change.ts';
import { findBulkChange, isUndoable, listBulkChanges, undoBulkChange } from './undo-bulk-change.ts';

describe.each(testDatabases())('one action on many images, on $name', (kind) => {
  let opened: TestDatabase;
  let g: Gallery;
  let adam: Viewer;
  let now = 1_700_000_000_000;
  let round = 0;
  let coast: number;
  let harbour: number;
  let ids: number[];

  beforeAll(async () => {
    opened = await kind.open();
    g = quietGallery({ database: opened.database, clock: () => now, stepSizes: { bulk: 3 } });
    await opened.database.transaction((tx) => setRootAccess(g, tx, 'public'));
    adam = await viewerOf(g, await createUser(g, system, { name: 'adam', status: 'administrator' }), 'en');
  });
  afterAll(() => opened.drop());
  beforeEach(async () => {
    round += 1;
    coast = await createAlbum(g, system, { parentId: null, title: `Coast ${round}` });
    harbour = await createAlbum(g, system, { parentId: null, title: `Harbour ${round}` });
    const made = await insertImages(
      g,
      system,
      Array.from({ length: 8 }, (_, index) => rowOnly(coast, `${index}.jpg`, { fields: { title: `Old ${index}`, author: 'Eva' } })),
    );
    ids = made.map(({ id }) => id);
  });

  const all = () => ({ filter: { ...anyImage, album: coast } });
  const start = async (action: BulkAction, chosen: Parameters<typeof startBulkChange>[3] = { ids }) => startBulkChange(g, adam, action, chosen);
  const run = async (action: BulkAction, chosen?: Parameters<typeof startBulkChange>[3]) => {
    const id = await start(action, chosen);
    await bulkSteps(g, id);
    return id;
  };
  const undo = async (id: number) => {
    await undoBulkChange(g, adam, id);
    await bulkSteps(g, id);
  };
  /** All that a change may touch, as it stands in the tables. */
  const world = async () => {
    const images = await opened.database.read.all(
      `SELECT id, state, state_before, own_access_id, narrow_id, visibility_id, main_album_id, title, description, author, taken_at, taken_offset, edited
         FROM images WHERE id IN (${ids.join()}) ORDER BY id`,
    );
    const placed = (await placementsOf(opened.database.read, ids)).map(({ imageId, albumId }) => `${imageId} in ${albumId}`);
    return { images, placed: placed.toSorted() };
  };
  const told = (id: number) => findBulkChange(g, adam, id);

  const actions: [string, () => BulkAction][] = [
    ['adding to an album', () => ({ kind: 'add', albumId: harbour })],
    ['moving to an album', () => ({ kind: 'move', albumId: harbour, fromAlbumId: null })],
    ['moving out of one album', () => ({ kind: 'move', albumId: harbour, fromAlbumId: coast })],
    ['taking out of an album', () => ({ kind: 'remove', albumId: coast })],
    ['editing', () => ({ kind: 'edit', change: { title: 'New', description: 'Told', takenAt: 5, takenOffset: null } })],
    ['hiding', () => ({ kind: 'hide' })],
    ['putting into the trash', () => ({ kind: 'trash' })],
    ['a list of their own', () => ({ kind: 'access', entries: [{ principal: 'signed-in', rights: ['view'] }] })],
  ];

  it.each(actions)('%s changes all of them, and undone all is as it was', async (_, action) => {
    const before = await world();
    const id = await run(action(), all());
    expect(await told(id)).toMatchObject({ phase: 'done', total: 8, seen: 8, changed: 8, error: null });
    expect(await world()).not.toEqual(before);
    expect(await driftOf(opened.database)).toEqual([]);
    await undo(id);
    expect(await world()).toEqual(before);
    expect(await told(id)).toMatchObject({ phase: 'undone', undone: 8 });
    expect(await driftOf(opened.database)).toEqual([]);
    expect(await codeOf(undoBulkChange(g, adam, id))).toBe('bulk-change-not-undoable');
  });

  it.each(actions)('%s goes on where its process died, and so does undoing it', async (_, action) => {
    const before = await world();
    const id = await start(action());
    const { database, gate } = interruptible(opened.database);
    const dying = quietGallery({ database, clock: () => now, stepSizes: { bulk: 3 } });
    const lives = async () => {
      for (let life = 0; ; life += 1) {
        gate.left = life % 3;
        const died = await bulkSteps(dying, id).then(
          () => false,
          () => true,
        );
        if (!died) return life;
      }
    };
    expect(await lives()).toBeGreaterThan(0);
    expect(await told(id)).toMatchObject({ phase: 'done', seen: 8, changed: 8 });
    await undoBulkChange(g, adam, id);
    expect(await lives()).toBeGreaterThan(0);
    expect(await told(id)).toMatchObject({ phase: 'undone', undone: 8 });
    expect(await world()).toEqual(before);
    expect(await driftOf(opened.database)).toEqual([]);
  });

  it('leaves alone what is already as it should be, and brings nothing back that somebody did since', async () => {
    const [first = 0, second = 0, third = 0] = ids;
    await unpublishImages(g, system, [first]);
    await trashImages(g, system, [second]);
    await markMissing(g, system, [third]);
    const hidden = await run({ kind: 'hide' });
    expect(await told(hidden)).toMatchObject({ seen: 8, changed: 6 });
    await run({ kind: 'publish' }, { ids: [ids[3] as number, second, third] });
    await undo(hidden);
    const states = await Promise.all(ids.map(async (id) => (await findImage(g, id))?.state));
    expect(states).toEqual(['unpublished', 'trashed', 'missing', 'published', 'published', 'published', 'published', 'published']);
    const edit = await run({ kind: 'edit', change: { title: 'New', author: 'Ann' } });
    await updateImage(g, system, first, { title: 'Mine' });
    await undo(edit);
    expect(await findImage(g, first)).toMatchObject({ title: 'Mine', author: 'Eva' });
    expect(await findImage(g, second)).toMatchObject({ title: 'Old 1', author: 'Eva' });
    const list = await run({ kind: 'access', entries: [] });
    await run({ kind: 'access', entries: null }, { ids: [first] });
    await undo(list);
    expect((await world()).images.every(({ own_access_id }) => own_access_id === null)).toBe(true);
  });

  it('restores what is in the trash, and puts it back there when undone', async () => {
    await trashImages(g, system, ids.slice(0, 2));
    const id = await run({ kind: 'restore' }, { filter: { ...anyImage, album: coast, state: 'trashed' } });
    expect(await told(id)).toMatchObject({ total: 2, changed: 2 });
    expect((await findImage(g, ids[0] as number))?.state).toBe('published');
    await undo(id);
    expect((await findImage(g, ids[0] as number))?.state).toBe('trashed');
  });

  it('gives places in an album that is ordered by hand back too', async () => {
    await updateAlbum(g, system, coast, { sort: 'manual' });
    await orderImages(g, system, coast, { imageIds: [ids[7] as number], before: ids[0] as number });
    const order = async () =>
      (await opened.database.read.all<{ id: number }>('SELECT image_id AS id FROM album_images WHERE album_id = ? ORDER BY sort_key, image_id', [coast])).map(
        ({ id }) => id,
      );
    const before = await order();
    const id = await run({ kind: 'move', albumId: harbour, fromAlbumId: coast }, { ids: [ids[7] as number, ids[3] as number] });
    expect(await order()).toHaveLength(6);
    await undo(id);
    expect(await order()).toEqual(before);
  });

  it('stops where it is undone on the way, and passes over images that are gone', async () => {
    const before = await world();
    const id = await start({ kind: 'trash' });
    const { database, gate } = interruptible(opened.database);
    gate.left = 2;
    await bulkSteps(quietGallery({ database, clock: () => now, stepSizes: { bulk: 3 } }), id).catch(() => {});
    expect(await told(id)).toMatchObject({ phase: 'doing', seen: 3 });
    await undo(id);
    expect(await told(id)).toMatchObject({ phase: 'undone', changed: 3, undone: 3 });
    expect(await world()).toEqual(before);
    const again = await run({ kind: 'trash' });
    await purgeImages(g, system, ids.slice(0, 2));
    await undo(again);
    expect(await told(again)).toMatchObject({ phase: 'undone', undone: 8 });
    const gone = await run({ kind: 'hide' }, { ids: [ids[0] as number, ids[5] as number] });
    expect(await told(gone)).toMatchObject({ phase: 'done', seen: 2, changed: 1 });
  });

  it('takes what came until it was asked for, not what came later', async () => {
    const id = await start({ kind: 'hide' }, all());
    await insertImages(g, system, [rowOnly(coast, 'late.jpg')]);
    await bulkSteps(g, id);
    expect(await told(id)).toMatchObject({ phase: 'done', seen: 8 });
  });

  it('fails where its album goes on the way, and can be undone', async () => {
    const before = await world();
    const id = await start({ kind: 'move', albumId: harbour, fromAlbumId: null });
    const { database, gate } = interruptible(opened.database);
    gate.left = 2;
    await bulkSteps(quietGallery({ database, clock: () => now, stepSizes: { bulk: 3 } }), id).catch(() => {});
    await trashAlbum(g, system, harbour);
    await bulkSteps(g, id);
    expect(await told(id)).toMatchObject({ phase: 'failed', seen: 3, error: { code: 'album-in-trash' } });
    await undo(id);
    expect((await world()).placed).toEqual(before.placed);
  });

  it('is for administrators, when it is asked for and still when it is done', async () => {
    const bert = await createUser(g, system, { name: `bert ${round}`, status: 'administrator' });
    const viewer = await viewerOf(g, bert, 'en');
    const id = await startBulkChange(g, viewer, { kind: 'trash' }, { ids });
    await updateUser(g, system, bert, { status: 'user' });
    await bulkSteps(g, id);
    expect(await told(id)).toMatchObject({ phase: 'failed', changed: 0, error: { code: 'status-needed' } });
    for (const one of [await viewerOf(g, bert, 'en'), visitorViewer(g, 'en')]) {
      expect([
        await codeOf(startBulkChange(g, one, { kind: 'trash' }, { ids })),
        await codeOf(undoBulkChange(g, one, id)),
        await codeOf(findBulkChange(g, one, id)),
        await codeOf(listBulkChanges(g, one, 5)),
      ]).toEqual(Array(4).fill('status-needed'));
    }
  });

  it('refuses what means nothing', async () => {
    await trashAlbum(g, system, harbour);
    const change: ImageChange = {};
    const cases: [BulkAction, Parameters<typeof startBulkChange>[3], string][] = [
      [{ kind: 'trash' }, { ids: [] }, 'images-not-selected'],
      [{ kind: 'edit', change }, { ids }, 'images-nothing-to-edit'],
      [{ kind: 'add', albumId: 1 }, { ids }, 'album-unknown'],
      [{ kind: 'add', albumId: 999_999 }, { ids }, 'album-unknown'],
      [{ kind: 'add', albumId: harbour }, { ids }, 'album-in-trash'],
      [{ kind: 'access', entries: [{ principal: { user: 999_999 }, rights: ['view'] }] }, { ids }, 'user-unknown'],
    ];
    for (const [action, chosen, code] of cases) expect(await codeOf(start(action, chosen))).toBe(code);
    expect([await codeOf(undoBulkChange(g, adam, 999_999)), await codeOf(findBulkChange(g, adam, 999_999))]).toEqual([
      'bulk-change-unknown',
      'bulk-change-unknown',
    ]);
  });

  it('leaves files that are made anew to jobs, and has nothing to undo there', async () => {
    const added: unknown[] = [];
    const jobs = {
      addAll: async (_tx: unknown, name: string, payloads: unknown[]) => void added.push(name, ...payloads),
      add: async () => {},
      define: () => () => {},
    };
    const withJobs = quietGallery({ database: opened.database, clock: () => now, jobs: jobs as never });
    for (const action of [{ kind: 'remake' }, { kind: 'plugin', job: 'plugin:metadata:read', label: 'Read' }] as const) {
      const id = await startBulkChange(withJobs, adam, action, { ids: ids.slice(0, 2) });
      await bulkSteps(withJobs, id);
      expect(await told(id)).toMatchObject({ phase: 'done', changed: 2 });
      expect(await codeOf(undoBulkChange(g, adam, id))).toBe('bulk-change-not-undoable');
    }
    const imageIds = ids.slice(0, 2).toReversed();
    expect(added.map((one) => (typeof one === 'string' ? one : (one as { imageIds: number[] }).imageIds.toSorted((a, b) => b - a)))).toEqual([
      'gallery:remake',
      imageIds,
      'plugin:metadata:read',
      imageIds,
    ]);
  });

  it('can be undone for a week, and is forgotten after that', async () => {
    const id = await run({ kind: 'hide' });
    expect((await listBulkChanges(g, adam, 50)).map((one) => one.id)).toContain(id);
    now += 8 * 86_400_000;
    expect(isUndoable(g, await told(id))).toBe(false);
    expect(await listBulkChanges(g, adam, 50)).toEqual([]);
    await run({ kind: 'publish' });
    expect(await codeOf(findBulkChange(g, adam, id))).toBe('bulk-change-unknown');
    expect(await opened.database.read.all('SELECT * FROM bulk_change_images WHERE change_id = ?', [id])).toEqual([]);
  });
});

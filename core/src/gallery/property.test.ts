import type { Right, Viewer } from '@picturerail/sdk';
import { isGalleryError } from '@picturerail/sdk';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabases } from '../database/testing.ts';
import type { AccessEntry, AccessPreset, PrincipalName } from './access/access-choice.ts';
import { imageRights, mayOnAlbum, mediaAccess } from './access/permissions.ts';
import { createAlbum } from './albums/create-album.ts';
import { moveAlbum } from './albums/move-album.ts';
import { purgeAlbum } from './albums/purge-album.ts';
import { setAlbumAccess } from './albums/set-album-access.ts';
import { setRootAccess } from './albums/set-root-access.ts';
import { restoreAlbum, trashAlbum } from './albums/trash-album.ts';
import { finishAccessChanges } from './changes/finish-access-changes.ts';
import { type Gallery, system } from './gallery.ts';
import { insertImages } from './images/insert-images.ts';
import { placeImages } from './images/place-images.ts';
import { publishImages, unpublishImages } from './images/publish-images.ts';
import { purgeImages } from './images/purge-images.ts';
import { removePlacements } from './images/remove-placements.ts';
import { setImageAccess } from './images/set-image-access.ts';
import { setMainAlbum } from './images/set-main-album.ts';
import { restoreImages, trashImages } from './images/trash-images.ts';
import { albumPage } from './pages/album-page.ts';
import { homePage } from './pages/home-page.ts';
import { newestPage } from './pages/newest-page.ts';
import { createGroup } from './people/create-group.ts';
import { createUser } from './people/create-user.ts';
import { joinGroup } from './people/join-group.ts';
import { leaveGroup } from './people/leave-group.ts';
import { viewerOf as viewerOfUser, visitorViewer } from './people/viewers.ts';
import type { List, ModelAlbum, ModelImage, ModelViewer, Who, World } from './reference/testing.ts';
import * as reference from './reference/testing.ts';
import { clearGallery, driftOf, interruptible, quietGallery, rowOnly } from './testing.ts';

const rightSets: readonly (readonly Right[])[] = [['view'], ['view', 'download'], ['download', 'upload'], ['edit'], ['edit-own', 'delete-own'], ['manage']];
const whos: readonly Who[] = ['everyone', 'signed-in', 'u1', 'u2', 'g1', 'g2'];
const entries = fc.array(fc.tuple(fc.constantFrom(...whos), fc.constantFrom(...rightSets)), { maxLength: 3 });
const kinds = [
  'album',
  'image',
  'image',
  'place',
  'place',
  'unplace',
  'main',
  'access',
  'access',
  'access',
  'inherit',
  'move',
  'move',
  'trash',
  'restore',
  'purge',
  'own',
  'open',
  'hide',
  'show',
  'bin',
  'unbin',
  'erase',
  'join',
  'leave',
  'finish',
] as const;
const act = fc.record({
  kind: fc.constantFrom(...kinds),
  a: fc.nat(99),
  b: fc.nat(99),
  list: entries,
  flag: fc.boolean(),
  /** Transactions after which the process dies. */
  dies: fc.option(fc.nat(4), { freq: 4 }),
});
/** A tree with images first, so that there is something to do things to. */
const only = (kind: (typeof kinds)[number]) => act.map((one) => ({ ...one, kind }));
const history = fc
  .tuple(fc.array(only('album'), { minLength: 5, maxLength: 9 }), fc.array(only('image'), { minLength: 4, maxLength: 9 }), fc.array(act, { maxLength: 30 }))
  .map((parts) => parts.flat());
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never;

describe.each(testDatabases())('any gallery on $name', (kind) => {
  let opened: TestDatabase;
  let ids: Record<string, number>;
  const cases = Number(process.env.PROPERTY_CASES ?? (kind.name === 'SQLite' ? 110 : 40));

  beforeAll(async () => {
    opened = await kind.open();
    const g = quietGallery({ database: opened.database });
    ids = {};
    for (const name of ['u1', 'u2', 'u3']) ids[name] = await createUser(g, system, { name, status: 'user' });
    for (const name of ['g1', 'g2']) ids[name] = await createGroup(g, system, { name });
  });
  afterAll(() => opened.drop());

  it('shows each viewer what the rules say, whatever was done to it and wherever a change was cut off', { timeout: 3_600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('public', 'signed-in', 'private'), history, async (root, acts) => {
        await clearGallery(opened.database);
        const play = await begin(opened, ids, root);
        for (const one of acts) await perform(play, one);
        await finishAccessChanges(play.g);
        await expectAll(play);
        expect(await driftOf(opened.database)).toEqual([]);
      }),
      { numRuns: cases, endOnFailure: false },
    );
  });
});

interface Play {
  readonly g: Gallery;
  readonly gate: { left: number };
  readonly ids: Readonly<Record<string, number>>;
  readonly world: World;
}

const principal = (ids: Readonly<Record<string, number>>, who: Who): PrincipalName =>
  who === 'everyone' || who === 'signed-in' ? who : who.startsWith('u') ? { user: ids[who] as number } : { group: ids[who] as number };
const entriesFor = (ids: Readonly<Record<string, number>>, list: Act['list']): AccessEntry[] =>
  list.map(([who, rights]) => ({ principal: principal(ids, who), rights }));

async function begin(opened: TestDatabase, ids: Readonly<Record<string, number>>, root: AccessPreset): Promise<Play> {
  const { database, gate } = interruptible(opened.database);
  let now = 1_700_000_000_000;
  const g = quietGallery({ database, clock: () => (now += 1000) });
  const groups = new Map<Who, Set<Who>>([
    ['g1', new Set()],
    ['g2', new Set()],
  ]);
  for (const group of ['g1', 'g2']) for (const user of ['u1', 'u2', 'u3']) await leaveGroup(g, system, ids[group] as number, ids[user] as number);
  await database.transaction((tx) => setRootAccess(g, tx, root));
  const viewers: Who[] = root === 'private' ? [] : [root === 'public' ? 'everyone' : 'signed-in'];
  const world: World = { root: reference.listOf(viewers.map((who) => [who, ['view']])), albums: new Map(), images: new Map(), groups };
  return { g, gate, ids, world };
}

const pick = <T>(from: Iterable<T>, index: number): T | undefined => {
  const list = [...from];
  return list.length === 0 ? undefined : list[index % list.length];
};

/** Does it to the gallery and to the world; what the rules refuse is refused by both. */
async function perform(play: Play, one: Act): Promise<void> {
  const { g, ids, world } = play;
  const album = pick(world.albums.values(), one.a);
  const other = pick(world.albums.values(), one.b);
  const image = pick(world.images.values(), one.a);
  const list = reference.listOf(one.list);
  const given = entriesFor(ids, one.list);
  const user = (['u1', 'u2', 'u3'] as const)[one.a % 3] as Who;
  const group = (['g1', 'g2'] as const)[one.b % 2] as Who;
  const living = album && !reference.isTrashed(world, album.id);
  const tops = [...world.albums.values()].filter((each) => each.parent === 'trash');
  switch (one.kind) {
    case 'album': {
      if (album && !living) return;
      const creator = one.b % 4 === 0 ? user : null;
      const viewer = creator ? { ...(await viewerOfUser(g, ids[creator] as number, 'en')), status: 'administrator' as const } : system;
      // Mostly below the latest, so that trees grow deep.
      const parentId =
        one.a % 6 === 0 ? null : ((one.a % 2 === 0 ? [...world.albums.values()].findLast((each) => !reference.isTrashed(world, each.id)) : album)?.id ?? null);
      const id = await createAlbum(g, viewer, { parentId, title: `A${world.albums.size}`, ...(one.flag ? { access: { entries: given } } : {}) });
      world.albums.set(id, { id, parent: parentId, own: one.flag ? list : null, from: null, was: null, creator });
      return;
    }
    case 'image': {
      if (!album || !living) return;
      const takenAt = one.b % 3 === 0 ? null : 1000 * (one.b % 7);
      const uploader = one.b % 4 === 0 ? user : null;
      const state = one.flag ? 'published' : 'unpublished';
      const row = rowOnly(album.id, `${world.images.size}-${one.b}.jpg`, {
        uploaderId: uploader && (ids[uploader] as number),
        state,
        fields: takenAt === null ? {} : { takenAt },
      });
      const [made] = await insertImages(g, system, [row]).catch((error: unknown) =>
        isGalleryError(error) && error.code === 'file-name-taken' ? [] : Promise.reject(error),
      );
      if (made) world.images.set(made.id, { id: made.id, placements: [album.id], main: album.id, state, before: 'published', own: null, uploader, takenAt });
      return;
    }
    case 'place': {
      if (!image || !other || reference.isTrashed(world, other.id)) return;
      const [placed] = await placeImages(g, system, [{ imageId: image.id, albumId: other.id }]);
      expect(placed).toBe(!image.placements.includes(other.id));
      if (placed) image.placements.push(other.id);
      image.main ??= other.id;
      return;
    }
    case 'unplace': {
      const from = image && pick(image.placements, one.b);
      if (!image || from === undefined) return;
      await removePlacements(g, system, [{ imageId: image.id, albumId: from }]);
      leave(world, image, (id) => id === from);
      return;
    }
    case 'main': {
      const to = image && pick(image.placements, one.b);
      if (!image || to === undefined) return;
      await setMainAlbum(g, system, image.id, to);
      image.main = to;
      return;
    }
    case 'access':
    case 'inherit': {
      if (!album || !living) return;
      const choice = one.kind === 'inherit' ? ('inherit' as const) : { entries: given };
      return changing(
        play,
        one,
        () => setAlbumAccess(g, system, album.id, choice),
        () => {
          album.own = one.kind === 'inherit' ? null : list;
        },
      );
    }
    case 'move': {
      const to = one.b % 5 === 0 ? null : other;
      if (!album || !living || (to && reference.isTrashed(world, to.id))) return;
      if (to && reference.isBelow(world, to.id, album.id)) return refused(moveAlbum(g, system, album.id, to.id), 'album-inside-itself');
      const keeps = keptList(world, album, reference.effective(world, album.id), to?.id ?? null);
      return changing(
        play,
        one,
        () => moveAlbum(g, system, album.id, to?.id ?? null, { adopt: one.flag }),
        () => {
          if (album.parent === (to?.id ?? null)) return;
          if (!one.flag) album.own = keeps;
          album.parent = to?.id ?? null;
        },
      );
    }
    case 'trash': {
      if (!album || !living) return;
      const was = reference.effective(world, album.id);
      return changing(
        play,
        one,
        () => trashAlbum(g, system, album.id),
        () => {
          album.from = album.parent as number | null;
          album.was = was;
          album.parent = 'trash';
        },
      );
    }
    case 'restore': {
      const top = pick(tops, one.a);
      if (!top) return;
      const parent = top.from !== null && world.albums.has(top.from) && !reference.isTrashed(world, top.from) ? top.from : null;
      const keeps = keptList(world, top, top.was ?? new Map(), parent);
      return changing(
        play,
        one,
        () => restoreAlbum(g, system, top.id),
        () => {
          top.own = keeps;
          top.parent = parent;
        },
      );
    }
    case 'purge': {
      const top = pick(tops, one.a);
      if (!top) return;
      await purgeAlbum(g, system, top.id);
      const gone = [...world.albums.keys()].filter((id) => reference.isBelow(world, id, top.id));
      // As the gallery does it: the deepest first, of those the latest.
      const deepestFirst = gone.sort((a, b) => pathLength(world, b) - pathLength(world, a) || b - a);
      for (const id of deepestFirst) for (const one_ of world.images.values()) leave(world, one_, (each) => each === id);
      for (const id of gone) world.albums.delete(id);
      return;
    }
    case 'own':
    case 'open': {
      if (!image) return;
      const own = one.kind === 'own' ? list : null;
      await setImageAccess(g, system, [image.id], own && given);
      image.own = own && reference.listOf([...own].map(([who, rights]) => [who, rights.has('download') ? ['view', 'download'] : ['view']]));
      return;
    }
    case 'hide':
    case 'show': {
      if (!image) return;
      const run = one.kind === 'hide' ? unpublishImages : publishImages;
      if (image.state === 'trashed') return refused(run(g, system, [image.id]), 'image-in-trash');
      await run(g, system, [image.id]);
      image.state = one.kind === 'hide' ? 'unpublished' : 'published';
      return;
    }
    case 'bin': {
      if (!image) return;
      await trashImages(g, system, [image.id]);
      if (image.state !== 'trashed') image.before = image.state;
      image.state = 'trashed';
      return;
    }
    case 'unbin': {
      if (!image) return;
      if (image.state !== 'trashed') return refused(restoreImages(g, system, [image.id]), 'image-not-in-trash');
      await restoreImages(g, system, [image.id]);
      image.state = image.before;
      return;
    }
    case 'erase': {
      if (!image) return;
      if (image.state !== 'trashed') return refused(purgeImages(g, system, [image.id]), 'image-not-in-trash');
      await purgeImages(g, system, [image.id]);
      world.images.delete(image.id);
      return;
    }
    case 'join':
    case 'leave': {
      await (one.kind === 'join' ? joinGroup : leaveGroup)(g, system, ids[group] as number, ids[user] as number);
      if (one.kind === 'join') world.groups.get(group)?.add(user);
      else world.groups.get(group)?.delete(user);
      return;
    }
    case 'finish':
      return finishAccessChanges(g);
  }
}

const pathLength = (world: World, id: number): number => reference.above(world, id).reduce((sum, album) => sum + String(album.id).length + 1, 0);

function leave(world: World, image: ModelImage, gone: (albumId: number) => boolean): void {
  if (!image.placements.some(gone)) return;
  image.placements = image.placements.filter((id) => !gone(id));
  if (image.main === null || !image.placements.includes(image.main)) image.main = image.placements.find((id) => !reference.isTrashed(world, id)) ?? null;
}

function keptList(world: World, album: ModelAlbum, was: List, parent: number | null): List | null {
  if (album.own) return album.own;
  const there = parent === null ? world.root : reference.effective(world, parent);
  return reference.isWider(there, was) ? was : null;
}

const refused = async (work: Promise<unknown>, code: string): Promise<void> => {
  expect(
    await work.then(
      () => 'done',
      (error: unknown) => (isGalleryError(error) ? error.code : String(error)),
    ),
  ).toBe(code);
};

/** A change that may be cut off: as soon as it has begun it will come to its end, and meanwhile nothing is shown that neither state shows. */
async function changing(play: Play, one: Act, run: () => Promise<unknown>, apply: () => void): Promise<void> {
  const { g, gate } = play;
  await finishAccessChanges(g);
  const before = await listedBy(play);
  if (one.dies !== null) gate.left = one.dies;
  const died = await run().then(
    () => false,
    (error: unknown) => (gate.left < 0 ? true : Promise.reject(error)),
  );
  gate.left = Number.POSITIVE_INFINITY;
  g.access.touch();
  const [open] = await g.database.read.all<{ phase: string }>('SELECT phase FROM access_changes');
  if (died && one.dies === 0) return;
  apply();
  const after = await listedBy(play);
  const effective = open === undefined || open.phase === 'settle';
  for (const [index, viewer] of (await viewers(play)).entries()) {
    const shown = (await newestPage(g, viewer.real, { perPage: 500 })).images.map((image) => image.id);
    const allowed = effective ? (after[index] as Set<number>) : new Set([...(before[index] as Set<number>), ...(after[index] as Set<number>)]);
    expect(shown.filter((id) => !allowed.has(id))).toEqual([]);
  }
  if (effective) await expectAlbums(play);
}

const listedBy = async (play: Play): Promise<Set<number>[]> =>
  (await viewers(play)).map(
    ({ model }) => new Set([...play.world.images.values()].filter((image) => reference.isListed(play.world, model, image)).map((image) => image.id)),
  );

async function viewers({ g, ids, world }: Play): Promise<{ readonly real: Viewer; readonly model: ModelViewer }[]> {
  const all = [{ real: visitorViewer(g, 'en'), model: reference.viewerOf(world, null) }];
  for (const who of ['u1', 'u2', 'u3'] as const) all.push({ real: await viewerOfUser(g, ids[who] as number, 'en'), model: reference.viewerOf(world, who) });
  return all;
}

async function expectAll(play: Play): Promise<void> {
  const { g, world } = play;
  for (const { real, model } of await viewers(play)) {
    const listed = [...world.images.values()].filter((image) => reference.isListed(world, model, image)).map((image) => image.id);
    const newest = await newestPage(g, real, { perPage: 500 });
    expect(newest.images.map((image) => image.id)).toEqual(listed.sort((a, b) => b - a));
    expect(newest.total).toBe(listed.length);
  }
  await expectAlbums(play);
}

/** What is decided by albums: their pages, counts, covers, and each image by itself. */
async function expectAlbums(play: Play): Promise<void> {
  const { g, world } = play;
  for (const { real, model } of await viewers(play)) {
    const summaries = (shown: readonly number[]) =>
      new Map(
        shown.map((id) => {
          const images = reference.reachable(world, model, id);
          return [id, { images: images.length, cover: images.length === 0 ? null : Math.max(...images), albums: reference.shownIn(world, model, id).length }];
        }),
      );
    const got = (albums: readonly { id: number; imageCount: number; albumCount: number; cover: { id: number } | null }[]) =>
      new Map(albums.map((album) => [album.id, { images: album.imageCount, cover: album.cover?.id ?? null, albums: album.albumCount }]));
    const home = await homePage(g, real);
    expect(got(home.albums)).toEqual(summaries(reference.shownIn(world, model, null)));
    for (const album of world.albums.values()) {
      const page = await albumPage(g, real, album.id);
      const granted = reference.seesAlbum(world, model, album.id);
      const manages = reference.managesByMaking(world, model, album.id);
      expect([album.id, page !== null]).toEqual([album.id, granted || manages]);
      expect(await mayOnAlbum(g, real, album.id, 'manage')).toBe(
        manages || reference.rightsIn(reference.effective(world, album.id), model.principals).has('manage'),
      );
      if (!page) continue;
      const images = [...world.images.values()].filter((image) => image.placements.includes(album.id) && reference.isOpen(model, image));
      const inOrder = images.sort((a, b) => (a.takenAt ?? 1e18) - (b.takenAt ?? 1e18) || a.id - b.id).map((image) => image.id);
      expect(page.images.map((image) => image.id)).toEqual(inOrder);
      expect(page.total).toBe(inOrder.length);
      if (!granted) continue;
      expect(got(page.albums)).toEqual(summaries(reference.shownIn(world, model, album.id)));
      expect(got([page.album])).toEqual(summaries([album.id]));
      expect(page.crumbs.map((crumb) => crumb.id)).toEqual(
        reference
          .above(world, album.id)
          .slice(1)
          .filter((one) => reference.seesAlbum(world, model, one.id))
          .map((one) => one.id)
          .reverse(),
      );
    }
    for (const image of world.images.values()) {
      const rights = reference.rightsOn(world, model, image);
      const answer = await imageRights(g, real, image.id);
      expect([image.id, answer && [...answer].sort()]).toEqual([image.id, rights && [...rights].sort()]);
      const media = await mediaAccess(g, real, image.id);
      expect(media?.public ?? false).toBe(media !== null && reference.isListed(world, reference.viewerOf(world, null), image));
    }
  }
}

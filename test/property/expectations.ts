import { isDeepStrictEqual } from 'node:util';
import type { Right } from '@picturerail/sdk';
import { expect } from 'vitest';
import { imageRights, mayOnAlbum, mediaAccess } from '../../core/src/gallery/access/permissions.ts';
import { mayOnAlbums, mayOnImages } from '../../core/src/gallery/access/permissions-of-many.ts';
import { albumPage } from '../../core/src/gallery/pages/album-page.ts';
import { homePage } from '../../core/src/gallery/pages/home-page.ts';
import { imagePage } from '../../core/src/gallery/pages/image-page.ts';
import { newestPage } from '../../core/src/gallery/pages/newest-page.ts';
import type { ModelImage, ModelViewer, World } from '../../core/src/gallery/reference/testing.ts';
import * as reference from '../../core/src/gallery/reference/testing.ts';
import { type Looking, type Play, viewersOf, worldsOf } from './play.ts';

/** Asks vitest only where there is something to tell: it takes ten times as long, hundreds of times for each history. */
function agree(found: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(found, expected)) expect(found).toEqual(expected);
}

const listedIn = (world: World, viewer: ModelViewer): ModelImage[] =>
  [...world.images.values()].filter((image) => reference.isListed(world, viewer, image)).sort((a, b) => b.id - a.id);

const inOrder = (images: readonly ModelImage[]): ModelImage[] => [...images].sort((a, b) => (a.takenAt ?? 1e18) - (b.takenAt ?? 1e18) || a.id - b.id);

const openIn = (world: World, viewer: ModelViewer, albumId: number): ModelImage[] =>
  inOrder([...world.images.values()].filter((image) => image.placements.includes(albumId) && reference.isOpen(viewer, image)));

const idsOf = (images: readonly { readonly id: number }[]): number[] => images.map(({ id }) => id);

/** Nobody sees what he sees neither before nor after the change that is under way: in lists, on pages, by itself. */
export async function expectNoMore(play: Play): Promise<void> {
  const worlds = worldsOf(play);
  for (const { real, who } of await viewersOf(play)) {
    const models = worlds.map((world) => ({ world, viewer: reference.viewerOf(world, who) }));
    const allowed = new Set(models.flatMap(({ world, viewer }) => idsOf(listedIn(world, viewer))));
    const shown = idsOf((await newestPage(play.g, real, { perPage: 500 })).images);
    agree(
      shown.filter((id) => !allowed.has(id)),
      [],
    );
    if (worlds.length === 1) continue;
    for (const id of play.world.images.keys()) {
      const may = models.some(({ world, viewer }) => reference.rightsOn(world, viewer, world.images.get(id) as ModelImage) !== null);
      if (!may) agree([id, await imageRights(play.g, real, id)], [id, null]);
    }
    for (const id of play.world.albums.keys()) {
      const may = models.filter(({ world, viewer }) => reference.seesAlbum(world, viewer, id) || reference.managesByMaking(world, viewer, id));
      const page = await albumPage(play.g, real, id);
      const open = new Set(may.flatMap(({ world, viewer }) => idsOf(openIn(world, viewer, id))));
      agree([id, page !== null && may.length === 0, idsOf(page?.images ?? []).filter((one) => !open.has(one))], [id, false, []]);
    }
  }
}

/** Everything, once no change is under way: lists for everybody, pages for two of four, by turns. */
export async function expectAll(play: Play, turn: number): Promise<void> {
  for (const [index, looking] of (await viewersOf(play)).entries()) {
    const listed = listedIn(play.world, looking.model);
    const newest = await newestPage(play.g, looking.real, { perPage: 500 });
    agree(idsOf(newest.images), idsOf(listed));
    agree(newest.total, listed.length);
    if (index !== turn % 4 && index !== (turn + 1 + (turn % 3)) % 4) continue;
    await expectAlbums(play, looking);
    await expectImagePages(play, looking);
    await expectRightsOfMany(play, looking, turn);
  }
}

interface Summary {
  readonly images: number;
  readonly cover: number | null;
  readonly albums: number;
}

/** A chosen cover where the viewer finds it in lists, else the newest image he can reach. */
function summaryOf(world: World, viewer: ModelViewer, id: number, lists: boolean): Summary {
  const images = reference.reachable(world, viewer, id);
  const chosen = world.images.get(world.albums.get(id)?.cover ?? 0);
  const cover = lists && chosen && reference.isListed(world, viewer, chosen) ? chosen.id : null;
  return { images: images.length, cover: cover ?? (images.length === 0 ? null : Math.max(...images)), albums: reference.shownIn(world, viewer, id).length };
}

/** What is decided by albums: their pages, counts, covers, and each image by itself. It follows a change at once. */
export async function expectAlbums({ g, world }: Play, { real, model }: Looking): Promise<void> {
  // A chosen cover is looked for in the lists of the gallery, which follow later.
  const settled = (await g.database.read.all('SELECT id FROM access_changes')).length === 0;
  const got = (albums: readonly { id: number; imageCount: number; albumCount: number; cover: { id: number } | null }[]) => {
    expect(idsOf(albums)).toEqual([...new Set(idsOf(albums))]);
    return new Map(
      albums.map((album) => [album.id, { images: album.imageCount, cover: coverFor(album.id, album.cover?.id ?? null), albums: album.albumCount }]),
    );
  };
  const coverFor = (id: number, shown: number | null) => (settled || world.albums.get(id)?.cover == null ? shown : null);
  const summaries = (shown: readonly number[]) =>
    new Map(
      shown.map((id) => {
        const summary = summaryOf(world, model, id, settled);
        return [id, { ...summary, cover: coverFor(id, summary.cover) }];
      }),
    );
  agree(got((await homePage(g, real)).albums), summaries(reference.shownIn(world, model, null)));
  for (const album of world.albums.values()) {
    const page = await albumPage(g, real, album.id);
    const granted = reference.seesAlbum(world, model, album.id);
    const manages = reference.managesByMaking(world, model, album.id);
    agree([album.id, page !== null], [album.id, granted || manages]);
    agree(await mayOnAlbum(g, real, album.id, 'manage'), manages || reference.rightsIn(reference.effective(world, album.id), model.principals).has('manage'));
    if (!page) continue;
    const images = idsOf(openIn(world, model, album.id));
    agree(idsOf(page.images), images);
    agree(page.total, images.length);
    if (!granted) continue;
    agree(got(page.albums), summaries(reference.shownIn(world, model, album.id)));
    agree(got([page.album]), summaries([album.id]));
    const crumbs = reference
      .above(world, album.id)
      .slice(1)
      .filter((one) => reference.seesAlbum(world, model, one.id));
    agree(idsOf(page.crumbs), idsOf(crumbs).reverse());
  }
  for (const image of world.images.values()) {
    const rights = reference.rightsOn(world, model, image);
    const answer = await imageRights(g, real, image.id);
    agree([image.id, answer && [...answer].sort()], [image.id, rights && [...rights].sort()]);
    const media = await mediaAccess(g, real, image.id);
    agree([media !== null, media?.download ?? false], [rights !== null, rights?.has('download') ?? false]);
    agree(media?.public ?? false, media !== null && reference.isListed(world, reference.viewerOf(world, null), image));
  }
}

/** Rights asked for all albums and all images at once, by turns: one of the core's, and one of a plugin's that a status or `manage` gives. */
async function expectRightsOfMany({ g, world }: Play, { real, model }: Looking, turn: number): Promise<void> {
  const right = (['view', 'upload', 'manage', 'download', 'edit'] as const)[turn % 5] as Right;
  const byStatus = turn % 2 === 0;
  const albums = [...world.albums.keys(), 9999];
  const onAlbums = albums.map((id): ReadonlySet<Right> => {
    if (!world.albums.has(id)) return new Set();
    return reference.managesByMaking(world, model, id) ? allOf : reference.rightsIn(reference.effective(world, id), model.principals);
  });
  expect([right, await mayOnAlbums(g, real, albums, { right, byStatus: false })]).toEqual([right, onAlbums.map((rights) => rights.has(right))]);
  const bypassed = onAlbums.map((rights) => rights.has(byStatus ? 'view' : 'manage'));
  expect(await mayOnAlbums(g, real, albums, { right: 'stamp.bypass', byStatus })).toEqual(bypassed);

  const images = [...world.images.values()];
  const onImages = [...images.map((image) => reference.rightsOn(world, model, image)), null];
  const imageIds = [...idsOf(images), 9999];
  expect([right, await mayOnImages(g, real, imageIds, { right, byStatus: false })]).toEqual([right, onImages.map((rights) => rights?.has(right) ?? false)]);
  const seen = onImages.map((rights) => rights?.has(byStatus ? 'view' : 'manage') ?? false);
  expect(await mayOnImages(g, real, imageIds, { right: 'stamp.bypass', byStatus })).toEqual(seen);
}

const allOf: ReadonlySet<Right> = reference.closed(['manage']);

/** The page of each image in one of the lists it may be come from: by the album asked for, by none, by the newest. */
async function expectImagePages({ g, world }: Play, { real, model }: Looking): Promise<void> {
  for (const image of world.images.values()) {
    const asked = [`album-${image.placements[0] ?? 9999}`, null, 'newest'][image.id % 3] as string | null;
    const page = await imagePage(g, real, image.id, asked);
    if (!reference.isListed(world, model, image)) {
      agree(page !== null, reference.rightsOn(world, model, image) !== null);
      continue;
    }
    const seen = image.placements.filter((id) => reference.seesAlbum(world, model, id));
    const album = seen.find((id) => asked === `album-${id}`) ?? seen.find((id) => id === image.main) ?? seen[0];
    const around = idsOf(asked === 'newest' ? listedIn(world, model) : openIn(world, model, album as number));
    const at = around.indexOf(image.id);
    agree(
      [page?.list, idsOf(page?.albums ?? []), page?.previous?.id, page?.next?.id, page?.position, page?.total],
      [asked === 'newest' ? 'newest' : `album-${album}`, seen, around[at - 1], around[at + 1], at + 1, around.length],
    );
  }
}

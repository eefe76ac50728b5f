import { createAlbum } from '../../core/src/gallery/albums/create-album.ts';
import { moveAlbum } from '../../core/src/gallery/albums/move-album.ts';
import { purgeAlbum } from '../../core/src/gallery/albums/purge-album.ts';
import { setAlbumAccess } from '../../core/src/gallery/albums/set-album-access.ts';
import { restoreAlbum, trashAlbum } from '../../core/src/gallery/albums/trash-album.ts';
import { updateAlbum } from '../../core/src/gallery/albums/update-album.ts';
import { system } from '../../core/src/gallery/gallery.ts';
import { viewerOf as viewerOfUser } from '../../core/src/gallery/people/viewers.ts';
import type { List, ModelAlbum, Who, World } from '../../core/src/gallery/reference/testing.ts';
import * as reference from '../../core/src/gallery/reference/testing.ts';
import { changing } from './changing.ts';
import type { Act } from './history.ts';
import { entriesOf, leave, type Play, pick, refused } from './play.ts';

type Doing = (play: Play, act: Act) => Promise<void>;

const livingAlbum = ({ world }: Play, { a }: Act): ModelAlbum | undefined => {
  const album = pick(world.albums.values(), a);
  return album && !reference.isTrashed(world, album.id) ? album : undefined;
};
const trashedTop = ({ world }: Play, { a }: Act): ModelAlbum | undefined =>
  pick(
    [...world.albums.values()].filter((each) => each.parent === 'trash'),
    a,
  );

const create: Doing = async (play, act) => {
  const { g, ids, world } = play;
  const { a, b, flag } = act;
  const chosen = pick(world.albums.values(), a);
  if (chosen && reference.isTrashed(world, chosen.id)) return;
  const creator = b % 4 === 0 ? ((['u1', 'u2', 'u3'] as const)[a % 3] as Who) : null;
  const viewer = creator ? { ...(await viewerOfUser(g, ids[creator] as number, 'en')), status: 'administrator' as const } : system;
  // Mostly below the latest, so that trees grow deep.
  const below = a % 2 === 0 ? [...world.albums.values()].findLast((each) => !reference.isTrashed(world, each.id)) : chosen;
  const parentId = a % 6 === 0 ? null : (below?.id ?? null);
  const id = await createAlbum(g, viewer, { parentId, title: `A${world.albums.size}`, ...(flag ? { access: { entries: entriesOf(play, act) } } : {}) });
  world.albums.set(id, { id, parent: parentId, own: flag ? reference.listOf(act.list) : null, from: null, was: null, creator, cover: null });
};

const access: Doing = async (play, act) => {
  const album = livingAlbum(play, act);
  if (!album) return;
  const inherits = act.kind === 'inherit';
  await changing(play, act, {
    albumId: album.id,
    run: () => setAlbumAccess(play.g, system, album.id, inherits ? 'inherit' : { entries: entriesOf(play, act) }),
    apply: () => {
      album.own = inherits ? null : reference.listOf(act.list);
    },
  });
};

const move: Doing = async (play, act) => {
  const { g, world } = play;
  const album = livingAlbum(play, act);
  const to = act.b % 5 === 0 ? null : (pick(world.albums.values(), act.b) ?? null);
  if (!album || (to && reference.isTrashed(world, to.id))) return;
  if (to && reference.isBelow(world, to.id, album.id)) {
    return changing(
      play,
      { ...act, dies: null },
      { albumId: null, run: () => refused(moveAlbum(g, system, album.id, to.id), 'album-inside-itself'), apply: () => {} },
    );
  }
  const keeps = keptList(world, album, reference.effective(world, album.id), to?.id ?? null);
  await changing(play, act, {
    albumId: album.id,
    run: () => moveAlbum(g, system, album.id, to?.id ?? null, { adopt: act.flag }),
    apply: () => {
      if (album.parent === (to?.id ?? null)) return;
      if (!act.flag) album.own = keeps;
      album.parent = to?.id ?? null;
    },
  });
};

const trash: Doing = async (play, act) => {
  const album = livingAlbum(play, act);
  if (!album) return;
  const was = reference.effective(play.world, album.id);
  await changing(play, act, {
    albumId: album.id,
    run: () => trashAlbum(play.g, system, album.id),
    apply: () => {
      album.from = album.parent as number | null;
      album.was = was;
      album.parent = 'trash';
    },
  });
};

const restore: Doing = async (play, act) => {
  const { world } = play;
  const top = trashedTop(play, act);
  if (!top) return;
  const parent = top.from !== null && world.albums.has(top.from) && !reference.isTrashed(world, top.from) ? top.from : null;
  const keeps = keptList(world, top, top.was ?? new Map(), parent);
  await changing(play, act, {
    albumId: top.id,
    run: () => restoreAlbum(play.g, system, top.id),
    apply: () => {
      top.own = keeps;
      top.parent = parent;
    },
  });
};

const purge: Doing = async (play, act) => {
  const { world } = play;
  const top = trashedTop(play, act);
  if (!top) return;
  await purgeAlbum(play.g, system, top.id);
  const gone = [...world.albums.keys()].filter((id) => reference.isBelow(world, id, top.id));
  // As the gallery does it: the deepest first, of those the latest.
  const deepestFirst = gone.sort((a, b) => pathLength(world, b) - pathLength(world, a) || b - a);
  for (const id of deepestFirst) for (const image of world.images.values()) leave(world, image, (each) => each === id);
  for (const id of gone) world.albums.delete(id);
};

const cover: Doing = async (play, act) => {
  const { g, world } = play;
  const album = livingAlbum(play, act);
  const image = pick(world.images.values(), act.b);
  if (!album) return;
  const chosen = act.flag && image ? image : null;
  if (chosen && !chosen.placements.some((id) => reference.isBelow(world, id, album.id)))
    return refused(updateAlbum(g, system, album.id, { coverImageId: chosen.id }), 'album-cover-unknown');
  await updateAlbum(g, system, album.id, { coverImageId: chosen?.id ?? null });
  album.cover = chosen?.id ?? null;
};

const pathLength = (world: World, id: number): number => reference.above(world, id).reduce((sum, album) => sum + String(album.id).length + 1, 0);

function keptList(world: World, album: ModelAlbum, was: List, parent: number | null): List | null {
  if (album.own) return album.own;
  const there = parent === null ? world.root : reference.effective(world, parent);
  return reference.isWider(there, was) ? was : null;
}

export const actsOnAlbums = { album: create, access, inherit: access, move, trash, restore, purge, cover };

import { isGalleryError } from '@picturerail/sdk';
import { expect } from 'vitest';
import { system } from '../../core/src/gallery/gallery.ts';
import { insertImages } from '../../core/src/gallery/images/insert-images.ts';
import { placeImages } from '../../core/src/gallery/images/place-images.ts';
import { publishImages, unpublishImages } from '../../core/src/gallery/images/publish-images.ts';
import { purgeImages } from '../../core/src/gallery/images/purge-images.ts';
import { removePlacements } from '../../core/src/gallery/images/remove-placements.ts';
import { setImageAccess } from '../../core/src/gallery/images/set-image-access.ts';
import { setMainAlbum } from '../../core/src/gallery/images/set-main-album.ts';
import { markFound, markMissing, restoreImages, trashImages } from '../../core/src/gallery/images/trash-images.ts';
import { joinGroup } from '../../core/src/gallery/people/join-group.ts';
import { leaveGroup } from '../../core/src/gallery/people/leave-group.ts';
import type { List, ModelImage, Who } from '../../core/src/gallery/reference/testing.ts';
import * as reference from '../../core/src/gallery/reference/testing.ts';
import { rowOnly } from '../../core/src/gallery/testing.ts';
import type { Act } from './history.ts';
import { entriesOf, finish, leave, type Play, pick, refused, worldsOf } from './play.ts';

type Doing = (play: Play, act: Act) => Promise<void>;

const imageFor = ({ world }: Play, { a }: Act): ModelImage | undefined => pick(world.images.values(), a);

/** The same image in each of the worlds. */
const change = (play: Play, id: number, apply: (image: ModelImage) => void): void => {
  for (const world of worldsOf(play)) apply(world.images.get(id) as ModelImage);
};

const trashedIn = (play: Play, albumId: number): boolean => worldsOf(play).some((world) => reference.isTrashed(world, albumId));

const insert: Doing = async (play, { a, b, flag }) => {
  const { g, ids, world } = play;
  const album = pick(world.albums.values(), a);
  if (!album || trashedIn(play, album.id)) return;
  const takenAt = b % 3 === 0 ? null : 1000 * (b % 7);
  const uploader = b % 4 === 0 ? ((['u1', 'u2', 'u3'] as const)[a % 3] as Who) : null;
  const state = flag ? 'published' : 'unpublished';
  const row = rowOnly(album.id, `${world.images.size}-${b}.jpg`, {
    uploaderId: uploader && (ids[uploader] as number),
    state,
    fields: takenAt === null ? {} : { takenAt },
  });
  const [made] = await insertImages(g, system, [row]).catch((error: unknown) =>
    isGalleryError(error) && error.code === 'file-name-taken' ? [] : Promise.reject(error),
  );
  if (!made) return;
  for (const one of worldsOf(play))
    one.images.set(made.id, { id: made.id, placements: [album.id], main: album.id, state, before: 'published', own: null, uploader, takenAt });
};

const place: Doing = async (play, act) => {
  const image = imageFor(play, act);
  const album = pick(play.world.albums.values(), act.b);
  if (!image || !album || trashedIn(play, album.id)) return;
  const [placed] = await placeImages(play.g, system, [{ imageId: image.id, albumId: album.id }]);
  expect(placed).toBe(!image.placements.includes(album.id));
  change(play, image.id, (one) => {
    if (placed) one.placements.push(album.id);
    one.main ??= album.id;
  });
};

const unplace: Doing = async ({ g, world }, { a, b }) => {
  const image = pick(world.images.values(), a);
  const from = image && pick(image.placements, b);
  if (!image || from === undefined) return;
  await removePlacements(g, system, [{ imageId: image.id, albumId: from }]);
  leave(world, image, (id) => id === from);
};

const main: Doing = async ({ g, world }, { a, b }) => {
  const image = pick(world.images.values(), a);
  const to = image && pick(image.placements, b);
  if (!image || to === undefined) return;
  await setMainAlbum(g, system, image.id, to);
  image.main = to;
};

const listFor =
  (own: boolean): Doing =>
  async (play, act) => {
    const image = imageFor(play, act);
    if (!image) return;
    await setImageAccess(play.g, system, [image.id], own ? entriesOf(play, act) : null);
    // Of an own list only these two rights count.
    const narrowed: List = reference.listOf(
      [...reference.listOf(act.list)].map(([who, rights]) => [who, rights.has('download') ? ['view', 'download'] : ['view']]),
    );
    change(play, image.id, (one) => {
      one.own = own ? narrowed : null;
    });
  };

const publishing =
  (state: 'published' | 'unpublished'): Doing =>
  async (play, act) => {
    const image = imageFor(play, act);
    if (!image) return;
    const run = state === 'published' ? publishImages : unpublishImages;
    if (image.state === 'trashed') return refused(run(play.g, system, [image.id]), 'image-in-trash');
    await run(play.g, system, [image.id]);
    change(play, image.id, (one) => {
      if (one.state === 'missing') one.before = state;
      else one.state = state;
    });
  };

const bin: Doing = async (play, act) => {
  const image = imageFor(play, act);
  if (!image) return;
  await trashImages(play.g, system, [image.id]);
  change(play, image.id, (one) => {
    if (one.state === 'published' || one.state === 'unpublished') one.before = one.state;
    one.state = 'trashed';
  });
};

const unbin: Doing = async (play, act) => {
  const image = imageFor(play, act);
  if (!image) return;
  if (image.state !== 'trashed') return refused(restoreImages(play.g, system, [image.id]), 'image-not-in-trash');
  await restoreImages(play.g, system, [image.id]);
  change(play, image.id, (one) => {
    one.state = one.before;
  });
};

const erase: Doing = async ({ g, world }, { a }) => {
  const image = pick(world.images.values(), a);
  if (!image) return;
  if (image.state !== 'trashed') return refused(purgeImages(g, system, [image.id]), 'image-not-in-trash');
  await purgeImages(g, system, [image.id]);
  world.images.delete(image.id);
};

const lose: Doing = async (play, act) => {
  const image = imageFor(play, act);
  if (!image) return;
  await markMissing(play.g, system, [image.id]);
  change(play, image.id, (one) => {
    if (one.state === 'trashed' || one.state === 'missing') return;
    one.before = one.state;
    one.state = 'missing';
  });
};

const find: Doing = async (play, act) => {
  const image = imageFor(play, act);
  if (!image) return;
  await markFound(play.g, system, [image.id]);
  change(play, image.id, (one) => {
    if (one.state === 'missing') one.state = one.before;
  });
};

const membership =
  (joins: boolean): Doing =>
  async ({ g, ids, world }, { a, b }) => {
    const user = (['u1', 'u2', 'u3'] as const)[a % 3] as Who;
    const group = (['g1', 'g2'] as const)[b % 2] as Who;
    await (joins ? joinGroup : leaveGroup)(g, system, ids[group] as number, ids[user] as number);
    if (joins) world.groups.get(group)?.add(user);
    else world.groups.get(group)?.delete(user);
  };

export const actsOnImages = {
  image: insert,
  place,
  unplace,
  main,
  own: listFor(true),
  open: listFor(false),
  hide: publishing('unpublished'),
  show: publishing('published'),
  bin,
  unbin,
  erase,
  lose,
  find,
  join: membership(true),
  leave: membership(false),
  finish,
};

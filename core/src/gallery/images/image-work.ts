import type { Right } from '@picturerail/sdk';
import type { Tx } from '#database';
import type { Grants } from '../access/access-list.ts';
import { managesAsCreator } from '../access/album-rights.ts';
import { rightsOnImage } from '../access/image-rights.ts';
import { type Ledger, openLedger } from '../access/ledger.ts';
import { grants } from '../access/rights.ts';
import type { AlbumRecord } from '../albums/albums-store.ts';
import { chainTo } from '../albums/albums-store.ts';
import { notAllowed } from '../errors.ts';
import type { Actor, Gallery } from '../gallery.ts';
import { administers } from '../people/may-change-users.ts';
import { tell } from '../tell.ts';
import { imageUnknown } from './errors.ts';
import { type HeldImage, holdImages } from './hold-images.ts';

export interface ImageWork {
  readonly tx: Tx;
  readonly ledger: Ledger;
  /** In the order of ids. */
  readonly images: readonly HeldImage[];
  readonly albums: ReadonlyMap<number, AlbumRecord>;
}

interface Asked {
  readonly imageIds: readonly number[];
  /** Where images are about to be placed. */
  readonly albumIds?: readonly number[];
  /** True passes over images that are gone. */
  readonly someMayBeGone?: boolean;
}

/**
 * One short transaction over images: they are held, `work` changes them, plugins are told once. Errors: `image-unknown`
 * for one that does not exist.
 */
export async function workOnImages<T>(
  g: Gallery,
  { imageIds, albumIds = [], someMayBeGone = false }: Asked,
  work: (held: ImageWork) => Promise<T>,
): Promise<T> {
  const registry = await g.access.registry();
  return g.database.transaction(async (tx) => {
    const { images, albums } = await holdImages(tx, imageIds, albumIds);
    const missing = imageIds.find((id) => !images.some((image) => image.id === id));
    if (missing !== undefined && !someMayBeGone) throw imageUnknown(missing);
    const result = await work({ tx, ledger: openLedger(registry, tx), images, albums });
    tx.afterCommit(() => g.access.touch());
    return result;
  });
}

export const tellUpdated = (g: Gallery, tx: Tx, images: readonly HeldImage[]): Promise<void> =>
  tell(
    g,
    tx,
    'images:updated',
    images.map(({ id, version }) => ({ imageId: id, version })),
  );

/** Errors: `image-unknown` for who may not even see it, `not-allowed`. */
export async function refuseOnImages(
  { tx, ledger, images }: ImageWork,
  actor: Actor,
  { right, what }: { readonly right: Right; readonly what: string },
): Promise<void> {
  if (administers(actor) || 'system' in actor) return;
  for (const image of images) {
    const known = new Map<number, Grants>();
    const lists = [...image.placements.map((one) => one.accessId), ...(image.ownAccessId === null ? [] : [image.ownAccessId])];
    for (const accessId of lists) known.set(accessId, await ledger.grants(accessId));
    const main = image.placements.find((one) => one.albumId === image.mainAlbumId);
    const made = main ? await managesAsCreator(await chainTo(tx, main.path), actor, ledger.grants) : false;
    const rights = rightsOnImage(image, { viewer: actor, grantsOf: (accessId) => known.get(accessId) ?? new Map(), managesAsCreator: made });
    if (!rights) throw imageUnknown(image.id);
    if (!grants(rights, right)) throw notAllowed(what, right);
  }
}

export const sortable = ({ id, title, fileName, takenAt, createdAt }: HeldImage) => ({ id, title, fileName, takenAt, createdAt });

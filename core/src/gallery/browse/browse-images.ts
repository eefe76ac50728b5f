import type { Actor, Gallery } from '../gallery.ts';
import { imageRow } from '../images/image-row.ts';
import { refuseUnlessAdministrator } from '../people/may-change-users.ts';
import { type BrowsedImage, browsedImages, countLiving } from './browse-images-store.ts';
import { type Counted, countImagesFitting, findImageIds } from './find-image-ids.ts';
import { anyImage, type ImageFilter } from './image-filter.ts';

const lookMs = 30;
const countMs = 15;

export interface ImagesAsked {
  readonly filter: ImageFilter;
  /** Images before this one, the latest first; or with `up` those after it. Null: the latest. */
  readonly from: number | null;
  readonly up: boolean;
  readonly limit: number;
}

export interface BrowsedImages {
  readonly images: readonly BrowsedImage[];
  /** Where the next page begins, with the images that came earlier; null: this is the last. */
  readonly earlier: number | null;
  /** Where the page before this one ends; null: this is the first. */
  readonly later: number | null;
  readonly counted: Counted;
}

/** A page of images for the administration, where everything shows, in the order in which they came, the latest first. Errors: `status-needed`. */
export async function browseImages(g: Gallery, actor: Actor, { filter, from, up, limit }: ImagesAsked): Promise<BrowsedImages> {
  refuseUnlessAdministrator(actor, 'look through the images of the gallery');
  const sql = g.database.read;
  const found = await findImageIds(sql, filter, { from, up, limit, withinMs: lookMs });
  const ids = up ? found.ids.toReversed() : found.ids;
  return {
    images: await describeImages(g, ids),
    earlier: up ? (ids.at(-1) ?? (from ?? 0) + 1) : found.next,
    later: up ? found.next : from === null ? null : (ids[0] ?? from - 1),
    counted: isOpen(filter) ? await countLiving(sql) : await countImagesFitting(sql, filter, countMs),
  };
}

const isOpen = (filter: ImageFilter): boolean => JSON.stringify(filter) === JSON.stringify(anyImage);

/** In the order of the ids; what is gone is left out. */
export async function describeImages({ database }: Gallery, ids: readonly number[]): Promise<BrowsedImage[]> {
  const rows = new Map((await browsedImages(database.read, ids)).map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = rows.get(id);
    if (!row) return [];
    const { albumTitle, uploader, placements, ownAccess, fault } = row;
    return [{ ...imageRow(row), albumTitle, uploader, placements, ownAccess: ownAccess === 1, fault }];
  });
}

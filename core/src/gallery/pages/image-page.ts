import path from 'node:path';
import type { Viewer } from '@picturerail/sdk';
import type { View } from '../access/access.ts';
import type { ImageCaseRow } from '../access/image-case-store.ts';
import { type SeenImage, seeImage } from '../access/permissions.ts';
import type { Gallery } from '../gallery.ts';
import { crumbsOf } from './album-page.ts';
import { chainOfAlbum } from './chain-store.ts';
import { newestIndex } from './images-part-store.ts';
import { readList } from './list-name.ts';
import { mostCounted, type NeighbourRow, neighboursInAlbum, neighboursInNewest } from './neighbours-store.ts';
import type { AlbumRef, ImagePage } from './page.ts';
import { totals } from './totals.ts';

type InList = Pick<ImagePage, 'list' | 'crumbs' | 'previous' | 'next' | 'position' | 'total'>;

/**
 * An image in the list one came from; `list` as in `?in=`, null for none. A list that this viewer may not see, that does
 * not hold the image or that this room does not keep gives way to the main album, another album, or the newest images.
 * Null where there is no such image or this viewer may not see it.
 */
export async function imagePage(g: Gallery, viewer: Viewer, imageId: number, list: string | null): Promise<ImagePage | null> {
  const view = await g.access.view(viewer.principals);
  const seen = await seeImage(g, viewer, imageId);
  if (!seen) return null;
  const { image, rights } = seen;
  const visible = seen.placements.filter((row) => view.lists.has(row.accessId ?? 0));
  const albums = visible.map((row) => ({ id: row.placedIn as number, title: row.albumTitle as string }));
  const placement = placementFor(visible, seen, list);
  const inList = placement ? await inAlbum(g, viewer, { view, placement, seen }) : await inNewest(g, viewer, { view, seen });
  return { image, albums, rights, ...inList };
}

function placementFor(visible: readonly ImageCaseRow[], { image }: SeenImage, list: string | null): ImageCaseRow | undefined {
  const wanted = readList(list);
  if (wanted?.kind === 'newest') return undefined;
  const asked = visible.find((row) => row.placedIn === wanted?.albumId);
  return asked ?? visible.find((row) => row.placedIn === image.albumId) ?? visible[0];
}

interface Spot {
  readonly view: View;
  readonly seen: SeenImage;
}

async function inAlbum(g: Gallery, { language }: Viewer, { view, placement, seen }: Spot & { readonly placement: ImageCaseRow }): Promise<InList> {
  const albumId = placement.placedIn as number;
  const spot = { albumId, accessId: placement.accessId as number, imageId: seen.image.id, sortKey: placement.sortKey as Uint8Array, language };
  const chain = await chainOfAlbum(g.database.read, albumId, language);
  const rows = await neighboursInAlbum(g.database.read, view, spot);
  const total = numberOf(rows, 'total');
  // An image of one's own that is not published has neighbours here, but no place among them.
  const listed = seen.image.state === 'published';
  return {
    list: `album-${albumId}`,
    crumbs: [...crumbsOf(chain, view), { id: albumId, title: placement.albumTitle as string }],
    previous: neighbourOf(rows, 'previous'),
    next: neighbourOf(rows, 'next'),
    position: listed ? positionOf(rows, total) : null,
    total,
  };
}

async function inNewest(g: Gallery, { language }: Viewer, { view, seen }: Spot): Promise<InList> {
  const { read } = g.database;
  const all = await totals(g, view);
  const { id: imageId, createdAt, state } = seen.image;
  const rows = state === 'published' ? await neighboursInNewest(read, view, { imageId, createdAt, language, index: newestIndex(all) }) : [];
  const total = view.narrowing ? null : all.visible;
  return {
    list: 'newest',
    crumbs: [],
    previous: neighbourOf(rows, 'previous'),
    next: neighbourOf(rows, 'next'),
    position: state === 'published' ? positionOf(rows, null) : null,
    total,
  };
}

const numberOf = (rows: readonly NeighbourRow[], part: NeighbourRow['part']): number => rows.find((row) => row.part === part)?.number ?? 0;

function neighbourOf(rows: readonly NeighbourRow[], part: 'previous' | 'next'): AlbumRef | null {
  const row = rows.find((one) => one.part === part);
  return row ? { id: row.number, title: row.title || path.parse(row.fileName ?? '').name } : null;
}

/** Counted from the nearer end, as far as that is cheap. */
function positionOf(rows: readonly NeighbourRow[], total: number | null): number | null {
  const before = numberOf(rows, 'before');
  if (before <= mostCounted) return before + 1;
  const after = numberOf(rows, 'after');
  return total !== null && after <= mostCounted ? total - after : null;
}

import type { Right, Viewer } from '@picturerail/sdk';
import type { ImageState } from '../images/image.ts';
import { administers } from '../people/may-change-users.ts';
import { type Grants, rightsOf } from './access-list.ts';
import { allRights } from './album-rights.ts';
import { grants } from './rights.ts';

/** All that decides who may do what with one image. */
export interface ImageCase {
  readonly state: ImageState;
  readonly uploaderId: number | null;
  readonly mainAlbumId: number | null;
  readonly ownAccessId: number | null;
  /** Lists of the albums it hangs in; those in the trash have the empty one. */
  readonly placements: readonly { readonly albumId: number; readonly accessId: number }[];
}

export interface Asking {
  readonly viewer: Viewer;
  readonly grantsOf: (accessId: number) => Grants;
  /** Made the main album or one above it, which lets him view. */
  readonly managesAsCreator: boolean;
}

/** What albums grant together, own list aside: view and download by any of them, the rest by the main album. */
function grantedByAlbums({ placements, mainAlbumId }: ImageCase, { viewer, grantsOf }: Asking): Set<Right> {
  const rights = new Set<Right>();
  for (const { albumId, accessId } of placements) {
    for (const right of rightsOf(grantsOf(accessId), viewer.principals)) {
      if (albumId === mainAlbumId || right === 'view' || right === 'download') rights.add(right);
    }
  }
  return rights;
}

/**
 * What lists let a viewer do, decided from the image's albums and its own list, which narrows: both must allow. Empty for
 * images that are not published; these show themselves to their uploader and to those who manage them.
 */
function grantedByLists(image: ImageCase, asking: Asking): Set<Right> {
  if (image.state !== 'published') return new Set();
  const byAlbums = grantedByAlbums(image, asking);
  const own = image.ownAccessId === null ? null : rightsOf(asking.grantsOf(image.ownAccessId), asking.viewer.principals);
  const allowed = [...byAlbums].filter((right) => own === null || (right === 'download' ? own.has('download') : own.has('view')));
  return allowed.includes('view') ? new Set(allowed) : new Set();
}

/** All rights of one viewer on one image, exactly; null where he may not see it. */
export function rightsOnImage(image: ImageCase, asking: Asking): ReadonlySet<Right> | null {
  const { viewer } = asking;
  const uploaded = viewer.userId !== null && image.uploaderId === viewer.userId;
  const byAlbums = grantedByAlbums(image, asking);
  if (asking.managesAsCreator || grants(byAlbums, 'manage')) return new Set([...byAlbums, ...allRights]);
  const rights = grantedByLists(image, asking);
  if (uploaded && image.state !== 'published') for (const right of ['view', 'download'] as const) rights.add(right);
  if (!rights.has('view')) return null;
  if (uploaded) for (const right of byAlbums) if (right === 'edit-own' || right === 'delete-own') rights.add(right);
  return administers(viewer) ? new Set([...rights, ...allRights]) : withOwn(rights, uploaded);
}

/** Rights on one's own images become rights on this one, or nothing. */
function withOwn(rights: Set<Right>, uploaded: boolean): Set<Right> {
  for (const right of ['edit', 'delete'] as const) {
    if (uploaded && rights.has(`${right}-own`)) rights.add(right);
    if (!uploaded) rights.delete(`${right}-own`);
  }
  return rights;
}

/** True where everybody may see it. */
export const isPublic = (image: ImageCase, grantsOf: Asking['grantsOf'], everyone: Viewer): boolean =>
  grantedByLists(image, { viewer: everyone, grantsOf, managesAsCreator: false }).has('view');

import type { Right, Viewer } from '@picturerail/sdk';
import { chainOf, isRoot } from '../albums/album-path.ts';
import { albumById, chainTo } from '../albums/albums-store.ts';
import type { Actor, Gallery } from '../gallery.ts';
import type { ImageRow } from '../images/image.ts';
import { imageRow } from '../images/image-row.ts';
import { visitorViewer } from '../people/viewers.ts';
import { rightsOf } from './access-list.ts';
import { rightsInChain } from './album-rights.ts';
import { type ImageCaseRow, imageCase, madeBy } from './image-case-store.ts';
import { type Asking, type ImageCase, isPublic, rightsOnImage } from './image-rights.ts';
import type { Registry } from './registry.ts';
import { grants } from './rights.ts';

/** Whether somebody may act on an album; administrators may, wherever they may not look in the gallery itself. False where there is no such album. */
export async function mayOnAlbum(g: Gallery, actor: Actor, albumId: number, right: Right): Promise<boolean> {
  const { lists } = await g.access.registry();
  const album = isRoot(albumId) ? undefined : await albumById(g.database.read, albumId);
  if (!album) return false;
  const rights = await rightsInChain(await chainTo(g.database.read, album.path), actor, (accessId) => lists.get(accessId)?.grants ?? new Map());
  return grants(rights, right);
}

/** An image as a viewer may see it, with all that is known of its placements. */
export interface SeenImage {
  readonly image: ImageRow;
  readonly rights: ReadonlySet<Right>;
  readonly public: boolean;
  /** Oldest first, also those in albums this viewer may not see. */
  readonly placements: readonly ImageCaseRow[];
}

/**
 * One image, decided exactly, from its albums: never by visibility. One statement, and another one for users who might
 * manage it as the creator of an album. Null where it does not exist or may not be seen.
 */
export async function seeImage(g: Gallery, viewer: Viewer, imageId: number): Promise<SeenImage | null> {
  const registry = await g.access.registry();
  const rows = await imageCase(g.database.read, imageId, viewer.language);
  const [first] = rows;
  if (!first) return null;
  const one = caseOf(rows, first);
  const grantsOf: Asking['grantsOf'] = (accessId) => registry.lists.get(accessId)?.grants ?? new Map();
  const managesAsCreator = await madeAlbumAbove(g, viewer, { rows, registry });
  const rights = rightsOnImage(one, { viewer, grantsOf, managesAsCreator });
  if (!rights) return null;
  return {
    image: imageRow(first),
    rights,
    public: isPublic(one, grantsOf, visitorViewer(g, viewer.language)),
    placements: rows.filter((row) => row.placedIn !== null),
  };
}

const caseOf = (rows: readonly ImageCaseRow[], { state, uploaderId, albumId, ownAccessId }: ImageCaseRow): ImageCase => ({
  state,
  uploaderId,
  mainAlbumId: albumId,
  ownAccessId,
  placements: rows.flatMap(({ placedIn, accessId }) => (placedIn === null || accessId === null ? [] : [{ albumId: placedIn, accessId }])),
});

async function madeAlbumAbove(
  g: Gallery,
  { userId, principals }: Viewer,
  { rows, registry }: { readonly rows: readonly ImageCaseRow[]; readonly registry: Registry },
): Promise<boolean> {
  const main = rows.find((row) => row.placedIn === row.albumId)?.path;
  if (userId === null || !main) return false;
  const made = await madeBy(g.database.read, userId, chainOf(main));
  return made.some(({ accessId }) => rightsOf(registry.lists.get(accessId)?.grants ?? new Map(), principals).has('view'));
}

/** All rights on one image, decided exactly; null where it may not be seen. Administrators hold all of them on what they may see. */
export const imageRights = async (g: Gallery, viewer: Viewer, imageId: number): Promise<ReadonlySet<Right> | null> =>
  (await seeImage(g, viewer, imageId))?.rights ?? null;

export interface MediaAccess {
  readonly image: ImageRow;
  readonly download: boolean;
  /** Everyone may view it: shared caches may keep its bytes. */
  readonly public: boolean;
}

/** What `/media` asks; null where the image may not be seen or does not exist. */
export async function mediaAccess(g: Gallery, viewer: Viewer, imageId: number): Promise<MediaAccess | null> {
  const seen = await seeImage(g, viewer, imageId);
  return seen && { image: seen.image, download: grants(seen.rights, 'download'), public: seen.public };
}

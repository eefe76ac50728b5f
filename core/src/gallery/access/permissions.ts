import type { Right, Viewer } from '@picturerail/sdk';
import type { Revisions } from '#database';
import { chainOf, isRoot } from '../albums/album-path.ts';
import { albumById, chainTo } from '../albums/albums-store.ts';
import type { Actor, Gallery } from '../gallery.ts';
import { imageById } from '../images/find-images-store.ts';
import type { ImageRow } from '../images/image.ts';
import { imageRow } from '../images/image-row.ts';
import { administers } from '../people/may-change-users.ts';
import { visitorViewer } from '../people/viewers.ts';
import { rightsOf } from './access-list.ts';
import { rightsInChain } from './album-rights.ts';
import { type ImageCaseRow, imageCase, madeBy, mediaCase } from './image-case-store.ts';
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
  const rows = await imageCase(g.database.read, imageId, viewer.language);
  const [first] = rows;
  const decided = first && (await decide(g, viewer, rows, first));
  return decided ? { image: imageRow(first), ...decided, placements: rows.filter((row) => row.placedIn !== null) } : null;
}

/** What rights on one image are decided by, for one of its placements. */
export type CaseRow = Pick<ImageCaseRow, 'state' | 'uploaderId' | 'albumId' | 'ownAccessId' | 'placedIn' | 'accessId' | 'path'>;

async function decide(g: Gallery, viewer: Viewer, rows: readonly CaseRow[], first: CaseRow): Promise<Pick<SeenImage, 'rights' | 'public'> | null> {
  const registry = await g.access.registry();
  const one = caseOf(rows, first);
  const grantsOf: Asking['grantsOf'] = (accessId) => registry.lists.get(accessId)?.grants ?? new Map();
  const managesAsCreator = await madeAlbumAbove(g, viewer, { rows, registry });
  const rights = rightsOnImage(one, { viewer, grantsOf, managesAsCreator });
  return rights && { rights, public: isPublic(one, grantsOf, visitorViewer(g, viewer.language)) };
}

export const caseOf = (rows: readonly CaseRow[], { state, uploaderId, albumId, ownAccessId }: CaseRow): ImageCase => ({
  state,
  uploaderId,
  mainAlbumId: albumId,
  ownAccessId,
  placements: rows.flatMap(({ placedIn, accessId }) => (placedIn === null || accessId === null ? [] : [{ albumId: placedIn, accessId }])),
});

async function madeAlbumAbove(
  g: Gallery,
  { userId, principals }: Viewer,
  { rows, registry }: { readonly rows: readonly CaseRow[]; readonly registry: Registry },
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
  readonly image: Pick<ImageRow, 'id' | 'version' | 'width' | 'height' | 'mime' | 'fileName'>;
  readonly download: boolean;
  /** Everyone may view it: shared caches may keep its bytes. */
  readonly public: boolean;
}

/**
 * What `/media` asks; null where the image may not be seen or does not exist. `told` hears at which revisions the database
 * stands before anything is decided by what is kept in memory.
 */
export async function mediaAccess(
  g: Gallery,
  viewer: Viewer,
  imageId: number,
  told: (revisions: Revisions) => void = ({ access }) => g.access.sync(access),
): Promise<MediaAccess | null> {
  const rows = await mediaCase(g.database.read, imageId);
  const [first] = rows;
  if (!first) throw new Error('The table "revisions" has lost its row "access".');
  const { id, version, width, height, mime, fileName } = first;
  told({ access: first.accessRevision, plugins: first.pluginsRevision, registry: first.registryRevision, settings: first.settingsRevision });
  const decided = id === null ? null : await decide(g, viewer, rows, first);
  if (id === null || !decided) return null;
  return { image: { id, version, width, height, mime, fileName }, download: grants(decided.rights, 'download'), public: decided.public };
}

/** What `/admin/media` asks: any image, whatever its state and its albums, for those who administer the gallery; null for everybody else. */
export async function administeredMedia(g: Gallery, viewer: Viewer, imageId: number): Promise<MediaAccess | null> {
  const image = administers(viewer) ? await imageById(g.database.read, imageId) : undefined;
  if (!image) return null;
  const { id, version, width, height, mime, fileName } = image;
  return { image: { id, version, width, height, mime, fileName }, download: true, public: false };
}

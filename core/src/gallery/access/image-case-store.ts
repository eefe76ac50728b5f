import { literals, type Sql } from '#database';
import type { ImageRow } from '../images/image.ts';
import { imageFacts, translatedTexts } from '../images/image-row.ts';

/** An image with one of its placements; `placedIn` is null for one that hangs nowhere. */
export type ImageCaseRow = ImageRow & {
  readonly ownAccessId: number | null;
  readonly placedIn: number | null;
  readonly sortKey: Uint8Array | null;
  readonly accessId: number | null;
  readonly path: string | null;
  readonly albumTitle: string | null;
};

/** A row for each placement, oldest first. */
export const imageCase = (sql: Sql, imageId: number, language: string): Promise<ImageCaseRow[]> =>
  sql.all<ImageCaseRow>(
    `SELECT ${imageFacts}, ${translatedTexts}, i.own_access_id AS ownAccessId, p.album_id AS placedIn, p.sort_key AS sortKey, a.access_id AS accessId, a.path,
            COALESCE(x.title, a.title) AS albumTitle
       FROM images i LEFT JOIN image_texts t ON t.image_id = i.id AND t.language = ?
       LEFT JOIN album_images p ON p.image_id = i.id LEFT JOIN albums a ON a.id = p.album_id LEFT JOIN album_texts x ON x.album_id = a.id AND x.language = ?
      WHERE i.id = ? ORDER BY p.placed_at, p.album_id`,
    [language, language, imageId],
  );

/** What a request for bytes is decided by, a row for each placement; `id` is null where there is no such image. */
export interface MediaCaseRow
  extends Pick<
    ImageCaseRow,
    'version' | 'width' | 'height' | 'mime' | 'fileName' | 'state' | 'albumId' | 'uploaderId' | 'ownAccessId' | 'placedIn' | 'accessId' | 'path'
  > {
  readonly id: number | null;
  readonly accessRevision: number;
  readonly pluginsRevision: number;
  readonly registryRevision: number;
  readonly settingsRevision: number;
}

/** There is always a row, for the revisions: with them a visitor's request needs no other statement. */
export const mediaCase = (sql: Sql, imageId: number): Promise<MediaCaseRow[]> =>
  sql.all<MediaCaseRow>(
    `SELECT r.value AS accessRevision, (SELECT value FROM revisions WHERE name = 'plugins') AS pluginsRevision,
            (SELECT value FROM revisions WHERE name = 'registry') AS registryRevision,
            (SELECT value FROM revisions WHERE name = 'settings') AS settingsRevision, i.id, i.version, i.width, i.height, i.mime, i.file_name AS fileName, i.state,
            i.main_album_id AS albumId, i.uploader_id AS uploaderId, i.own_access_id AS ownAccessId, p.album_id AS placedIn, a.access_id AS accessId, a.path
       FROM revisions r LEFT JOIN images i ON i.id = ? LEFT JOIN album_images p ON p.image_id = i.id LEFT JOIN albums a ON a.id = p.album_id
      WHERE r.name = 'access'`,
    [imageId],
  );

/** What rights on images are decided by, a row for each placement of each. */
export const imageCases = (
  sql: Sql,
  imageIds: readonly number[],
): Promise<Pick<ImageCaseRow, 'id' | 'state' | 'albumId' | 'uploaderId' | 'ownAccessId' | 'placedIn' | 'accessId' | 'path'>[]> =>
  sql.all(
    `SELECT i.id, i.state, i.main_album_id AS albumId, i.uploader_id AS uploaderId, i.own_access_id AS ownAccessId, p.album_id AS placedIn,
            a.access_id AS accessId, a.path
       FROM images i LEFT JOIN album_images p ON p.image_id = i.id LEFT JOIN albums a ON a.id = p.album_id WHERE i.id IN (${literals(imageIds)})`,
  );

/** Those of these albums that a user has made, with their lists. */
export const madeBy = (sql: Sql, userId: number, albumIds: readonly number[]): Promise<{ readonly id: number; readonly accessId: number }[]> =>
  sql.all(`SELECT id, access_id AS accessId FROM albums WHERE id IN (${literals(albumIds)}) AND creator_id = ?`, [userId]);

import { indexed, literals, type Sql } from '#database';
import type { View } from '../access/access.ts';
import { among, inLists, visibilitiesOf } from '../access/condition-store.ts';
import type { ListedImage } from '../images/image.ts';
import { listedFacts, translatedTexts } from '../images/image-row.ts';
import type { PageStart } from './page-starts.ts';

/** A row of the page, or a cover, which has no `place`: when it was created, or its key in the order of an album, in hexadecimal digits. */
export type ImagePartRow = ListedImage & { readonly fileName: string; readonly place: string | number | null };

/**
 * Covers: chosen ones only where this viewer finds them in lists, the newest of what he can reach as they are, and what was
 * the newest a moment ago only where he still reaches it.
 */
export interface CoversWanted {
  readonly chosen: readonly number[];
  readonly newest: readonly number[];
  readonly recent: readonly number[];
}

export interface ImagesWanted extends CoversWanted {
  readonly language: string;
  readonly limit: number;
  readonly offset: number;
}

const translated = 'LEFT JOIN image_texts t ON t.image_id = i.id AND t.language = ?';

function coversText(view: View, covers: CoversWanted): string {
  const ids = coverIds(covers);
  if (ids.length === 0) return '';
  const { chosen, newest, recent } = covers;
  const ways = [
    newest.length === 0 ? [] : `i.id IN (${literals(newest)})`,
    chosen.length === 0 ? [] : `(${inLists(view, 'i')})`,
    recent.length === 0 ? [] : `(i.id IN (${literals(recent)}) AND ${reachable(view, 'i.id')})`,
  ].flat();
  return `UNION ALL SELECT NULL AS place, ${listedFacts}, ${translatedTexts} FROM images i ${translated} WHERE i.id IN (${literals(ids)}) AND (${ways.join(' OR ')})`;
}

/** As counts have it: where an image hangs in an album of his, open to him there. */
const reachable = (view: View, imageId: string): string =>
  `EXISTS (SELECT 1 FROM album_images r JOIN albums a ON a.id = r.album_id
            WHERE r.image_id = ${imageId} AND ${among(view, 'list', 'a.access_id')} AND ${among(view, 'narrow', 'r.narrow_id')})`;

const coverIds = ({ chosen, newest, recent }: CoversWanted): number[] => [...chosen, ...newest, ...recent];
const coverParams = (wanted: ImagesWanted): string[] => (coverIds(wanted).length === 0 ? [] : [wanted.language]);

interface AlbumImagesWanted extends ImagesWanted {
  readonly albumId: number;
  readonly fromEnd: boolean;
  /** The row that `offset` counts from; null: the first, or the last. */
  readonly from: PageStart | null;
}

/**
 * A page of an album's images in its order, and covers. Which rows make the page is found in the index alone; the
 * second half of an album is counted from its end.
 */
export function imagesOfAlbum(sql: Sql, view: View, wanted: AlbumImagesWanted): Promise<ImagePartRow[]> {
  const { from } = wanted;
  const [direction, beyond] = wanted.fromEnd ? (['DESC', '<'] as const) : (['ASC', '>'] as const);
  const key = from === null ? null : Buffer.from(from.key, 'hex');
  const begun = from === null ? '' : `AND ai.sort_key ${beyond}= ? AND (ai.sort_key ${beyond} ? OR ai.image_id ${beyond}= ${literals([from.id])})`;
  return sql.all<ImagePartRow>(
    `SELECT HEX(p.sort_key) AS place, ${listedFacts}, ${translatedTexts}
       FROM (SELECT ai.image_id, ai.sort_key FROM album_images ai ${indexed(sql.dialect, 'album_images_sorted')}
              WHERE ai.album_id = ? AND ${among(view, 'narrow', 'ai.narrow_id')} ${begun} ORDER BY ai.sort_key ${direction}, ai.image_id ${direction} LIMIT ? OFFSET ?) p
       JOIN images i ON i.id = p.image_id ${translated}
     ${coversText(view, wanted)}`,
    [wanted.albumId, ...(key === null ? [] : [key, key]), wanted.limit, wanted.offset, wanted.language, ...coverParams(wanted)],
  );
}

/** Below this part of all images, a viewer's own are looked up rather than picked out of all (measured). */
const fewestShare = 0.05;

export interface Totals {
  /** Images in lists of this viewer. */
  readonly visible: number;
  readonly highestId: number;
}

export const readTotals = async (sql: Sql, view: View): Promise<Totals> => {
  const row = await sql.get<{ visible: number; highest: number | null }>(
    `SELECT (SELECT COALESCE(SUM(v.images), 0) ${visibilitiesOf(view)}) AS visible, (SELECT MAX(id) FROM images) AS highest`,
  );
  return { visible: row?.visible ?? 0, highestId: row?.highest ?? 0 };
};

export const newestIndex = ({ visible, highestId }: Totals): 'images_created' | 'images_visibility' =>
  visible < fewestShare * highestId ? 'images_visibility' : 'images_created';

/** The newest images of lists, newest first, and covers. */
export function newestImages(sql: Sql, view: View, wanted: ImagesWanted & { readonly index: string }): Promise<ImagePartRow[]> {
  return sql.all<ImagePartRow>(
    `SELECT p.created_at AS place, ${listedFacts}, ${translatedTexts}
       FROM (SELECT i.id, i.created_at FROM images i ${indexed(sql.dialect, wanted.index)} WHERE ${inLists(view, 'i')}
              ORDER BY i.created_at DESC, i.id DESC LIMIT ? OFFSET ?) p
       JOIN images i ON i.id = p.id ${translated}
     ${coversText(view, wanted)}`,
    [wanted.limit, wanted.offset, wanted.language, ...coverParams(wanted)],
  );
}

import path from 'node:path';
import type { ImageRow, ListedImage } from './image.ts';

/** Columns of `images i` that make a {@link ListedImage}: each costs something for every image of a page. Texts apart, which may be translated. */
export const listedFacts = `i.id, i.version, i.author, i.taken_at AS takenAt, i.taken_offset AS takenOffset, i.width, i.height, i.color,
  i.thumb_hash AS thumbHash, i.mime, i.file_name AS fileName`;

/** Columns that make an {@link ImageRow}. */
export const imageFacts = `${listedFacts}, i.state, i.bytes, i.created_at AS createdAt, i.main_album_id AS albumId, i.uploader_id AS uploaderId`;

export const imageTexts = 'i.title, i.description';

/** With `LEFT JOIN image_texts t ON t.image_id = i.id AND t.language = ?`. */
export const translatedTexts = 'COALESCE(t.title, i.title) AS title, COALESCE(t.description, i.description) AS description';

const titleFrom = (fileName: string): string => path.parse(fileName).name;

/** The row of a list as an image; other columns may stay on it. */
export const listedImage = <Row extends ListedImage & { readonly fileName: string }>(row: Row): Row =>
  row.title === '' ? { ...row, title: titleFrom(row.fileName) } : row;

/** The title is never empty: without one, the file name without its ending. */
export function imageRow(row: ImageRow): ImageRow {
  const {
    id,
    version,
    state,
    description,
    author,
    takenAt,
    takenOffset,
    width,
    height,
    color,
    thumbHash,
    mime,
    bytes,
    fileName,
    createdAt,
    albumId,
    uploaderId,
  } = row;
  const title = row.title || titleFrom(fileName);
  return {
    id,
    version,
    state,
    title,
    description,
    author,
    takenAt,
    takenOffset,
    width,
    height,
    color,
    thumbHash,
    mime,
    bytes,
    fileName,
    createdAt,
    albumId,
    uploaderId,
  };
}

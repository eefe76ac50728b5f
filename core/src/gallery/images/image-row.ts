import path from 'node:path';
import type { ImageRow } from './image.ts';

/** Columns of `images i` that make an {@link ImageRow}; texts apart, which may be translated. */
export const imageFacts = `i.id, i.version, i.state, i.author, i.taken_at AS takenAt, i.taken_offset AS takenOffset, i.width, i.height, i.color,
  i.thumb_hash AS thumbHash, i.mime, i.bytes, i.file_name AS fileName, i.created_at AS createdAt, i.main_album_id AS albumId, i.uploader_id AS uploaderId`;

export const imageTexts = 'i.title, i.description';

/** With `LEFT JOIN image_texts t ON t.image_id = i.id AND t.language = ?`. */
export const translatedTexts = 'COALESCE(t.title, i.title) AS title, COALESCE(t.description, i.description) AS description';

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
  const title = row.title || path.parse(fileName).name;
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

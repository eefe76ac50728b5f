import { chunks, forUpdate, insertRows, literals, placeholders, type Sql, type Tx } from '#database';
import type { ImageState } from './image.ts';

/** An image with what decides who may see it, where it lies and how it is sorted. */
export interface ImageRecord {
  readonly id: number;
  readonly version: number;
  readonly state: ImageState;
  readonly stateBefore: ImageState | null;
  readonly mainAlbumId: number | null;
  readonly uploaderId: number | null;
  readonly ownAccessId: number | null;
  readonly narrowId: number;
  readonly visibilityId: number | null;
  readonly title: string;
  readonly description: string;
  readonly author: string;
  readonly takenAt: number | null;
  readonly takenOffset: number | null;
  readonly edited: number;
  readonly fileName: string;
  readonly createdAt: number;
  /** The declared root its original lies in; null: stored, at a place that follows from its main album. */
  readonly rootId: number | null;
}

const recordColumns = `id, version, state, state_before AS stateBefore, main_album_id AS mainAlbumId, uploader_id AS uploaderId, own_access_id AS ownAccessId,
  narrow_id AS narrowId, visibility_id AS visibilityId, title, description, author, taken_at AS takenAt, taken_offset AS takenOffset, edited,
  file_name AS fileName, created_at AS createdAt, root_id AS rootId`;

/** In the order of ids, held until the transaction ends; missing ones are left out. */
export async function lockImages(tx: Tx, ids: Iterable<number>): Promise<ImageRecord[]> {
  const rows: ImageRecord[] = [];
  for (const part of chunks(
    [...new Set(ids)].sort((a, b) => a - b),
    500,
  )) {
    rows.push(...(await tx.all<ImageRecord>(`SELECT ${recordColumns} FROM images WHERE id IN (${literals(part)}) ORDER BY id${forUpdate(tx.dialect)}`)));
  }
  return rows;
}

export interface NewImageRow {
  readonly main_album_id: number;
  readonly uploader_id: number | null;
  readonly state: ImageState;
  readonly narrow_id: number;
  readonly visibility_id: number | null;
  readonly title: string;
  readonly description: string;
  readonly author: string;
  readonly taken_at: number | null;
  readonly taken_offset: number | null;
  readonly width: number;
  readonly height: number;
  readonly color: string;
  readonly thumb_hash: string | null;
  readonly mime: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly file_name: string;
  readonly file_key: string;
  readonly created_at: number;
  readonly root_id: number | null;
  readonly relative_path: Uint8Array | null;
  readonly relative_hash: string | null;
}

export const insertImageRows = (tx: Tx, rows: readonly NewImageRow[]): Promise<number[]> =>
  insertRows(
    tx,
    'images',
    rows.map((row) => ({ ...row })),
  );

export async function setNarrow(tx: Tx, ids: readonly number[], narrowId: number): Promise<void> {
  for (const part of chunks(ids, 500)) {
    await tx.run(`UPDATE images SET narrow_id = ? WHERE id IN (${literals(part)})`, [narrowId]);
    await tx.run(`UPDATE album_images SET narrow_id = ? WHERE image_id IN (${literals(part)})`, [narrowId]);
  }
}

export async function setVisibility(tx: Tx, ids: readonly number[], visibilityId: number | null): Promise<void> {
  for (const part of chunks(ids, 500)) await tx.run(`UPDATE images SET visibility_id = ? WHERE id IN (${literals(part)})`, [visibilityId]);
}

/** From so many on, images that get the same visibility have a statement of their own. */
const manyAlike = 20;

/** Images by the visibility that they get. Few of each take one statement together: a subtree's images have dozens of visibilities. */
export async function setVisibilities(tx: Tx, wanted: ReadonlyMap<number | null, readonly number[]>): Promise<void> {
  const few: (readonly [id: number, visibilityId: number | null])[] = [];
  for (const [visibilityId, ids] of wanted) {
    if (ids.length < manyAlike) few.push(...ids.map((id) => [id, visibilityId] as const));
    else await setVisibility(tx, ids, visibilityId);
  }
  for (const part of chunks(few, 200)) {
    const ids = part.map(([id]) => id);
    await tx.run(`UPDATE images SET visibility_id = CASE id ${part.map(() => 'WHEN ? THEN ?').join(' ')} END WHERE id IN (${placeholders(ids.length)})`, [
      ...part.flat(),
      ...ids,
    ]);
  }
}

export async function setState(tx: Tx, ids: readonly number[], state: ImageState, before: ImageState | null): Promise<void> {
  for (const part of chunks(ids, 500)) await tx.run(`UPDATE images SET state = ?, state_before = ? WHERE id IN (${literals(part)})`, [state, before]);
}

export async function setOwnList(tx: Tx, ids: readonly number[], ownAccessId: number | null): Promise<void> {
  for (const part of chunks(ids, 500)) await tx.run(`UPDATE images SET own_access_id = ? WHERE id IN (${literals(part)})`, [ownAccessId]);
}

export async function setMain(tx: Tx, id: number, main: { readonly albumId: number; readonly fileName: string; readonly fileKey: string }): Promise<void> {
  await tx.run('UPDATE images SET main_album_id = ?, file_name = ?, file_key = ? WHERE id = ?', [main.albumId, main.fileName, main.fileKey, id]);
}

/** What is known of the bytes of an original. */
export interface OriginalFacts {
  /** Lower-case hexadecimal; empty where the bytes were not read to their end yet. */
  readonly sha256: string;
  readonly bytes: number;
  readonly mime: string;
  readonly width: number;
  readonly height: number;
  readonly color: string;
  readonly thumbHash: string | null;
}

export async function setFacts(tx: Tx, id: number, version: number, facts: OriginalFacts): Promise<void> {
  await tx.run('UPDATE images SET version = ?, sha256 = ?, bytes = ?, mime = ?, width = ?, height = ?, color = ?, thumb_hash = ? WHERE id = ?', [
    version,
    facts.sha256,
    facts.bytes,
    facts.mime,
    facts.width,
    facts.height,
    facts.color,
    facts.thumbHash,
    id,
  ]);
}

/** What only reading all of an original tells. */
export interface OriginalLook extends Pick<OriginalFacts, 'sha256' | 'color' | 'thumbHash' | 'width' | 'height'> {
  readonly imageId: number;
  readonly version: number;
}

export async function setLook(tx: Tx, { imageId, version, sha256, color, thumbHash, width, height }: OriginalLook): Promise<void> {
  await tx.run('UPDATE images SET sha256 = ?, color = ?, thumb_hash = ?, width = ?, height = ? WHERE id = ? AND version = ?', [
    sha256,
    color,
    thumbHash,
    width,
    height,
    imageId,
    version,
  ]);
}

export async function unsetMain(tx: Tx, ids: readonly number[]): Promise<void> {
  for (const part of chunks(ids, 500)) await tx.run(`UPDATE images SET main_album_id = NULL WHERE id IN (${literals(part)})`);
}

export interface ImageTexts {
  readonly title: string;
  readonly description: string;
  readonly author: string;
  readonly takenAt: number | null;
  readonly takenOffset: number | null;
  readonly edited: number;
}

export async function updateTexts(tx: Tx, id: number, texts: ImageTexts): Promise<void> {
  await tx.run('UPDATE images SET title = ?, description = ?, author = ?, taken_at = ?, taken_offset = ?, edited = ? WHERE id = ?', [
    texts.title,
    texts.description,
    texts.author,
    texts.takenAt,
    texts.takenOffset,
    texts.edited,
    id,
  ]);
}

export async function deleteImages(tx: Tx, ids: readonly number[]): Promise<void> {
  for (const part of chunks(ids, 500)) {
    await tx.run(`DELETE FROM narrowing WHERE image_id IN (${literals(part)})`);
    await tx.run(`DELETE FROM album_images WHERE image_id IN (${literals(part)})`);
    await tx.run(`DELETE FROM images WHERE id IN (${literals(part)})`);
  }
}

/** Keys of originals in an album's directory, among these. */
export async function takenFiles(sql: Sql, albumId: number, keys: readonly string[]): Promise<string[]> {
  const taken: string[] = [];
  for (const part of chunks(keys, 500)) {
    const rows = await sql.all<{ key_: string }>(
      `SELECT file_key AS key_ FROM images WHERE main_album_id = ? AND file_key IN (${part.map(() => '?').join(', ')})`,
      [albumId, ...part],
    );
    taken.push(...rows.map((row) => row.key_));
  }
  return taken;
}

export async function upsertImageText(
  tx: Tx,
  imageId: number,
  language: string,
  texts: { readonly title: string | null; readonly description: string | null },
): Promise<void> {
  await deleteImageText(tx, imageId, language);
  await insertRows(tx, 'image_texts', [{ image_id: imageId, language, ...texts }]);
}

export async function deleteImageText(tx: Tx, imageId: number, language: string): Promise<void> {
  await tx.run('DELETE FROM image_texts WHERE image_id = ? AND language = ?', [imageId, language]);
}

import { createHash } from 'node:crypto';
import { type Bindable, type Database, insertIgnore, literals, placeholders, type Sql, type Tx, upsert } from '#database';

/** A folder that is or was imported, into one place of the album tree. */
export interface RootRow {
  readonly id: number;
  readonly run: number;
  /** The declared root, where originals stay in place; null: they are copied. */
  readonly originalRootId: number | null;
}

export interface FolderRow {
  readonly id: number;
  readonly albumId: number | null;
  /** The last run that came through it. */
  readonly seenRun: number;
}

/** `missing`: its image was taken in, and is hidden because the file was not there any more. */
export type SourceState = 'taken' | 'refused' | 'missing';

/** A file as it was when it was last looked at. */
export interface SourceRow {
  readonly name: Uint8Array;
  readonly size: number;
  readonly mtime: number;
  readonly state: SourceState;
  /** Null where it was not read to its end yet. */
  readonly sha256: string | null;
  /** SHA-256 of its first 64 KiB; null where it was copied, and hashed whole. */
  readonly headHash: string | null;
  readonly imageId: number | null;
  readonly reason: string | null;
}

const hashOf = (path: Buffer): string => createHash('sha256').update(path).digest('hex');

/** Begins the next run over a root; runs of one root count up, so that two at once tell themselves apart. */
export async function beginRun(
  tx: Tx,
  {
    path,
    intoAlbumId,
    now,
    originalRootId = null,
  }: { readonly path: Buffer; readonly intoAlbumId: number; readonly now: number; readonly originalRootId?: number | null },
): Promise<RootRow> {
  const key = { path_hash: hashOf(path), into_album_id: intoAlbumId };
  await upsert(
    tx,
    'import_roots',
    [{ ...key, path: path.toString('utf8'), run: 1, started_at: now, finished_at: null, original_root_id: originalRootId }],
    ['path_hash', 'into_album_id'],
    {
      set: ['started_at', 'finished_at'],
      add: ['run'],
    },
  );
  return (await findRoot(tx, path, intoAlbumId)) as RootRow;
}

/** As the last run left it. */
export const findRoot = (sql: Sql, path: Buffer, intoAlbumId: number): Promise<RootRow | undefined> =>
  sql.get<RootRow>('SELECT id, run, original_root_id AS originalRootId FROM import_roots WHERE path_hash = ? AND into_album_id = ?', [
    hashOf(path),
    intoAlbumId,
  ]);

export const endRun = (tx: Tx, rootId: number, now: number) => tx.run('UPDATE import_roots SET finished_at = ? WHERE id = ?', [now, rootId]);

/** The folder's row, made where it is new; one that is there already is marked as seen by {@link markSeen}. */
export async function seeFolder(database: Database, root: RootRow, relative: Buffer): Promise<FolderRow> {
  const hash = hashOf(relative);
  const known = await folderByHash(database.read, root.id, hash);
  if (known) return known;
  return database.transaction(async (tx) => {
    await insertIgnore(tx, 'import_folders', [{ root_id: root.id, path_hash: hash, path: relative.toString('utf8'), album_id: null, seen_run: root.run }]);
    // Another run over the same root may have been quicker.
    return (await folderByHash(tx, root.id, hash)) as FolderRow;
  });
}

/** Undefined where no run has seen it. */
export const findFolder = (sql: Sql, rootId: number, relative: Buffer): Promise<FolderRow | undefined> => folderByHash(sql, rootId, hashOf(relative));

const folderByHash = (sql: Sql, rootId: number, hash: string) =>
  sql.get<FolderRow>('SELECT id, album_id AS albumId, seen_run AS seenRun FROM import_folders WHERE root_id = ? AND path_hash = ?', [rootId, hash]);

/** Notes folders as seen in this run. */
export const markSeen = (tx: Tx, root: RootRow, folderIds: readonly number[]) =>
  tx.run(`UPDATE import_folders SET seen_run = ? WHERE id IN (${literals(folderIds)}) AND seen_run < ?`, [root.run, root.run]);

export const setFolderAlbum = (tx: Tx, folderId: number, albumId: number) => tx.run('UPDATE import_folders SET album_id = ? WHERE id = ?', [albumId, folderId]);

const sourceColumns = 's.name, s.size, s.mtime, s.state, s.sha256, s.head_hash AS headHash, s.image_id AS imageId, s.reason';

/** What is known of a folder's files, by the bytes of their names in hexadecimal. */
export async function sourcesOf(sql: Sql, folderId: number): Promise<Map<string, SourceRow>> {
  const rows = await sql.all<SourceRow>(`SELECT ${sourceColumns} FROM import_sources s WHERE s.folder_id = ?`, [folderId]);
  return new Map(rows.map((row) => [Buffer.from(row.name).toString('hex'), row]));
}

export type NewSource = Omit<SourceRow, 'name'> & { readonly folderId: number; readonly name: Buffer };

export async function rememberSources(tx: Tx, sources: readonly NewSource[]): Promise<void> {
  const rows = sources.map(
    ({ folderId, name, size, mtime, state, sha256, headHash, imageId, reason }): Record<string, Bindable> => ({
      folder_id: folderId,
      name,
      size,
      mtime,
      state,
      sha256,
      head_hash: headHash,
      image_id: imageId,
      reason,
    }),
  );
  await upsert(tx, 'import_sources', rows, ['folder_id', 'name']);
}

/** How a folder was imported before, into whichever albums. */
export const importsOf = (sql: Sql, path: Buffer): Promise<{ readonly intoAlbumId: number; readonly originalRootId: number | null }[]> =>
  sql.all('SELECT into_album_id AS intoAlbumId, original_root_id AS originalRootId FROM import_roots WHERE path_hash = ?', [hashOf(path)]);

/** A source with the folder it lies in. */
export interface PlacedSource extends SourceRow {
  readonly folderId: number;
  /** Of the folder below the root, as text where its names are text. */
  readonly folder: string;
  readonly albumId: number | null;
}

const placedColumns = `${sourceColumns}, s.folder_id AS folderId, f.path AS folder, f.album_id AS albumId`;

/** Sources of a root that have images and one of these sizes, a thousand at most; those with one of these times where times are given. */
export const sourcesBySize = (sql: Sql, rootId: number, sizes: readonly number[], mtimes: readonly number[]): Promise<PlacedSource[]> =>
  sql.all(
    `SELECT ${placedColumns} FROM import_sources s JOIN import_folders f ON f.id = s.folder_id
      WHERE f.root_id = ? AND s.image_id IS NOT NULL AND s.size IN (${placeholders(sizes.length)})
      ${mtimes.length === 0 ? '' : `AND s.mtime IN (${placeholders(mtimes.length)})`} LIMIT 1000`,
    [rootId, ...sizes, ...mtimes],
  );

export const deleteSource = (tx: Tx, folderId: number, name: Uint8Array) =>
  tx.run('DELETE FROM import_sources WHERE folder_id = ? AND name = ?', [folderId, name]);

export const setSourceState = (tx: Tx, folderId: number, name: Uint8Array, state: SourceState) =>
  tx.run('UPDATE import_sources SET state = ? WHERE folder_id = ? AND name = ?', [state, folderId, name]);

/** How many other sources of an import hang an image in an album, that of their folder. */
export const otherSourcesIn = async (tx: Sql, imageId: number, albumId: number): Promise<number> =>
  (
    await tx.get<{ sources: number }>(
      'SELECT COUNT(*) AS sources FROM import_sources s JOIN import_folders f ON f.id = s.folder_id WHERE s.image_id = ? AND f.album_id = ?',
      [imageId, albumId],
    )
  )?.sources ?? 0;

export const sourcesOfImage = async (sql: Sql, imageId: number): Promise<number> =>
  (await sql.get<{ sources: number }>('SELECT COUNT(*) AS sources FROM import_sources WHERE image_id = ?', [imageId]))?.sources ?? 0;

/** The content of originals that were read to their end, for the sources that were taken in from them as they are. */
export async function hashSources(tx: Tx, read: readonly { readonly imageId: number; readonly bytes: number; readonly sha256: string }[]): Promise<void> {
  for (const { imageId, bytes, sha256 } of read)
    await tx.run('UPDATE import_sources SET sha256 = ? WHERE image_id = ? AND size = ? AND sha256 IS NULL', [sha256, imageId, bytes]);
}

/** An image that turned out not to be one: its file is not read again until it changes. */
export const refuseSources = (tx: Tx, imageId: number, reason: string) =>
  tx.run("UPDATE import_sources SET state = 'refused', reason = ? WHERE image_id = ?", [reason, imageId]);

/** The same file could be decoded after all. */
export const acceptSources = (tx: Tx, imageId: number, bytes: number) =>
  tx.run("UPDATE import_sources SET state = 'taken', reason = NULL WHERE image_id = ? AND size = ? AND state = 'refused'", [imageId, bytes]);

/** How many files of a root have images that are not missing. */
export const countTaken = async (sql: Sql, rootId: number): Promise<number> =>
  (
    await sql.get<{ sources: number }>(
      "SELECT COUNT(*) AS sources FROM import_sources s JOIN import_folders f ON f.id = s.folder_id WHERE f.root_id = ? AND s.image_id IS NOT NULL AND s.state <> 'missing'",
      [rootId],
    )
  )?.sources ?? 0;

/** Folders of a root in order of id, a page at a time. */
export const foldersAfter = (sql: Sql, rootId: number, afterId: number): Promise<{ id: number; path: string; seenRun: number }[]> =>
  sql.all('SELECT id, path, seen_run AS seenRun FROM import_folders WHERE root_id = ? AND id > ? ORDER BY id LIMIT 200', [rootId, afterId]);

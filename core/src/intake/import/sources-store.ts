import { createHash } from 'node:crypto';
import { type Bindable, insertIgnore, type Sql, type Tx, upsert } from '#database';

/** A folder that is or was imported, into one place of the album tree. */
export interface RootRow {
  readonly id: number;
  readonly run: number;
}

export interface FolderRow {
  readonly id: number;
  readonly albumId: number | null;
}

export type SourceState = 'taken' | 'refused';

/** A file as it was when it was last looked at. */
export interface SourceRow {
  readonly name: Uint8Array;
  readonly size: number;
  readonly mtime: number;
  readonly state: SourceState;
  readonly sha256: string | null;
  readonly imageId: number | null;
  readonly reason: string | null;
}

const hashOf = (path: Buffer): string => createHash('sha256').update(path).digest('hex');

/** Begins the next run over a root; runs of one root count up, so that two at once tell themselves apart. */
export async function beginRun(
  tx: Tx,
  { path, intoAlbumId, now }: { readonly path: Buffer; readonly intoAlbumId: number; readonly now: number },
): Promise<RootRow> {
  const key = { path_hash: hashOf(path), into_album_id: intoAlbumId };
  await upsert(tx, 'import_roots', [{ ...key, path: path.toString('utf8'), run: 1, started_at: now, finished_at: null }], ['path_hash', 'into_album_id'], {
    set: ['started_at', 'finished_at'],
    add: ['run'],
  });
  const row = await tx.get<RootRow>('SELECT id, run FROM import_roots WHERE path_hash = ? AND into_album_id = ?', [key.path_hash, intoAlbumId]);
  return row as RootRow;
}

export const endRun = (tx: Tx, rootId: number, now: number) => tx.run('UPDATE import_roots SET finished_at = ? WHERE id = ?', [now, rootId]);

/** The folder's row, made where it is new, and noted as seen in this run. */
export async function seeFolder(tx: Tx, root: RootRow, relative: Buffer): Promise<FolderRow> {
  const hash = hashOf(relative);
  await insertIgnore(tx, 'import_folders', [{ root_id: root.id, path_hash: hash, path: relative.toString('utf8'), album_id: null, seen_run: root.run }]);
  await tx.run('UPDATE import_folders SET seen_run = ? WHERE root_id = ? AND path_hash = ? AND seen_run < ?', [root.run, root.id, hash, root.run]);
  const row = await tx.get<FolderRow>('SELECT id, album_id AS albumId FROM import_folders WHERE root_id = ? AND path_hash = ?', [root.id, hash]);
  return row as FolderRow;
}

export const setFolderAlbum = (tx: Tx, folderId: number, albumId: number) => tx.run('UPDATE import_folders SET album_id = ? WHERE id = ?', [albumId, folderId]);

const sourceColumns = 'name, size, mtime, state, sha256, image_id AS imageId, reason';

/** What is known of a folder's files, by the bytes of their names in hexadecimal. */
export async function sourcesOf(sql: Sql, folderId: number): Promise<Map<string, SourceRow>> {
  const rows = await sql.all<SourceRow>(`SELECT ${sourceColumns} FROM import_sources WHERE folder_id = ?`, [folderId]);
  return new Map(rows.map((row) => [Buffer.from(row.name).toString('hex'), row]));
}

export type NewSource = Omit<SourceRow, 'name'> & { readonly folderId: number; readonly name: Buffer };

export async function rememberSources(tx: Tx, sources: readonly NewSource[]): Promise<void> {
  const rows = sources.map(
    ({ folderId, name, size, mtime, state, sha256, imageId, reason }): Record<string, Bindable> => ({
      folder_id: folderId,
      name,
      size,
      mtime,
      state,
      sha256,
      image_id: imageId,
      reason,
    }),
  );
  await upsert(tx, 'import_sources', rows, ['folder_id', 'name']);
}

/** Folders of a root that this run did not come across, a page at a time in order of id. */
export const unseenFolders = (sql: Sql, root: RootRow, afterId: number): Promise<{ id: number; path: string }[]> =>
  sql.all('SELECT id, path FROM import_folders WHERE root_id = ? AND seen_run < ? AND id > ? ORDER BY id LIMIT 200', [root.id, root.run, afterId]);

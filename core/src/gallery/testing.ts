import { createHash } from 'node:crypto';
import { isGalleryError } from '@picturerail/sdk';
import type { Database } from '#database';
import { createGallery, type Gallery, type GalleryOptions } from './gallery.ts';
import type { NewImage } from './images/image.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** A gallery over a test's database that says nothing. */
export const quietGallery = (options: Omit<GalleryOptions, 'log'>): Gallery => createGallery({ log: silent, ...options });

/** A picture of 3 by 2 pixels that exists as a row only. */
export function rowOnly(albumId: number, fileName: string, change: Partial<NewImage> = {}): NewImage {
  return {
    albumId,
    fileName,
    uploaderId: null,
    sha256: createHash('sha256').update(`${albumId}/${fileName}`).digest('hex'),
    bytes: 1000,
    mime: 'image/jpeg',
    width: 3,
    height: 2,
    color: '#808080',
    thumbHash: null,
    fields: {},
    ...change,
  };
}

const emptied = [
  'renames',
  'viewer_grants',
  'viewer_sets',
  'narrowing',
  'access_change_albums',
  'access_changes',
  'album_images',
  'image_texts',
  'images',
  'original_roots',
];

/** Takes albums and images away; users, groups and what is interned stay. */
export const clearGallery = (database: Database): Promise<void> =>
  database.transaction(async (tx) => {
    for (const table of [...emptied, 'album_stats', 'album_texts']) await tx.run(`DELETE FROM \`${table}\``);
    await tx.run('DELETE FROM albums WHERE id > 2');
    await tx.run('UPDATE albums SET own_access_id = 1, access_id = 1 WHERE id = 1');
    await tx.run('UPDATE visibilities SET images = 0');
    await tx.run(`UPDATE revisions SET value = value + 1 WHERE name = 'access'`);
  });

/** Takes users and groups away. */
export const clearPeople = (database: Database): Promise<void> =>
  database.transaction(async (tx) => {
    for (const table of ['group_members', 'groups', 'users']) await tx.run(`DELETE FROM \`${table}\``);
    await tx.run('DELETE FROM principals WHERE id > 2');
  });

/** `done`, or the code of the refusal. */
export const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => {
      if (isGalleryError(error)) return error.code;
      throw error;
    },
  );

/** A database whose process dies after `gate.left` more transactions. */
export function interruptible(database: Database): { readonly database: Database; readonly gate: { left: number } } {
  const gate = { left: Number.POSITIVE_INFINITY };
  const transaction: Database['transaction'] = (work) => {
    gate.left -= 1;
    return gate.left < 0 ? Promise.reject(new Error('The process has died.')) : database.transaction(work);
  };
  return { database: { ...database, transaction }, gate };
}

/** What kept counts say that the rows they count do not. Empty where all is well. */
export async function driftOf({ read, dialect }: Database): Promise<unknown[]> {
  const below = dialect === 'sqlite' ? `a.path LIKE t.path || '%'` : `a.path LIKE CONCAT(t.path, '%')`;
  const key = '`album` , `list`, `narrow`';
  const counted = `SELECT t.id AS album, a.access_id AS list, p.narrow_id AS narrow, SUM(a.id = t.id) AS here, MAX(CASE WHEN a.id = t.id THEN p.image_id ELSE 0 END) AS newest_here,
      COUNT(*) AS images, MAX(p.image_id) AS newest
    FROM albums t JOIN albums a ON ${below} JOIN album_images p ON p.album_id = a.id WHERE t.id > 2 GROUP BY t.id, a.access_id, p.narrow_id ORDER BY ${key}`;
  const kept = `SELECT album_id AS album, access_id AS list, narrow_id AS narrow, images AS here, newest_here_id AS newest_here, subtree_images AS images, newest_image_id AS newest
    FROM album_stats ORDER BY ${key}`;
  const lines = async (text: string) => (await read.all(text)).map((row) => JSON.stringify(row));
  const [is, said] = [await lines(counted), await lines(kept)];
  const visibilities = `SELECT v.id, v.images, (SELECT COUNT(*) FROM images i WHERE i.visibility_id = v.id) AS found FROM visibilities v`;
  const wrong = (await read.all<{ id: number; images: number; found: number }>(visibilities)).filter((row) => row.images !== row.found);
  return [...is.filter((line) => !said.includes(line)), ...said.filter((line) => !is.includes(line)).map((line) => `kept: ${line}`), ...wrong];
}

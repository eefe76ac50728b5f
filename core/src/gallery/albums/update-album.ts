import type { Tx } from '#database';
import { openLedger } from '../access/ledger.ts';
import type { Actor, Gallery } from '../gallery.ts';
import { note } from '../note.ts';
import { directoryNameFor, fileKey } from '../originals/file-name.ts';
import { directoryKey } from '../originals/original-key.ts';
import { renameLater } from '../originals/rename-later.ts';
import { lockDirectories } from '../originals/renames-store.ts';
import { tell } from '../tell.ts';
import { readLanguage } from '../translation.ts';
import type { AlbumChange } from './album.ts';
import { readTitle, titleKey } from './album-title.ts';
import { lockLivingAlbum } from './album-work.ts';
import { type AlbumRecord, albumById, isPlacedBelow, setDirectory, updateAlbumRow } from './albums-store.ts';
import { coverUnknown } from './errors.ts';
import { freeDirectory } from './free-directory.ts';
import { readSort } from './read-sort.ts';
import { sortAlbum, sortAWhile } from './sort-album.ts';
import { writeTranslation } from './translate-album.ts';

/**
 * Changes what is given. With the title the directory of the originals gets another name. Errors: `album-unknown`,
 * `album-in-trash`, `album-title-empty`, `album-title-long`, `album-sort-unknown`, `album-cover-unknown`, `language-invalid`,
 * `not-allowed`.
 */
export async function updateAlbum(g: Gallery, actor: Actor, id: number, change: AlbumChange): Promise<void> {
  const registry = await g.access.registry();
  const sorted = await g.database.transaction(async (tx) => {
    const album = await lockLivingAlbum(tx, openLedger(registry, tx), id, { actor, right: 'manage', what: 'edit' });
    const title = change.title === undefined ? album.title : readTitle(change.title);
    const sort = change.sort === undefined ? album.sort : readSort(change.sort);
    const coverImageId = change.coverImageId === undefined ? album.coverImageId : await readCover(tx, album, change.coverImageId);
    await updateAlbumRow(tx, id, {
      title,
      titleKey: titleKey(title),
      description: change.description?.normalize('NFC') ?? album.description,
      sort,
      coverImageId,
    });
    for (const [language, texts] of change.translations ?? []) await writeTranslation(tx, id, readLanguage(language), texts);
    if (title !== album.title) await renameDirectory(g, tx, album, title);
    if (sort !== album.sort) await sortAlbum(g, tx, id);
    await tell(g, tx, 'albums:updated', [{ albumId: id }]);
    await note(g, tx, actor, { deed: 'album-changed', id, name: title });
    return sort !== album.sort;
  });
  if (sorted) await sortAWhile(g, id);
}

/** The title; the directory of the originals follows it. Errors: those of `updateAlbum`. */
export const renameAlbum = (g: Gallery, actor: Actor, id: number, title: string): Promise<void> => updateAlbum(g, actor, id, { title });

async function readCover(tx: Tx, album: AlbumRecord, imageId: number | null): Promise<number | null> {
  if (imageId !== null && !(await isPlacedBelow(tx, album.path, imageId))) throw coverUnknown(imageId);
  return imageId;
}

/** A name that differs by letter case only is free: it is the album's own. */
async function renameDirectory(g: Gallery, tx: Tx, album: AlbumRecord, title: string): Promise<void> {
  const wanted = directoryNameFor(title);
  if (wanted === album.directory) return;
  await lockDirectories(tx);
  const from = await directoryKey(tx, album.id);
  const parent = (await albumById(tx, album.parentId as number)) as AlbumRecord;
  const free = fileKey(wanted) === album.directoryKey ? { directory: wanted, directoryKey: album.directoryKey } : await freeDirectory(tx, parent, wanted);
  await setDirectory(tx, album.id, free.directory, free.directoryKey);
  await renameLater(g, tx, [{ imageId: 0, from, to: await directoryKey(tx, album.id) }]);
}

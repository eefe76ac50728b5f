export interface AlbumNotice {
  readonly albumId: number;
}

/**
 * `albums:created`: an album has been made, by a person, an import or a plugin. Told after the commit. What `on` throws
 * is logged and changes nothing; an `after` that throws is tried again.
 *
 *     rail.on('albums:created', (albums) => rail.log.info('new albums', { ids: albums.map(({ albumId }) => albumId) }));
 */

/**
 * `albums:updated`: title, description, cover, order or access of an album is another. Told after the commit, once for
 * all fields of a change. Failures as of `albums:created`.
 *
 *     rail.after('albums:updated', async (albums, job) => rail.log.info('look again', { count: albums.length, key: job.key }));
 */

/**
 * `albums:moved`: an album hangs under another one, with all below it; those are not told of. Trashing and restoring are
 * moves too. Told after the commit. Failures as of `albums:created`.
 *
 *     rail.on('albums:moved', (albums) => rail.log.info('moved', { count: albums.length }));
 */

/**
 * `albums:deleted`: an album is gone for good, not only to the trash. Rows that reference it are gone with it. Told after
 * the commit. Failures as of `albums:created`.
 *
 *     rail.after('albums:deleted', async (albums) => rail.log.info('gone', { ids: albums.map(({ albumId }) => albumId) }));
 */

/**
 * `albums:list`: cards of albums are about to be shown, all of a page at once, rights already decided. Titles,
 * descriptions and `data[<plugin id>]` may be changed; no card may be left out, added or moved. Of a plugin that fails or
 * answers something else, the cards as they were before it are shown.
 *
 *     rail.filter('albums:list', (cards) => {
 *       for (const card of cards) card.data[rail.plugin.id] = { big: card.imageCount > 1000 };
 *     });
 */

/**
 * `albums:beforeDelete`: albums are about to be deleted for good. Asked inside the transaction: only the tables given may
 * be used, for 20 ms. An answer lists refusals; a plugin that fails refuses all.
 *
 *     rail.decide('albums:beforeDelete', async (albums, tables) => {
 *       const kept = await tables.table('contracts').select({ where: { album_id: albums.map(({ albumId }) => albumId) } });
 *       return albums
 *         .filter(({ albumId }) => kept.some((row) => row.album_id === albumId))
 *         .map((item) => ({ item, code: 'contract-open', message: 'A contract about this album is open; close it first.' }));
 *     });
 */

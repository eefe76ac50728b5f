import type { Tx } from '#database';
import { openLedger } from '../access/ledger.ts';
import type { Actor, Gallery } from '../gallery.ts';
import { note } from '../note.ts';
import { tell } from '../tell.ts';
import { readLanguage, type Translation } from '../translation.ts';
import { readTitle } from './album-title.ts';
import { lockLivingAlbum } from './album-work.ts';
import { deleteAlbumText, upsertAlbumText } from './albums-store.ts';

/** Title and description in one more language; what is left out is shown as it is. Null takes the translation away. */
export async function translateAlbum(g: Gallery, actor: Actor, id: number, given: string, texts: Translation | null): Promise<void> {
  const language = readLanguage(given);
  const registry = await g.access.registry();
  await g.database.transaction(async (tx) => {
    const { title } = await lockLivingAlbum(tx, openLedger(registry, tx), id, { actor, right: 'manage', what: 'translate' });
    await writeTranslation(tx, id, language, texts);
    await tell(g, tx, 'albums:updated', [{ albumId: id }]);
    await note(g, tx, actor, { deed: 'album-changed', id, name: title, detail: language });
  });
}

/** Errors: `album-title-long`. */
export async function writeTranslation(tx: Tx, id: number, language: string, texts: Translation | null): Promise<void> {
  if (texts === null) await deleteAlbumText(tx, id, language);
  else
    await upsertAlbumText(tx, id, language, { title: texts.title ? readTitle(texts.title) : null, description: texts.description?.normalize('NFC') || null });
}

import type { Right } from '@picturerail/sdk';
import type { Tx } from '#database';
import type { Ledger } from '../access/ledger.ts';
import { refuseUnless } from '../access/refuse-unless.ts';
import type { Actor } from '../gallery.ts';
import { isRoot } from './album-path.ts';
import { type AlbumRecord, inTrash, lockAlbums } from './albums-store.ts';
import { albumTrashed, albumUnknown } from './errors.ts';

export interface Wanted {
  readonly actor: Actor;
  readonly right: Right;
  /** Completes "You may not" and "before you", before the title. */
  readonly what: string;
}

/** A living album nobody else changes until the transaction ends, for somebody who may. Errors: `album-unknown`, `album-in-trash`, `not-allowed`. */
export async function lockLivingAlbum(tx: Tx, ledger: Ledger, id: number, { actor, right, what }: Wanted): Promise<AlbumRecord> {
  const [album] = isRoot(id) ? [] : await lockAlbums(tx, [id]);
  if (!album) throw albumUnknown(id);
  if (inTrash(album)) throw albumTrashed(id, `${what} it`);
  await refuseUnless(tx, ledger, album, { actor, right, what: `${what} "${album.title}"` });
  return album;
}

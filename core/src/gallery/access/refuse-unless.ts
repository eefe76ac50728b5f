import type { Right } from '@picturerail/sdk';
import type { Tx } from '#database';
import { type AlbumRecord, chainTo } from '../albums/albums-store.ts';
import { albumUnknown } from '../albums/errors.ts';
import { notAllowed } from '../errors.ts';
import type { Actor } from '../gallery.ts';
import { administers } from '../people/may-change-users.ts';
import { rightsInChain } from './album-rights.ts';
import type { Ledger } from './ledger.ts';
import { grants } from './rights.ts';

interface Wanted {
  readonly actor: Actor;
  readonly right: Right;
  /** Completes "You may not". */
  readonly what: string;
}

/** Who may not even see an album is told what he would be told if there were none. Errors: `album-unknown`, `not-allowed`. */
export async function refuseUnless(tx: Tx, ledger: Ledger, album: Pick<AlbumRecord, 'id' | 'path'>, { actor, right, what }: Wanted): Promise<void> {
  if (administers(actor)) return;
  const rights = await rightsInChain(await chainTo(tx, album.path), actor, ledger.grants);
  if (!rights.has('view')) throw albumUnknown(album.id);
  if (!grants(rights, right)) throw notAllowed(what, right);
}

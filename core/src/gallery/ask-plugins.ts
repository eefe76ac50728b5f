import { GalleryError, type ItemOf, type Of } from '@picturerail/sdk';
import type { Tx } from '#database';
import type { Gallery } from './gallery.ts';

const refusedByPlugin = (code: string, message: string) => new GalleryError(code, message, { status: 409 });

/** Lets plugins refuse inside the transaction; one refusal refuses all. */
export async function askPlugins<N extends Of<'decide'>>(g: Gallery, tx: Tx, hook: N, items: readonly ItemOf<N>[]): Promise<void> {
  const [refusal] = (await g.hooks?.decide(hook, items, tx)) ?? [];
  if (refusal) throw refusedByPlugin(refusal.code, refusal.message);
}

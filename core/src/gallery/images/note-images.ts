import type { Deed } from '#activity';
import type { Tx } from '#database';
import type { Actor, Gallery } from '../gallery.ts';
import { note } from '../note.ts';
import type { HeldImage } from './hold-images.ts';

/** Writes down what is done to images: one by its name, several by how many they are. */
export async function noteImages(
  g: Gallery,
  tx: Tx,
  actor: Actor,
  {
    deed,
    images,
    detail = null,
  }: { readonly deed: Deed; readonly images: readonly Pick<HeldImage, 'id' | 'title' | 'fileName'>[]; readonly detail?: string | null },
): Promise<void> {
  const [only] = images.length === 1 ? images : [];
  await note(g, tx, actor, { deed, id: only?.id ?? null, name: only ? only.title || only.fileName : null, amount: images.length, detail });
}

import { viewersOf } from '../access/access-list.ts';
import type { Ledger } from '../access/ledger.ts';
import { hiddenNarrow, openNarrow } from '../access/registry.ts';
import type { ImageState } from './image.ts';

/** What an image's state and its own list take away: all, unless it is published. */
export async function narrowOf(
  ledger: Ledger,
  links: ReadonlySet<number>,
  image: { readonly state: ImageState; readonly ownAccessId: number | null },
): Promise<number> {
  if (image.state !== 'published') return hiddenNarrow;
  return image.ownAccessId === null ? openNarrow : ledger.narrowOf(viewersOf(await ledger.grants(image.ownAccessId), links));
}

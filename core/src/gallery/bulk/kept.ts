import type { ImageState } from '../images/image.ts';
import type { ImageTexts } from '../images/images-store.ts';

/** A placement that was taken away, with its place in an album that is ordered by hand. */
export interface KeptPlacement {
  readonly albumId: number;
  /** Hexadecimal; null where the album's rule says the place. */
  readonly key: string | null;
}

/** What a change found and what it made of it: undone is only what still is as it made it. */
export type Kept =
  | { readonly kind: 'placed'; readonly added: readonly number[]; readonly removed: readonly KeptPlacement[]; readonly mainAlbumId: number | null }
  | { readonly kind: 'texts'; readonly was: ImageTexts; readonly is: ImageTexts }
  | { readonly kind: 'state'; readonly was: ImageState; readonly wasBefore: ImageState | null; readonly is: ImageState }
  | { readonly kind: 'list'; readonly was: number | null; readonly is: number | null };

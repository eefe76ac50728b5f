import type { GalleryError } from '@picturerail/sdk';
import type { AccessEntry } from '../access/access-choice.ts';
import type { ImageFilter } from '../browse/image-filter.ts';
import type { ImageChange } from '../images/image.ts';

/** One thing that is done to many images. Plain data: it is kept with the change. */
export type BulkAction =
  | { readonly kind: 'add'; readonly albumId: number }
  /** Null: out of all other albums. */
  | { readonly kind: 'move'; readonly albumId: number; readonly fromAlbumId: number | null }
  | { readonly kind: 'remove'; readonly albumId: number }
  | { readonly kind: 'edit'; readonly change: ImageChange }
  | { readonly kind: 'publish' | 'hide' | 'trash' | 'restore' }
  /** Null: no list of their own. */
  | { readonly kind: 'access'; readonly entries: readonly AccessEntry[] | null }
  /** All sizes are made anew. */
  | { readonly kind: 'remake' }
  /** Images are handed to a job of a plugin. */
  | { readonly kind: 'plugin'; readonly job: string; readonly label: string };

/** Images one by one, or all that fit a filter and have come until then. */
export type Selection = { readonly ids: readonly number[] } | { readonly filter: ImageFilter; readonly upTo: number };

/** `failed`: it stopped on the way; what was done can be undone. */
export type BulkPhase = 'doing' | 'done' | 'failed' | 'undoing' | 'undone';

/** One action on many images, carried out by a job. */
export interface BulkChange {
  readonly id: number;
  readonly userId: number;
  readonly action: BulkAction;
  readonly selection: Selection;
  readonly phase: BulkPhase;
  /** Images of the selection; null until they have been counted. */
  readonly total: number | null;
  /** Images that the job has come past. */
  readonly seen: number;
  /** Those of them that became others. */
  readonly changed: number;
  /** Those that are as they were again. */
  readonly undone: number;
  /** Why it stopped. */
  readonly error: { readonly code: string; readonly message: string; readonly data: GalleryError['data'] } | null;
  readonly createdAt: number;
}

/** For so long a change can be undone. */
export const undoMs = 7 * 86_400_000;

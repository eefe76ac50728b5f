import type { Check } from '#doctor';
import type { Gallery } from '../gallery.ts';
import { checkAlbumLists } from './check-album-lists.ts';
import { checkAlbumTree } from './check-album-tree.ts';
import { checkCounts } from './check-counts.ts';
import { checkDanglingRows } from './check-dangling-rows.ts';
import { checkImages } from './check-images.ts';
import { checkPending } from './check-pending.ts';

/** Rows first, counts last: what one check mends the later ones count. */
export const galleryChecks = (g: Gallery): Check[] =>
  [checkDanglingRows, checkAlbumTree, checkPending, checkAlbumLists, checkImages, checkCounts].map((check) => check(g));

import type * as Database from '../../../core/dist/database/index.js';
import type * as Ledger from '../../../core/dist/gallery/access/ledger.js';
import type * as VisibilityCounts from '../../../core/dist/gallery/access/visibility-counts-store.js';
import type * as Albums from '../../../core/dist/gallery/albums/albums-store.js';
import type * as Narrow from '../../../core/dist/gallery/images/narrow-of.js';
import type * as Placements from '../../../core/dist/gallery/images/placements-store.js';
import type * as SortKey from '../../../core/dist/gallery/images/sort-key.js';
import type * as Gallery from '../../../core/dist/gallery/index.js';
import type * as Principals from '../../../core/dist/gallery/people/find-principals.js';
import type * as ApplyStats from '../../../core/dist/gallery/stats/apply-stats.js';
import type * as StatDeltas from '../../../core/dist/gallery/stats/stat-deltas.js';
import { built } from '../rooms.ts';

type Inside = Pick<typeof Database, 'chunks' | 'insertRows'> &
  Pick<typeof Gallery, 'fileKey'> &
  Pick<typeof Ledger, 'openLedger'> &
  Pick<typeof VisibilityCounts, 'addToVisibilities'> &
  Pick<typeof Albums, 'albumsById'> &
  Pick<typeof Narrow, 'narrowOf'> &
  Pick<typeof Placements, 'insertPlacements'> &
  Pick<typeof SortKey, 'sortKey'> &
  Pick<typeof Principals, 'grantsOfEntries'> &
  Pick<typeof ApplyStats, 'applyStats'> &
  Pick<typeof StatDeltas, 'countHere'>;

export type Album = Albums.AlbumRecord;

const files = [
  'database/index.js',
  'gallery/index.js',
  'gallery/access/ledger.js',
  'gallery/access/visibility-counts-store.js',
  'gallery/albums/albums-store.js',
  'gallery/images/narrow-of.js',
  'gallery/images/placements-store.js',
  'gallery/images/sort-key.js',
  'gallery/people/find-principals.js',
  'gallery/stats/apply-stats.js',
  'gallery/stats/stat-deltas.js',
];

/** What the gallery's use cases are made of, for putting together what they put together, a million times. */
export async function insideGallery(): Promise<Inside> {
  const modules = await Promise.all(files.map((file) => import(built(file)) as Promise<object>));
  return Object.assign({}, ...modules) as Inside;
}

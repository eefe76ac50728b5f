import { chainOf } from '../albums/album-path.ts';

/** What a row of stats is about. */
export interface StatKey {
  readonly albumId: number;
  /** List of the placement's album. */
  readonly accessId: number;
  readonly narrowId: number;
}

export interface StatDelta extends StatKey {
  /** Albums above it. */
  readonly depth: number;
  images: number;
  subtreeImages: number;
  /** Highest image that came, directly and below; 0 for none. */
  newestHere: number;
  newest: number;
  /** Highest image that left, directly and below; 0 for none. */
  leftHere: number;
  left: number;
}

/** Placements that came to an album or left it. */
export interface Counted {
  readonly path: string;
  readonly accessId: number;
  readonly narrowId: number;
  readonly images: number;
  /** Highest id among them. */
  readonly newest: number;
}

/** Changes of counts, summed by row before anything is written. */
export type StatDeltas = Map<string, StatDelta>;

function rowOf(deltas: StatDeltas, { albumId, accessId, narrowId }: StatKey, depth: number): StatDelta {
  const key = `${albumId}:${accessId}:${narrowId}`;
  const known = deltas.get(key);
  if (known) return known;
  const made = { albumId, accessId, narrowId, depth, images: 0, subtreeImages: 0, newestHere: 0, newest: 0, leftHere: 0, left: 0 };
  deltas.set(key, made);
  return made;
}

/** Counts placements directly in an album, in it and in all above it. `sign` -1: they left. */
export function countHere(deltas: StatDeltas, sign: 1 | -1, counted: Counted): void {
  const chain = chainOf(counted.path);
  const here = rowOf(deltas, { ...counted, albumId: chain.at(-1) ?? 0 }, chain.length - 1);
  here.images += sign * counted.images;
  if (sign > 0) here.newestHere = Math.max(here.newestHere, counted.newest);
  else here.leftHere = Math.max(here.leftHere, counted.newest);
  countBelow(deltas, sign, { ...counted, chain });
}

/** Counts what lies below albums, such as a subtree that was moved there. */
export function countBelow(deltas: StatDeltas, sign: 1 | -1, counted: Omit<Counted, 'path'> & { readonly chain: readonly number[] }): void {
  for (const [depth, albumId] of counted.chain.entries()) {
    const row = rowOf(deltas, { ...counted, albumId }, depth);
    row.subtreeImages += sign * counted.images;
    if (sign > 0) row.newest = Math.max(row.newest, counted.newest);
    else row.left = Math.max(row.left, counted.newest);
  }
}

const matters = (delta: StatDelta): boolean => delta.images !== 0 || delta.subtreeImages !== 0 || delta.newest > 0 || delta.left > 0;

/** In the order in which every transaction takes the rows. */
export const sortedDeltas = (deltas: StatDeltas): StatDelta[] =>
  [...deltas.values()].filter(matters).sort((a, b) => a.albumId - b.albumId || a.accessId - b.accessId || a.narrowId - b.narrowId);

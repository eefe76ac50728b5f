/** Numbers from 0 to 1 that are the same for the same seed (mulberry32), so that every run fills the same gallery. */
export interface Chance {
  next(): number;
  /** True in `share` of cases. */
  of(share: number): boolean;
  below(limit: number): number;
  pick<T>(list: readonly T[]): T;
}

export function chance(seed: number): Chance {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return { next, of: (share) => next() < share, below, pick: (list) => list[below(list.length)] as (typeof list)[number] };
}

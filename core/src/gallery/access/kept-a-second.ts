import type { Gallery } from '../gallery.ts';
import type { View } from './access.ts';

const keptMs = 1_000;

interface Kept<T> {
  readonly at: number;
  readonly read: Promise<T>;
}

/**
 * What is read for one view is given again for a second. Only for what may be as old as that: a change of access is
 * another view, and read at once, but an image that was thrown away since may still be counted or named.
 */
export function keptASecond<T>() {
  const views = new WeakMap<View, Map<string, Kept<T>>>();

  return ({ clock }: Pick<Gallery, 'clock'>, view: View, key: string, read: () => Promise<T>): Promise<T> => {
    const now = clock();
    const isFresh = ({ at }: Kept<T>) => Math.abs(now - at) < keptMs;
    const kept = views.get(view) ?? new Map<string, Kept<T>>();
    views.set(view, kept);
    const known = kept.get(key);
    if (known && isFresh(known)) return known.read;
    for (const [other, one] of kept) if (!isFresh(one)) kept.delete(other);
    const made = { at: now, read: read() };
    kept.set(key, made);
    made.read.catch(() => kept.delete(key));
    return made.read;
  };
}

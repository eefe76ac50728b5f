import type { View } from '../access/access.ts';
import type { Gallery } from '../gallery.ts';
import { readTotals, type Totals } from './images-part-store.ts';

/**
 * Who sees thousands of visibilities has them added up once a second: it takes 2 to 7 ms, which is longer than the rest
 * of a page (measured with 6,000). A change of access is another view, and counted at once.
 */
const keptMs = 1_000;

interface Kept {
  readonly at: number;
  readonly totals: Promise<Totals>;
}

const kept = new WeakMap<View, Kept>();

/** How many images a viewer finds in lists; where his list is long, as of a second ago. */
export function totals({ database, clock }: Gallery, view: View): Promise<Totals> {
  if (view.setId === null) return readTotals(database.read, view);
  const now = clock();
  const known = kept.get(view);
  if (known && Math.abs(now - known.at) < keptMs) return known.totals;
  const made = { at: now, totals: readTotals(database.read, view) };
  kept.set(view, made);
  made.totals.catch(() => kept.delete(view));
  return made.totals;
}

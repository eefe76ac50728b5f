import type { View } from '../access/access.ts';
import { keptASecond } from '../access/kept-a-second.ts';
import type { Gallery } from '../gallery.ts';
import { readTotals, type Totals } from './images-part-store.ts';

const kept = keptASecond<Totals>();

/**
 * How many images a viewer finds in lists. Who sees thousands of visibilities has them added up once a second: it takes
 * 2 to 7 ms, which is longer than the rest of a page (measured with 6,000).
 */
export const totals = (g: Gallery, view: View): Promise<Totals> => {
  const read = () => readTotals(g.database.read, view);
  return view.setId === null ? read() : kept(g, view, '', read);
};
